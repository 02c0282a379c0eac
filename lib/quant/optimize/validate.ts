import { refused, type Refusal } from '../../base/outcome';
import { semidefiniteRank } from '../math/cholesky';
import { asymmetry, maxAbs } from '../math/matrix';
import { isRiskMeasure, sharesAddUp } from '../risk/measures';
import { indefiniteSentence } from './covariance-doubts';
import { scenariosRefusal } from './convex/validate-scenarios';
import type { AnyProblem, OptimizeProblem } from './types';
import { limitsRefusal } from './validate-limits';
import { robustRefusal } from './validate-robust';

/** Rounding of a covariance that was summed both ways, relative to its largest entry. */
const ASYMMETRY_MAX = 1e-10;
/** Correlations that contradict each other by less are rounding of an estimate. */
const SEMIDEFINITE_TOLERANCE = 1e-9;

type Validation = Refusal | { readonly status: 'valid'; readonly rank: number };

const refuse = (message: string, field: string): Refusal => refused('bad-input', message, field);

/** Checks shapes, missing numbers and the covariance once, at the door of the room. Clashing limits are not bad input. */
export function validateProblem(problem: AnyProblem): Validation {
  return (
    shapeRefusal(problem) ??
    numberRefusal(problem) ??
    limitsRefusal(problem) ??
    objectiveRefusal(problem) ??
    scenariosRefusal(problem) ??
    covarianceVerdict(problem)
  );
}

function shapeRefusal({ symbols, expectedReturns, covariance, limits, objective }: AnyProblem): Refusal | undefined {
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

function numberRefusal(problem: AnyProblem): Refusal | undefined {
  const { limits } = problem;
  const missing = missingRefusal(problem);
  if (missing !== undefined) return missing;
  const finite: readonly (readonly [string, Float64Array])[] = [
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

/** Which instrument's estimates are missing: the one whose own variance is, or else the first that meets a missing number. */
function missingRefusal({ symbols, expectedReturns, covariance }: AnyProblem): Refusal | undefined {
  const size = symbols.length;
  const isMissing = (value: number): boolean => !Number.isFinite(value);
  const atReturn = expectedReturns.findIndex(isMissing);
  if (atReturn >= 0) {
    return refuse(`The expected return of ${symbols[atReturn]!} is missing or infinite.`, 'expectedReturns');
  }
  const anywhere = covariance.findIndex(isMissing);
  if (anywhere < 0) return undefined;
  const own = symbols.findIndex((_, at) => isMissing(covariance[at * size + at]!));
  const symbol = symbols[own >= 0 ? own : Math.floor(anywhere / size)]!;
  return refuse(`The covariance of ${symbol} is missing or infinite.`, 'covariance');
}

function objectiveRefusal(problem: AnyProblem): Refusal | undefined {
  const { objective, limits } = problem;
  if (objective.kind === 'max-utility' && !(objective.riskAversion > 0 && objective.riskAversion < Infinity)) {
    return refuse('Risk aversion must be above zero; for return alone ask for max-return.', 'objective.riskAversion');
  }
  const refusal = robustRefusal(
    problem,
    (covariance) => covarianceVerdict({ covariance, symbols: problem.symbols }).status === 'valid',
  );
  if (refusal !== undefined) return refusal;
  if (objective.kind === 'max-growth' && problem.scenarios === undefined) {
    return refuse('The most growth needs scenarios of returns.', 'scenarios');
  }
  if (objective.kind === 'min-tracking-error' && limits.benchmarkWeights === undefined) {
    return refuse('The least tracking error needs the weights of a benchmark.', 'limits.benchmarkWeights');
  }
  if (objective.kind !== 'risk-budget') return undefined;
  if (!(limits.budget > 0)) return refuse('A risk budget needs a positive budget of weights.', 'limits.budget');
  const { measure, budgets } = objective;
  if (isRiskMeasure(measure) && !sharesAddUp(measure)) {
    const message = `The ${measure} does not grow in proportion to the weights, so it has no shares that add up to it.`;
    return refuse(message, 'objective.measure');
  }
  const isPositive = budgets?.every((share) => share > 0 && share < Infinity) ?? true;
  return isPositive ? undefined : refuse('Each share of a risk budget must be above zero.', 'objective.budgets');
}

/** Whether a covariance can be one, and its rank. */
export function covarianceVerdict({
  covariance,
  symbols,
}: Pick<OptimizeProblem, 'covariance' | 'symbols'>): Validation {
  const size = symbols.length;
  if (asymmetry(covariance, size) > ASYMMETRY_MAX * maxAbs(covariance)) {
    return refuse(`The covariance is not symmetric: ${unequalPair(covariance, symbols)}.`, 'covariance');
  }
  const verdict = semidefiniteRank(covariance, size, SEMIDEFINITE_TOLERANCE);
  if (verdict.status === 'semidefinite') return { status: 'valid', rank: verdict.rank };
  return refuse(indefiniteSentence(covariance, symbols, SEMIDEFINITE_TOLERANCE), 'covariance');
}

/** The pair whose two entries differ most. */
function unequalPair(covariance: Float64Array, symbols: readonly string[]): string {
  const size = symbols.length;
  let worst = { row: 0, column: 0, by: -1 };
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < row; column++) {
      const by = Math.abs(covariance[row * size + column]! - covariance[column * size + row]!);
      if (by > worst.by) worst = { row, column, by };
    }
  }
  return `that of ${symbols[worst.column]!} and ${symbols[worst.row]!} is given twice, and differently`;
}
