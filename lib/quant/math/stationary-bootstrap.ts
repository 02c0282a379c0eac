import { invariant } from '../../base/invariant';
import type { RandomStream } from './rng';
import { mean } from './statistics';

/**
 * Row numbers of one resample in blocks of random length, so that what follows what is kept within a block: each block
 * starts anywhere with equal chance, is geometric in length and runs on from the last row to the first.
 *
 * @param observations    rows to draw from, at least 1
 * @param meanBlockLength at least 1; 1 draws each row on its own
 * @param out             filled whole; any length
 * @see Politis & Romano (1994), "The Stationary Bootstrap", Journal of the American Statistical Association 89(428)
 */
export function stationaryBootstrapIndices(
  observations: number,
  meanBlockLength: number,
  rng: RandomStream,
  out: Int32Array,
): void {
  invariant(observations >= 1, `a resample of ${observations} observations`);
  invariant(meanBlockLength >= 1, `blocks of mean length ${meanBlockLength}`);
  // A block goes on with chance 1 - 1 / mean: one uniform gives its whole length.
  const logOfGoingOn = Math.log1p(-1 / meanBlockLength);
  for (let at = 0; at < out.length;) {
    let row = rng.nextInteger(observations);
    const length = 1 + Math.floor(Math.log(1 - rng.nextUniform()) / logOfGoingOn);
    for (const end = Math.min(at + length, out.length); at < end; at++) {
      out[at] = row;
      row = row + 1 === observations ? 0 : row + 1;
    }
  }
}

/** So many correlations in a row must be noise before the rest counts as noise too. */
const QUIET_LAGS_MIN = 5;

/**
 * Mean block length that makes the stationary bootstrap's variance of a mean least wrong: about 1 for independent
 * values, longer for values that remember. Between 1 and the ceiling of min(3 sqrt(n), n / 3).
 *
 * @param series length >= 2, no NaN
 * @see Politis & White (2004), "Automatic Block-Length Selection for the Dependent Bootstrap", Econometric Reviews 23(1)
 * @see Patton, Politis & White (2009), the correction, Econometric Reviews 28(4)
 */
export function optimalBlockLength(series: Float64Array): number {
  const n = series.length;
  invariant(n >= 2, `a block length for ${n} values`);
  const centre = mean(series);
  const deviations = series.map((value) => value - centre);
  const quietLags = Math.max(QUIET_LAGS_MIN, Math.floor(Math.log10(n)));
  const lagsMax = Math.ceil(Math.sqrt(n)) + quietLags;
  const covariances = Float64Array.from({ length: lagsMax + 1 }, (_, lag) => autocovariance(deviations, lag));
  if (!(covariances[0]! > 0)) return 1;
  const lags = windowLags(covariances, n, quietLags);
  let weighted = 0;
  let longRun = covariances[0]!;
  for (let lag = 1; lag <= lags; lag++) {
    const taper = Math.min(1, 2 * (1 - lag / lags));
    weighted += 2 * taper * lag * covariances[lag]!;
    longRun += 2 * taper * covariances[lag]!;
  }
  const longest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3));
  // A long-run variance of nought has no best length; the longest keeps all the memory there is.
  if (longRun === 0) return longest;
  return Math.max(1, Math.min(longest, Math.cbrt((weighted / longRun) ** 2 * n)));
}

/** Twice the first lag from which on correlations are noise; every lag where none is. */
function windowLags(covariances: Float64Array, n: number, quietLags: number): number {
  const lagsMax = covariances.length - 1;
  const noise = 2 * Math.sqrt(Math.log10(n) / n) * covariances[0]!;
  let quiet = 0;
  for (let lag = 1; lag < lagsMax; lag++) {
    quiet = Math.abs(covariances[lag]!) < noise ? quiet + 1 : 0;
    if (quiet === quietLags) return Math.min(2 * (lag - quietLags + 1), lagsMax);
  }
  return lagsMax;
}

/** Divides by n, as the paper does; no pairs are so far apart, no covariance. */
function autocovariance(deviations: Float64Array, lag: number): number {
  let sum = 0;
  for (let t = lag; t < deviations.length; t++) sum += deviations[t]! * deviations[t - lag]!;
  return sum / deviations.length;
}
