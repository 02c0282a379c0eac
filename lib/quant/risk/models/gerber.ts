import type { ParameterDefinition } from '../../features/parameters';
import { diagonalOf } from '../../math/matrix';
import { conditioningOf } from '../conditioning';
import { covarianceOfCorrelation } from '../covariance';
import { modelNumbers } from '../model-parameters';
import { crossProducts } from '../returns-sample';
import type { RiskModel } from '../risk-model';
import { centredSample } from './shared';

const PARAMETERS: readonly ParameterDefinition[] = [
  {
    id: 'threshold',
    name: 'Threshold',
    kind: 'number',
    unit: 'standard deviations; a smaller return counts as none',
    min: 0.01,
    max: 1,
    default: 0.5,
  },
];

/**
 * The Gerber statistic: how often two instruments move beyond a threshold together less how often against each other,
 * over the dates on which at least one of them does. Small moves and the size of large ones do not count. Times the
 * standard deviations (divided by T) it is a covariance. No eigenvalue is negative: with A_i the dates on which i moves,
 * exp(-s |A_i or A_j|) is positive semidefinite for every s > 0, so is its integral 1 / |A_i or A_j|, and so is the
 * product of that with the matrix of (together - against), which is a Gram matrix.
 *
 * @see Gerber, Markowitz, Ernst, Miao, Javid & Sargen (2022), "The Gerber Statistic: A Robust Co-Movement Measure for
 *      Portfolio Optimization", Journal of Portfolio Management 48(3), 87-102
 */
export const gerber: RiskModel = {
  id: 'gerber',
  parameters: PARAMETERS,
  relations: ['scaling', 'permutation', 'date-order', 'duplicate'],
  estimate: (sample, parameters) => {
    const { instruments, observations, returns } = sample;
    const deviations = diagonalOf(centredSample(sample).covariance).map(Math.sqrt);
    const threshold = modelNumbers(PARAMETERS, parameters)('threshold');
    const moves = returns.map((value, at) => {
      const least = threshold * deviations[at % instruments]!;
      return Math.abs(value) >= least ? Math.sign(value) : 0;
    });
    const correlation = movesTogether(moves, instruments);
    const covariance = covarianceOfCorrelation(correlation, deviations);
    return { covariance, shrinkage: 0, observations, ...conditioningOf(covariance, instruments, observations) };
  },
};

/** (together - against) / (dates on which at least one moves); 0 where neither ever does, 1 on the diagonal. */
function movesTogether(moves: Float64Array, size: number): Float64Array {
  const balance = crossProducts(moves, size, 1);
  const both = crossProducts(moves.map(Math.abs), size, 1);
  return balance.map((value, at) => {
    const [row, column] = [Math.floor(at / size), at % size];
    if (row === column) return 1;
    const dates = both[row * (size + 1)]! + both[column * (size + 1)]! - both[at]!;
    return dates > 0 ? value / dates : 0;
  });
}
