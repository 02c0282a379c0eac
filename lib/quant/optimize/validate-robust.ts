import { refused, type Refusal } from '../../base/outcome';
import type { AnyProblem, RobustBox } from './types';

const refuse = (message: string, field: string): Refusal => refused('bad-input', message, field);

const isSize = (value: number): boolean => value >= 0 && value < Infinity;

/** What a box of uncertainty must be. */
export function boxRefusal({ symbols, limits }: AnyProblem, objective: RobustBox): Refusal | undefined {
  const { riskAversion, kappa, standardErrors } = objective;
  if (!isSize(riskAversion)) return refuse('Risk aversion must be zero or more.', 'objective.riskAversion');
  if (!isSize(kappa)) return refuse('Kappa, in standard errors, must be zero or more.', 'objective.kappa');
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
