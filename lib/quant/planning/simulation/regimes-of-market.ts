import { fitTwoStates, forwardBackward } from '../../math/hidden-markov';
import { covarianceRoot } from './engines/shared';
import type { Regimes, SimulationMarket } from './types';

/** Without a record: a quarter of the months are stormy, in spells of half a year, with twice the volatility. */
const DEFAULT = { calmEnds: 1 / 18, stormEnds: 1 / 6, varianceRatio: 4 } as const;

/** A spell of less than two months is a bad month; one of more than ten years has not been seen to end. */
const ENDS_MIN = 1 / 120;
const ENDS_MAX = 1 / 2;

/** A storm has more variance to speak of; beyond twelve times as much it is a few months' doing. */
const VARIANCE_RATIO_MIN = 1.5;
const VARIANCE_RATIO_MAX = 12;

/** A gap between the means that would leave less than no variance inside the states is halved so often, then dropped. */
const HALVINGS_MAX = 4;

interface MarketRegimes extends Regimes {
  /** Whether the chain was found in the record. */
  readonly isFitted: boolean;
}

/**
 * Calm and storm such that the two together have exactly the market's means and covariance. How often, how long, how
 * much wilder and how much worse the storm is comes from a hidden Markov model of the mean standardised return of the
 * past months, where it finds two states; the shape of the covariance is the same in both.
 */
export function regimesOfMarket(market: SimulationMarket): MarketRegimes {
  const n = market.means.length;
  const found = market.rows === undefined ? undefined : chainOf(market.rows, n);
  if (found === undefined) return regimesFrom(market, { ...DEFAULT, gap: new Float64Array(n) }, false);
  return regimesFrom(market, found, true);
}

interface Chain {
  readonly calmEnds: number;
  readonly stormEnds: number;
  readonly varianceRatio: number;
  /** Length n: mean of a stormy month less that of a calm one. */
  readonly gap: Float64Array;
}

const between = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));

function chainOf(rows: Float64Array, n: number): Chain | undefined {
  const series = meanStandardised(rows, n);
  const fit = fitTwoStates(series);
  if (fit.status !== 'fitted') return undefined;
  const { transition, variances } = fit.model;
  const { smoothed } = forwardBackward(fit.model, series);
  const gap = new Float64Array(n);
  let calm = 0;
  let storm = 0;
  for (let row = 0; row < series.length; row++) {
    calm += smoothed[2 * row]!;
    storm += smoothed[2 * row + 1]!;
  }
  if (!(calm >= 1 && storm >= 1)) return undefined;
  for (let row = 0, at = 0; row < series.length; row++) {
    const weight = smoothed[2 * row + 1]! / storm - smoothed[2 * row]! / calm;
    for (let i = 0; i < n; i++, at++) gap[i]! += weight * rows[at]!;
  }
  return {
    calmEnds: between(transition[1]!, ENDS_MIN, ENDS_MAX),
    stormEnds: between(transition[2]!, ENDS_MIN, ENDS_MAX),
    varianceRatio: between(variances[1]! / variances[0]!, VARIANCE_RATIO_MIN, VARIANCE_RATIO_MAX),
    gap,
  };
}

function regimesFrom({ means, covariance }: SimulationMarket, chain: Chain, isFitted: boolean): MarketRegimes {
  const { calmEnds, stormEnds, varianceRatio } = chain;
  const share = calmEnds / (calmEnds + stormEnds);
  const { gap, within } = possibleGap(covariance, chain.gap, share);
  const calmFactor = 1 / (1 - share + share * varianceRatio);
  return {
    isFitted,
    calm: {
      means: means.map((mean, i) => mean - share * gap[i]!),
      covariance: within.map((value) => value * calmFactor),
    },
    storm: {
      means: means.map((mean, i) => mean + (1 - share) * gap[i]!),
      covariance: within.map((value) => value * calmFactor * varianceRatio),
    },
    calmEnds,
    stormEnds,
  };
}

/** The gap, or as much of it as the covariance has room for, and what is left of the covariance inside the states. */
function possibleGap(covariance: Float64Array, gap: Float64Array, share: number) {
  const n = gap.length;
  let scaled = gap;
  for (let halving = 0; halving <= HALVINGS_MAX; halving++) {
    const within = covariance.map(
      (value, at) => value - share * (1 - share) * scaled[Math.floor(at / n)]! * scaled[at % n]!,
    );
    if (covarianceRoot(within, n) !== undefined) return { gap: scaled, within };
    scaled = scaled.map((value) => value / 2);
  }
  return { gap: new Float64Array(n), within: covariance };
}

/** For each month, the mean over the instruments of their returns in standard deviations; what never moved is left out. */
function meanStandardised(rows: Float64Array, n: number): Float64Array {
  const count = rows.length / n;
  const series = new Float64Array(count);
  for (let i = 0; i < n; i++) {
    let mean = 0;
    for (let row = 0; row < count; row++) mean += rows[row * n + i]! / count;
    let variance = 0;
    for (let row = 0; row < count; row++) variance += (rows[row * n + i]! - mean) ** 2 / count;
    if (!(variance > 0)) continue;
    for (let row = 0; row < count; row++) series[row]! += (rows[row * n + i]! - mean) / Math.sqrt(variance) / n;
  }
  return series;
}
