import type { LimitSet } from '../quadratic/contract';

/**
 * A sum of one kinked function a weight: up_j * max(x_j - center_j, 0) + down_j * max(center_j - x_j, 0). Turnover, gross,
 * short and long exposure and linear trading costs are all of this form, and so is every non-negative sum of them.
 */
export interface AbsoluteTerm {
  /** Length n. */
  readonly center: Float64Array;
  /** Length n, at least 0: slope above the center. */
  readonly up: Float64Array;
  /** Length n, at least 0: slope below the center, counted positive. */
  readonly down: Float64Array;
}

/** The sum is at most `max`. */
export interface AbsoluteRow extends AbsoluteTerm {
  readonly max: number;
}

/** Limits with kinks. Multipliers of absolute rows follow those of the plain rows; they have a maximum side only, so are <= 0. */
export interface AbsoluteLimitSet extends LimitSet {
  readonly absoluteRows?: readonly AbsoluteRow[];
}

export function absoluteValue({ center, up, down }: AbsoluteTerm, point: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < point.length; at++) {
    const distance = point[at]! - center[at]!;
    sum += distance > 0 ? up[at]! * distance : -down[at]! * distance;
  }
  return sum;
}

/** Steepest slope of a term: the unit in which it is missed. */
export function steepest({ up, down }: AbsoluteTerm): number {
  let largest = 0;
  for (let at = 0; at < up.length; at++) largest = Math.max(largest, up[at]!, down[at]!);
  return largest;
}

/** A term times a factor of at least 0. */
export interface WeightedTerm {
  readonly term: AbsoluteTerm;
  readonly factor: number;
}

/** Slope of a weighted sum of terms just right (or just left) of a weight. */
export function slopeBeside(
  terms: readonly WeightedTerm[],
  at: number,
  weight: number,
  side: 'right' | 'left',
): number {
  let slope = 0;
  for (const { term, factor } of terms) {
    const distance = weight - term.center[at]!;
    const isAbove = distance > 0 || (distance === 0 && side === 'right');
    slope += factor * (isAbove ? term.up[at]! : -term.down[at]!);
  }
  return slope;
}

/** Nearest kink strictly beyond a weight. */
export function nextKink(terms: readonly WeightedTerm[], at: number, weight: number, side: 'right' | 'left'): number {
  let nearest = side === 'right' ? Infinity : -Infinity;
  for (const { term } of terms) {
    const center = term.center[at]!;
    if (term.up[at] === 0 && term.down[at] === 0) continue;
    if (side === 'right' && center > weight) nearest = Math.min(nearest, center);
    if (side === 'left' && center < weight) nearest = Math.max(nearest, center);
  }
  return nearest;
}
