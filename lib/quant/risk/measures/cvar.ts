import { matVec } from '../../math/matrix';
import { cappedAverageModel } from './capped-average';
import { OF_ANY_MEASURE, type RiskMeasure } from './measure';
import { probabilitiesOf } from './scenarios';

/** Probabilities that were added up to a tail may miss it by rounding. */
const TAIL_ROUNDING = 1e-12;

/**
 * Conditional value at risk: the average loss in the worst 1 - confidence of the scenarios, the one on the border split.
 *
 * @see Rockafellar & Uryasev (2000), "Optimization of conditional value-at-risk", Journal of Risk 2(3), 21-41
 */
export const cvar: RiskMeasure = {
  id: 'cvar',
  name: 'conditional value at risk',
  needs: 'scenarios',
  kind: 'polyhedral',
  hasConfidence: true,
  relations: [...OF_ANY_MEASURE, 'scaling', 'scenario-order', 'cash'],
  value: (scenarios, weights, confidence) => {
    const probabilities = probabilitiesOf(scenarios);
    const returns = matVec(scenarios.returns, weights);
    const worstFirst = Array.from(returns.keys()).sort((left, right) => returns[left]! - returns[right]!);
    const tail = 1 - confidence;
    let left = tail;
    let sum = 0;
    for (const s of worstFirst) {
      const share = Math.min(probabilities[s]!, left);
      sum -= share * returns[s]!;
      left -= share;
      if (left <= TAIL_ROUNDING * tail) break;
    }
    return sum / tail;
  },
  model: (scenarios, confidence) => {
    const probabilities = probabilitiesOf(scenarios);
    return cappedAverageModel({
      losses: scenarios.returns.map((entry) => -entry),
      caps: probabilities.map((probability) => probability / (1 - confidence)),
      probabilities,
      isAverage: true,
    });
  },
};
