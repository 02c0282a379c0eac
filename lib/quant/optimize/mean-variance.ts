import { choleskyFactor } from '../math/cholesky';
import { dot, matVec, maxAbs, quadraticForm, sumOf } from '../math/matrix';
import { isAccepted, measureOptimality, PRIMAL_TOLERANCE, quadraticTangent } from './certificate';
import { type NamedLimits, unitsOf } from './limits';
import type { Candidate, SearchOutcome } from './objective-method';
import type { QuadraticOutcome, QuadraticSolver, QuadraticStart } from './quadratic/contract';
import { quadraticSolver } from './quadratic/solve';
import type { OptimizeProblem, OptimizeWarning } from './types';

/**
 * Searches for mean-variance answers with a volatility limit.
 *
 * The quadratic program 1/2 w'Sw - t mu'w has a variance that rises with the trade-off t, so the limit is met by finding
 * the t at which the variance equals it. w(t) is piecewise linear in t: between two solved ends the straight line is
 * within all limits, and is itself optimal once both ends lie on the same piece, so the search ends exactly.
 *
 * @see Markowitz (1956), "The optimization of a quadratic function subject to linear constraints",
 *      Naval Research Logistics 3, 111-133
 */

/** A volatility limit at the least possible volatility leaves no room; it is given this share of room to turn in. */
const VARIANCE_ROOM = 1e-11;
/** The same where the least variance is zero, in shares of the largest variance. */
const VARIANCE_ROOM_ABSOLUTE = 1e-20;
/** First answer good enough on the straight line between two ends; far below what the certificate asks. */
const LINE_GAP = 1e-11;
const TRADEOFF_GROWTH = 8;
const TRADEOFF_GROWTHS_MAX = 60;
const BRACKET_STEPS_MAX = 120;
/** Of several best returns the least risky is preferred when it has this much less variance. */
const TIE_VARIANCE_SHARE = 1e-9;
/** Slopes left at the best return up to this share of the returns may be ties. */
const TIE_SLOPE_SHARE = 1e-7;
/** Columns whose pivots are at least this share of their length are independent. */
const TIE_PIVOT_MIN = 1e-8;

type QuadraticSolved = Extract<QuadraticOutcome, { status: 'solved' }>;

/** The least risky weights within the linear limits, if those also meet the volatility limit. */
export function searchLeastRisk(
  problem: OptimizeProblem,
  limits: NamedLimits,
  solver: QuadraticSolver,
  start?: QuadraticStart,
): SearchOutcome {
  const outcome = solver.solve(new Float64Array(limits.symbols.length), start);
  if (outcome.status !== 'solved') return searchFailure(outcome);
  const found = foundAs(outcome, 1, 0);
  const variance = Math.max(quadraticForm(problem.covariance, outcome.point), 0);
  if (Math.sqrt(variance) - volatilityMaxOf(problem) > volatilityTolerance(problem, limits)) {
    return { status: 'volatility-conflict', leastRisk: found.candidate };
  }
  return found;
}

/** The most of mu'w - riskAversion / 2 * variance within the limits; riskAversion 0 = return alone. */
export function searchBestTradeoff(problem: OptimizeProblem, limits: NamedLimits, riskAversion: number): SearchOutcome {
  const solver = quadraticSolver(problem.covariance, limits);
  const uncapped =
    riskAversion > 0
      ? solver.solve(problem.expectedReturns.map((entry) => entry / riskAversion))
      : mostReturn(problem, limits);
  if (uncapped.status === 'infeasible') return searchFailure(uncapped);
  const volatilityMax = volatilityMaxOf(problem);
  if (volatilityMax === Infinity && uncapped.status !== 'solved') return searchFailure(uncapped);
  if (uncapped.status === 'solved') {
    const excess = Math.sqrt(quadraticForm(problem.covariance, uncapped.point)) - volatilityMax;
    // A tenth of what the certificate allows, so that rounding on the way to it cannot use it up.
    if (!(excess > volatilityTolerance(problem, limits) / 10)) return foundAs(uncapped, riskAversion || 1, 0);
  }
  // Without risk aversion the best return is a corner, which says little about the least risky mix.
  const start = riskAversion > 0 && uncapped.status === 'solved' ? uncapped : undefined;
  const leastRisk = searchLeastRisk(problem, limits, solver, start);
  if (leastRisk.status !== 'found') return leastRisk;
  return searchAtVolatility(problem, limits, solver, leastRisk.candidate, riskAversion);
}

const volatilityMaxOf = ({ limits }: OptimizeProblem): number => limits.volatilityMax ?? Infinity;

function volatilityTolerance(problem: OptimizeProblem, limits: NamedLimits): number {
  const { varianceMax, weightScale } = unitsOf(problem, limits);
  return PRIMAL_TOLERANCE * Math.sqrt(varianceMax) * weightScale;
}

function searchFailure(outcome: Exclude<QuadraticOutcome, QuadraticSolved>): SearchOutcome {
  switch (outcome.status) {
    case 'infeasible':
      return { ...outcome, status: 'linear-conflict' };
    case 'unbounded':
    case 'not-converged':
      return outcome;
  }
}

function foundAs(outcome: QuadraticSolved, multiplierScale: number, volatilityMultiplier: number) {
  const warnings: OptimizeWarning[] = outcome.isRegularised ? [{ kind: 'regularised-iterations' }] : [];
  const rowMultipliers = outcome.rowMultipliers.map((entry) => entry * multiplierScale);
  return {
    status: 'found',
    candidate: { weights: outcome.point, rowMultipliers, volatilityMultiplier },
    warnings,
  } as const;
}

/** Best return; among several such weights the least risky. */
function mostReturn(problem: OptimizeProblem, limits: NamedLimits): QuadraticOutcome {
  const { covariance, expectedReturns } = problem;
  const corner = quadraticSolver(undefined, limits).solve(expectedReturns);
  if (corner.status !== 'solved') return corner;
  const direct = { ...corner, isRegularised: false };
  if (isOnlyBest(limits, expectedReturns, corner.rowMultipliers)) return direct;
  const atLeast = { coefficients: expectedReturns, min: dot(expectedReturns, corner.point), max: Infinity };
  const tied = quadraticSolver(covariance, { ...limits, rows: [...limits.rows, atLeast] });
  const rowMultipliers = Float64Array.of(...corner.rowMultipliers, 1);
  const calmest = tied.solve(new Float64Array(corner.point.length), { point: corner.point, rowMultipliers });
  if (calmest.status !== 'solved') return direct;
  const isCalmer =
    quadraticForm(covariance, calmest.point) < (1 - TIE_VARIANCE_SHARE) * quadraticForm(covariance, corner.point);
  if (!isCalmer) return direct;
  const tangent = quadraticTangent(
    calmest.point,
    new Float64Array(corner.point.length),
    0,
    expectedReturns,
    unitsOf(problem, limits),
  );
  const isStillBest = isAccepted(measureOptimality(limits, calmest.point, tangent, corner.rowMultipliers));
  return isStillBest ? { ...direct, point: calmest.point } : direct;
}

/** Can no other weights within the limits have the same return? Those without a slope left cannot move on their own. */
function isOnlyBest({ lower, upper, rows }: NamedLimits, linear: Float64Array, rowMultipliers: Float64Array): boolean {
  const binding = rows.flatMap((row, at) => {
    const size = maxAbs(row.coefficients);
    return size > 0 && (row.min === row.max || rowMultipliers[at] !== 0) ? [{ ...row, size }] : [];
  });
  const left = linear.map((entry) => -entry);
  rows.forEach((row, index) => {
    for (let at = 0; at < left.length; at++) left[at]! -= rowMultipliers[index]! * row.coefficients[at]!;
  });
  const level = TIE_SLOPE_SHARE * maxAbs(linear);
  const tied = Array.from(left.keys()).filter((at) => Math.abs(left[at]!) <= level && lower[at] !== upper[at]);
  if (tied.length > binding.length) return false;
  const gram = Float64Array.from({ length: tied.length ** 2 }, (_, at) => {
    const [one, two] = [tied[Math.floor(at / tied.length)]!, tied[at % tied.length]!];
    return binding.reduce(
      (sum, { coefficients, size }) => sum + coefficients[one]! * (coefficients[two]! / size ** 2),
      0,
    );
  });
  const verdict = choleskyFactor(gram, tied.length);
  return verdict.status === 'factored' && verdict.pivotRatioMin > TIE_PIVOT_MIN;
}

/** One end of the bracket: the optimal weights for a trade-off. */
interface End {
  readonly tradeoff: number;
  readonly point: Float64Array;
  readonly rowMultipliers: Float64Array;
  readonly isRegularised: boolean;
}

interface CapSearch {
  readonly problem: OptimizeProblem;
  readonly limits: NamedLimits;
  readonly solver: QuadraticSolver;
  /** The variance to meet: the limit's square, or the least possible variance where the limit equals it. */
  readonly variance: number;
  /** Of the objective itself, before the limit adds to it; 0 = return alone. */
  readonly riskAversion: number;
}

function searchAtVolatility(
  problem: OptimizeProblem,
  limits: NamedLimits,
  solver: QuadraticSolver,
  leastRisk: Candidate,
  riskAversion: number,
): SearchOutcome {
  const { varianceMax, weightScale } = unitsOf(problem, limits);
  const leastVariance = Math.max(quadraticForm(problem.covariance, leastRisk.weights), 0);
  const leastTarget = leastVariance * (1 + VARIANCE_ROOM) + VARIANCE_ROOM_ABSOLUTE * varianceMax * weightScale ** 2;
  const variance = Math.max(volatilityMaxOf(problem) ** 2, leastTarget);
  const search = { problem, limits, solver, variance, riskAversion };
  const calm: End = {
    tradeoff: 0,
    point: leastRisk.weights,
    rowMultipliers: leastRisk.rowMultipliers,
    isRegularised: false,
  };
  const bold = boldEnd(search, calm);
  return 'tradeoff' in bold ? narrow(search, calm, bold) : bold;
}

/** @param from an end nearby, to start from */
function endAt({ problem, solver }: CapSearch, tradeoff: number, from: End): End | SearchOutcome {
  const linear = problem.expectedReturns.map((entry) => entry * tradeoff);
  const outcome = solver.solve(linear, from);
  if (outcome.status !== 'solved') return searchFailure(outcome);
  return {
    tradeoff,
    point: outcome.point,
    rowMultipliers: outcome.rowMultipliers,
    isRegularised: outcome.isRegularised,
  };
}

/** An end whose variance is at least the target: known for a utility, found by growing the trade-off for pure return. */
function boldEnd(search: CapSearch, calm: End): End | SearchOutcome {
  const { problem, limits, riskAversion } = search;
  if (riskAversion > 0) return endAt(search, 1 / riskAversion, calm);
  const { varianceMax, weightScale } = unitsOf(problem, limits);
  const mean = sumOf(problem.expectedReturns) / problem.expectedReturns.length;
  const spread = maxAbs(problem.expectedReturns.map((entry) => entry - mean)) || maxAbs(problem.expectedReturns) || 1;
  let tradeoff = (varianceMax * weightScale) / spread;
  let end = calm;
  for (let growth = 0; growth < TRADEOFF_GROWTHS_MAX; growth++, tradeoff *= TRADEOFF_GROWTH) {
    const next = endAt(search, tradeoff, end);
    if (!('tradeoff' in next)) return next;
    end = next;
    if (quadraticForm(problem.covariance, end.point) >= search.variance) return end;
  }
  return { status: 'not-converged', iterations: TRADEOFF_GROWTHS_MAX, dualityGap: Infinity };
}

function narrow(search: CapSearch, calmStart: End, boldStart: End): SearchOutcome {
  const { covariance } = search.problem;
  let calm = calmStart;
  let bold = boldStart;
  let best: { readonly middle: End; readonly gap: number } | undefined;
  let isHalving = false;
  for (let step = 0; step < BRACKET_STEPS_MAX; step++) {
    const middle = blend(calm, bold, shareAtVariance(covariance, calm.point, bold.point, search.variance));
    const gap = lineGap(search, middle);
    if (best === undefined || gap < best.gap) best = { middle, gap };
    if (gap <= LINE_GAP) break;
    const width = bold.tradeoff - calm.tradeoff;
    const tradeoff = isHalving ? calm.tradeoff + width / 2 : middle.tradeoff;
    if (!(tradeoff > calm.tradeoff && tradeoff < bold.tradeoff)) break;
    const end = endAt(search, tradeoff, middle);
    if (!('tradeoff' in end)) break;
    if (quadraticForm(covariance, end.point) < search.variance) calm = end;
    else bold = end;
    isHalving = bold.tradeoff - calm.tradeoff > width / 2;
  }
  if (best === undefined || best.gap === Infinity) {
    return { status: 'not-converged', iterations: BRACKET_STEPS_MAX, dualityGap: Infinity };
  }
  return foundAtCap(best.middle, search.riskAversion);
}

/** The multiplier of 1/2 (variance - limit) is 1 / trade-off - riskAversion, the objective counted in expected return. */
function foundAtCap(middle: End, riskAversion: number): SearchOutcome {
  const riskWeight = 1 / middle.tradeoff;
  return {
    status: 'found',
    candidate: {
      weights: middle.point,
      rowMultipliers: middle.rowMultipliers.map((entry) => entry * riskWeight),
      volatilityMultiplier: Math.max(riskWeight - riskAversion, 0),
    },
    warnings: middle.isRegularised ? [{ kind: 'regularised-iterations' }] : [],
  };
}

/** Share of the way from calm to bold at which the variance equals the target: the root of a quadratic in 0..1. */
function shareAtVariance(covariance: Float64Array, calm: Float64Array, bold: Float64Array, variance: number): number {
  const move = bold.map((weight, at) => weight - calm[at]!);
  const square = quadraticForm(covariance, move);
  const half = dot(matVec(covariance, calm), move);
  const constant = Math.min(quadraticForm(covariance, calm) - variance, 0);
  const root = half + Math.sqrt(Math.max(half * half - square * constant, 0));
  return root > 0 ? Math.min(-constant / root, 1) : 1;
}

const blend = (calm: End, bold: End, share: number): End => ({
  tradeoff: calm.tradeoff + share * (bold.tradeoff - calm.tradeoff),
  point: calm.point.map((weight, at) =>
    weight === bold.point[at] ? weight : weight + share * (bold.point[at]! - weight),
  ),
  rowMultipliers: calm.rowMultipliers.map((entry, row) => entry + share * (bold.rowMultipliers[row]! - entry)),
  isRegularised: calm.isRegularised || bold.isRegularised,
});

/** Duality gap (relative to the expected return) or slope left over at the blended trade-off, whichever is larger. */
function lineGap({ problem, limits, riskAversion }: CapSearch, middle: End): number {
  if (middle.tradeoff <= 0) return Infinity;
  const { point, tradeoff, rowMultipliers } = middle;
  const { expectedReturns } = problem;
  const slope = matVec(problem.covariance, point);
  const units = unitsOf(problem, limits);
  const { gradient, gradientSize } = quadraticTangent(point, slope, 1 / tradeoff, expectedReturns, units);
  const { objectiveSize } = quadraticTangent(point, slope, riskAversion, expectedReturns, units);
  const multipliers = rowMultipliers.map((entry) => entry / tradeoff);
  const measure = measureOptimality(limits, point, { gradient, gradientSize, objectiveSize }, multipliers);
  return Math.max(measure.dualityGap, measure.dualResidual);
}
