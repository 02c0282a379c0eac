import { refused, type Refusal } from '../../base/outcome';
import type { AnyProblem, RobustBox, RobustEllipsoid, WassersteinCvar, WorstCaseUtility } from './types';

const refuse = (message: string, field: string): Refusal => refused('bad-input', message, field);

const isSize = (value: number): boolean => value >= 0 && value < Infinity;

type IsCovariance = (matrix: Float64Array) => boolean;

/** What the robust objectives must be. @param isCovariance of numbers that are all there */
export function robustRefusal(problem: AnyProblem, isCovariance: IsCovariance): Refusal | undefined {
  const { objective, symbols } = problem;
  switch (objective.kind) {
    case 'robust-box':
      return scalarRefusal(objective) ?? boxRefusal(problem, objective);
    case 'robust-ellipsoid':
      return scalarRefusal(objective) ?? ellipsoidRefusal(symbols, objective, isCovariance);
    case 'worst-case-utility':
      return scalarRefusal(objective) ?? modelsRefusal(symbols, objective, isCovariance);
    case 'wasserstein-cvar':
      return ballRefusal(problem, objective);
    default:
      return undefined;
  }
}

function scalarRefusal({
  riskAversion,
  kappa = 0,
}: {
  readonly riskAversion: number;
  readonly kappa?: number;
}): Refusal | undefined {
  if (!isSize(riskAversion)) return refuse('Risk aversion must be zero or more.', 'objective.riskAversion');
  return isSize(kappa) ? undefined : refuse('Kappa, in standard errors, must be zero or more.', 'objective.kappa');
}

function ballRefusal({ scenarios }: AnyProblem, { confidence, radius }: WassersteinCvar): Refusal | undefined {
  if (!isSize(radius)) return refuse('The radius of the ball must be zero or more, and finite.', 'objective.radius');
  if (!(confidence > 0 && confidence < 1)) {
    return refuse(`A confidence of ${confidence} is not between 0 and 1.`, 'objective.confidence');
  }
  return scenarios === undefined ? refuse('The worst-case CVaR needs scenarios of returns.', 'scenarios') : undefined;
}

/** Variances of independent errors, or a whole covariance of them. */
function ellipsoidRefusal(
  symbols: readonly string[],
  { errorCovariance }: RobustEllipsoid,
  isCovariance: IsCovariance,
): Refusal | undefined {
  const size = symbols.length;
  const field = 'objective.errorCovariance';
  if (errorCovariance.length === size) {
    const wrong = errorCovariance.findIndex((variance) => !isSize(variance));
    if (wrong < 0) return undefined;
    return refuse(`The error variance of ${symbols[wrong]!} must be zero or more.`, field);
  }
  if (errorCovariance.length !== size * size) {
    return refuse(`${field} has ${errorCovariance.length} numbers instead of ${size} x ${size}.`, field);
  }
  return isGood(errorCovariance, isCovariance) ? undefined : refuse(notOne('covariance of the errors'), field);
}

function modelsRefusal(
  symbols: readonly string[],
  { otherModels }: WorstCaseUtility,
  isCovariance: IsCovariance,
): Refusal | undefined {
  const size = symbols.length;
  for (const [at, { expectedReturns, covariance }] of otherModels.entries()) {
    const field = `objective.otherModels.${at}`;
    if (expectedReturns.length !== size || covariance.length !== size * size) {
      return refuse(`Model ${at + 1} beside the estimate is not about ${size} instruments.`, field);
    }
    if (!expectedReturns.every(Number.isFinite)) {
      return refuse(`An expected return of model ${at + 1} beside the estimate is missing or infinite.`, field);
    }
    if (!isGood(covariance, isCovariance)) return refuse(notOne(`covariance of model ${at + 1}`), field);
  }
  return undefined;
}

const notOne = (name: string): string =>
  `The ${name} is none: it has missing numbers, is not symmetric, or gives some mix a negative variance.`;

const isGood = (matrix: Float64Array, isCovariance: IsCovariance): boolean =>
  matrix.every(Number.isFinite) && isCovariance(matrix);

function boxRefusal({ symbols, limits }: AnyProblem, { kappa, standardErrors }: RobustBox): Refusal | undefined {
  const field = 'objective.standardErrors';
  if (standardErrors.length !== symbols.length) {
    return refuse(`${field} has ${standardErrors.length} numbers for ${symbols.length} instruments.`, field);
  }
  const wrong = standardErrors.findIndex((error) => !isSize(error));
  if (wrong >= 0) return refuse(`The standard error of ${symbols[wrong]!} must be zero or more.`, field);
  const { costPerTrade, currentWeights, weightMin, weightMax } = limits;
  if (costPerTrade === undefined || currentWeights === undefined || kappa === 0) return undefined;
  const both = symbols.find(
    (_, at) =>
      costPerTrade[at]! > 0 &&
      currentWeights[at] !== 0 &&
      standardErrors[at]! > 0 &&
      weightMin[at]! < 0 &&
      weightMax[at]! > 0,
  );
  if (both === undefined) return undefined;
  const message = `Trading costs do not go with a box of uncertainty for ${both}, which is held and may be sold short.`;
  return refuse(message, 'limits.costPerTrade');
}
