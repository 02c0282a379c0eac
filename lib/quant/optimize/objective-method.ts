import type { Tangent } from './certificate';
import type { NamedLimits } from './limits';
import type {
  ConvexObjective,
  NotConverged,
  Objective,
  OptimizeProblem,
  OptimizeWarning,
  PriceUnit,
  Unbounded,
} from './types';
import type { Refusal } from '../../base/outcome';
import type { RiskModel } from '../risk/measures/measure';

/** An answer somebody found; nothing is believed of it before it is measured. */
export interface Candidate {
  readonly weights: Float64Array;
  /** One a row of the limits; positive = minimum side, negative = maximum side. */
  readonly rowMultipliers: Float64Array;
  /** Of 1/2 (variance - volatilityMax^2) for quadratic objectives, see each objective; at least 0. */
  readonly volatilityMultiplier: number;
}

/** Signed multipliers that are said to make the linear limits contradict each other. */
export interface LinearConflict {
  readonly status: 'linear-conflict';
  readonly rowMultipliers: Float64Array;
  readonly boundMultipliers: Float64Array;
}

/** The least volatility within the linear limits is already above the volatility limit. */
export interface VolatilityConflict {
  readonly status: 'volatility-conflict';
  readonly leastRisk: Candidate;
}

/** What a search comes back with; a certificate and the explanation of a conflict are added by optimize.ts. */
export type SearchOutcome =
  | { readonly status: 'found'; readonly candidate: Candidate; readonly warnings: readonly OptimizeWarning[] }
  | LinearConflict
  | VolatilityConflict
  | Unbounded
  | NotConverged
  | Refusal;

/** The convex problem's slope at some weights, and what its volatility limit leaves open. */
export interface ProblemTangent extends Tangent {
  /** Multiplier of the volatility limit times its slack, in units of the objective. */
  readonly volatilityGap: number;
  /** Shadow price of a limit = its multiplier times this. */
  readonly priceOfMultiplier: number;
  /** Shadow price of the volatility limit; 0 when it does not bind. */
  readonly volatilityPrice: number;
}

/**
 * What must not change the best weights, or must change them in a known way:
 * - scaling: all returns times a positive constant, and with them every limit and rate that is a return or a volatility
 * - permutation: the instruments listed in another order
 * - duplicate-split: an instrument without a maximum of its own listed twice; the two then share its weight
 * - zero-weight: an instrument added whose maximum is zero
 * - limits: the weights keep every limit
 */
export const OBJECTIVE_RELATIONS = ['scaling', 'permutation', 'duplicate-split', 'zero-weight', 'limits'] as const;
export type ObjectiveRelation = (typeof OBJECTIVE_RELATIONS)[number];

/**
 * One kind of objective. To add one: a file in objectives/ and a line in objectives.ts.
 * `tangent` is what its certificate rests on, and is computed from the inputs alone.
 */
export interface ObjectiveMethod<O extends Objective> {
  readonly kind: O['kind'];
  readonly priceUnit: PriceUnit;
  /** The objective has no meaning for negative weights, so the limits' minimums count from zero up. */
  readonly isLongOnly: boolean;
  readonly relations: readonly ObjectiveRelation[];
  readonly solve: (problem: OptimizeProblem<O>, limits: NamedLimits) => SearchOutcome;
  readonly tangent: (
    problem: OptimizeProblem<O>,
    limits: NamedLimits,
    weights: Float64Array,
    volatilityMultiplier: number,
  ) => ProblemTangent;
}

/**
 * An objective that is convex but not quadratic, for the search and the certificate of convex/. Its loss is minimised; it
 * goes with every limit but those on risk contribution and on the number of instruments.
 */
export interface ConvexMethod<O extends ConvexObjective> {
  readonly kind: O['kind'];
  readonly priceUnit: PriceUnit;
  readonly relations: readonly ObjectiveRelation[];
  /** The expected return counts beside the loss. */
  readonly hasReturn: boolean;
  readonly lossModel: (problem: OptimizeProblem<O>) => RiskModel;
}
