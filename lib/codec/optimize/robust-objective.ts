import { done, type Outcome, refused } from '@/lib/base/outcome';
import { diagonalOf } from '@/lib/quant/math/matrix';
import type { RobustBox, RobustEllipsoid, WorstCaseUtility } from '@/lib/quant/optimize/types';
import type { OptimizeObjective } from '@/lib/shared/contracts/optimize-objective';
import { vectorOf } from './constraints';
import type { DoorEstimate } from './estimate-inputs';

/** Objectives that do not trust the estimate: how far it may be off, from the request or from the length of the sample. */

type Asked<K extends OptimizeObjective['kind']> = Extract<OptimizeObjective, { kind: K }>;

export function boxOf(
  { standardErrors: given, ...rest }: Asked<'robust-box'>,
  estimate: DoorEstimate,
): Outcome<RobustBox> {
  const errors = given === undefined ? ownErrors(estimate) : everyError(given, estimate.symbols);
  if (errors.status === 'refused') return errors;
  return done({ ...rest, standardErrors: errors.value });
}

export function ellipsoidOf(
  { standardErrors, errorCovariance, ...rest }: Asked<'robust-ellipsoid'>,
  estimate: DoorEstimate,
): Outcome<RobustEllipsoid> {
  const { symbols, covariance } = estimate;
  if (standardErrors !== undefined && errorCovariance !== undefined) {
    return refused('bad-input', 'Give standardErrors or errorCovariance, not both.', 'objective.errorCovariance');
  }
  if (errorCovariance !== undefined) {
    const matrix = matrixOf(errorCovariance, symbols.length, 'objective.errorCovariance');
    return matrix.status === 'refused' ? matrix : done({ ...rest, errorCovariance: matrix.value });
  }
  if (standardErrors !== undefined) {
    const errors = everyError(standardErrors, symbols);
    return errors.status === 'refused' ? errors : done({ ...rest, errorCovariance: errors.value.map((e) => e * e) });
  }
  const years = yearsOf(estimate);
  if (years.status === 'refused') return years;
  return done({ ...rest, errorCovariance: covariance.map((entry) => entry / years.value) });
}

export function worstCaseOf(
  { models, ...rest }: Asked<'worst-case-utility'>,
  { symbols, expectedReturns, covariance }: DoorEstimate,
): Outcome<WorstCaseUtility> {
  const otherModels: WorstCaseUtility['otherModels'][number][] = [];
  for (const [at, model] of models.entries()) {
    const field = `objective.models.${at}`;
    const { expectedReturns: means = {}, covariance: matrix, volatilityFactor } = model;
    if (matrix !== undefined && volatilityFactor !== undefined) {
      return refused('bad-input', 'Give a covariance or a volatilityFactor, not both.', `${field}.volatilityFactor`);
    }
    const given = vectorOf(means, symbols, `${field}.expectedReturns`);
    if (given.status === 'refused') return given;
    const own = matrix === undefined ? done(covariance) : matrixOf(matrix, symbols.length, `${field}.covariance`);
    if (own.status === 'refused') return own;
    const scale = (volatilityFactor ?? 1) ** 2;
    otherModels.push({
      expectedReturns: expectedReturns.map((mean, column) =>
        Object.hasOwn(means, symbols[column] ?? '') ? (given.value[column] ?? Number.NaN) : mean,
      ),
      covariance: scale === 1 ? own.value : own.value.map((entry) => entry * scale),
    });
  }
  return done({ ...rest, otherModels });
}

/** How long the sample is. */
function yearsOf({ info }: DoorEstimate): Outcome<number> {
  const { observations, periodsPerYear } = info;
  if (observations !== null && periodsPerYear !== null) return done(observations / periodsPerYear);
  const message = 'Moments do not tell how well they are known: give standardErrors.';
  return refused('bad-input', message, 'objective.standardErrors');
}

function ownErrors(estimate: DoorEstimate): Outcome<Float64Array> {
  const years = yearsOf(estimate);
  if (years.status === 'refused') return years;
  return done(diagonalOf(estimate.covariance).map((variance) => Math.sqrt(Math.max(variance, 0) / years.value)));
}

function everyError(given: Readonly<Record<string, number>>, symbols: readonly string[]): Outcome<Float64Array> {
  const field = 'objective.standardErrors';
  const missing = symbols.find((symbol) => !Object.hasOwn(given, symbol));
  if (missing !== undefined) return refused('bad-input', `${missing} has no standard error.`, field);
  return vectorOf(given, symbols, field);
}

function matrixOf(rows: readonly (readonly number[])[], size: number, field: string): Outcome<Float64Array> {
  if (rows.length !== size || rows.some((row) => row.length !== size)) {
    return refused('bad-input', `There must be ${size} rows of ${size} numbers.`, field);
  }
  return done(Float64Array.from(rows.flat()));
}
