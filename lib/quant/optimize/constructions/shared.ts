import { refused, type Refusal } from '../../../base/outcome';
import type { LooserBound, OptimizeLimits, RiskShareLimit, Scenarios } from '../types';
import type { Built } from './construction-method';
import type { ConstructionProblem, ConstructionWarning } from './types';

export const built = (
  weights: Float64Array,
  { isOfBudget = true, warnings = [], findings = [] }: Partial<Omit<Built, 'status' | 'weights'>> = {},
): Built => ({ status: 'built', weights, isOfBudget, warnings, findings });

export const refuse = (message: string, field: string): Refusal => refused('bad-input', message, field);

export const warn = (kind: ConstructionWarning['kind'], message: string): ConstructionWarning => ({ kind, message });

/** Divided by their sum, which must be positive. */
export function normalised(values: Float64Array): Float64Array {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}

export const equalShares = (size: number): Float64Array => new Float64Array(size).fill(1 / size);

/** Refusal of a vector in a request that has the wrong length or a number that is missing or infinite. */
export function vectorRefusal(
  { symbols }: Pick<ConstructionProblem, 'symbols'>,
  vector: Float64Array,
  field: string,
): Refusal | undefined {
  if (vector.length !== symbols.length) {
    return refuse(`${field} has ${vector.length} numbers for ${symbols.length} instruments.`, field);
  }
  const at = vector.findIndex((value) => !Number.isFinite(value));
  return at < 0 ? undefined : refuse(`${field} of ${symbols[at]!} is missing or infinite.`, field);
}

/** Refusal of base weights that are no mix: negative, or all zero. */
export function mixRefusal(
  problem: Pick<ConstructionProblem, 'symbols'>,
  weights: Float64Array,
  field: string,
): Refusal | undefined {
  const wrong = vectorRefusal(problem, weights, field);
  if (wrong !== undefined) return wrong;
  const at = weights.findIndex((weight) => weight < 0);
  if (at >= 0) return refuse(`${field} of ${problem.symbols[at]!} is negative.`, field);
  return weights.some((weight) => weight > 0) ? undefined : refuse(`${field} holds no weight above zero.`, field);
}

export const pickEntries = (vector: Float64Array, columns: readonly number[]): Float64Array =>
  Float64Array.from(columns, (column) => vector[column]!);

/** Entries of some of the instruments in the order of all; zero for the others. */
export function spreadEntries(entries: Float64Array, columns: readonly number[], size: number): Float64Array {
  const all = new Float64Array(size);
  columns.forEach((column, position) => (all[column] = entries[position]!));
  return all;
}

/**
 * The limits of some of the instruments. What is held of the others is left out of account, so an answer still has to be
 * held against the limits of all.
 */
export function pickLimits(limits: OptimizeLimits, columns: readonly number[]): OptimizeLimits {
  const { currentWeights, tradeMax, noTrade, costPerTrade, benchmarkWeights, riskContributionMax, riskShares } = limits;
  const picked = (vector: Float64Array): Float64Array => pickEntries(vector, columns);
  return {
    ...limits,
    weightMin: picked(limits.weightMin),
    weightMax: picked(limits.weightMax),
    rows: limits.rows.map((row) => ({ ...row, coefficients: picked(row.coefficients) })),
    ...(currentWeights === undefined ? {} : { currentWeights: picked(currentWeights) }),
    ...(tradeMax === undefined ? {} : { tradeMax: picked(tradeMax) }),
    ...(noTrade === undefined ? {} : { noTrade: Uint8Array.from(columns, (column) => noTrade[column]!) }),
    ...(costPerTrade === undefined ? {} : { costPerTrade: picked(costPerTrade) }),
    ...(benchmarkWeights === undefined ? {} : { benchmarkWeights: picked(benchmarkWeights) }),
    ...(riskContributionMax === undefined ? {} : { riskContributionMax: picked(riskContributionMax) }),
    ...(limits.looserBounds === undefined ? {} : { looserBounds: pickBounds(limits.looserBounds, columns) }),
    ...(riskShares === undefined ? {} : { riskShares: riskShares.map((share) => pickShare(share, columns)) }),
  };
}

const pickBounds = (bounds: readonly LooserBound[], columns: readonly number[]): readonly LooserBound[] =>
  bounds.flatMap((bound) => {
    const at = columns.indexOf(bound.at);
    return at < 0 ? [] : [{ ...bound, at }];
  });

const pickShare = (share: RiskShareLimit, columns: readonly number[]): RiskShareLimit => ({
  ...share,
  members: Uint8Array.from(columns, (column) => share.members[column]!),
});

/** Rows and columns of a row-major square matrix. */
export function pickBlock(matrix: Float64Array, size: number, columns: ArrayLike<number>): Float64Array {
  const picked = columns.length;
  const block = new Float64Array(picked * picked);
  for (let row = 0; row < picked; row++) {
    const start = columns[row]! * size;
    for (let column = 0; column < picked; column++) block[row * picked + column] = matrix[start + columns[column]!]!;
  }
  return block;
}

export function pickScenarios(scenarios: Scenarios, columns: readonly number[]): Scenarios {
  const { returns, observations } = scenarios;
  const size = returns.length / observations;
  const picked = new Float64Array(observations * columns.length);
  for (let t = 0, at = 0; t < observations; t++) {
    for (const column of columns) picked[at++] = returns[t * size + column]!;
  }
  return { ...scenarios, returns: picked };
}

/** Returns of one instrument, oldest first. */
export function columnOf({ returns, observations }: Scenarios, column: number): Float64Array {
  const size = returns.length / observations;
  return Float64Array.from({ length: observations }, (_, t) => returns[t * size + column]!);
}
