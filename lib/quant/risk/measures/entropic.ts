import { matVec } from '../../math/matrix';
import { cappedAverageModel } from './capped-average';
import { entropicAt, entropicModel, type LossSource } from './entropic-average';
import { OF_ANY_MEASURE, type RiskMeasure } from './measure';
import { probabilitiesOf, type Scenarios } from './scenarios';
import { addRows, lossesOf, meanReturns, rowsOf } from './shared';

/** Entropic value at risk: the tightest bound on CVaR from exponential moments. */
export const entropic: RiskMeasure = {
  id: 'evar',
  name: 'entropic value at risk',
  needs: 'scenarios',
  kind: 'smooth',
  hasConfidence: true,
  relations: [...OF_ANY_MEASURE, 'scaling', 'scenario-order', 'cash'],
  value: (scenarios, weights, confidence) =>
    entropicAt(lossesOf(scenarios, weights), probabilitiesOf(scenarios), 1 - confidence).value,
  model: (scenarios, confidence) => {
    const probabilities = probabilitiesOf(scenarios);
    return entropicModel(linearLosses(scenarios, probabilities), probabilities, 1 - confidence);
  },
};

function linearLosses(scenarios: Scenarios, probabilities: Float64Array): LossSource {
  const losses = scenarios.returns.map((entry) => -entry);
  const size = losses.length / probabilities.length;
  const caps = probabilities.map((probability) => (probability > 0 ? 1 : 0));
  return {
    imageOf: (weights) => matVec(losses, weights),
    evaluate: (image) => image,
    exact: (image) => image,
    slopeOf: (shares) => {
      const slope = new Float64Array(size);
      addRows(losses, shares, 1, slope);
      return slope;
    },
    readSlope: rowsOf(losses, size),
    settle: () => undefined,
    worst: cappedAverageModel({ losses, caps, probabilities, isAverage: true }),
    averageSlope: meanReturns(scenarios, probabilities).map((entry) => -entry),
  };
}
