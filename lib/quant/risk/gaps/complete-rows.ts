import { done, refused } from '../../../base/outcome';
import { checkGappedSample, completeRowsOf, type GapMethod, knownCounts } from './gap-method';

/** Only the rows on which every instrument is known; how many returns that leaves unused is in the record. */
export const completeRows: GapMethod = {
  id: 'complete-rows',
  isModelIgnored: false,
  estimate: ({ sample, estimate }) => {
    checkGappedSample(sample);
    const { instruments, symbols } = sample;
    const complete = completeRowsOf(sample, [...symbols.keys()]);
    if (complete.observations < 2) {
      const message = `There are ${complete.observations} rows on which all ${instruments} returns are known; 2 are needed.`;
      return refused('bad-input', message);
    }
    const rowsUsed = new Int32Array(instruments).fill(complete.observations);
    return done({
      ...estimate(complete),
      gaps: {
        method: 'complete-rows',
        rowsUsed,
        knownUnused: knownCounts(sample).map((known) => known - complete.observations),
        rowsSharedMin: complete.observations,
      },
    });
  },
};
