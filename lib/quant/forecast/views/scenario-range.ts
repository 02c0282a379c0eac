import { invariant } from '../../../base/invariant';
import { linearSolve } from '../../math/linear-solve';
import { maxAbs } from '../../math/matrix';
import type { EntropyRow } from './entropy-dual';

/** Coefficients are scaled to a largest size of one; smaller gains and breaches are rounding. */
const REDUCED_COST_MIN = 1e-9;
const PIVOT_MIN = 1e-11;
const INFEASIBILITY_MAX = 1e-8;

/** A few pivots a row are usual; after this many the least-index rule takes over, which cannot cycle. */
const GREEDY_PIVOTS_PER_ROW = 100;
const PIVOTS_MAX = 100_000;

export interface ScenarioRange {
  readonly min: number;
  readonly max: number;
}

/**
 * The least and the most that a sum of p_t c_t can be over all probabilities of the scenarios that meet the rows: what
 * scenarios hold, so that a view outside of it can be told from one that is merely bold.
 *
 * @param coefficients length T
 * @param rows what must hold meanwhile
 * @param prior length T: scenarios without probability stay without
 * @returns undefined where no probabilities meet the rows
 */
export function scenarioRange(
  coefficients: Float64Array,
  rows: readonly EntropyRow[],
  prior: Float64Array,
): ScenarioRange | undefined {
  const most = extreme(coefficients, rows, prior);
  if (most === undefined) return undefined;
  const least = extreme(
    coefficients.map((entry) => -entry),
    rows,
    prior,
  );
  return least === undefined ? undefined : { min: -least, max: most };
}

/** Columns of the program in standard form: scenarios, then slacks, then one artificial a row. */
interface Program {
  readonly columns: readonly Float64Array[];
  readonly right: Float64Array;
}

function extreme(coefficients: Float64Array, rows: readonly EntropyRow[], prior: Float64Array): number | undefined {
  const { columns, right } = standardForm(rows, prior);
  const height = right.length;
  const real = columns.length - height;
  const basis = Array.from({ length: height }, (_, row) => real + row);
  const artificialCost = columns.map((_, at) => (at >= real ? -1 : 0));
  const first = simplex({ columns, right }, artificialCost, basis);
  if (first < -INFEASIBILITY_MAX) return undefined;
  const scale = Math.max(maxAbs(coefficients), Number.MIN_VALUE);
  const alive = aliveScenarios(prior);
  // Artificials that remain stand for rows that follow from others; a heavy cost keeps them at nought.
  const cost = columns.map((_, at) =>
    at >= real ? -ARTIFICIAL_COST : at < alive.length ? coefficients[alive[at]!]! / scale : 0,
  );
  return simplex({ columns, right }, cost, basis) * scale;
}

/** Against costs of size one. */
const ARTIFICIAL_COST = 1e5;

const aliveScenarios = (prior: Float64Array): number[] => Array.from(prior.keys()).filter((at) => prior[at]! > 0);

function standardForm(rows: readonly EntropyRow[], prior: Float64Array): Program {
  const alive = aliveScenarios(prior);
  const height = rows.length + 1;
  const scales = rows.map((row) => Math.max(maxAbs(row.coefficients), Math.abs(row.target), Number.MIN_VALUE));
  const right = Float64Array.from([1, ...rows.map((row, at) => row.target / scales[at]!)]);
  const columns = alive.map((scenario) =>
    Float64Array.from([1, ...rows.map((row, at) => row.coefficients[scenario]! / scales[at]!)]),
  );
  rows.forEach(({ relation }, at) => {
    if (relation === 'equal') return;
    const slack = new Float64Array(height);
    slack[at + 1] = relation === 'at-least' ? -1 : 1;
    columns.push(slack);
  });
  for (let row = 0; row < height; row++) {
    const artificial = new Float64Array(height);
    artificial[row] = right[row]! < 0 ? -1 : 1;
    columns.push(artificial);
  }
  return { columns, right };
}

/**
 * Revised simplex on a few rows and many columns; the basis is solved afresh at each step, which so few rows allow.
 *
 * @param basis a feasible one; becomes the best one
 * @returns the largest cost
 */
function simplex({ columns, right }: Program, cost: readonly number[], basis: number[]): number {
  const height = right.length;
  for (let pivot = 0; pivot < PIVOTS_MAX; pivot++) {
    const matrix = new Float64Array(height * height);
    basis.forEach((column, at) => {
      for (let row = 0; row < height; row++) matrix[row * height + at] = columns[column]![row]!;
    });
    const values = solved(matrix, right);
    const prices = solved(
      transpose(matrix, height),
      Float64Array.from(basis, (column) => cost[column]!),
    );
    const entering = gainingColumn({ columns, cost, prices, basis, isGreedy: pivot < GREEDY_PIVOTS_PER_ROW * height });
    const total = basis.reduce((sum, column, at) => sum + cost[column]! * values[at]!, 0);
    if (entering === undefined) return total;
    const direction = solved(matrix, columns[entering]!);
    const leaving = firstBlocking(values, direction, basis);
    invariant(leaving !== undefined, 'a sum of probabilities has no bound');
    basis[leaving] = entering;
  }
  invariant(false, `no vertex after ${PIVOTS_MAX} pivots of ${height} rows`);
  return Number.NaN;
}

interface Pricing {
  readonly columns: readonly Float64Array[];
  readonly cost: readonly number[];
  readonly prices: Float64Array;
  readonly basis: readonly number[];
  /** Take the column of largest gain; else the first with any. */
  readonly isGreedy: boolean;
}

function gainingColumn({ columns, cost, prices, basis, isGreedy }: Pricing): number | undefined {
  let best: number | undefined;
  let most = REDUCED_COST_MIN;
  for (let column = 0; column < columns.length; column++) {
    let gain = cost[column]!;
    for (let row = 0; row < prices.length; row++) gain -= prices[row]! * columns[column]![row]!;
    if (gain <= most || basis.includes(column)) continue;
    best = column;
    if (!isGreedy) break;
    most = gain;
  }
  return best;
}

function firstBlocking(values: Float64Array, direction: Float64Array, basis: readonly number[]): number | undefined {
  let leaving: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    if (direction[row]! <= PIVOT_MIN) continue;
    const ratio = Math.max(values[row]!, 0) / direction[row]!;
    if (ratio < least || (ratio === least && leaving !== undefined && basis[row]! < basis[leaving]!)) {
      least = ratio;
      leaving = row;
    }
  }
  return leaving;
}

function solved(matrix: Float64Array, right: Float64Array): Float64Array {
  const solution = linearSolve(matrix, right, right.length);
  invariant(solution !== undefined, `a basis of ${right.length} columns is singular`);
  return solution;
}

function transpose(matrix: Float64Array, size: number): Float64Array {
  return Float64Array.from(matrix, (_, at) => matrix[(at % size) * size + Math.floor(at / size)]!);
}
