import { invariant } from '../../../base/invariant';
import type { Bands, RebalanceTolerance, RuleState, RuleVerdict } from './types';

/** The reason of a trade that a band caused. */
export const BAND_LEFT = 'rule.band-left';

const FIVE_POINTS = 0.05;
const TWENTY_FIVE_PERCENT = 0.25;

/** How far the weight may run from a target, each side. */
function halfWidth(bands: Bands, target: number): number {
  switch (bands.kind) {
    case 'absolute':
      return bands.points;
    case 'relative':
      return bands.share * target;
    case 'five-twenty-five':
      return Math.min(FIVE_POINTS, TWENTY_FIVE_PERCENT * target);
  }
}

/**
 * Says to rebalance when a weight is outside its corridor, by as much as can be traded. A weight on the edge is inside.
 */
export function bandVerdict(bands: Bands, state: RuleState, tolerance: RebalanceTolerance): RuleVerdict {
  const { symbols, weights, targetWeights, orderWeightMin } = state;
  const left = weights.findIndex((weight, i) => {
    const width = halfWidth(bands, targetWeights[i]!);
    const gap = Math.abs(weight - targetWeights[i]!);
    const toTrade = tolerance === 'edge' ? gap - width : gap;
    return gap > width && toTrade > orderWeightMin;
  });
  if (left === -1) return { action: 'wait' };
  const values = { symbol: symbols[left]!, weight: weights[left]!, target: targetWeights[left]! };
  return { action: 'rebalance', reason: { key: BAND_LEFT, values } };
}

/**
 * The weights inside the corridors that are nearest to what is held: whoever is outside goes to the edge, and what that
 * leaves over or short is taken up by moving the others towards their targets, each by the same share of its way.
 *
 * @param held    length n, fractions of value; what is missing to one is cash
 * @param targets length n, at least zero, summing to at most one
 * @returns length n, summing to at most one
 */
export function edgeWeights(held: Float64Array, targets: Float64Array, bands: Bands): Float64Array {
  invariant(held.length === targets.length, `${held.length} weights, ${targets.length} targets`);
  const weights = held.map((weight, i) => {
    const width = halfWidth(bands, targets[i]!);
    return Math.min(targets[i]! + width, Math.max(targets[i]! - width, weight));
  });
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  // Cash has no corridor: it is the rest, and stays what the targets leave it.
  const excess = sum(weights) - sum(targets);
  const room = weights.map((weight, i) => Math.max(0, Math.sign(excess) * (weight - targets[i]!)));
  const total = sum(room);
  if (total <= 0) return weights;
  const share = Math.min(1, Math.abs(excess) / total);
  return weights.map((weight, i) => weight - Math.sign(excess) * share * room[i]!);
}
