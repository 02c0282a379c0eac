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

export const noPairs = (periods: number): Pairs => pairsFrom(new Int32Array(periods + 1), [], []);

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
export function withPeaks(pairs: Pairs, peaks: Int32Array): Pairs {
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
