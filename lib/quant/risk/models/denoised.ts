import { symmetricEigen } from '../../math/symmetric-eigen';
import { matrixOfSpectrum } from '../../math/spectrum';
import { conditioningOf } from '../conditioning';
import { correlationMatrix, covarianceOfCorrelation, volatilities } from '../covariance';
import type { RiskModel } from '../risk-model';
import { sampleCovariance } from '../sample';
import { noiseVariance } from './noise-variance';

/**
 * Random-matrix denoising: eigenvalues of the sample correlation below the edge s (1 + sqrt(n / T))^2 of what noise of
 * variance s alone would give are all replaced by their mean, and the diagonal is brought back to one. The variance s is
 * fitted to the eigenvalues found.
 *
 * @see Lopez de Prado (2020), "Machine Learning for Asset Managers", Cambridge University Press, sections 2.4 and 2.5.1
 * @see Marcenko & Pastur (1967), "Distribution of Eigenvalues for Some Sets of Random Matrices", Mathematics of the
 *      USSR-Sbornik 1(4), 457-483
 */
export const denoised: RiskModel = {
  id: 'denoised',
  parameters: [],
  relations: ['scaling', 'shift', 'permutation', 'date-order'],
  estimate: (sample) => {
    const { instruments, observations } = sample;
    const plain = sampleCovariance.estimate(sample).covariance;
    const { values, vectors } = symmetricEigen(correlationMatrix(plain), instruments);
    const ratio = instruments / observations;
    const variance = noiseVariance(values, ratio);
    const edge = variance * (1 + Math.sqrt(ratio)) ** 2;
    const kept = values.filter((value) => value > edge).length;
    const noise = values.subarray(kept);
    const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
    const correlation = correlationMatrix(
      matrixOfSpectrum(
        values.map((value, at) => (at < kept ? value : mean)),
        vectors,
      ),
    );
    const covariance = covarianceOfCorrelation(correlation, volatilities(plain));
    return {
      covariance,
      shrinkage: 0,
      observations,
      ...conditioningOf(covariance, instruments, observations),
      findings: [
        { name: 'eigenvaluesKept', value: kept },
        { name: 'noiseVariance', value: variance },
      ],
    };
  },
};
