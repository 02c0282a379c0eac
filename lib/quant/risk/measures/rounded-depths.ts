import { matVec } from '../../math/matrix';
import { groupShift, levelShares, nothingSeen, type Pairs, readPair, takeUpPeaks } from './drawdown-pairs';
import { drawdownsOf } from './drawdown-path';
import { addRows, addSpread, type RowReader } from './shared';

/** First width: which peak counts is told apart by this share of the mean drawdown. */
const FIRST_WIDTH_SHARE = 0.5;

/** The drawdown of every period, each rounded from below; for measures that are smooth in them. */
export interface RoundedDepths {
  readonly imageOf: (weights: Float64Array) => Float64Array;
  readonly refine: (levels: Float64Array) => void;
  /** @returns length T, overwritten by the next call; a hair below zero where a peak is new */
  readonly evaluate: (levels: Float64Array) => Float64Array;
  /** Length n: sum of share_t * slope of depth t. */
  readonly slopeOf: (shares: Float64Array) => Float64Array;
  /** Slope of one depth. */
  readonly readSlope: RowReader;
  /** Lower triangle of target += factor * sum of share_t * second derivatives of depth t. */
  readonly addCurvature: (shares: Float64Array, factor: number, target: Float64Array) => void;
  readonly settle: (sharpening: number) => void;
}

/**
 * Each drawdown is the largest over the peaks before it, rounded as in capped-average.ts:
 *   max { sum pi_s (level_s - level_t) - width / 2 * |pi - center|^2 : pi >= 0, sum pi <= 1 }.
 *
 * @param sums row-major (T + 1) x n, see drawdown-path.ts
 */
export function roundedDepths(sums: Float64Array, probabilities: Float64Array): RoundedDepths {
  const count = probabilities.length;
  const size = sums.length / (count + 1);
  const depths = new Float64Array(count);
  const row = new Float64Array(size);
  const seen = nothingSeen(count);
  let width = 0;
  return {
    imageOf: (weights) => matVec(sums, weights),
    refine: (levels) => takeUpPeaks(seen, levels),
    evaluate: (levels) => {
      if (width === 0) width = firstWidth(levels, probabilities);
      for (let t = 0; t < count; t++) depths[t] = depthAt(seen.pairs, t, levels, width);
      return depths;
    },
    slopeOf: (shares) => {
      const slope = new Float64Array(size);
      addRows(sums, levelShares(seen.pairs, shares), 1, slope);
      return slope;
    },
    readSlope: (t, target) => {
      target.fill(0);
      const { pairs } = seen;
      for (let r = pairs.begin[t]!; r < pairs.begin[t + 1]!; r++) {
        if (pairs.found[r] === 0) continue;
        readPair(sums, pairs.peak[r]!, t, row);
        for (let column = 0; column < size; column++) target[column]! += pairs.found[r]! * row[column]!;
      }
    },
    addCurvature: (shares, factor, target) => {
      const { pairs } = seen;
      for (let t = 0; t < count; t++) {
        if (shares[t] === 0) continue;
        const moving: number[] = [];
        for (let r = pairs.begin[t]!; r < pairs.begin[t + 1]!; r++) if (pairs.found[r]! > 0) moving.push(r);
        if (moving.length < 2) continue;
        const read: RowReader = (pair, into) => {
          readPair(sums, pairs.peak[pair]!, t, into);
        };
        addSpread(moving, read, () => 1, { factor: (factor * shares[t]!) / width, hasMean: true }, target);
      }
    },
    settle: (sharpening) => {
      seen.pairs.center.set(seen.pairs.found);
      if (!seen.isGrowing) width /= sharpening;
    },
  };
}

/** Finds the weights of the peaks of one period, and its rounded depth. */
function depthAt(pairs: Pairs, t: number, levels: Float64Array, width: number): number {
  const { begin, peak, center, found, scaled } = pairs;
  for (let r = begin[t]!; r < begin[t + 1]!; r++) {
    scaled[r] = center[r]! + (levels[peak[r]!]! - levels[t + 1]!) / width;
  }
  const shift = groupShift(pairs, t, 1, 1, 0);
  let depth = 0;
  for (let r = begin[t]!; r < begin[t + 1]!; r++) {
    found[r] = Math.max(scaled[r]! - shift, 0);
    const move = found[r]! - center[r]!;
    depth += found[r]! * (levels[peak[r]!]! - levels[t + 1]!) - (width / 2) * move * move;
  }
  return depth;
}

function firstWidth(levels: Float64Array, probabilities: Float64Array): number {
  const { depths } = drawdownsOf(levels);
  const mean = depths.reduce((sum, depth, t) => sum + probabilities[t]! * depth, 0);
  return (mean || 1) * FIRST_WIDTH_SHARE;
}
