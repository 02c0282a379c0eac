import { invariant } from '../../../base/invariant';
import { matVec, maxAbs } from '../../math/matrix';
import { PRIMAL_TOLERANCE } from '../certificate';
import type { QuadraticOutcome, QuadraticStart } from '../quadratic/contract';
import { quadraticSolver } from '../quadratic/solve';
import { type AbsoluteLimitSet, type AbsoluteTerm, absoluteValue, slopeBeside, type WeightedTerm } from './absolute';
import { type SplitProblem, splitProblem } from './split-problem';

/** Multipliers of bounds below this share of the largest are rounding of zero. */
const MULTIPLIER_SHARE_MIN = 1e-10;

/** Minimises 1/2 x'Hx - linear'x + costFactor * cost(x) over limits with kinks, for one H and many linear parts. */
export interface LimitSolver {
  /** @param start an answer of a problem much like this one; used where the limits have no kinks */
  readonly solve: (linear: Float64Array, costFactor: number, start?: QuadraticStart) => QuadraticOutcome;
}

/**
 * @param hessian   row-major n x n, positive semidefinite; undefined for a linear objective
 * @param tradeCost the kinked part of the objective, scaled by each call's costFactor (at least 0)
 * @returns a solver whose multipliers are one a row, then one an absolute row (at most 0)
 */
export function limitSolver(
  hessian: Float64Array | undefined,
  limits: AbsoluteLimitSet,
  tradeCost?: AbsoluteTerm,
): LimitSolver {
  const { absoluteRows = [] } = limits;
  const { lower, upper, rows, weightScale } = limits;
  const plain = quadraticSolver(hessian, { lower, upper, rows, weightScale });
  if (absoluteRows.length === 0 && tradeCost === undefined) {
    return { solve: (linear, _, start) => plain.solve(linear, startFor(start, rows.length)) };
  }
  let split: SplitSolver | undefined;
  return {
    solve: (linear, costFactor) => {
      if (tradeCost === undefined || costFactor === 0) {
        const relaxed = plain.solve(linear);
        if (relaxed.status === 'infeasible') return withAbsoluteMultipliers(relaxed, absoluteRows.length);
        if (relaxed.status === 'solved' && meetsAbsoluteRows(limits, relaxed.point)) {
          return withAbsoluteMultipliers(relaxed, absoluteRows.length);
        }
      }
      split ??= splitSolver(hessian, limits, tradeCost);
      return split(linear, costFactor);
    },
  };
}

/** A start for limits of another shape says nothing. */
const startFor = (start: QuadraticStart | undefined, rows: number): QuadraticStart | undefined =>
  start?.rowMultipliers.length === rows ? start : undefined;

type Multiplied = Extract<QuadraticOutcome, { status: 'solved' | 'infeasible' }>;

/** Absolute rows that do not take part have multiplier zero. */
function withAbsoluteMultipliers(outcome: Multiplied, count: number): QuadraticOutcome {
  const rowMultipliers = new Float64Array(outcome.rowMultipliers.length + count);
  rowMultipliers.set(outcome.rowMultipliers);
  return { ...outcome, rowMultipliers };
}

const meetsAbsoluteRows = ({ absoluteRows = [], weightScale }: AbsoluteLimitSet, point: Float64Array): boolean =>
  // A tenth of what the certificate allows, so that rounding on the way to it cannot use it up.
  absoluteRows.every((row) => absoluteValue(row, point) - row.max <= (PRIMAL_TOLERANCE / 10) * weightScale);

type SplitSolver = (linear: Float64Array, costFactor: number) => QuadraticOutcome;

function splitSolver(
  hessian: Float64Array | undefined,
  limits: AbsoluteLimitSet,
  tradeCost: AbsoluteTerm | undefined,
): SplitSolver {
  const split = splitProblem(limits, tradeCost);
  const { index, sign } = split;
  const mapped = hessian === undefined ? undefined : { kind: 'mapped' as const, base: hessian, index, sign };
  const solver = quadraticSolver(mapped, split.limits);
  const costSlopes = tradeCost === undefined ? undefined : split.slopesOf(tradeCost);
  const pull = hessian === undefined ? undefined : matVec(hessian, split.origin);
  return (linear, costFactor) => {
    const splitLinear = split.sign.map((sign, at) => {
      const weight = split.index[at]!;
      const slope = linear[weight]! - (pull === undefined ? 0 : pull[weight]!);
      return sign * slope - (costSlopes === undefined ? 0 : costFactor * costSlopes[at]!);
    });
    const outcome = solver.solve(splitLinear);
    switch (outcome.status) {
      case 'solved':
        return {
          status: 'solved',
          // The copies of one weight make any split curvature singular; that says nothing about the problem itself.
          isRegularised: false,
          point: split.weightsOf(outcome.point),
          rowMultipliers: withoutWrongSides(outcome.rowMultipliers, limits),
        };
      case 'infeasible':
        return infeasibleInWeights(limits, outcome.rowMultipliers);
      case 'unbounded':
        return { status: 'unbounded', direction: directionOf(outcome.direction, split) };
      case 'not-converged':
        return outcome;
    }
  };
}

/** Rounding may leave an absolute row, which has a maximum only, a hair on the minimum side. */
function withoutWrongSides(rowMultipliers: Float64Array, { rows }: AbsoluteLimitSet): Float64Array {
  return rowMultipliers.map((entry, index) => (index < rows.length ? entry : Math.min(entry, 0)));
}

function directionOf(move: Float64Array, { index, sign, origin }: SplitProblem): Float64Array {
  const direction = new Float64Array(origin.length);
  move.forEach((entry, at) => {
    direction[index[at]!]! += sign[at]! * entry;
  });
  const length = maxAbs(direction);
  return length > 0 ? direction.map((entry) => entry / length) : direction;
}

/** The rows' multipliers say which bound of each weight the proof leans on, if any. */
function infeasibleInWeights(limits: AbsoluteLimitSet, multipliers: Float64Array): QuadraticOutcome {
  const rowMultipliers = withoutWrongSides(multipliers, limits);
  const slopes = new Float64Array(limits.lower.length);
  limits.rows.forEach((row, index) => {
    for (let at = 0; at < slopes.length; at++) slopes[at]! += rowMultipliers[index]! * row.coefficients[at]!;
  });
  return { status: 'infeasible', rowMultipliers, boundMultipliers: boundsLeanedOn(limits, rowMultipliers, slopes) };
}

/**
 * A proof says that slope'x - factors'f(x) would have to be larger than it can be. It is largest at a kink, or at a bound
 * which then takes part in the proof with the slope that is left there.
 */
export function boundsLeanedOn(
  { lower, upper, rows, absoluteRows = [] }: AbsoluteLimitSet,
  rowMultipliers: Float64Array,
  slopes: Float64Array,
): Float64Array {
  const terms: WeightedTerm[] = absoluteRows.map((term, index) => ({
    term,
    factor: -rowMultipliers[rows.length + index]!,
  }));
  const negligible = MULTIPLIER_SHARE_MIN * Math.max(maxAbs(slopes), maxAbs(rowMultipliers));
  return slopes.map((slope, at) => {
    const low = lower[at]!;
    const high = upper[at]!;
    invariant(low <= high, 'bounds that cross have been told apart before');
    const atHigh = slope - slopeBeside(terms, at, high, 'left');
    if (atHigh > negligible) return -atHigh;
    const atLow = slope - slopeBeside(terms, at, low, 'right');
    return atLow < -negligible ? -atLow : 0;
  });
}
