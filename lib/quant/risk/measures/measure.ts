import type { Scenarios } from './scenarios';

/** A plane below a measure: measure(w) >= slope'w + intercept for every w. */
export interface Minorant {
  /** Length n. */
  readonly slope: Float64Array;
  readonly intercept: number;
  /** Size of the terms that the slope adds up, where they may cancel: what its rounding goes with. */
  readonly slopeSize?: number;
}

/**
 * One measure on given scenarios, as a solver sees it: convex, and smooth enough for Newton steps. A measure with kinks
 * shows a rounded version of itself, which touches it from below, is sharpened on the way and settles on the kinks.
 *
 * It depends on the weights through a linear image of them (the returns of the mix, say), so that a line search costs no
 * product with the scenarios. `evaluate` remembers where it was; the methods after it speak of that place.
 */
export interface RiskModel {
  readonly imageOf: (weights: Float64Array) => Float64Array;
  /** Looks around at a place: planes that come into sight there are taken up by the rounded measure. */
  readonly refine?: (image: Float64Array) => void;
  /** Value of the rounded measure. */
  readonly evaluate: (image: Float64Array) => number;
  /** Adds factor * slope to `target`, length n. */
  readonly addSlope: (factor: number, target: Float64Array) => void;
  /** Adds factor * second derivatives to the lower triangle of `target`, row-major n x n. */
  readonly addCurvature: (factor: number, target: Float64Array) => void;
  readonly minorant: () => Minorant;
  /** Value of the measure itself. */
  readonly exact: (image: Float64Array) => number;
  /** Takes what the last evaluation found as the new center of the rounding, and divides its width. */
  readonly settle: (sharpening: number) => void;
}

/**
 * What must not change a measure's least value within limits, or must change it in a known way:
 * - scaling: all returns times a positive constant, and so the measure
 * - permutation: the instruments listed in another order
 * - duplicate-split: an instrument without a maximum of its own listed twice
 * - zero-weight: an instrument added whose maximum is zero
 * - limits: the weights keep every limit
 * - scenario-order: the scenarios listed in another order
 * - cash: every return of every scenario higher by the same amount, and the measure lower by it
 */
export const MEASURE_RELATIONS = [
  'scaling',
  'permutation',
  'duplicate-split',
  'zero-weight',
  'limits',
  'scenario-order',
  'cash',
] as const;
export type MeasureRelation = (typeof MEASURE_RELATIONS)[number];

/** Of every measure: it looks at nothing but the returns of the mix. */
export const OF_ANY_MEASURE = ['permutation', 'duplicate-split', 'zero-weight', 'limits'] as const;

/** Positive is a loss; in the period of the scenarios. To add one: a file in risk/measures/ and a line in risk/measures.ts. */
export interface RiskMeasure {
  readonly id: string;
  readonly name: string;
  readonly needs: 'scenarios' | 'covariance';
  /** A largest of finitely many planes, or curved. */
  readonly kind: 'polyhedral' | 'smooth';
  readonly hasConfidence: boolean;
  readonly relations: readonly MeasureRelation[];
  /** @returns decimal per period of the scenarios; by the definition, not by the way a solver sees it */
  readonly value: (scenarios: Scenarios, weights: Float64Array, confidence: number) => number;
  readonly model: (scenarios: Scenarios, confidence: number) => RiskModel;
}
