import { dot, matVec, maxAbs, quadraticForm } from '../math/matrix';
import { measureOptimality, quadraticTangent } from './certificate';
import { type NamedLimits, unitsOf } from './limits';
import { searchBestTradeoff } from './mean-variance';
import type { ProblemTangent, SearchOutcome } from './objective-method';
import { volatilityOf } from './outcome';
import type { QuadraticOutcome, QuadraticSolver } from './quadratic/contract';
import { quadraticSolver } from './quadratic/solve';
import type { OptimizeProblem } from './types';

/**
 * The most reward above a hurdle per volatility: (c'w - h) / sqrt(w'Sw) within the limits.
 *
 * The best weights lie on the frontier w(t) = argmin 1/2 w'Sw - t c'w, at the t where t (c'w - h) = w'Sw. Along the
 * frontier t (c'w - h) - w'Sw is piecewise linear, like w itself: between two ends of one piece the root is exact.
 *
 * @see Sharpe (1966), "Mutual Fund Performance", Journal of Business 39(1), 119-138
 * @see Dinkelbach (1967), "On Nonlinear Fractional Programming", Management Science 13(7), 492-498
 */

export interface Reward {
  /** Length n. */
  readonly perWeight: Float64Array;
  /** What has to be passed before anything counts. */
  readonly hurdle: number;
}

export type RatioOutcome =
  | SearchOutcome
  /** No weights within the limits earn more than the hurdle; the most they earn. */
  | { readonly status: 'below-hurdle'; readonly most: number }
  /** Some weights earn more than the hurdle without any risk. */
  | { readonly status: 'riskless-reward' };

type Found = Extract<QuadraticOutcome, { status: 'solved' }>;

interface End {
  readonly tradeoff: number;
  readonly answer: Found;
  /** t (c'w - h) - w'Sw: below zero on the calm side of the best ratio. */
  readonly excess: number;
}

const STEPS_MAX = 120;
const TRADEOFF_GROWTH = 8;
/** First answer good enough on the straight line between two ends; far below what the certificate asks. */
const LINE_GAP = 1e-11;
/** A variance below this share of the largest is rounding of none. */
const RISKLESS_SHARE = 1e-14;
/** A reward above the hurdle by less, in shares of the rewards' size, is rounding of none. */
const NO_REWARD_SHARE = 1e-12;

interface Search {
  readonly problem: OptimizeProblem;
  readonly limits: NamedLimits;
  readonly reward: Reward;
  readonly solver: QuadraticSolver;
}

export function searchBestRatio(problem: OptimizeProblem, limits: NamedLimits, reward: Reward): RatioOutcome {
  const search = { problem, limits, reward, solver: quadraticSolver(problem.covariance, limits) };
  const { perWeight, hurdle } = reward;
  const { varianceMax, weightScale } = unitsOf(problem, limits);
  const calm = endAt(search, 0);
  if (!('tradeoff' in calm)) return calm;
  const noReward = NO_REWARD_SHARE * Math.max(maxAbs(perWeight) * weightScale, Math.abs(hurdle));
  const bold = quadraticSolver(undefined, limits).solve(perWeight);
  if (bold.status === 'solved' && dot(perWeight, bold.point) - hurdle <= noReward) {
    return { status: 'below-hurdle', most: dot(perWeight, bold.point) };
  }
  const isRiskless = -calm.excess <= RISKLESS_SHARE * varianceMax * weightScale ** 2;
  if (isRiskless && dot(perWeight, calm.answer.point) - hurdle > noReward) return { status: 'riskless-reward' };
  const outcome = narrow(search, calm, (varianceMax * weightScale) / (maxAbs(perWeight) || 1));
  if (outcome.status !== 'found') return outcome;
  const { volatilityMax = Infinity } = problem.limits;
  return volatilityOf(problem, outcome.candidate.weights) > volatilityMax ? atCap(search) : outcome;
}

/**
 * The ratio rises along the frontier up to its best, so below that the best within a volatility limit stands on it: the
 * most reward there is. What the limit's multiplier is above the ratio's own slope is its price.
 */
function atCap({ problem, limits, reward }: Search): RatioOutcome {
  const { perWeight, hurdle } = reward;
  const outcome = searchBestTradeoff({ ...problem, expectedReturns: perWeight }, limits, 0);
  if (outcome.status !== 'found') return outcome;
  const { candidate } = outcome;
  const earned = dot(perWeight, candidate.weights) - hurdle;
  if (!(earned > 0)) return { status: 'below-hurdle', most: earned + hurdle };
  const own = earned / quadraticForm(problem.covariance, candidate.weights);
  const volatilityMultiplier = Math.max(candidate.volatilityMultiplier - own, 0);
  return { ...outcome, candidate: { ...candidate, volatilityMultiplier } };
}

function endAt({ problem, reward, solver }: Search, tradeoff: number, from?: Found): End | SearchOutcome {
  const answer = solver.solve(
    reward.perWeight.map((entry) => entry * tradeoff),
    from,
  );
  switch (answer.status) {
    case 'solved': {
      const earned = dot(reward.perWeight, answer.point) - reward.hurdle;
      return { tradeoff, answer, excess: tradeoff * earned - quadraticForm(problem.covariance, answer.point) };
    }
    case 'infeasible':
      return { ...answer, status: 'linear-conflict' };
    case 'unbounded':
    case 'not-converged':
      return answer;
  }
}

/** Grows the trade-off past the best ratio, then closes in on it from both sides. */
function narrow(search: Search, start: End, firstTradeoff: number): SearchOutcome {
  let calm = start;
  let bold: End | undefined;
  let tradeoff = firstTradeoff;
  let best: { readonly middle: End; readonly gap: number } | undefined;
  let isHalving = false;
  for (let step = 0; step < STEPS_MAX; step++) {
    const end = endAt(search, tradeoff, calm.answer);
    if (!('tradeoff' in end)) return end;
    const width = (bold?.tradeoff ?? Infinity) - calm.tradeoff;
    if (end.excess < 0) calm = end;
    else bold = end;
    if (bold === undefined) {
      tradeoff *= TRADEOFF_GROWTH;
      continue;
    }
    const middle = blend(calm, bold);
    const gap = lineGap(search, middle);
    if (best === undefined || gap < best.gap) best = { middle, gap };
    // With a budget of zero nothing is held at no trade-off, and the line from there says nothing.
    const isStuck = isHalving || !(middle.tradeoff > calm.tradeoff);
    const next = isStuck ? (calm.tradeoff + bold.tradeoff) / 2 : middle.tradeoff;
    if (gap <= LINE_GAP || !(next > calm.tradeoff && next < bold.tradeoff)) break;
    isHalving = bold.tradeoff - calm.tradeoff > width / 2;
    tradeoff = next;
  }
  if (best === undefined || best.gap === Infinity) {
    return { status: 'not-converged', iterations: STEPS_MAX, dualityGap: Infinity };
  }
  const { tradeoff: found, answer } = best.middle;
  return {
    status: 'found',
    candidate: {
      weights: answer.point,
      rowMultipliers: answer.rowMultipliers.map((entry) => entry / found),
      volatilityMultiplier: 0,
    },
    warnings: answer.isRegularised ? [{ kind: 'regularised-iterations' }] : [],
  };
}

/** The point between two ends where the piecewise linear excess is zero. */
function blend(calm: End, bold: End): End {
  const share = bold.excess > calm.excess ? calm.excess / (calm.excess - bold.excess) : 1;
  const mix = (from: number, to: number): number => (from === to ? from : from + share * (to - from));
  const { point, rowMultipliers } = calm.answer;
  return {
    tradeoff: mix(calm.tradeoff, bold.tradeoff),
    excess: 0,
    answer: {
      status: 'solved',
      point: point.map((weight, at) => mix(weight, bold.answer.point[at]!)),
      rowMultipliers: rowMultipliers.map((entry, row) => mix(entry, bold.answer.rowMultipliers[row]!)),
      isRegularised: calm.answer.isRegularised || bold.answer.isRegularised,
    },
  };
}

function lineGap({ problem, limits, reward }: Search, { tradeoff, answer }: End): number {
  if (!(tradeoff > 0)) return Infinity;
  const tangent = ratioTangent(problem, limits, reward, answer.point);
  const multipliers = answer.rowMultipliers.map((entry) => entry / tradeoff);
  const measure = measureOptimality(limits, answer.point, tangent, multipliers);
  return Math.max(measure.dualityGap, measure.dualResidual);
}

/**
 * With r the ratio at the weights, r * sqrt(z'Sz) - (c'z - h) is convex in z, zero at the weights, and below zero exactly
 * where the ratio is better: its least value bounds what another mix could gain, counted in reward.
 *
 * @param volatilityMultiplier of 1/2 (variance - volatilityMax^2)
 */
export function ratioTangent(
  problem: OptimizeProblem,
  limits: NamedLimits,
  { perWeight, hurdle }: Reward,
  weights: Float64Array,
  volatilityMultiplier = 0,
): ProblemTangent {
  const volatility = volatilityOf(problem, weights);
  const earned = dot(perWeight, weights) - hurdle;
  const riskWeight = volatility > 0 && earned > 0 ? earned / volatility ** 2 : 0;
  const slope = matVec(problem.covariance, weights);
  const units = unitsOf(problem, limits);
  const { gradient, gradientSize } = quadraticTangent(
    weights,
    slope,
    riskWeight + volatilityMultiplier,
    perWeight,
    units,
  );
  const { objectiveSize } = quadraticTangent(weights, slope, riskWeight, perWeight, units);
  const slack = Math.max((problem.limits.volatilityMax ?? Infinity) ** 2 - volatility ** 2, 0);
  const perVolatility = volatility > 0 ? 1 / volatility : 0;
  return {
    gradient,
    gradientSize,
    objectiveSize,
    volatilityGap: volatilityMultiplier > 0 ? (volatilityMultiplier / 2) * slack : 0,
    priceOfMultiplier: perVolatility,
    volatilityPrice: volatilityMultiplier * volatility * perVolatility,
  };
}
