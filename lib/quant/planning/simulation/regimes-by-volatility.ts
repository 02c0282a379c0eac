import type { Regimes, SimulationMarket } from './types';

/** A quarter of the months count as stormy. */
const STORM_SHARE = 0.25;

/** A storm lasts about half a year: the crises of 2001, 2008, 2011, 2015, 2020 and 2022 took between two months and ten. */
const STORM_MONTHS = 6;

/** Variance of a stormy month over that of a calm one, where no record says it: volatility about double. */
const VARIANCE_RATIO_DEFAULT = 4;

/** A record may show storms with hardly more variance, or with ten times as much; beyond that it is a few months' doing. */
const VARIANCE_RATIO_MIN = 1.5;
const VARIANCE_RATIO_MAX = 12;

/** With fewer months a quarter of them is too few to speak of. */
const ROWS_MIN = 48;

/**
 * Calm and storm from the market's own moments: the same means in both, and the covariance larger in a storm by one
 * factor, so that the two together have exactly the market's means and covariance. The factor is how much more the
 * quarter of past months with the largest moves around them moved than the rest, where there is a record.
 */
export function regimesByVolatility(market: SimulationMarket): Regimes {
  const { means, covariance } = market;
  const ratio = varianceRatio(market);
  const calmFactor = 1 / (1 - STORM_SHARE + STORM_SHARE * ratio);
  const stormEnds = 1 / STORM_MONTHS;
  return {
    calm: { means, covariance: covariance.map((value) => value * calmFactor) },
    storm: { means, covariance: covariance.map((value) => value * calmFactor * ratio) },
    calmEnds: (stormEnds * STORM_SHARE) / (1 - STORM_SHARE),
    stormEnds,
  };
}

function varianceRatio({ rows, means }: SimulationMarket): number {
  const n = means.length;
  if (rows === undefined || rows.length / n < ROWS_MIN) return VARIANCE_RATIO_DEFAULT;
  const sizes = standardisedSquares(rows, n);
  // A month is judged with its neighbours, so that storms are spells and not single bad days of the dice.
  const around = sizes.map((value, row) => {
    const before = row === 0 ? value : sizes[row - 1]!;
    const after = row + 1 === sizes.length ? value : sizes[row + 1]!;
    return (before + value + after) / 3;
  });
  const threshold = around.slice().sort()[Math.floor(sizes.length * (1 - STORM_SHARE))]!;
  let storm = 0;
  let stormRows = 0;
  let calm = 0;
  sizes.forEach((value, row) => {
    if (around[row]! >= threshold) {
      storm += value;
      stormRows += 1;
    } else calm += value;
  });
  const calmRows = sizes.length - stormRows;
  if (!(calm > 0) || stormRows === 0) return VARIANCE_RATIO_DEFAULT;
  const ratio = storm / stormRows / (calm / calmRows);
  return Math.min(VARIANCE_RATIO_MAX, Math.max(VARIANCE_RATIO_MIN, ratio));
}

/** For each month, the mean over the instruments of squared deviations in units of their variance. */
function standardisedSquares(rows: Float64Array, n: number): Float64Array {
  const count = rows.length / n;
  const sizes = new Float64Array(count);
  for (let i = 0; i < n; i++) {
    let mean = 0;
    for (let row = 0; row < count; row++) mean += rows[row * n + i]! / count;
    let variance = 0;
    for (let row = 0; row < count; row++) variance += (rows[row * n + i]! - mean) ** 2 / count;
    if (!(variance > 0)) continue;
    for (let row = 0; row < count; row++) sizes[row]! += (rows[row * n + i]! - mean) ** 2 / variance / n;
  }
  return sizes;
}
