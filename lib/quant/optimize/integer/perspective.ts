import { choleskyFactor, invertLower } from '../../math/cholesky';
import { dot, matVec, maxAbs } from '../../math/matrix';
import { symmetricEigenvalues } from '../../math/symmetric-eigen';
import { limitSolver } from '../splitting/limit-solver';
import type { Program } from '../splitting/program';
import { countDecided, type Holding, type HoldingRules } from './node';

/**
 * A bound that knows what a place costs. With d_i of each own variance taken out (S - D still positive semidefinite) an
 * instrument with the share z_i of a place costs at least d_i w_i^2 / (2 z_i), far more than d_i w_i^2 / 2 where it is held
 * a little. With a price on places the best z_i is known: the cost is a line up to w_i = sqrt(2 price / d_i), and a
 * parabola from there on, so that the bound is a quadratic program in two parts of each weight.
 *
 * @see Frangioni & Gentile (2006), "Perspective cuts for a class of convex 0-1 mixed integer programs",
 *      Mathematical Programming 106, 225-236
 */
export interface Perspective {
  /** No answer below a branch has a lower value; -Infinity where nothing is known. */
  readonly boundOf: (limits: Program['limits'], holdings: readonly Holding[]) => number;
}

/** A share kept back, so that rounding cannot make what is left of the covariance indefinite. */
const KEPT_BACK = 1e-6;
/** The program above is solved to rounding, which must not make a bound too high. */
const VALUE_ROUNDING = 1e-9;
/** Golden section for the price of a place, over this many powers of ten. */
const PRICE_DECADES = 8;
const PRICE_STEPS = 18;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

const SAYS_NOTHING: Perspective = { boundOf: () => -Infinity };

/**
 * @param root what is decided before any branch; the price of a place is the best one there
 * @returns a bound that says nothing where the number is not limited, with shorts, kinks, caps, or without own variance
 */
export function perspectiveOf(program: Program, rules: HoldingRules, root: readonly Holding[]): Perspective {
  const { limits, quadratic, ridge, caps, tradeCost, costFactor, covariance } = program;
  const hasKinks = limits.absoluteRows.length > 0 || (tradeCost !== undefined && costFactor > 0);
  const isLongOnly = limits.lower.every((bound) => bound >= 0);
  if (rules.countMax === Infinity || hasKinks || !isLongOnly || caps.length > 0 || quadratic === 0) return SAYS_NOTHING;
  const own = ownVariances(covariance);
  if (own === undefined) return SAYS_NOTHING;
  const curvatures = own.map((variance) => quadratic * variance + ridge);
  const top = program.varianceMax * quadratic * limits.weightScale ** 2;
  const boundAt = (logPrice: number, of: Program['limits'], holdings: readonly Holding[]): number =>
    perspectiveBound({ ...program, limits: of }, curvatures, holdings, rules.countMax, top * 10 ** logPrice);
  const logPrice = maximise(-PRICE_DECADES, 0, (at) => boundAt(at, limits, root));
  return { boundOf: (of, holdings) => boundAt(logPrice, of, holdings) };
}

function perspectiveBound(
  { covariance, quadratic, ridge, linear, limits }: Program,
  curvatures: Float64Array,
  holdings: readonly Holding[],
  countMax: number,
  price: number,
): number {
  const size = holdings.length;
  const open = [...holdings.keys()].filter((at) => holdings[at] === 'open' && limits.upper[at]! > 0);
  const wide = size + open.length;
  const from = [...holdings.keys(), ...open];
  const isOpen = new Uint8Array(size);
  for (const at of open) isOpen[at] = 1;
  const hessian = new Float64Array(wide * wide);
  for (let row = 0; row < wide; row++) {
    for (let column = 0; column < wide; column++) {
      hessian[row * wide + column] = quadratic * covariance[from[row]! * size + from[column]!]!;
      if (from[row] !== from[column]) continue;
      hessian[row * wide + column]! += ridge;
      const isParabola = row === column && row >= size;
      if (isOpen[from[row]!] === 1 && !isParabola) hessian[row * wide + column]! -= curvatures[from[row]!]!;
    }
  }
  const slopeOf = (at: number): number => (isOpen[at] === 1 ? Math.sqrt(2 * price * curvatures[at]!) : 0);
  const lineEnd = (at: number): number => Math.sqrt((2 * price) / curvatures[at]!);
  const lower = Float64Array.from(from, (at, index) => (index < size ? limits.lower[at]! : 0));
  const upper = Float64Array.from(from, (at, index) => {
    if (index >= size) return Math.max(limits.upper[at]! - lineEnd(at), 0);
    return isOpen[at] === 1 ? Math.min(limits.upper[at]!, lineEnd(at)) : limits.upper[at]!;
  });
  const rows = limits.rows.map((row) => ({
    ...row,
    coefficients: Float64Array.from(from, (at) => row.coefficients[at]!),
  }));
  const pull = Float64Array.from(from, (at) => linear[at]! - slopeOf(at));
  const { weightScale } = limits;
  const outcome = limitSolver(hessian, { lower, upper, rows, weightScale }).solve(pull, 0);
  if (outcome.status !== 'solved') return -Infinity;
  const { point } = outcome;
  const places = countMax - countDecided(holdings);
  const risk = dot(point, matVec(hessian, point)) / 2;
  const gain = dot(pull, point);
  return risk - gain - price * places - VALUE_ROUNDING * (Math.abs(risk) + Math.abs(gain));
}

/** The most own variance that can be taken out in proportion to what the others do not explain; undefined where that is none. */
function ownVariances(covariance: Float64Array): Float64Array | undefined {
  const size = Math.sqrt(covariance.length);
  const factor = choleskyFactor(covariance, size);
  if (factor.status !== 'factored') return undefined;
  const inverse = invertLower(factor.lower, size);
  const unexplained = Float64Array.from({ length: size }, (_, at) => {
    let precision = 0;
    for (let row = at; row < size; row++) precision += inverse[row * size + at]! ** 2;
    return 1 / precision;
  });
  const scaled = covariance.map(
    (entry, at) => entry / Math.sqrt(unexplained[Math.floor(at / size)]! * unexplained[at % size]!),
  );
  const least = symmetricEigenvalues(scaled, size)[size - 1]!;
  const share = least * (1 - KEPT_BACK) - KEPT_BACK * KEPT_BACK * maxAbs(scaled);
  return share > 0 ? unexplained.map((variance) => share * variance) : undefined;
}

/** Of a function with one top. */
function maximise(from: number, to: number, valueAt: (at: number) => number): number {
  let [low, high] = [from, to];
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  let [leftValue, rightValue] = [valueAt(left), valueAt(right)];
  for (let step = 0; step < PRICE_STEPS; step++) {
    if (leftValue < rightValue) {
      low = left;
      [left, leftValue] = [right, rightValue];
      right = low + GOLDEN * (high - low);
      rightValue = valueAt(right);
    } else {
      high = right;
      [right, rightValue] = [left, leftValue];
      left = high - GOLDEN * (high - low);
      leftValue = valueAt(left);
    }
  }
  return (low + high) / 2;
}
