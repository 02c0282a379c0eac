import { invariant } from '../../base/invariant';
import { linearSolve } from './linear-solve';

/** Lags that the sample can bear: Newey and West's rule of thumb. @returns floor(4 (n / 100)^(2/9)) */
export const neweyWestLags = (observations: number): number => Math.floor(4 * Math.pow(observations / 100, 2 / 9));

/**
 * Standard errors of least-squares coefficients that stay right when residuals spread unevenly and remember each other,
 * with Bartlett's weights and without a correction for small samples.
 *
 * @param columns   of the regression, each of length T, independent
 * @param residuals length T
 * @param lags      below T; 0 gives White's errors
 * @returns one a column
 * @see Newey & West (1987), "A Simple, Positive Semi-Definite, Heteroskedasticity and Autocorrelation Consistent
 *   Covariance Matrix", Econometrica 55(3)
 */
export function neweyWestErrors(columns: readonly Float64Array[], residuals: Float64Array, lags: number): Float64Array {
  const [T, K] = [residuals.length, columns.length];
  invariant(lags >= 0 && lags < T, `${lags} lags of ${T} residuals`);
  const crossProducts = Float64Array.from({ length: K * K }, (_, at) => {
    const [left, right] = [columns[Math.floor(at / K)]!, columns[at % K]!];
    return left.reduce((sum, value, t) => sum + value * right[t]!, 0);
  });
  const identity = Float64Array.from({ length: K * K }, (_, at) => (at % (K + 1) === 0 ? 1 : 0));
  const inverse = linearSolve(crossProducts, identity, K);
  invariant(inverse !== undefined, 'columns of a regression that was fitted are independent');
  return Float64Array.from({ length: K }, (_, column) => {
    // What each observation moves the coefficient by; its long-run variance is that of the coefficient.
    const influence = residuals.map(
      (residual, t) => residual * columns.reduce((sum, x, k) => sum + inverse[k * K + column]! * x[t]!, 0),
    );
    return Math.sqrt(longRunSum(influence, lags));
  });
}

function longRunSum(values: Float64Array, lags: number): number {
  let sum = 0;
  for (let lag = 0; lag <= lags; lag++) {
    const weight = lag === 0 ? 1 : 2 * (1 - lag / (lags + 1));
    for (let t = lag; t < values.length; t++) sum += weight * values[t]! * values[t - lag]!;
  }
  // Positive by construction; rounding of a perfect fit may leave a hair below nothing.
  return Math.max(sum, 0);
}
