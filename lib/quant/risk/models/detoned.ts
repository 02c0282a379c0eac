import type { ParameterDefinition } from '../../features/parameters';
import { symmetricEigen } from '../../math/symmetric-eigen';
import { matrixOfSpectrum } from '../../math/spectrum';
import { conditioningOf } from '../conditioning';
import { correlationMatrix, covarianceOfCorrelation, volatilities } from '../covariance';
import { modelNumbers } from '../model-parameters';
import type { RiskModel } from '../risk-model';
import { sampleCovariance } from '../sample';

const PARAMETERS: readonly ParameterDefinition[] = [
  {
    id: 'marketCount',
    name: 'Market components',
    kind: 'integer',
    unit: 'largest eigenvalues taken out',
    min: 1,
    max: 20,
    default: 1,
  },
];

/** What is left of a unit variance where the market explains all of it; less is rounding. */
const LEFT_MIN = 1e-12;

/**
 * Detoning: the largest eigenvalues of the sample correlation, which are the market as a whole, are taken out, and the
 * diagonal is brought back to one. Shows the groups behind the market; the answer is singular, so it is for clustering
 * and for looking at. At least one eigenvalue stays; an instrument that is all market is left uncorrelated.
 *
 * @see Lopez de Prado (2020), "Machine Learning for Asset Managers", Cambridge University Press, section 2.6
 */
export const detoned: RiskModel = {
  id: 'detoned',
  parameters: PARAMETERS,
  relations: ['scaling', 'shift', 'permutation', 'date-order'],
  estimate: (sample, parameters) => {
    const { instruments, observations } = sample;
    const plain = sampleCovariance.estimate(sample).covariance;
    const own = correlationMatrix(plain);
    const wanted = modelNumbers(PARAMETERS, parameters)('marketCount');
    const removed = Math.min(wanted, instruments - 1);
    const { values, vectors } = symmetricEigen(own, instruments);
    const left = matrixOfSpectrum(
      values.map((value, at) => (at < removed ? 0 : Math.max(value, 0))),
      vectors,
    );
    for (let row = 0; row < instruments; row++) if (left[row * (instruments + 1)]! < LEFT_MIN) uncorrelate(left, row);
    const covariance = covarianceOfCorrelation(correlationMatrix(left), volatilities(plain));
    return {
      covariance,
      shrinkage: 0,
      observations,
      ...conditioningOf(covariance, instruments, observations),
      findings: [{ name: 'eigenvaluesRemoved', value: removed }],
    };
  },
};

function uncorrelate(matrix: Float64Array, row: number): void {
  const size = Math.sqrt(matrix.length);
  for (let other = 0; other < size; other++) {
    matrix[row * size + other] = 0;
    matrix[other * size + row] = 0;
  }
  matrix[row * size + row] = 1;
}
