/** One two-sided row: min <= coefficients' x <= max; infinite sides are absent, min === max is an equation, min <= max. */
export interface LimitRow {
  readonly coefficients: Float64Array;
  readonly min: number;
  readonly max: number;
}

export interface LimitSet {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly rows: readonly LimitRow[];
  /** The size of a portfolio, 1 for a plain one: residuals in weights are relative to it. Positive. */
  readonly weightScale: number;
}

/**
 * Multipliers carry a sign: positive belongs to the minimum side of a row, negative to its maximum side.
 * Those of bounds are not reported when solved: they follow from the slope, see certificate.ts.
 */
export type QuadraticOutcome =
  | {
      readonly status: 'solved';
      readonly point: Float64Array;
      readonly rowMultipliers: Float64Array;
      /** The answer came from regularised iterations rather than from one direct solve. */
      readonly isRegularised: boolean;
    }
  | { readonly status: 'infeasible'; readonly rowMultipliers: Float64Array; readonly boundMultipliers: Float64Array }
  | { readonly status: 'unbounded'; readonly direction: Float64Array }
  | { readonly status: 'not-converged'; readonly iterations: number; readonly dualityGap: number };

/** H = loadings' factorCovariance loadings + diag(specificVariances), never written out in full. */
export interface FactorHessian {
  readonly kind: 'factor';
  /** Row-major k x n: exposure of each weight to each factor. */
  readonly loadings: Float64Array;
  /** Row-major k x k, positive semidefinite. */
  readonly factorCovariance: Float64Array;
  /** Length n, at least 0. */
  readonly specificVariances: Float64Array;
}

/** H_ij = sign_i sign_j base[index_i][index_j]: several variables move one weight. */
export interface MappedHessian {
  readonly kind: 'mapped';
  /** Row-major, square, positive semidefinite. */
  readonly base: Float64Array;
  /** Row of `base` behind each variable. */
  readonly index: Int32Array;
  /** +1 or -1. */
  readonly sign: Float64Array;
}

/** Positive semidefinite; a plain array is row-major n x n, undefined a linear objective. */
export type Hessian = Float64Array | FactorHessian | MappedHessian | undefined;

/**
 * Where to start: an earlier solved outcome for limits of the same shape. Which bounds were active is read from the
 * point, which stands on them exactly; which rows, from their multipliers. It changes the time taken, not the answer.
 */
export interface QuadraticStart {
  readonly point: Float64Array;
  readonly rowMultipliers: Float64Array;
}

/**
 * Minimises 1/2 x' H x - c' x over a limit set, for one H and many c. This is the seam behind which solvers are
 * exchanged: a caller relies on nothing but this contract, and checks each answer with certificate.ts.
 */
export interface QuadraticSolver {
  readonly solve: (linear: Float64Array, start?: QuadraticStart) => QuadraticOutcome;
}
