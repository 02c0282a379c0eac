import type { ParameterDefinition } from '../../features/parameters';
import { symmetricEigen } from '../../math/symmetric-eigen';
import { conditioningOf } from '../conditioning';
import { correlationMatrix, volatilities } from '../covariance';
import { covarianceOfFactors } from '../factor-form';
import { modelNumbers } from '../model-parameters';
import type { RiskModel } from '../risk-model';
import { sampleCovariance } from '../sample';

const PARAMETERS: readonly ParameterDefinition[] = [
  {
    id: 'factorCount',
    name: 'Factors',
    kind: 'integer',
    unit: 'principal components kept',
    min: 1,
    max: 200,
    default: 3,
  },
];

/**
 * The largest principal components of the correlations as factors, uncorrelated with one another; what they leave of each
 * variance is the instrument's own. Variances are those of the sample, and the factor form comes with the answer.
 *
 * @see Connor & Korajczyk (1988), "Risk and Return in an Equilibrium APT: Application of a New Test Methodology", Journal
 *      of Financial Economics 21(2), 255-289
 */
export const statisticalFactors: RiskModel = {
  id: 'statistical-factors',
  parameters: PARAMETERS,
  relations: ['scaling', 'shift', 'permutation', 'date-order'],
  estimate: (sample, parameters) => {
    const { instruments, observations } = sample;
    const plain = sampleCovariance.estimate(sample).covariance;
    const count = Math.min(modelNumbers(PARAMETERS, parameters)('factorCount'), instruments);
    const { values, vectors } = symmetricEigen(correlationMatrix(plain), instruments);
    const deviations = volatilities(plain);
    const loadings = vectors.slice(0, count * instruments).map((entry, at) => entry * deviations[at % instruments]!);
    const factorCovariance = new Float64Array(count * count);
    for (let at = 0; at < count; at++) factorCovariance[at * (count + 1)] = Math.max(values[at]!, 0);
    const specificVariances = deviations.map((deviation, column) => {
      let rest = deviation ** 2;
      for (let at = 0; at < count; at++)
        rest -= factorCovariance[at * (count + 1)]! * loadings[at * instruments + column]! ** 2;
      return Math.max(rest, 0);
    });
    const factors = { loadings, factorCovariance, specificVariances };
    const covariance = covarianceOfFactors(factors);
    const explained = values.subarray(0, count).reduce((sum, value) => sum + value, 0) / instruments;
    return {
      covariance,
      shrinkage: 0,
      observations,
      ...conditioningOf(covariance, instruments, observations),
      findings: [
        { name: 'factors', value: count },
        { name: 'varianceShareExplained', value: explained },
      ],
      factors,
    };
  },
};
