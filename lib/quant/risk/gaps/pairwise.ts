import { done, refused } from '../../../base/outcome';
import { variance } from '../../math/statistics';
import { conditioningOf } from '../conditioning';
import { covarianceOfCorrelation } from '../covariance';
import { pairwiseCorrelations } from '../pairwise-correlation';
import { repaired } from '../repair';
import type { ReturnsSample } from '../risk-model';
import { checkGappedSample, type GapMethod, knownCounts } from './gap-method';

/**
 * Each variance over all rows on which the instrument is known, each correlation over the rows that both have. Uses every
 * return there is; since each entry rests on other rows the matrix may have negative eigenvalues, which is stated, and
 * repaired where that was asked for.
 *
 * @see Little & Rubin (2002), "Statistical Analysis with Missing Data", 2nd ed., Wiley, section 3.4
 */
export const pairwise: GapMethod = {
  id: 'pairwise',
  isModelIgnored: true,
  estimate: ({ sample, isRepairWanted }) => {
    checkGappedSample(sample);
    const { returns, instruments, observations, symbols } = sample;
    const known = knownCounts(sample);
    const short = known.findIndex((count) => count < 2);
    if (short !== -1) return refused('bad-input', `${symbols[short]!} has ${known[short]!} returns; 2 are needed.`);
    const deviations = Float64Array.from(symbols, (_, column) => {
      const own = returns.filter((value, at) => at % instruments === column && !Number.isNaN(value));
      return Math.sqrt(variance(own));
    });
    const shared = sharedRows(sample);
    const correlations = pairwiseCorrelations(returns, instruments);
    const unknown = correlations.findIndex(
      (value, at) =>
        Number.isNaN(value) && deviations[Math.floor(at / instruments)]! > 0 && deviations[at % instruments]! > 0,
    );
    if (unknown !== -1) {
      const [row, column] = [Math.floor(unknown / instruments), unknown % instruments];
      const message = `${symbols[row]!} and ${symbols[column]!} share ${shared[unknown]!} returns, which says nothing about how they move together.`;
      return refused('bad-input', message);
    }
    const covariance = covarianceOfCorrelation(
      correlations.map((value) => (Number.isNaN(value) ? 0 : value)),
      deviations,
    );
    const estimate = {
      covariance,
      shrinkage: 0,
      observations,
      ...conditioningOf(covariance, instruments, observations),
    };
    return done({
      ...(isRepairWanted ? repaired(estimate) : estimate),
      gaps: {
        method: 'pairwise',
        rowsUsed: known,
        knownUnused: new Int32Array(instruments),
        rowsSharedMin: shared.reduce((least, count) => Math.min(least, count), observations),
      },
    });
  },
};

/** Row-major n x n: on how many rows two instruments are both known. */
function sharedRows({ returns, instruments }: ReturnsSample): Int32Array {
  const counts = new Int32Array(instruments * instruments);
  for (let start = 0; start < returns.length; start += instruments) {
    for (let row = 0, at = 0; row < instruments; row++) {
      for (let column = 0; column < instruments; column++, at++) {
        const isShared = !Number.isNaN(returns[start + row]! + returns[start + column]!);
        if (isShared) counts[at]! += 1;
      }
    }
  }
  return counts;
}
