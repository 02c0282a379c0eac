import { invariant } from '../../base/invariant';
import { optimize } from './optimize';
import type { MaxReturn, MinRisk, OptimizeOutcome, OptimizeProblem, Solved } from './types';

export type FrontierPoint = Pick<Solved, 'weights' | 'expectedReturn' | 'volatility' | 'certificate' | 'warnings'>;

export type FrontierOutcome =
  { readonly status: 'solved'; readonly points: readonly FrontierPoint[] } | Exclude<OptimizeOutcome, Solved>;

const MIN_RISK: MinRisk = { kind: 'min-risk', measure: 'variance' };
const MAX_RETURN: MaxReturn = { kind: 'max-return' };
/** Ends closer than this (decimal return a year) are one point. */
const SAME_RETURN = 1e-12;

/**
 * The efficient frontier within the limits: from the least risky mix to the one with the most expected return, evenly
 * spaced in expected return, each point a certified answer.
 *
 * @param pointsCount at least 2; fewer points come back where least risk and most return are the same mix
 * @returns the points, or the first outcome that was not solved
 * @see Markowitz (1952), "Portfolio Selection", Journal of Finance 7(1), 77-91
 */
export function efficientFrontier(problem: Omit<OptimizeProblem, 'objective'>, pointsCount: number): FrontierOutcome {
  invariant(Number.isInteger(pointsCount) && pointsCount >= 2, `a frontier of ${pointsCount} points`);
  const first = calmEnd(problem);
  if (first.status !== 'solved') return first;
  const last = optimize({ ...problem, objective: MAX_RETURN });
  if (last.status !== 'solved') return last;
  if (last.expectedReturn - first.expectedReturn <= SAME_RETURN) return { status: 'solved', points: [first] };
  const points: FrontierPoint[] = [first];
  for (let step = 1; step < pointsCount - 1; step++) {
    const returnMin = first.expectedReturn + ((last.expectedReturn - first.expectedReturn) * step) / (pointsCount - 1);
    const point = optimize({ ...problem, objective: MIN_RISK, limits: { ...problem.limits, returnMin } });
    if (point.status !== 'solved') return point;
    points.push(point);
  }
  return { status: 'solved', points: [...points, last] };
}

/** Least risk; where several mixes share it (a singular covariance), the one of them with the most return. */
function calmEnd(problem: Omit<OptimizeProblem, 'objective'>): OptimizeOutcome {
  const calmest = optimize({ ...problem, objective: MIN_RISK });
  if (calmest.status !== 'solved') return calmest;
  if (!calmest.warnings.some(({ kind }) => kind === 'singular-covariance')) return calmest;
  const limits = { ...problem.limits, volatilityMax: calmest.volatility };
  const best = optimize({ ...problem, objective: MAX_RETURN, limits });
  return best.status === 'solved' && best.expectedReturn > calmest.expectedReturn ? best : calmest;
}
