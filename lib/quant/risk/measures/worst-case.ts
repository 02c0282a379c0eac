import { cappedAverageModel } from './capped-average';
import { OF_ANY_MEASURE, type RiskMeasure } from './measure';
import { probabilitiesOf } from './scenarios';
import { lossesOf } from './shared';

/**
 * The largest loss of any scenario that has a probability at all.
 *
 * @see Young (1998), "A minimax portfolio selection rule with linear programming solution", Management Science 44(5), 673-683
 */
export const worstCase: RiskMeasure = {
  id: 'worst-case',
  name: 'worst case',
  needs: 'scenarios',
  kind: 'polyhedral',
  hasConfidence: false,
  relations: [...OF_ANY_MEASURE, 'scaling', 'scenario-order', 'cash'],
  value: (scenarios, weights) => {
    const probabilities = probabilitiesOf(scenarios);
    return lossesOf(scenarios, weights).reduce(
      (worst, loss, s) => (probabilities[s]! > 0 ? Math.max(worst, loss) : worst),
      -Infinity,
    );
  },
  model: (scenarios) => {
    const probabilities = probabilitiesOf(scenarios);
    return cappedAverageModel({
      losses: scenarios.returns.map((entry) => -entry),
      caps: probabilities.map((probability) => (probability > 0 ? 1 : 0)),
      probabilities,
      isAverage: true,
    });
  },
};
