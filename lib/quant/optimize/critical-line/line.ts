import { dot } from '../../math/matrix';
import { linearSolve } from '../../math/linear-solve';
import type { Curvature, FreeFactor } from '../quadratic/free-factor';

/**
 * One stretch of the critical line: the weights that are free, the rows that bind, and how weights, multipliers and slopes
 * move with the trade-off t of the program 1/2 w'Sw - t c'w. All in solver units.
 */

/** Limits in solver units: -Infinity and Infinity are absent sides, equal sides an equation. */
export interface LineLimits {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly rows: readonly Float64Array[];
  readonly rowMin: Float64Array;
  readonly rowMax: Float64Array;
}

export interface Line {
  readonly curvature: Curvature;
  readonly rewards: Float64Array;
  readonly limits: LineLimits;
  readonly free: FreeFactor;
  /** 1 where the weight is free; the others stand on a bound. */
  readonly isFree: Uint8Array;
  /** Binding rows: 1 = minimum side, -1 = maximum side, 0 = equation. */
  readonly active: Map<number, -1 | 0 | 1>;
}

/** How everything moves as t grows by 1. */
export interface Direction {
  readonly weights: Float64Array;
  /** Per row, zero for those that do not bind. */
  readonly multipliers: Float64Array;
  /** Of S w - t c - A' multipliers. */
  readonly slopes: Float64Array;
}

/** Weights and multipliers that stand on the line's bounds and rows at t. */
export interface Position {
  readonly weights: Float64Array;
  readonly multipliers: Float64Array;
}

/** @returns undefined where the binding rows depend on each other over the free weights */
export function directionOf(line: Line): Direction | undefined {
  const { rewards, curvature, limits, active } = line;
  const size = curvature.size;
  const solved = solveFree(line, rewards, new Float64Array(active.size));
  if (solved === undefined) return undefined;
  const weights = new Float64Array(size);
  scatter(line, solved.free, weights);
  const slopes = new Float64Array(size);
  curvature.multiply(weights, slopes);
  for (let at = 0; at < size; at++) slopes[at]! -= rewards[at]!;
  subtractRows(line, solved.rows, slopes);
  return { weights, multipliers: spread(solved.rows, limits.rows.length), slopes };
}

/** @param standing weights on their bounds; the free entries are ignored */
export function positionAt(
  line: Line,
  tradeoff: number,
  standing: Float64Array,
  sides: LineLimits,
): Position | undefined {
  const { rewards, curvature, isFree, active } = line;
  const size = curvature.size;
  const weights = standing.map((weight, at) => (isFree[at] === 1 ? 0 : weight));
  const slope = new Float64Array(size);
  curvature.multiply(weights, slope);
  const linear = rewards.map((reward, at) => tradeoff * reward - slope[at]!);
  const targets = Float64Array.from(active, ([row, side]) => {
    const target = side < 0 ? sides.rowMax[row]! : sides.rowMin[row]!;
    return target - dot(sides.rows[row]!, weights);
  });
  const solved = solveFree(line, linear, targets);
  if (solved === undefined) return undefined;
  scatter(line, solved.free, weights);
  return { weights, multipliers: spread(solved.rows, sides.rows.length) };
}

interface FreeSolution {
  /** In the order of the factor. */
  readonly free: Float64Array;
  readonly rows: ReadonlyMap<number, number>;
}

/** S_FF x - A_F' m = linear_F with A_F x = targets, by the Schur complement of the few binding rows. */
function solveFree(
  { free, limits, active }: Line,
  linear: Float64Array,
  targets: Float64Array,
): FreeSolution | undefined {
  const count = free.count();
  const gather = (from: Float64Array): Float64Array => {
    const gathered = new Float64Array(count);
    for (let at = 0; at < count; at++) gathered[at] = from[free.order[at]!]!;
    return gathered;
  };
  const solution = gather(linear);
  free.solve(solution);
  const normals = [...active.keys()].map((row) => gather(limits.rows[row]!));
  const spans = normals.map((normal) => {
    const span = normal.slice();
    free.solve(span);
    return span;
  });
  const width = normals.length;
  const schur = new Float64Array(width * width);
  const right = new Float64Array(width);
  normals.forEach((normal, row) => {
    right[row] = targets[row]! - dot(normal, solution);
    for (let column = 0; column < width; column++) schur[row * width + column] = dot(normal, spans[column]!);
  });
  const multipliers = width === 0 ? new Float64Array() : independentSolve(schur, right, width);
  if (multipliers === undefined) return undefined;
  spans.forEach((span, row) => {
    for (let at = 0; at < count; at++) solution[at]! += multipliers[row]! * span[at]!;
  });
  return { free: solution, rows: new Map([...active.keys()].map((row, at) => [row, multipliers[at]!])) };
}

/** Two binding rows that say the same of the free weights leave a pivot of this share or less. */
const DEPENDENT_SHARE = 1e-12;

function independentSolve(schur: Float64Array, right: Float64Array, width: number): Float64Array | undefined {
  if (width === 1) return schur[0]! > 0 ? Float64Array.of(right[0]! / schur[0]!) : undefined;
  for (let row = 0; row < width; row++) {
    // What is left of the row beside those before it, by Cauchy-Schwarz at most its diagonal entry.
    const own = schur[row * width + row]!;
    if (!(own > 0)) return undefined;
    for (let other = 0; other < row; other++) {
      const both = schur[row * width + other]! ** 2;
      if (both >= (1 - DEPENDENT_SHARE) * own * schur[other * width + other]!) return undefined;
    }
  }
  const solved = linearSolve(schur, right, width);
  return solved?.every(Number.isFinite) === true ? solved : undefined;
}

function scatter({ free }: Line, values: Float64Array, target: Float64Array): void {
  for (let at = 0; at < values.length; at++) target[free.order[at]!] = values[at]!;
}

function subtractRows({ limits }: Line, multipliers: ReadonlyMap<number, number>, target: Float64Array): void {
  for (const [row, multiplier] of multipliers) {
    const coefficients = limits.rows[row]!;
    for (let at = 0; at < target.length; at++) target[at]! -= multiplier * coefficients[at]!;
  }
}

function spread(multipliers: ReadonlyMap<number, number>, length: number): Float64Array {
  const all = new Float64Array(length);
  for (const [row, multiplier] of multipliers) all[row] = multiplier;
  return all;
}

/** S w - t c - A' multipliers at a position. */
export function slopesAt(line: Line, { weights, multipliers }: Position, tradeoff: number): Float64Array {
  const slopes = new Float64Array(weights.length);
  line.curvature.multiply(weights, slopes);
  for (let at = 0; at < slopes.length; at++) slopes[at]! -= tradeoff * line.rewards[at]!;
  subtractRows(line, new Map([...line.active.keys()].map((row) => [row, multipliers[row]!])), slopes);
  return slopes;
}
