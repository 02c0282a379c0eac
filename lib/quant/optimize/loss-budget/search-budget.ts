import { choleskyFactor, choleskySolve } from '../../math/cholesky';
import { dot } from '../../math/matrix';
import type { RiskModel } from '../../risk/measures/measure';

/**
 * Shares of a measure rho that is convex and grows with the weights (rho(k w) = k rho(w)).
 *
 * Wanted: the amounts y > 0 that minimise  f(y) = rho(y) - sum b_i ln y_i,  sum b_i = 1. There is one such y; rho is 1
 * there, and some slope g of rho at y has y_i g_i = b_i: each share of the risk is its budget.
 *
 * Proof for any slope g of rho, taken anywhere, with all g_i > 0: rho(z) >= g'z for every z, and the least value of
 * g'z - sum b_i ln z_i is at z_i = b_i / g_i. So no f is below 1 - sum b_i ln (b_i / g_i).
 *
 * Newton steps on the rounded measure with the logarithms, in units of y; rounds of them, as in convex/search-convex.ts.
 *
 * @see Cesarone & Colucci (2018), "Minimum risk versus capital and risk diversification strategies for portfolio
 *      construction", Journal of the Operational Research Society 69(2), 183-200, for CVaR; Roncalli (2013),
 *      "Introduction to Risk Parity and Budgeting", section 2.2, for convex measures
 */
interface BudgetFound {
  readonly status: 'found';
  /** Length n, above zero: weights up to their scale. */
  readonly amounts: Float64Array;
  /** Length n, above zero: a slope of the measure. */
  readonly slope: Float64Array;
}

type BudgetSearch =
  | BudgetFound
  /** Some amounts have (almost) no risk or less: f falls without end, or nearly so. */
  | { readonly status: 'riskless' }
  | { readonly status: 'not-converged'; readonly iterations: number; readonly dualityGap: number };

const ROUNDS_MAX = 80;
const NEWTON_STEPS_MAX = 40;
const HALVINGS_MAX = 40;
const ARMIJO = 1e-4;
/** A step brings no amount nearer to zero than this share of it. */
const BOUNDARY_SHARE = 0.1;
/** A predicted gain this small can no longer be told from rounding: a full step is trusted unseen. */
const BLIND_GAIN = 1e-12;
const BLIND_STEPS_MAX = 4;
const LAST_GAIN = 1e-24;
/** Differences of f below this are rounding; its terms are of size 1. */
const ROUNDING = 1e-15;
/** Shares go with the root of the gap: this leaves them right to seven figures where the measure says nothing itself. */
const GAP_WANTED = 1e-15;
/** Good enough to be handed over; so many more rounds may better it. */
const GAP_ENOUGH = 1e-10;
const BETTERINGS_MAX = 4;
const SHARPENING = 4;
const SHARPENING_ROUNDS = 4;
/** A narrower rounding than that magnifies the rounding of doubles. */
const SHARPENINGS_MAX = 12;
/** Amounts whose risk is this share of that of their parts, or less, have none to share. */
const HEDGED_SHARE = 1e-6;

/** The measure of each instrument alone. */
export const risksAlone = (model: RiskModel, size: number): Float64Array =>
  Float64Array.from({ length: size }, (_, at) => {
    const alone = new Float64Array(size);
    alone[at] = 1;
    return model.exact(model.imageOf(alone));
  });

/**
 * @param budgets length n, above zero, of sum 1
 * @param alone length n, above zero: the measure of each instrument alone
 */
export function searchBudget(model: RiskModel, budgets: Float64Array, alone: Float64Array): BudgetSearch {
  let place = placeAt(
    model,
    budgets.map((budget, at) => budget / alone[at]!),
  );
  let best: { readonly found: BudgetFound; readonly gap: number } | undefined;
  let lastGap = Infinity;
  let sharpenings = 0;
  let betterings = 0;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const risk = model.exact(place.image);
    const parts = dot(place.amounts, alone);
    if (!(risk > HEDGED_SHARE * parts)) return { status: 'riskless' };
    // On the ray through them f is least where the measure is 1.
    if (round === 0) place = { amounts: times(place.amounts, 1 / risk), image: times(place.image, 1 / risk) };
    const next = newton(model, budgets, place);
    if (next === undefined) break;
    place = next;
    model.evaluate(place.image);
    const { slope } = model.minorant();
    const gap = budgetGap({ amounts: place.amounts, slope, risk: model.exact(place.image) }, budgets);
    const isBetter = best === undefined || gap < best.gap;
    if (isBetter) best = { found: { status: 'found', amounts: place.amounts, slope }, gap };
    if (gap <= GAP_WANTED) break;
    if (best !== undefined && best.gap <= GAP_ENOUGH && ++betterings > BETTERINGS_MAX) break;
    const isDue = round < SHARPENING_ROUNDS || gap > lastGap / SHARPENING;
    const sharpening = isDue && sharpenings < SHARPENINGS_MAX ? SHARPENING : 1;
    if (sharpening > 1) sharpenings += 1;
    lastGap = gap;
    model.settle(sharpening);
  }
  if (best !== undefined && best.gap < Infinity) return best.found;
  return { status: 'not-converged', iterations: ROUNDS_MAX, dualityGap: Infinity };
}

/**
 * By how much f(y) may be above its least value, by the proof above: what the slope misses of the measure at y, and
 * sum b_i (x_i - 1 - ln x_i), x_i = y_i g_i / b_i, which is zero only where all shares are their budgets.
 *
 * @returns Infinity where the slope proves nothing
 */
export function budgetGap(
  { amounts, slope, risk }: { readonly amounts: Float64Array; readonly slope: Float64Array; readonly risk: number },
  budgets: Float64Array,
): number {
  let gap = Math.max(risk - dot(slope, amounts), 0);
  for (let at = 0; at < amounts.length; at++) {
    if (budgets[at] === 0) continue;
    const excess = (amounts[at]! * slope[at]!) / budgets[at]! - 1;
    if (!(excess > -1)) return Infinity;
    gap += budgets[at]! * aboveLogarithm(excess);
  }
  return gap;
}

/** Below this size the series has more figures than the difference. */
const SERIES_SIZE = 1e-3;

/** t - ln(1 + t). */
const aboveLogarithm = (t: number): number =>
  Math.abs(t) > SERIES_SIZE ? t - Math.log1p(t) : t * t * (1 / 2 - t * (1 / 3 - t * (1 / 4 - t / 5)));

interface Place {
  readonly amounts: Float64Array;
  readonly image: Float64Array;
}

const placeAt = (model: RiskModel, amounts: Float64Array): Place => ({ amounts, image: model.imageOf(amounts) });

const times = (vector: Float64Array, factor: number): Float64Array => vector.map((entry) => factor * entry);

function valueAt(model: RiskModel, budgets: Float64Array, { amounts, image }: Place): number {
  let value = model.evaluate(image);
  for (let at = 0; at < amounts.length; at++) value -= budgets[at]! * Math.log(amounts[at]!);
  return value;
}

/** @returns undefined where rounding has eaten the second derivatives */
function newton(model: RiskModel, budgets: Float64Array, start: Place): Place | undefined {
  let place = start;
  let blindSteps = 0;
  for (let step = 0; step < NEWTON_STEPS_MAX && blindSteps < BLIND_STEPS_MAX; step++) {
    model.refine?.(place.image);
    const value = valueAt(model, budgets, place);
    const found = stepAt(model, budgets, place.amounts);
    if (found === undefined) return undefined;
    const { move, gain } = found;
    const target = placeAt(model, move);
    // The shortest way to zero of any amount.
    let length = 1;
    for (let at = 0; at < move.length; at++) {
      const share = -move[at]! / place.amounts[at]!;
      if (share > 0) length = Math.min(length, (1 - BOUNDARY_SHARE) / share);
    }
    const isBlind = gain <= BLIND_GAIN;
    if (isBlind) blindSteps = gain <= LAST_GAIN ? BLIND_STEPS_MAX : blindSteps + 1;
    let next = along(place, target, length);
    for (let halving = 0; halving < HALVINGS_MAX && !isBlind; halving++) {
      if (value - valueAt(model, budgets, next) >= ARMIJO * length * gain - ROUNDING) break;
      length /= 2;
      next = along(place, target, length);
    }
    place = next;
  }
  // Sums of many steps of the image would drift from the amounts.
  return placeAt(model, place.amounts);
}

/** Newton's step from the place last evaluated, in units of each amount, and what its slope promises. */
function stepAt(
  model: RiskModel,
  budgets: Float64Array,
  amounts: Float64Array,
): { readonly move: Float64Array; readonly gain: number } | undefined {
  const size = amounts.length;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  model.addSlope(1, gradient);
  model.addCurvature(1, hessian);
  for (let row = 0; row < size; row++) {
    gradient[row] = budgets[row]! - amounts[row]! * gradient[row]!;
    for (let column = 0; column <= row; column++) {
      hessian[row * size + column]! *= amounts[row]! * amounts[column]!;
    }
    hessian[row * size + row]! += budgets[row]!;
  }
  const factor = choleskyFactor(hessian, size);
  if (factor.status !== 'factored') return undefined;
  const move = choleskySolve(factor.lower, gradient);
  const gain = dot(move, gradient);
  return { move: move.map((entry, at) => entry * amounts[at]!), gain };
}

const along = ({ amounts, image }: Place, move: Place, length: number): Place => ({
  amounts: amounts.map((entry, at) => entry + length * move.amounts[at]!),
  image: image.map((entry, at) => entry + length * move.image[at]!),
});
