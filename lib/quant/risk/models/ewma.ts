import type { ParameterDefinition } from '../../features/parameters';
import { conditioningOf } from '../conditioning';
import { modelNumbers } from '../model-parameters';
import { centredReturns, checkReturnsSample, crossProducts } from '../returns-sample';
import type { RiskModel } from '../risk-model';

const PARAMETERS: readonly ParameterDefinition[] = [
  {
    id: 'halfLifePeriods',
    name: 'Half-life',
    kind: 'number',
    unit: 'periods after which a return counts half',
    min: 1,
    max: 10_000,
    default: 63,
  },
];

/**
 * Exponentially weighted covariance: sum of w_t (x_t - m)(x_t - m)', with weights that halve every half-life into the
 * past and sum to one, about the plain mean m. The decay factor of RiskMetrics is lambda = 2^(-1 / half-life): 0.94 is a
 * half-life of 11.2 days; a span s of other libraries has 1 - lambda = 2 / (s + 1).
 *
 * @see J.P. Morgan & Reuters (1996), "RiskMetrics - Technical Document", 4th ed., section 5.2
 */
export const ewmaCovariance: RiskModel = {
  id: 'ewma',
  parameters: PARAMETERS,
  relations: ['scaling', 'shift', 'permutation', 'duplicate'],
  estimate: (sample, parameters) => {
    checkReturnsSample(sample);
    const { instruments, observations } = sample;
    const decay = Math.pow(0.5, 1 / modelNumbers(PARAMETERS, parameters)('halfLifePeriods'));
    const weighted = centredReturns(sample);
    let total = 0;
    for (let row = 0; row < observations; row++) {
      const weight = Math.pow(decay, observations - 1 - row);
      total += weight;
      for (let at = row * instruments; at < (row + 1) * instruments; at++) weighted[at]! *= Math.sqrt(weight);
    }
    const covariance = crossProducts(weighted, instruments, total);
    return {
      covariance,
      shrinkage: 0,
      observations,
      ...conditioningOf(covariance, instruments, observations),
      findings: [{ name: 'decay', value: decay }],
    };
  },
};
