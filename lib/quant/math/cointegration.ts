import { invariant } from '../../base/invariant';
import { leastSquares } from './least-squares';
import { standardDeviation } from './statistics';

export interface Cointegration {
  /** Engle-Granger: t statistic of the lagged spread; the further below zero, the less a lasting gap is believable. */
  readonly statistic: number;
  /** The statistic must be below these to reject "no cointegration" at 1 %, 5 % and 10 %. */
  readonly criticalValues: { readonly onePercent: number; readonly fivePercent: number; readonly tenPercent: number };
  /** left = intercept + slope * right + spread. */
  readonly intercept: number;
  readonly slope: number;
  /** Length T. */
  readonly spread: Float64Array;
  /** The last spread in its own standard deviations. */
  readonly lastScore: number;
  readonly lags: number;
}

/** Observations below which the response surface of the critical values says nothing. */
export const COINTEGRATION_OBSERVATIONS_MIN = 20;

/**
 * Critical values for two series and a constant: b0 + b1 / T + b2 / T^2.
 * @see MacKinnon (2010), "Critical Values for Cointegration Tests", Queen's Economics Department Working Paper 1227, case with a constant
 */
const CRITICAL_VALUES = {
  onePercent: [-3.89644, -10.9519, -33.527],
  fivePercent: [-3.33613, -6.1101, -6.823],
  tenPercent: [-3.04445, -4.2412, -2.72],
} as const;

/**
 * Do two series belong together? The left one is regressed on the right one and a constant; the residual is then tested
 * for a unit root (augmented Dickey-Fuller without constant).
 *
 * @param left  length T >= 20, levels such as log prices, no NaN
 * @param right length T
 * @param lags  lagged changes in the test; when absent those of least AIC up to Schwert's 12 (T / 100)^(1/4)
 * @returns 'collinear' where one is an exact line of the other (or does not move), so that there is no spread to test
 * @see Engle & Granger (1987), "Co-Integration and Error Correction", Econometrica 55(2), 251-276
 */
export function engleGranger(
  left: Float64Array,
  right: Float64Array,
  lags?: number,
): (Cointegration & { readonly status: 'tested' }) | { readonly status: 'collinear' } {
  const count = left.length;
  invariant(count >= COINTEGRATION_OBSERVATIONS_MIN && right.length === count, `${count} and ${right.length} levels`);
  const fit = leastSquares([new Float64Array(count).fill(1), right], left);
  if (fit.status === 'collinear') return { status: 'collinear' };
  const spread = fit.residuals;
  const size = left.reduce((largest, level) => Math.max(largest, Math.abs(level)), 0);
  const deviation = standardDeviation(spread);
  if (deviation <= SPREAD_ROUNDING * size) return { status: 'collinear' };
  const used = lags ?? lagsOfLeastAic(spread);
  const test = unitRootRegression(spread, used, used);
  if (test === undefined) return { status: 'collinear' };
  const at = ([b0, b1, b2]: readonly [number, number, number]): number => b0 + b1 / (count - 1) + b2 / (count - 1) ** 2;
  return {
    status: 'tested',
    statistic: test.statistic,
    criticalValues: {
      onePercent: at(CRITICAL_VALUES.onePercent),
      fivePercent: at(CRITICAL_VALUES.fivePercent),
      tenPercent: at(CRITICAL_VALUES.tenPercent),
    },
    intercept: fit.coefficients[0]!,
    slope: fit.coefficients[1]!,
    spread,
    lastScore: spread[count - 1]! / deviation,
    lags: used,
  };
}

/** A spread smaller than this against the levels is the rounding of a perfect fit. */
const SPREAD_ROUNDING = 1e-10;

/** All lag lengths are compared on the same rows, those that the longest leaves. */
function lagsOfLeastAic(spread: Float64Array): number {
  const count = spread.length;
  const most = Math.min(Math.floor(count / 2) - 1, Math.ceil(12 * (count / 100) ** 0.25));
  let best = 0;
  let least = Infinity;
  for (let lags = 0; lags <= most; lags++) {
    const fit = unitRootRegression(spread, lags, most);
    if (fit !== undefined && fit.aic < least) {
      least = fit.aic;
      best = lags;
    }
  }
  return best;
}

/** Change on the level before and `lags` changes before, leaving out the first `skipped` changes. */
function unitRootRegression(
  levels: Float64Array,
  lags: number,
  skipped: number,
): { statistic: number; aic: number } | undefined {
  const changes = Float64Array.from({ length: levels.length - 1 }, (_, t) => levels[t + 1]! - levels[t]!);
  const rows = changes.length - skipped;
  const columns = [
    levels.subarray(skipped, skipped + rows),
    ...Array.from({ length: lags }, (_, lag) => changes.subarray(skipped - 1 - lag, skipped - 1 - lag + rows)),
  ];
  const fit = leastSquares(columns, changes.subarray(skipped));
  if (fit.status === 'collinear') return undefined;
  return {
    statistic: fit.coefficients[0]! / fit.standardErrors[0]!,
    aic: rows * Math.log(fit.residualSumOfSquares / rows) + 2 * columns.length,
  };
}
