import { refused, type Refusal } from '../../base/outcome';
import { semidefiniteRank } from '../math/cholesky';
import { asymmetry, maxAbs } from '../math/matrix';
import type { OptimizeProblem } from './types';

/** Rounding of a covariance that was summed both ways, relative to its largest entry. */
const ASYMMETRY_MAX = 1e-10;
/** Correlations that contradict each other by less are rounding of an estimate. */
const SEMIDEFINITE_TOLERANCE = 1e-9;

type Validation = Refusal | { readonly status: 'valid'; readonly rank: number };

const refuse = (message: string, field: string): Refusal => refused('bad-input', message, field);

/** Checks shapes, missing numbers and the covariance once, at the door of the room. Clashing limits are not bad input. */
export function validateProblem(problem: OptimizeProblem): Validation {
  return shapeRefusal(problem) ?? numberRefusal(problem) ?? objectiveRefusal(problem) ?? covarianceVerdict(problem);
}

function shapeRefusal({
  symbols,
  expectedReturns,
  covariance,
  limits,
  objective,
}: OptimizeProblem): Refusal | undefined {
  const size = symbols.length;
  if (size === 0) return refuse('There is nothing to choose from: no instrument was given.', 'symbols');
  if (new Set(symbols).size !== size) return refuse('An instrument is listed twice.', 'symbols');
  const vectors: readonly (readonly [string, ArrayLike<number> | undefined])[] = [
    ['expectedReturns', expectedReturns],
    ['limits.weightMin', limits.weightMin],
    ['limits.weightMax', limits.weightMax],
    ['objective.budgets', objective.kind === 'risk-budget' ? objective.budgets : undefined],
    ...limits.rows.map((row) => [`limits.rows.${row.name}`, row.coefficients] as const),
  ];
  for (const [field, vector] of vectors) {
    if (vector !== undefined && vector.length !== size) {
      return refuse(`${field} has ${vector.length} numbers for ${size} instruments.`, field);
    }
  }
  if (covariance.length === size * size) return undefined;
  return refuse(`The covariance has ${covariance.length} numbers instead of ${size} x ${size}.`, 'covariance');
}

function numberRefusal({ expectedReturns, covariance, limits }: OptimizeProblem): Refusal | undefined {
  const finite: readonly (readonly [string, Float64Array])[] = [
    ['expectedReturns', expectedReturns],
    ['covariance', covariance],
    ['limits.budget', Float64Array.of(limits.budget)],
    ['limits.returnMin', Float64Array.of(limits.returnMin ?? limits.budget)],
    ...limits.rows.map((row) => [`limits.rows.${row.name}`, row.coefficients] as const),
  ];
  for (const [field, vector] of finite) {
    if (!vector.every(Number.isFinite)) return refuse(`${field} holds a number that is missing or infinite.`, field);
  }
  if (limits.volatilityMax !== undefined && !(limits.volatilityMax >= 0)) {
    return refuse('A volatility limit must be zero or more.', 'limits.volatilityMax');
  }
  const bounds: readonly (readonly [string, Iterable<number>, number])[] = [
    ['limits.weightMin', limits.weightMin, Infinity],
    ['limits.weightMax', limits.weightMax, -Infinity],
    ['limits.rows.min', limits.rows.map((row) => row.min), Infinity],
    ['limits.rows.max', limits.rows.map((row) => row.max), -Infinity],
  ];
  for (const [field, values, impossible] of bounds) {
    for (const value of values) {
      if (Number.isNaN(value) || value === impossible)
        return refuse(`${field} holds ${value}, which is no limit.`, field);
    }
  }
  return undefined;
}

function objectiveRefusal({ objective, limits }: OptimizeProblem): Refusal | undefined {
  if (objective.kind === 'max-utility' && !(objective.riskAversion > 0 && objective.riskAversion < Infinity)) {
    return refuse('Risk aversion must be above zero; for return alone ask for max-return.', 'objective.riskAversion');
  }
  if (objective.kind !== 'risk-budget') return undefined;
  if (!(limits.budget > 0)) return refuse('A risk budget needs a positive budget of weights.', 'limits.budget');
  const isPositive = objective.budgets?.every((share) => share > 0 && share < Infinity) ?? true;
  return isPositive ? undefined : refuse('Each share of a risk budget must be above zero.', 'objective.budgets');
}

/** Whether a covariance can be one, and its rank. */
export function covarianceVerdict({
  covariance,
  symbols,
}: Pick<OptimizeProblem, 'covariance' | 'symbols'>): Validation {
  if (asymmetry(covariance, symbols.length) > ASYMMETRY_MAX * maxAbs(covariance)) {
    return refuse('The covariance is not symmetric.', 'covariance');
  }
  const verdict = semidefiniteRank(covariance, symbols.length, SEMIDEFINITE_TOLERANCE);
  if (verdict.status === 'semidefinite') return { status: 'valid', rank: verdict.rank };
  const symbol = symbols[verdict.row] ?? '';
  const message = `The covariance is not positive semidefinite: some mix with ${symbol} would have a negative variance.`;
  return refuse(message, 'covariance');
}
