import { nextKink, slopeBeside, type WeightedTerm } from './absolute';

/**
 * One weight's part of a certificate with kinks: the function slope * x + sum of kinked terms is convex and piecewise
 * linear, so its least value within the bounds is found by walking downhill from kink to kink.
 */
export interface Descent {
  /** How much lower the least value is than the value at the weight; at least 0. */
  readonly gain: number;
  /** Slope at the weight in the downhill direction, signed as a derivative; 0 where there is none. */
  readonly slope: number;
  /** How far away the least value is reached. */
  readonly distance: number;
}

const NOWHERE: Descent = { gain: 0, slope: 0, distance: 0 };

/**
 * @param reach walks end here where the bounds are open
 */
export function descend(
  slope: number,
  terms: readonly WeightedTerm[],
  at: number,
  weight: number,
  bounds: { readonly lower: number; readonly upper: number; readonly reach: number },
): Descent {
  const right = slope + slopeBeside(terms, at, weight, 'right');
  if (right < 0) return walk(slope, terms, at, weight, 'right', Math.min(bounds.upper, weight + bounds.reach));
  const left = slope + slopeBeside(terms, at, weight, 'left');
  if (left > 0) return walk(slope, terms, at, weight, 'left', Math.max(bounds.lower, weight - bounds.reach));
  return NOWHERE;
}

function walk(
  slope: number,
  terms: readonly WeightedTerm[],
  at: number,
  weight: number,
  side: 'right' | 'left',
  end: number,
): Descent {
  const sign = side === 'right' ? 1 : -1;
  const first = slope + slopeBeside(terms, at, weight, side);
  let position = weight;
  let steep = first;
  let gain = 0;
  while (steep * sign < 0 && (end - position) * sign > 0) {
    const kink = nextKink(terms, at, position, side);
    const next = (kink - end) * sign < 0 ? kink : end;
    gain += Math.abs(steep * (next - position));
    position = next;
    steep = slope + slopeBeside(terms, at, position, side);
  }
  return { gain, slope: first, distance: Math.abs(position - weight) };
}

/**
 * Slope that a bound holds back: negative at the upper bound, positive at the lower one. A weight counts as on its bound
 * within `tolerance`; there the slope from the inside counts, however the weight was rounded.
 */
export function heldBack(
  slope: number,
  terms: readonly WeightedTerm[],
  at: number,
  weight: number,
  bounds: { readonly lower: number; readonly upper: number; readonly tolerance: number },
): number {
  const isLow = weight - bounds.lower <= bounds.tolerance;
  const isHigh = bounds.upper - weight <= bounds.tolerance;
  const rise = slope + slopeBeside(terms, at, isHigh ? bounds.upper : weight, isHigh ? 'left' : 'right');
  if (rise < 0) return rise;
  const fall = slope + slopeBeside(terms, at, isLow ? bounds.lower : weight, isLow ? 'right' : 'left');
  return fall > 0 ? fall : 0;
}

/**
 * Largest value of slope * x - terms(x) over all x, bounds aside: the kinks decide, as long as the slope stays within the
 * outermost ones. What lies beyond is `excess`, which only a bound (or rounding) can answer for.
 */
export function conjugate(
  slope: number,
  terms: readonly WeightedTerm[],
  at: number,
): { readonly value: number; readonly excess: number } {
  const most = slopeBeside(terms, at, Infinity, 'right');
  const least = slopeBeside(terms, at, -Infinity, 'left');
  const inside = Math.min(Math.max(slope, least), most);
  let value = -Infinity;
  for (const { term } of terms) {
    const x = term.center[at]!;
    let sum = inside * x;
    for (const other of terms) {
      const distance = x - other.term.center[at]!;
      sum -= other.factor * (distance > 0 ? other.term.up[at]! * distance : -other.term.down[at]! * distance);
    }
    value = Math.max(value, sum);
  }
  return { value: value === -Infinity ? 0 : value, excess: slope - inside };
}
