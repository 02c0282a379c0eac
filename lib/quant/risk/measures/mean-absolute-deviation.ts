import { dot } from '../../math/matrix';
import { cappedAverageModel } from './capped-average';
import { OF_ANY_MEASURE, type RiskMeasure } from './measure';
import { probabilitiesOf } from './scenarios';
import { lossesBelowMean, lossesOf, meanReturns } from './shared';

/**
 * Mean absolute deviation from the mean. Deviations sum to zero, so it is twice the mean of those below the mean.
 *
 * @see Konno & Yamazaki (1991), "Mean-absolute deviation portfolio optimization model and its applications to Tokyo stock
 *      market", Management Science 37(5), 519-531
 */
export const meanAbsoluteDeviation: RiskMeasure = {
  id: 'mad',
  name: 'mean absolute deviation',
  needs: 'scenarios',
  kind: 'polyhedral',
  hasConfidence: false,
  relations: [...OF_ANY_MEASURE, 'scaling', 'scenario-order'],
  value: (scenarios, weights) => {
    const probabilities = probabilitiesOf(scenarios);
    const mean = dot(meanReturns(scenarios, probabilities), weights);
    return lossesOf(scenarios, weights, mean).reduce((sum, loss, s) => sum + probabilities[s]! * Math.abs(loss), 0);
  },
  model: (scenarios) => {
    const probabilities = probabilitiesOf(scenarios);
    return cappedAverageModel({
      losses: lossesBelowMean(scenarios, probabilities),
      caps: probabilities.map((probability) => 2 * probability),
      probabilities,
      isAverage: false,
    });
  },
};
