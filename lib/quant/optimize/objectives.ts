import { maxDiversification } from './objectives/max-diversification';
import { maxGrowth } from './objectives/max-growth';
import { maxRatio } from './objectives/max-ratio';
import { maxReturn } from './objectives/max-return';
import { maxUtility } from './objectives/max-utility';
import { minRisk } from './objectives/min-risk';
import { minTrackingError } from './objectives/min-tracking-error';
import { riskBudget } from './objectives/risk-budget';
import { robustBox } from './objectives/robust-box';
import { robustEllipsoid } from './objectives/robust-ellipsoid';
import { wassersteinCvar } from './objectives/wasserstein-cvar';
import { worstCaseUtility } from './objectives/worst-case-utility';
import { unreachable } from '../../base/invariant';
import type { RiskModel } from '../risk/measures/measure';
import type { ConvexMethod, ObjectiveMethod } from './objective-method';
import type { AnyObjective, ConvexObjective, Objective, OptimizeProblem } from './types';

/** Every kind of objective; a new one is a file in objectives/ and a line here. */
export const OBJECTIVES = {
  'min-risk': minRisk,
  'max-utility': maxUtility,
  'max-return': maxReturn,
  'max-ratio': maxRatio,
  'max-diversification': maxDiversification,
  'risk-budget': riskBudget,
  'min-tracking-error': minTrackingError,
  'robust-box': robustBox,
} as const satisfies { readonly [K in Objective['kind']]: ObjectiveMethod<Extract<Objective, { kind: K }>> };

/** Those that are convex but not quadratic. */
export const CONVEX_OBJECTIVES = {
  'robust-ellipsoid': robustEllipsoid,
  'worst-case-utility': worstCaseUtility,
  'max-growth': maxGrowth,
  'wasserstein-cvar': wassersteinCvar,
} as const satisfies { readonly [K in ConvexObjective['kind']]: ConvexMethod<Extract<ConvexObjective, { kind: K }>> };

export const isConvexObjective = (objective: AnyObjective): objective is ConvexObjective =>
  Object.hasOwn(CONVEX_OBJECTIVES, objective.kind);

interface ConvexLoss extends Pick<ConvexMethod<ConvexObjective>, 'hasReturn' | 'priceUnit'> {
  readonly model: RiskModel;
}

export function lossOfConvex(problem: OptimizeProblem<ConvexObjective>): ConvexLoss {
  const { objective } = problem;
  const lossBy = <O extends ConvexObjective>(method: ConvexMethod<O>, asked: O): ConvexLoss => {
    const { hasReturn, priceUnit } = method;
    return { hasReturn, priceUnit, model: method.lossModel({ ...problem, objective: asked }) };
  };
  switch (objective.kind) {
    case 'robust-ellipsoid':
      return lossBy(CONVEX_OBJECTIVES['robust-ellipsoid'], objective);
    case 'worst-case-utility':
      return lossBy(CONVEX_OBJECTIVES['worst-case-utility'], objective);
    case 'max-growth':
      return lossBy(CONVEX_OBJECTIVES['max-growth'], objective);
    case 'wasserstein-cvar':
      return lossBy(CONVEX_OBJECTIVES['wasserstein-cvar'], objective);
    default:
      return unreachable(objective);
  }
}
