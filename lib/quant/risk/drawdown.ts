import { invariant } from '../../base/invariant';

/** Indices count values, not returns: 0 is the start, k the value after the k-th return. */
export interface Drawdown {
  /** Worst loss from an earlier peak, as a return: -0.25 is a quarter lost; 0 when the value never fell. */
  readonly maxDrawdown: number;
  /** The last peak before the worst point, and the worst point; both 0 when the value never fell. */
  readonly peakIndex: number;
  readonly troughIndex: number;
  /** The first value at or above that peak after the worst point; null while still below. */
  readonly recoveryIndex: number | null;
  /** Longest stay below an earlier peak, in periods, counted to the end of the sample if it is still below. */
  readonly underwaterPeriodsMax: number;
}

/**
 * Loss from the highest value so far, after each return; the starting value counts as a peak.
 *
 * @param returns simple, one a period, no NaN
 * @returns same length, each at most 0: -0.1 is 10 % below the peak
 * @throws InvariantError on a return that is not finite
 */
export function drawdownPath(returns: Float64Array): Float64Array {
  const path = new Float64Array(returns.length);
  // The value over its peak: free of overflow however long the sample.
  let level = 1;
  for (let i = 0; i < returns.length; i++) {
    const value = returns[i]!;
    if (!Number.isFinite(value)) invariant(false, `return ${i} of ${returns.length} is ${value}`);
    level = Math.min(level * (1 + value), 1);
    path[i] = level - 1;
  }
  return path;
}

/**
 * The worst drawdown of a sample and its dates, and the longest time under water.
 *
 * @param returns simple, one a period, no NaN; may be empty
 * @throws InvariantError on a return that is not finite
 */
export function drawdown(returns: Float64Array): Drawdown {
  const path = drawdownPath(returns);
  let worst = { maxDrawdown: 0, peakIndex: 0, troughIndex: 0 };
  let peakIndex = 0;
  let underwaterPeriodsMax = 0;
  for (let i = 0; i < path.length; i++) {
    const value = path[i]!;
    if (value === 0) {
      underwaterPeriodsMax = Math.max(underwaterPeriodsMax, lengthUnderWater(peakIndex, i + 1));
      peakIndex = i + 1;
    } else if (value < worst.maxDrawdown) {
      worst = { maxDrawdown: value, peakIndex, troughIndex: i + 1 };
    }
  }
  underwaterPeriodsMax = Math.max(underwaterPeriodsMax, path.length - peakIndex);
  const back = path.indexOf(0, worst.troughIndex);
  const recoveryIndex = worst.maxDrawdown === 0 ? 0 : back === -1 ? null : back + 1;
  return { ...worst, recoveryIndex, underwaterPeriodsMax };
}

/** One step from peak to peak was never under water. */
const lengthUnderWater = (peakIndex: number, nextPeakIndex: number): number =>
  nextPeakIndex - peakIndex === 1 ? 0 : nextPeakIndex - peakIndex;
