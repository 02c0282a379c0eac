import { drawdownsOf } from './drawdown-path';

const STEPS_MAX = 200;
/** Sums of a few weights are this exact, as a share of their cap. */
const SUM_ROUNDING = 1e-15;

/** Pairs of a period and a peak that are known so far, by period. */
export interface Pairs {
  /** Length T + 1: where the pairs of each period begin. */
  readonly begin: Int32Array;
  readonly peak: Int32Array;
  readonly center: Float64Array;
  readonly found: Float64Array;
  readonly scaled: Float64Array;
}

/** What a model has seen so far: a pair is taken up when its peak comes into sight. */
interface SeenPairs {
  pairs: Pairs;
  /** Did the last look bring new ones? */
  isGrowing: boolean;
}

export const nothingSeen = (periods: number): SeenPairs => ({ pairs: noPairs(periods), isGrowing: true });

/** @param levels length T + 1, see drawdown-path.ts */
export function takeUpPeaks(seen: SeenPairs, levels: Float64Array): void {
  const grown = withPeaks(seen.pairs, drawdownsOf(levels).peaks);
  seen.isGrowing = grown !== seen.pairs;
  seen.pairs = grown;
}

/**
 * What each level counts for.
 *
 * @param factors length T, of the periods; 1 when absent
 * @returns length T + 1
 */
export function levelShares({ begin, peak, found }: Pairs, factors?: Float64Array): Float64Array {
  const shares = new Float64Array(begin.length);
  for (let t = 0; t < begin.length - 1; t++) {
    const factor = factors === undefined ? 1 : factors[t]!;
    for (let r = begin[t]!; r < begin[t + 1]!; r++) {
      shares[peak[r]!]! += factor * found[r]!;
      shares[t + 1]! -= factor * found[r]!;
    }
  }
  return shares;
}

/**
 * Drawdown of a period from one peak, per unit of each weight.
 *
 * @param sums row-major (T + 1) x n, see drawdown-path.ts
 * @param into length n
 */
export function readPair(sums: Float64Array, peak: number, t: number, into: Float64Array): void {
  const size = into.length;
  const top = peak * size;
  const low = (t + 1) * size;
  for (let column = 0; column < size; column++) into[column] = sums[top + column]! - sums[low + column]!;
}

const noPairs = (periods: number): Pairs => pairsFrom(new Int32Array(periods + 1), [], []);

function pairsFrom(begin: Int32Array, peak: readonly number[], center: readonly number[]): Pairs {
  const length = peak.length;
  return {
    begin,
    peak: Int32Array.from(peak),
    center: Float64Array.from(center),
    found: new Float64Array(length),
    scaled: new Float64Array(length),
  };
}

/** The same pairs when every period knows its peak already. */
function withPeaks(pairs: Pairs, peaks: Int32Array): Pairs {
  const begin = new Int32Array(peaks.length + 1);
  const peak: number[] = [];
  const center: number[] = [];
  let hasNew = false;
  for (let t = 0; t < peaks.length; t++) {
    begin[t] = peak.length;
    // A period that is its own peak has no drawdown; nothing is gained by giving it weight.
    let isKnown = peaks[t] === t + 1;
    for (let r = pairs.begin[t]!; r < pairs.begin[t + 1]!; r++) {
      isKnown ||= pairs.peak[r] === peaks[t];
      peak.push(pairs.peak[r]!);
      center.push(pairs.center[r]!);
    }
    if (isKnown) continue;
    hasNew = true;
    peak.push(peaks[t]!);
    center.push(0);
  }
  begin[peaks.length] = peak.length;
  return hasNew ? pairsFrom(begin, peak, center) : pairs;
}

/** The shift of one period: that of all, or a larger one where its weights would exceed its cap (Newton from the left). */
export function groupShift(
  { begin, scaled }: Pairs,
  t: number,
  probability: number,
  cap: number,
  shift: number,
): number {
  let at = shift;
  for (let step = 0; step < STEPS_MAX; step++) {
    let sum = -cap;
    let rate = 0;
    for (let r = begin[t]!; r < begin[t + 1]!; r++) {
      const share = scaled[r]! - probability * at;
      if (share <= 0) continue;
      sum += share;
      rate += probability;
    }
    if (sum <= SUM_ROUNDING * cap || rate === 0) return at;
    const next = at + sum / rate;
    if (next === at) return at;
    at = next;
  }
  return at;
}
