import { cappedDrawdownModel } from './drawdown-model';
import { cumulatedReturns, depthsOf, drawdownsOf } from './drawdown-path';
import { entropicAt, entropicModel } from './entropic-average';
import { OF_ANY_MEASURE, type RiskMeasure } from './measure';
import { roundedDepths } from './rounded-depths';
import { probabilitiesOf } from './scenarios';

/**
 * Entropic drawdown at risk: the entropic value at risk of the drawdowns.
 *
 * @see Cajas (2021), "Entropic portfolio optimization: a disciplined convex programming framework"
 */
export const entropicDrawdown: RiskMeasure = {
  id: 'edar',
  name: 'entropic drawdown at risk',
  needs: 'scenarios',
  kind: 'smooth',
  hasConfidence: true,
  relations: [...OF_ANY_MEASURE, 'scaling'],
  value: (scenarios, weights, confidence) =>
    entropicAt(depthsOf(scenarios, weights), probabilitiesOf(scenarios), 1 - confidence).value,
  model: (scenarios, confidence) => {
    const probabilities = probabilitiesOf(scenarios);
    const sums = cumulatedReturns(scenarios);
    const caps = probabilities.map((probability) => (probability > 0 ? 1 : 0));
    const source = {
      ...roundedDepths(sums, probabilities),
      exact: (levels: Float64Array) => drawdownsOf(levels).depths,
      worst: cappedDrawdownModel({ sums, caps, probabilities }),
      // A drawdown is never below zero.
      averageSlope: new Float64Array(sums.length / (scenarios.observations + 1)),
    };
    return entropicModel(source, probabilities, 1 - confidence);
  },
};
