import { refused, type Refusal } from '../../../base/outcome';
import { isRiskMeasure } from '../../risk/measures';
import type { AnyProblem } from '../types';

/** Probabilities that were written with fewer digits still sum to one within this. */
const PROBABILITY_SUM_TOLERANCE = 1e-9;

const refuse = (message: string, field: string): Refusal => refused('bad-input', message, field);

/** Scenarios and what asks for them: shapes, missing numbers, probabilities, confidences. */
export function scenariosRefusal(problem: AnyProblem): Refusal | undefined {
  return shapeRefusal(problem) ?? probabilityRefusal(problem) ?? measureRefusal(problem);
}

function shapeRefusal({ symbols, scenarios }: AnyProblem): Refusal | undefined {
  if (scenarios === undefined) return undefined;
  const { returns, observations } = scenarios;
  if (!Number.isInteger(observations) || observations < 1) {
    return refuse('There must be at least one scenario.', 'scenarios.observations');
  }
  if (returns.length !== observations * symbols.length) {
    const message = `The scenarios have ${returns.length} numbers instead of ${observations} x ${symbols.length}.`;
    return refuse(message, 'scenarios.returns');
  }
  const at = returns.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return undefined;
  const symbol = symbols[at % symbols.length]!;
  const scenario = Math.floor(at / symbols.length) + 1;
  return refuse(`The return of ${symbol} in scenario ${scenario} is missing or infinite.`, 'scenarios.returns');
}

function probabilityRefusal({ scenarios }: AnyProblem): Refusal | undefined {
  const probabilities = scenarios?.probabilities;
  if (scenarios === undefined || probabilities === undefined) return undefined;
  const field = 'scenarios.probabilities';
  if (probabilities.length !== scenarios.observations) {
    return refuse(`There are ${probabilities.length} probabilities for ${scenarios.observations} scenarios.`, field);
  }
  const at = probabilities.findIndex((value) => !(value >= 0 && value <= 1));
  if (at >= 0) return refuse(`The probability of scenario ${at + 1} is ${probabilities[at]!}, not in 0 to 1.`, field);
  const sum = probabilities.reduce((total, value) => total + value, 0);
  if (Math.abs(sum - 1) <= PROBABILITY_SUM_TOLERANCE) return undefined;
  return refuse(`The probabilities of the scenarios sum to ${sum} instead of 1.`, field);
}

/** What the objective and the caps ask to be measured. */
function measureRefusal({ scenarios, objective, limits }: AnyProblem): Refusal | undefined {
  const asked: { measure: string; confidence?: number; field: string }[] = [];
  if ('measure' in objective && objective.measure !== 'variance' && objective.measure !== 'volatility') {
    asked.push({ ...objective, field: 'objective' });
  }
  limits.riskMax?.forEach((cap, at) => asked.push({ ...cap, field: `limits.riskMax.${at}` }));
  for (const { measure, confidence, field } of asked) {
    if (measure === 'volatility' && field !== 'objective') continue;
    if (!isRiskMeasure(measure))
      return refuse(`${measure} is not a risk measure that is known here.`, `${field}.measure`);
    if (confidence !== undefined && !(confidence > 0 && confidence < 1)) {
      return refuse(`A confidence of ${confidence} is not between 0 and 1.`, `${field}.confidence`);
    }
    if (scenarios === undefined) return refuse(`The measure ${measure} needs scenarios of returns.`, 'scenarios');
  }
  const cap = limits.riskMax?.find(({ value }) => !(value > -Infinity && value < Infinity));
  return cap === undefined ? undefined : refuse(`The limit on ${cap.measure} is ${cap.value}.`, 'limits.riskMax');
}
