import type { RiskModel } from '../../risk/measures/measure';
import type { NamedLimits } from '../limits';
import type { AbsoluteTerm } from '../splitting/absolute';

/** A convex function at most `max`. */
export interface ModelCap {
  readonly name: string;
  readonly model: RiskModel;
  readonly max: number;
}

/**
 * Minimise  risk factor * risk(w) + ridge / 2 * w'w - linear'w + tradeCost(w)  within limits with kinks and caps.
 */
export interface ConvexProgram {
  readonly limits: NamedLimits;
  readonly linear: Float64Array;
  readonly risk: { readonly model: RiskModel; readonly factor: number } | undefined;
  readonly caps: readonly ModelCap[];
  readonly ridge: number;
  readonly tradeCost: AbsoluteTerm | undefined;
  /** Length n, within the limits. */
  readonly start: Float64Array;
}

export interface ConvexPoint {
  readonly weights: Float64Array;
  /** One a row, then one an absolute row. */
  readonly rowMultipliers: Float64Array;
  /** One a cap, at least 0. */
  readonly capMultipliers: Float64Array;
}
