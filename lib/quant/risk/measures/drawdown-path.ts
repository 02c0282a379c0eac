import { matVec } from '../../math/matrix';
import type { Scenarios } from './scenarios';

/**
 * Drawdowns here are those of cumulated simple returns, not compounded: convex in the weights, and what most portfolio
 * libraries mean by them. The start counts as a peak.
 */

/** Row-major (T + 1) x n: sums of returns up to each period, the first row zero. */
export function cumulatedReturns({ returns, observations }: Scenarios): Float64Array {
  const size = returns.length / observations;
  const sums = new Float64Array((observations + 1) * size);
  for (let at = 0; at < returns.length; at++) sums[at + size] = sums[at]! + returns[at]!;
  return sums;
}

/** Depth below the highest level so far after each period, length T, at least 0; with the index of that level. */
export function drawdownsOf(levels: Float64Array): { readonly depths: Float64Array; readonly peaks: Int32Array } {
  const depths = new Float64Array(levels.length - 1);
  const peaks = new Int32Array(levels.length - 1);
  let peak = 0;
  for (let t = 1; t < levels.length; t++) {
    if (levels[t]! > levels[peak]!) peak = t;
    depths[t - 1] = levels[peak]! - levels[t]!;
    peaks[t - 1] = peak;
  }
  return { depths, peaks };
}

export const depthsOf = (scenarios: Scenarios, weights: Float64Array): Float64Array =>
  drawdownsOf(matVec(cumulatedReturns(scenarios), weights)).depths;
