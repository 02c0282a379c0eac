import type { Refusal } from '../../../base/outcome';
import type { Linkage } from '../../math/linkage';
import type { Infeasible, NotConverged, Objective, OptimizeLimits, Scenarios, Unbounded } from '../types';

/** The same share for every instrument. */
export interface EqualWeight {
  readonly kind: 'equal-weight';
}

/** Shares in inverse proportion to volatility. */
export interface InverseVolatility {
  readonly kind: 'inverse-volatility';
}

/**
 * Which of two instruments that are joined with each other stands left in the tree. 'calm-first', the default: the one of
 * lower variance, so that the answer does not depend on the order of the list. 'as-listed': the one listed first, as most
 * libraries do.
 */
export type LeafOrder = 'calm-first' | 'as-listed';

interface Clustered {
  /** 'ward' when absent. */
  readonly linkage?: Linkage;
}

export interface HierarchicalRiskParity extends Clustered {
  readonly kind: 'hrp';
  readonly leafOrder?: LeafOrder;
}

export interface HierarchicalEqualRisk extends Clustered {
  readonly kind: 'herc';
  /** Told from the data when absent. */
  readonly clusters?: number;
  /** What a cluster's risk is; 'variance' when absent. */
  readonly measure?: 'variance' | 'volatility';
}

export interface NestedClusters extends Clustered {
  readonly kind: 'nco';
  /** Told from the data when absent. */
  readonly clusters?: number;
}

export interface SchurComplementary extends Clustered {
  readonly kind: 'schur';
  readonly leafOrder?: LeafOrder;
  /** 0 is hierarchical risk parity, 1 as near to least variance as the tree allows; 0.5 when absent. */
  readonly gamma?: number;
}

/** Weights that would have tracked the benchmark best: its returns regressed on those of the instruments. */
export interface RegressionWeighted {
  readonly kind: 'regression-weighted';
  /** Length T, simple returns a period on the same dates as the scenarios. */
  readonly benchmarkReturns: Float64Array;
  /** True when absent: a constant takes up what the benchmark earned on top. */
  readonly hasIntercept?: boolean;
  /** 'keep' when absent; 'clip' sets negative weights to zero and scales the others up again. */
  readonly negatives?: 'keep' | 'clip';
}

/** Shares in proportion to the positive signals; equal where none is positive. */
export interface SignalWeighted {
  readonly kind: 'signal-weighted';
  /** Length n, in any unit: only their proportions count. */
  readonly signals: Float64Array;
}

/** The same budget for every class, all of it to the class's strongest signal. */
export interface SectorRotation {
  readonly kind: 'sector-rotation';
  /** Length n, in any unit: only their order counts. */
  readonly signals: Float64Array;
  /** Length n: the class of each instrument. */
  readonly classes: readonly string[];
}

export interface FactorScore {
  /** Momentum, value, quality, low volatility, or another, as the user would say it. */
  readonly factor: string;
  /** Length n, in any unit, more is better; standardised across the instruments. */
  readonly values: Float64Array;
  /** 1 tilts by one standard score; negative tilts away. */
  readonly strength: number;
}

/** A base mix leaned towards instruments that score well. */
export interface FactorTilt {
  readonly kind: 'factor-tilt';
  readonly scores: readonly FactorScore[];
  /** Length n, none negative, any scale; equal when absent. */
  readonly baseWeights?: Float64Array;
}

/** The mean of the certified answers to one objective over many histories that could have been. */
export interface Resampled {
  readonly kind: 'resampled';
  readonly objective: Objective;
  /** Periods in each history; the moments are as uncertain as so many periods leave them. */
  readonly observations: number;
  readonly periodsPerYear: number;
  /** 100 when absent. */
  readonly resamples?: number;
  readonly seed: number | string;
}

/** The two-instrument mix of least variance, and the hedge ratio. */
export interface HedgeRatio {
  readonly kind: 'hedge-ratio';
  readonly held: string;
  readonly hedge: string;
}

/** A money-neutral bet on two prices that belong together and have come apart. */
export interface Pairs {
  readonly kind: 'pairs';
  readonly left: string;
  readonly right: string;
  /** Standard deviations of the spread from which a position is taken; 2 when absent. */
  readonly entryScore?: number;
  /** Sum of the absolute weights of a position; 1 when absent. */
  readonly gross?: number;
  /** Lagged changes in the test; chosen by AIC when absent. */
  readonly lags?: number;
}

/** A base mix held in the part of the portfolio that brings its volatility to the target, cash in the rest. */
export interface VolatilityTarget {
  readonly kind: 'volatility-target';
  /** Decimal per year. */
  readonly targetVolatility: number;
  /** Symbol of the instrument that takes the rest. */
  readonly cash: string;
  /** Length n, any scale, that of cash is ignored; equal when absent. */
  readonly baseWeights?: Float64Array;
  /** Most of the portfolio that the base mix may be; above 1 cash is borrowed. 1 when absent. */
  readonly leverageMax?: number;
}

export type ConstructionRequest =
  | EqualWeight
  | InverseVolatility
  | HierarchicalRiskParity
  | HierarchicalEqualRisk
  | NestedClusters
  | SchurComplementary
  | RegressionWeighted
  | SignalWeighted
  | SectorRotation
  | FactorTilt
  | Resampled
  | HedgeRatio
  | Pairs
  | VolatilityTarget;

export interface ConstructionProblem<R extends ConstructionRequest = ConstructionRequest> {
  /** Length n; used to name limits. */
  readonly symbols: readonly string[];
  /** Length n, decimal per year. */
  readonly expectedReturns: Float64Array;
  /** Row-major n x n, (decimal return)^2 per year, symmetric positive semidefinite. */
  readonly covariance: Float64Array;
  readonly scenarios?: Scenarios;
  readonly request: R;
  readonly limits: OptimizeLimits;
}

/** What a reader should know about how the weights came about; `message` is one whole sentence. */
export interface ConstructionWarning {
  readonly kind:
    | 'moved-to-limits'
    | 'cannot-be-judged'
    | 'negative-weights'
    | 'pitfall'
    | 'no-signal'
    | 'tied-signals'
    | 'less-than-asked'
    | 'no-position'
    | 'resamples-failed';
  readonly message: string;
}

/** A number that was found on the way, such as a hedge ratio; the unit is in the name. */
export interface ConstructionFinding {
  readonly name: string;
  /** Symbol, factor or cluster that the number belongs to. */
  readonly of?: string;
  readonly value: number;
}

/** How far weights that broke the limits were moved. */
export interface Move {
  /** Half the sum of the absolute changes: the share of the money that is elsewhere now. */
  readonly distance: number;
  /** Decimal per year: volatility of the difference. */
  readonly trackingVolatility: number;
}

export interface Constructed {
  readonly status: 'constructed';
  /** Length n, within the limits. No claim is made that any objective is met best. */
  readonly weights: Float64Array;
  readonly expectedReturn: number;
  readonly volatility: number;
  /** Length n: what the method itself said, where the limits did not allow it. */
  readonly moved?: Move & { readonly from: Float64Array };
  readonly warnings: readonly ConstructionWarning[];
  readonly findings: readonly ConstructionFinding[];
}

/** Limits that no weights can meet are explained as those of `optimize` are. */
export type ConstructionOutcome = Constructed | Infeasible | Unbounded | NotConverged | Refusal;
