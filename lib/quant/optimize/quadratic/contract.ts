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

/**
 * Minimises 1/2 x' H x - c' x over a limit set, for one H and many c. This is the seam behind which solvers are
 * exchanged: a caller relies on nothing but this contract, and checks each answer with certificate.ts.
 */
export interface QuadraticSolver {
  readonly solve: (linear: Float64Array) => QuadraticOutcome;
}
