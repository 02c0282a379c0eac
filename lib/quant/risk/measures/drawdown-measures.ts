import { cappedDrawdownModel } from './drawdown-model';
import { cumulatedReturns, depthsOf } from './drawdown-path';
import { OF_ANY_MEASURE, type RiskMeasure } from './measure';
import { probabilitiesOf } from './scenarios';
import { largestAverage } from './shared';

const DRAWDOWN = { needs: 'scenarios', kind: 'polyhedral' } as const;

/** The average of all drawdowns, periods at a peak counted as zero. */
export const averageDrawdown: RiskMeasure = {
  ...DRAWDOWN,
  id: 'average-drawdown',
  name: 'average drawdown',
  hasConfidence: false,
  relations: [...OF_ANY_MEASURE, 'scaling'],
  value: (scenarios, weights) => {
    const probabilities = probabilitiesOf(scenarios);
    return depthsOf(scenarios, weights).reduce((sum, depth, t) => sum + probabilities[t]! * depth, 0);
  },
  model: (scenarios) => {
    const probabilities = probabilitiesOf(scenarios);
    return cappedDrawdownModel({ sums: cumulatedReturns(scenarios), caps: probabilities, probabilities });
  },
};

/** The deepest drawdown. */
export const maxDrawdown: RiskMeasure = {
  ...DRAWDOWN,
  id: 'max-drawdown',
  name: 'maximum drawdown',
  hasConfidence: false,
  relations: [...OF_ANY_MEASURE, 'scaling'],
  value: (scenarios, weights) => depthsOf(scenarios, weights).reduce((worst, depth) => Math.max(worst, depth), 0),
  model: (scenarios) =>
    cappedDrawdownModel({
      sums: cumulatedReturns(scenarios),
      caps: new Float64Array(scenarios.observations).fill(1),
      // The deepest of all periods, whatever their probabilities: a model that went by them would not see some.
      probabilities: new Float64Array(scenarios.observations).fill(1 / scenarios.observations),
    }),
};

/** Conditional drawdown at risk: the average of the deepest 1 - confidence of the drawdowns, the one on the border split. */
export const conditionalDrawdown: RiskMeasure = {
  ...DRAWDOWN,
  id: 'cdar',
  name: 'conditional drawdown at risk',
  hasConfidence: true,
  relations: [...OF_ANY_MEASURE, 'scaling'],
  value: (scenarios, weights, confidence) =>
    largestAverage(depthsOf(scenarios, weights), tailCaps(probabilitiesOf(scenarios), confidence), {
      total: 1,
      isWhole: false,
    }),
  model: (scenarios, confidence) => {
    const probabilities = probabilitiesOf(scenarios);
    const caps = tailCaps(probabilities, confidence);
    return cappedDrawdownModel({ sums: cumulatedReturns(scenarios), caps, probabilities });
  },
};

const tailCaps = (probabilities: Float64Array, confidence: number): Float64Array =>
  probabilities.map((probability) => probability / (1 - confidence));
