import { maxDiversification } from './objectives/max-diversification';
import { maxRatio } from './objectives/max-ratio';
import { maxReturn } from './objectives/max-return';
import { maxUtility } from './objectives/max-utility';
import { minRisk } from './objectives/min-risk';
import { minTrackingError } from './objectives/min-tracking-error';
import { riskBudget } from './objectives/risk-budget';
import { robustBox } from './objectives/robust-box';
import type { ObjectiveMethod } from './objective-method';
import type { Objective } from './types';

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
