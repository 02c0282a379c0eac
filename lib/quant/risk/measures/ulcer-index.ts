import { matVec } from '../../math/matrix';
import { groupShift, noPairs, type Pairs, withPeaks } from './drawdown-pairs';
import { cumulatedReturns, depthsOf, drawdownsOf } from './drawdown-path';
import type { RiskMeasure, RiskModel } from './measure';
import { probabilitiesOf } from './scenarios';
import { addRows, addSpread, addSquare } from './shared';

/** First width: which peak counts is told apart by this share of the mean drawdown. */
const FIRST_WIDTH_SHARE = 0.5;

interface UlcerState {
  /** Row-major (T + 1) x n, see drawdown-path.ts. */
  readonly sums: Float64Array;
  readonly probabilities: Float64Array;
  pairs: Pairs;
  width: number;
  value: number;
  /** Length T: what the slope of the root gives each period. */
  readonly shares: Float64Array;
}

/**
 * Root of the mean square of drawdowns. Each drawdown is the largest over the peaks before it, rounded as in
 * capped-average.ts; the root of their squares is smooth by itself.
 */
function ulcerModel(sums: Float64Array, probabilities: Float64Array): RiskModel {
  const count = probabilities.length;
  const shares = new Float64Array(count);
  const state: UlcerState = { sums, probabilities, pairs: noPairs(count), width: 0, value: 0, shares };
  let isGrowing = true;
  return {
    imageOf: (weights) => matVec(sums, weights),
    refine: (levels) => {
      const grown = withPeaks(state.pairs, drawdownsOf(levels).peaks);
      isGrowing = grown !== state.pairs;
      state.pairs = grown;
    },
    evaluate: (levels) => {
      if (state.width === 0) state.width = firstWidth(levels, probabilities);
      let square = 0;
      for (let t = 0; t < count; t++) {
        shares[t] = Math.max(roundedDepth(state, t, levels), 0);
        square += probabilities[t]! * shares[t]! * shares[t]!;
      }
      const value = Math.sqrt(square);
      for (let t = 0; t < count; t++) shares[t] = value > 0 ? (probabilities[t]! * shares[t]!) / value : 0;
      state.value = value;
      return value;
    },
    addSlope: (factor, target) => {
      const slope = slopeOf(state);
      for (let at = 0; at < slope.length; at++) target[at]! += factor * slope[at]!;
    },
    addCurvature: (factor, target) => {
      addUlcerCurvature(state, factor, target);
    },
    minorant: () => ({ slope: slopeOf(state), intercept: 0 }),
    exact: (levels) => rootMeanSquare(drawdownsOf(levels).depths, probabilities),
    settle: (sharpening) => {
      state.pairs.center.set(state.pairs.found);
      if (!isGrowing) state.width /= sharpening;
    },
  };
}

/** Largest mean of pi (level_s - level_t) less width / 2 * |pi - center|^2, pi of sum at most one. */
function roundedDepth({ pairs, width }: UlcerState, t: number, levels: Float64Array): number {
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

function slopeOf({ sums, pairs, shares }: UlcerState): Float64Array {
  const periods = new Float64Array(shares.length + 1);
  for (let t = 0; t < shares.length; t++) {
    for (let r = pairs.begin[t]!; r < pairs.begin[t + 1]!; r++) {
      periods[pairs.peak[r]!]! += shares[t]! * pairs.found[r]!;
      periods[t + 1]! -= shares[t]! * pairs.found[r]!;
    }
  }
  const slope = new Float64Array(sums.length / periods.length);
  addRows(sums, periods, 1, slope);
  return slope;
}

function addUlcerCurvature(state: UlcerState, factor: number, target: Float64Array): void {
  const { sums, probabilities, pairs, shares, value, width } = state;
  if (value === 0) return;
  const size = sums.length / (shares.length + 1);
  const depthRow = new Float64Array(size);
  const row = new Float64Array(size);
  for (let t = 0; t < shares.length; t++) {
    if (shares[t] === 0) continue;
    const read = (pair: number, into: Float64Array): void => {
      const top = pairs.peak[pair]! * size;
      const low = (t + 1) * size;
      for (let column = 0; column < size; column++) into[column] = sums[top + column]! - sums[low + column]!;
    };
    const moving: number[] = [];
    depthRow.fill(0);
    for (let r = pairs.begin[t]!; r < pairs.begin[t + 1]!; r++) {
      if (pairs.found[r] === 0) continue;
      moving.push(r);
      read(r, row);
      for (let column = 0; column < size; column++) depthRow[column]! += pairs.found[r]! * row[column]!;
    }
    if (moving.length > 1) {
      addSpread(moving, read, () => 1, { factor: (factor * shares[t]!) / width, hasMean: true }, target);
    }
    addSquare((factor * probabilities[t]!) / value, depthRow, target);
  }
  addSquare(-factor / value, slopeOf(state), target);
}

function firstWidth(levels: Float64Array, probabilities: Float64Array): number {
  const { depths } = drawdownsOf(levels);
  const mean = depths.reduce((sum, depth, t) => sum + probabilities[t]! * depth, 0);
  return (mean || 1) * FIRST_WIDTH_SHARE;
}

const rootMeanSquare = (depths: Float64Array, probabilities: Float64Array): number =>
  Math.sqrt(depths.reduce((sum, depth, t) => sum + probabilities[t]! * depth * depth, 0));

/**
 * The ulcer index, on cumulated simple returns.
 *
 * @see Martin & McCann (1989), "The Investor's Guide to Fidelity Funds"
 */
export const ulcerIndex: RiskMeasure = {
  id: 'ulcer',
  name: 'ulcer index',
  needs: 'scenarios',
  kind: 'smooth',
  hasConfidence: false,
  value: (scenarios, weights) => rootMeanSquare(depthsOf(scenarios, weights), probabilitiesOf(scenarios)),
  model: (scenarios) => ulcerModel(cumulatedReturns(scenarios), probabilitiesOf(scenarios)),
};
