import { invariant } from '../../base/invariant';
import { dot, quadraticForm } from '../math/matrix';
import { isAccepted } from './certificate';
import { type FrontierCorner, frontierCorners, measureCorner } from './critical-line/frontier-corners';
import { holdingRulesOf } from './integer/node';
import { namedLimits } from './limits';
import { optimize } from './optimize';
import { hasRiskShares } from './risk-shares/share-limits';
import { hasKinksOrCurves } from './splitting/mean-variance-program';
import type { MaxReturn, MinRisk, OptimizeOutcome, OptimizeProblem, Solved } from './types';

export type FrontierPoint = Pick<Solved, 'weights' | 'expectedReturn' | 'volatility' | 'certificate' | 'warnings'>;

export type FrontierOutcome =
  | {
      readonly status: 'solved';
      readonly points: readonly FrontierPoint[];
      /**
       * Every mix at which what is held or what binds changes: between two neighbours weights are linear, so these are the
       * whole frontier. Absent where it was followed point by point: with turnover, exposure, risk and holding limits, or
       * where rounding cannot tell its corners apart.
       */
      readonly corners?: readonly FrontierPoint[];
    }
  | Exclude<OptimizeOutcome, Solved>;

type FrontierProblem = Omit<OptimizeProblem, 'objective'>;

const MIN_RISK: MinRisk = { kind: 'min-risk', measure: 'variance' };
const MAX_RETURN: MaxReturn = { kind: 'max-return' };
/** Ends closer than this (decimal return a year) are one point. */
const SAME_RETURN = 1e-12;

/**
 * The efficient frontier within the limits, from the least risky mix to the one with the most expected return: evenly
 * spaced in expected return, each point a certified answer. By the critical line where the limits allow it.
 *
 * @param pointsCount at least 2; fewer points come back where least risk and most return are the same mix
 * @returns the points, or the first outcome that was not solved
 * @see Markowitz (1952), "Portfolio Selection", Journal of Finance 7(1), 77-91
 */
export function efficientFrontier(problem: FrontierProblem, pointsCount: number): FrontierOutcome {
  invariant(Number.isInteger(pointsCount) && pointsCount >= 2, `a frontier of ${pointsCount} points`);
  const calmest = optimize({ ...problem, objective: MIN_RISK });
  if (calmest.status !== 'solved') return calmest;
  return exactFrontier(problem, calmest, pointsCount) ?? pointwiseFrontier(problem, calmest, pointsCount);
}

/** Limits that bounds and rows cannot say bend the path between its corners. */
function isStraight({ limits }: FrontierProblem): boolean {
  const { volatilityMax, riskMax } = limits;
  if (volatilityMax !== undefined || riskMax !== undefined) return false;
  return !hasKinksOrCurves(limits) && !hasRiskShares(limits) && holdingRulesOf(limits) === undefined;
}

function exactFrontier(problem: FrontierProblem, calmest: Solved, pointsCount: number): FrontierOutcome | undefined {
  if (!isStraight(problem)) return undefined;
  const limits = namedLimits({ ...problem, objective: MIN_RISK }, false);
  const corners = frontierCorners(problem, limits);
  if (corners === undefined) return undefined;
  const pointOf = (corner: FrontierCorner): FrontierPoint => {
    const { dualityGap, primalResidual, dualResidual } = corner.measure ?? measureCorner(problem, limits, corner);
    const { weights } = corner;
    return {
      weights,
      expectedReturn: dot(problem.expectedReturns, weights),
      volatility: Math.sqrt(Math.max(quadraticForm(problem.covariance, weights), 0)),
      certificate: { dualityGap, primalResidual, dualResidual },
      warnings: calmest.warnings,
    };
  };
  const ends = corners.map(pointOf);
  const points = evenlySpaced(corners, ends, pointsCount).map(pointOf);
  return points.every(({ certificate }) => isAccepted(certificate))
    ? { status: 'solved', points, corners: distinct(ends) }
    : undefined;
}

/** Weights this close, in portfolio sizes, are one mix. */
const SAME_WEIGHT = 1e-9;

const distinct = (ends: readonly FrontierPoint[]): readonly FrontierPoint[] =>
  ends.filter(({ weights }, at) => {
    const before = ends[at - 1]?.weights;
    return before?.every((weight, k) => Math.abs(weight - weights[k]!) <= SAME_WEIGHT) !== true;
  });

/** Mixes evenly spaced in expected return, both ends among them, each between its two corners. */
function evenlySpaced(
  corners: readonly FrontierCorner[],
  ends: readonly FrontierPoint[],
  count: number,
): readonly FrontierCorner[] {
  const returns = ends.map(({ expectedReturn }) => expectedReturn);
  const [least, most] = [returns[0]!, returns.at(-1)!];
  if (most - least <= SAME_RETURN) return corners.slice(-1);
  return Array.from({ length: count }, (_, step) => {
    if (step === 0) return corners[0]!;
    if (step === count - 1) return corners.at(-1)!;
    const wanted = least + ((most - least) * step) / (count - 1);
    const after = returns.findIndex((value) => value >= wanted);
    const share = (wanted - returns[after - 1]!) / (returns[after]! - returns[after - 1]!);
    return between(corners[after - 1]!, corners[after]!, share);
  });
}

function between(from: FrontierCorner, to: FrontierCorner, share: number): FrontierCorner {
  const mix = (start: number, end: number): number => (start === end ? start : start + share * (end - start));
  return {
    weights: from.weights.map((weight, at) => mix(weight, to.weights[at]!)),
    tradeoff: mix(from.tradeoff, to.tradeoff),
    rowMultipliers: from.rowMultipliers.map((entry, row) => mix(entry, to.rowMultipliers[row]!)),
  };
}

/** One program a point. */
function pointwiseFrontier(problem: FrontierProblem, calmest: Solved, pointsCount: number): FrontierOutcome {
  const first = calmEnd(problem, calmest);
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
function calmEnd(problem: FrontierProblem, calmest: Solved): Solved {
  if (!calmest.warnings.some(({ kind }) => kind === 'singular-covariance')) return calmest;
  const limits = { ...problem.limits, volatilityMax: calmest.volatility };
  const best = optimize({ ...problem, objective: MAX_RETURN, limits });
  return best.status === 'solved' && best.expectedReturn > calmest.expectedReturn ? best : calmest;
}
