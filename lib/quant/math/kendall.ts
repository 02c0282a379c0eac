import { invariant } from '../../base/invariant';

const pairs = (count: number): number => (count * (count - 1)) / 2;

/** Pairs that share a value, in an order that puts equal ones side by side. */
function tiedPairs(count: number, isSame: (at: number) => boolean): number {
  let tied = 0;
  let run = 1;
  for (let at = 1; at <= count; at++) {
    if (at < count && isSame(at)) run += 1;
    else {
      tied += pairs(run);
      run = 1;
    }
  }
  return tied;
}

/** Sorts in place by merging and counts how many pairs stood the wrong way round. */
function countInversions(values: Float64Array, spare: Float64Array, from: number, to: number): number {
  if (to - from < 2) return 0;
  const middle = (from + to) >>> 1;
  let inversions = countInversions(values, spare, from, middle) + countInversions(values, spare, middle, to);
  let left = from;
  let right = middle;
  for (let at = from; at < to; at++) {
    const takesLeft = left < middle && (right >= to || values[left]! <= values[right]!);
    if (!takesLeft) inversions += middle - left;
    spare[at] = takesLeft ? values[left++]! : values[right++]!;
  }
  values.set(spare.subarray(from, to), from);
  return inversions;
}

/**
 * Kendall's tau-b: how much more often two series move the same way than not, pairs that share a value left out of the
 * scale.
 *
 * @param left  length >= 2, no NaN
 * @param right of the same length
 * @returns in [-1, 1]; 0 where a series does not move
 * @see Knight (1966), "A Computer Method for Calculating Kendall's Tau with Ungrouped Data", JASA 61(314)
 */
export function kendallTau(left: Float64Array, right: Float64Array): number {
  const count = left.length;
  invariant(count >= 2 && right.length === count, `tau of lengths ${count} and ${right.length}`);
  const order = Uint32Array.from(left, (_, at) => at).sort((a, b) => left[a]! - left[b]! || right[a]! - right[b]!);
  const isSameLeft = (at: number): boolean => left[order[at]!] === left[order[at - 1]!];
  const tiedLeft = tiedPairs(count, isSameLeft);
  const tiedBoth = tiedPairs(count, (at) => isSameLeft(at) && right[order[at]!] === right[order[at - 1]!]);
  const sorted = Float64Array.from(order, (at) => right[at]!);
  const discordant = countInversions(sorted, new Float64Array(count), 0, count);
  const tiedRight = tiedPairs(count, (at) => sorted[at] === sorted[at - 1]);
  const all = pairs(count);
  const scale = Math.sqrt((all - tiedLeft) * (all - tiedRight));
  if (scale === 0) return 0;
  return (all - tiedLeft - tiedRight + tiedBoth - 2 * discordant) / scale;
}
