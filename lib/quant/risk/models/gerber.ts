import type { ParameterDefinition } from '../../features/parameters';
import { diagonalOf } from '../../math/matrix';
import { conditioningOf } from '../conditioning';
import { covarianceOfCorrelation } from '../covariance';
import { modelNumbers } from '../model-parameters';
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
    const moves = Int8Array.from(returns, (value, at) => {
      const least = threshold * deviations[at % instruments]!;
      return Math.abs(value) >= least ? Math.sign(value) : 0;
    });
    const correlation = movesTogether(moves, instruments);
    const covariance = covarianceOfCorrelation(correlation, deviations);
    return { covariance, shrinkage: 0, observations, ...conditioningOf(covariance, instruments, observations) };
  },
};

/** (together - against) / (dates on which at least one moves); 0 where neither ever does, 1 on the diagonal. */
function movesTogether(moves: Int8Array, size: number): Float64Array {
  const result = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    result[row * size + row] = 1;
    for (let column = 0; column < row; column++) {
      let balance = 0;
      let dates = 0;
      for (let start = 0; start < moves.length; start += size) {
        const left = moves[start + row]!;
        const right = moves[start + column]!;
        balance += left * right;
        dates += left !== 0 || right !== 0 ? 1 : 0;
      }
      const value = dates > 0 ? balance / dates : 0;
      result[row * size + column] = value;
      result[column * size + row] = value;
    }
  }
  return result;
}
