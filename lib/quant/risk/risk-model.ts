import type { ParameterDefinition, ParameterValues } from '../features/parameters';
import type { FactorForm } from './factor-form';

/** A sample of simple returns, one row a period, oldest first. */
export interface ReturnsSample {
  /** Row-major observations x instruments, decimals, no missing value. */
  readonly returns: Float64Array;
  readonly observations: number;
  readonly instruments: number;
  /** Over the same rows, for models that explain instruments by factors. */
  readonly factorReturns?: FactorReturns;
}

export interface FactorReturns {
  readonly names: readonly string[];
  /** Row-major observations x factors, decimals, no missing value. */
  readonly returns: Float64Array;
}

/** What a reader of a covariance should know; facts, in no language. */
export type CovarianceWarning =
  | 'singular'
  /** It has negative eigenvalues: no returns have this covariance. */
  | 'indefinite'
  | 'ill-conditioned'
  | 'fewer-observations-than-instruments'
  /** The sample does not allow what was asked for; `fallback` names the model that was used. */
  | 'simpler-model-used';

/** A number that came out beside the covariance: how many eigenvalues were kept, a fitted parameter. */
export interface CovarianceFinding {
  readonly name: string;
  readonly value: number;
}

export interface CovarianceRepair {
  /** Largest change of a correlation; variances stay as they were. */
  readonly largestChange: number;
  readonly iterations: number;
}

export interface CovarianceEstimate {
  /**
   * Row-major n x n, exactly symmetric, (decimal return)^2 per period of the sample; positive semidefinite unless a
   * warning says it is not.
   */
  readonly covariance: Float64Array;
  /** Share of the target in the answer: 0 is the plain sample, 1 the target alone; 0 where a model has no one target. */
  readonly shrinkage: number;
  readonly observations: number;
  /** Largest over smallest eigenvalue; null where the smallest is zero to rounding, or negative. */
  readonly conditionNumber: number | null;
  readonly warnings: readonly CovarianceWarning[];
  readonly findings?: readonly CovarianceFinding[];
  /** Id of the model that was used instead. */
  readonly fallback?: string;
  /** The same covariance by its factors, where the model has them. */
  readonly factors?: FactorForm;
  /** Only where it was asked for and needed. */
  readonly repair?: CovarianceRepair;
}

/**
 * What must not change a covariance, or must change it in a known way:
 * - scaling: returns times c give a covariance times c squared
 * - shift: a constant added to all returns changes nothing
 * - permutation: the instruments listed in another order
 * - date-order: the dates in another order
 * - duplicate: an instrument listed twice gets its row twice; nothing else changes
 */
export const RISK_MODEL_RELATIONS = ['scaling', 'shift', 'permutation', 'date-order', 'duplicate'] as const;
export type RiskModelRelation = (typeof RISK_MODEL_RELATIONS)[number];

/** Maps returns to a covariance. One file each, one line in `risk-models.ts`. */
export interface RiskModel {
  readonly id: string;
  readonly parameters: readonly ParameterDefinition[];
  readonly relations: readonly RiskModelRelation[];
  /**
   * @param parameters what is not given takes its default
   * @throws InvariantError on a wrong shape, a missing value, no instrument or fewer than two observations, or on a
   *         parameter out of its range
   */
  readonly estimate: (sample: ReturnsSample, parameters?: ParameterValues) => CovarianceEstimate;
}
