import { matVec, maxAbs, quadraticForm, sumOf } from '../math/matrix';
import type { LimitRow, LimitSet, QuadraticStart } from './quadratic/contract';
import { quadraticSolver } from './quadratic/solve';

/**
 * The convex program behind risk budgets.
 *
 * Wanted: the weights w within the limits that minimise  steepness * ln sigma(w) - sum b_i ln w_i,  sum b_i = 1.
 * Without binding limits (steepness 1) the slope S w / sigma^2 - b / w is zero: each share of risk equals its budget.
 * In y = k w, k > 0 free, the same is convex and every limit a'w >= m becomes (a - m / budget)'y >= 0:
 *   1/2 y'Sy - (1 / steepness) sum b_i ln y_i - (1 - 1 / steepness) ln (sum y / budget).
 * Solved by Newton steps, each a quadratic program over these rows.
 *
 * @see Spinu (2013), "An Algorithm for Computing Risk Parity Weights"; Maillard, Roncalli & Teiletche (2010),
 *      "The Properties of Equally Weighted Risk Contribution Portfolios", Journal of Portfolio Management 36(4)
 */
export interface RiskBudgetProgram {
  /** Row-major, positive semidefinite, no zero variance. */
  readonly covariance: Float64Array;
  /** Positive, sum 1. */
  readonly budgets: Float64Array;
  readonly limits: LimitSet;
  /** Positive. */
  readonly budget: number;
  /** At least 1; more than 1 leans towards less volatility. */
  readonly steepness: number;
}

export interface RiskBudgetPoint {
  readonly weights: Float64Array;
  /** Multipliers of the rows of `limits` for the objective in w, signed; the budget's own row (the first) included. */
  readonly rowMultipliers: Float64Array;
}

const ITERATIONS_MAX = 200;
/** Newton converges quadratically: once a step changes no weight by more than this share, the next is rounding. */
const STEP_TOLERANCE = 1e-10;
/** Below this share a full step always gains, by less than the value's own rounding can show. */
const FULL_STEP = 1e-4;
/** A step is sought within this many portfolio sizes. */
const STEP_REACH = 10;
/** A step may bring a weight no nearer to zero than this share of its value. */
const BOUNDARY_SHARE = 0.05;
const SUFFICIENT_DECREASE = 1e-4;
const HALVINGS_MAX = 50;

/** A row whose coefficients differ from a multiple of the budget's by less than this share is one. */
const REPEATED_SHARE = 1e-12;

/** A row of the limits made homogeneous; `level` is the m of a'w >= m, per unit of budget. */
interface ConeRow extends LimitRow {
  readonly source: number;
  readonly level: number;
}

/**
 * @param start weights within the limits, each above zero
 * @returns undefined when the steps did not settle
 */
export function solveRiskBudget(program: RiskBudgetProgram, start: Float64Array): RiskBudgetPoint | undefined {
  const rows = coneRows(program);
  // Never binding at the end: y > 0 by the logarithms, and y has the size of the weights by the choice of k.
  const lower = new Float64Array(start.length);
  const upper = new Float64Array(start.length).fill(STEP_REACH * program.budget);
  const cone = { lower, upper, rows, weightScale: program.budget };
  let weights = start;
  let lastStep = Infinity;
  let last: QuadraticStart | undefined;
  for (let iteration = 0; iteration < ITERATIONS_MAX; iteration++) {
    // The best k has y'Sy = 1; dividing S by the variance instead keeps y at the size of the weights.
    const variance = quadraticForm(program.covariance, weights);
    const scaled = { ...program, covariance: program.covariance.map((entry) => entry / variance) };
    const { hessian, gradient } = derivatives(scaled, weights);
    const linear = matVec(hessian, weights).map((entry, at) => entry - gradient[at]!);
    const target = quadraticSolver(hessian, cone).solve(linear, last);
    if (target.status !== 'solved') return undefined;
    last = target;
    const move = target.point.map((entry, at) => entry - weights[at]!);
    const step = maxAbs(move.map((entry, at) => entry / weights[at]!));
    const hasSettled = step <= FULL_STEP && step >= lastStep / 2;
    if (step <= STEP_TOLERANCE || hasSettled) return inWeights(scaled, rows, target.point, target.rowMultipliers);
    const next = step <= FULL_STEP ? target.point : damped(scaled, weights, move, gradient);
    const total = sumOf(next);
    weights = next.map((entry) => (entry * program.budget) / total);
    lastStep = step;
  }
  return undefined;
}

/** Bounds and rows as (a - level)'y >= 0; sides that the others or y > 0 imply are left out. */
function coneRows({ limits, budget }: RiskBudgetProgram): readonly ConeRow[] {
  const size = limits.lower.length;
  const rows: ConeRow[] = [];
  const add = (source: number, coefficients: Float64Array, min: number, max: number): void => {
    const sides =
      min === max
        ? [{ level: min, min: 0, max: 0 }]
        : [
            { level: min, min: 0, max: Infinity },
            { level: max, min: -Infinity, max: 0 },
          ];
    for (const side of sides) {
      const shifted = coefficients.map((entry) => entry - side.level / budget);
      // A row that repeats the budget says nothing about the mix; what is left of it is rounding.
      const isVoid = !Number.isFinite(side.level) || maxAbs(shifted) <= REPEATED_SHARE * maxAbs(coefficients);
      if (!isVoid) rows.push({ ...side, source, level: side.level / budget, coefficients: shifted });
    }
  };
  for (let at = 0; at < size; at++) {
    const unit = new Float64Array(size);
    unit[at] = 1;
    const min = limits.lower[at]! > 0 ? limits.lower[at]! : -Infinity;
    const max = limits.upper[at]! < budget ? limits.upper[at]! : Infinity;
    add(-1, unit, min, max);
  }
  limits.rows.forEach((row, index) => {
    if (index > 0) add(index, row.coefficients, row.min, row.max);
  });
  return rows;
}

function valueAt(program: RiskBudgetProgram, point: Float64Array): number {
  const { covariance, budgets, steepness } = program;
  let logs = 0;
  for (let at = 0; at < point.length; at++) logs += budgets[at]! * Math.log(point[at]!);
  return quadraticForm(covariance, point) / 2 - logs / steepness - (1 - 1 / steepness) * Math.log(sumOf(point));
}

function derivatives(program: RiskBudgetProgram, point: Float64Array) {
  const { covariance, budgets, steepness } = program;
  const size = point.length;
  const sum = sumOf(point);
  const lean = 1 - 1 / steepness;
  const hessian = covariance.map((entry) => entry + lean / sum ** 2);
  const gradient = matVec(covariance, point);
  for (let at = 0; at < size; at++) {
    hessian[at * size + at]! += budgets[at]! / steepness / point[at]! ** 2;
    gradient[at]! -= budgets[at]! / steepness / point[at]! + lean / sum;
  }
  return { hessian, gradient };
}

/** Longest tried step that stays positive and lowers the value enough. */
function damped(
  program: RiskBudgetProgram,
  point: Float64Array,
  move: Float64Array,
  gradient: Float64Array,
): Float64Array {
  let length = 1;
  let slope = 0;
  for (let at = 0; at < point.length; at++) {
    slope += gradient[at]! * move[at]!;
    if (move[at]! < 0) length = Math.min(length, ((1 - BOUNDARY_SHARE) * point[at]!) / -move[at]!);
  }
  const value = valueAt(program, point);
  for (let halving = 0; halving < HALVINGS_MAX; halving++, length /= 2) {
    const next = point.map((entry, at) => entry + length * move[at]!);
    if (valueAt(program, next) <= value + SUFFICIENT_DECREASE * length * slope) return next;
  }
  return point.map((entry, at) => entry + length * move[at]!);
}

function inWeights(
  { budget, steepness, limits }: RiskBudgetProgram,
  rows: readonly ConeRow[],
  point: Float64Array,
  multipliers: Float64Array,
): RiskBudgetPoint {
  const scale = sumOf(point) / budget;
  const rowMultipliers = new Float64Array(limits.rows.length);
  rowMultipliers[0] = (steepness - 1) / budget;
  rows.forEach((row, at) => {
    const multiplier = steepness * scale * multipliers[at]!;
    rowMultipliers[0]! -= multiplier * row.level;
    if (row.source > 0) rowMultipliers[row.source]! += multiplier;
  });
  return { weights: point.map((entry) => entry / scale), rowMultipliers };
}
