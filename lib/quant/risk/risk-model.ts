/** A sample of simple returns, one row a period, oldest first. */
export interface ReturnsSample {
  /** Row-major observations x instruments, decimals, no missing value. */
  readonly returns: Float64Array;
  readonly observations: number;
  readonly instruments: number;
}

/** What a reader of a covariance should know; facts, in no language. */
export type CovarianceWarning = 'singular' | 'ill-conditioned' | 'fewer-observations-than-instruments';

export interface CovarianceEstimate {
  /** Row-major n x n, exactly symmetric, positive semidefinite, (decimal return)^2 per period of the sample. */
  readonly covariance: Float64Array;
  /** Share of the target in the answer: 0 is the plain sample, 1 the target alone. */
  readonly shrinkage: number;
  readonly observations: number;
  /** Largest over smallest eigenvalue; null where the smallest is zero to rounding. */
  readonly conditionNumber: number | null;
  readonly warnings: readonly CovarianceWarning[];
}

/** Maps returns to a covariance. One file each, one line in `risk-models.ts`. */
export interface RiskModel {
  readonly id: string;
  /** @throws InvariantError on a wrong shape, a missing value, no instrument or fewer than two observations */
  readonly estimate: (sample: ReturnsSample) => CovarianceEstimate;
}
