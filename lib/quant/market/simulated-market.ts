import { invariant } from '../../base/invariant';
import { civilFromDayNumber, dayNumber, isoDay } from '../../base/iso-day';
import { randomStream } from '../math/rng';
import { CALENDARS, tradingDays } from './calendar';
import { type AllocateBytes, allocateDays, allocateLayer, allocateMask, allocateSharedBytes, KNOWN } from './panel';
import { makePanel, type PricePanel, sliceDays } from './panel';
import { calibrate, CHAIN, type Chain, type Era, isRecordDay, volatilityMultipleOf } from './simulated-calibration';
import { billRate, EPISODE_SPANS, type EpisodeSpan } from './simulated-episodes';
import { SIMULATED_FIRST_DATE, SIMULATED_INSTRUMENTS } from './simulated-instruments';

/**
 * The product's embedded market: a function of seed and day, marked as simulated wherever it shows.
 *
 * One bar per NYSE trading day, so that statistics count about 252 days a year; the instruments themselves trade on
 * the `always` calendar, so the paper exchange fills an order at the last close even at a weekend. Each day draws from
 * a stream named by (seed, day) and continues from the day before, so one more day leaves all earlier days as they
 * were, byte for byte. Within a dated episode a pull towards the episode's total return takes the drift's place.
 */

/** Rises when the same seed would give other prices. */
export const SIMULATED_MARKET_VERSION = 1;

/**
 * The market everybody sees unless a test asks for another: of the seeds ballast-1 to ballast-200 one whose path to the
 * end of 2024 earns about the published long-run returns, so that the demo teaches neither luck nor misfortune.
 */
export const SIMULATED_SEED_DEFAULT = 'ballast-45';

/** Daily returns of stocks have tails near a t with 4 to 6 degrees of freedom. @see Cont (2001), Quantitative Finance 1(2) */
const TAIL_DEGREES_OF_FREEDOM = 5;

/** A day may be at most this many times as wild as usual, or one draw could wipe out an instrument. */
const TAIL_SCALE_MAX = 4;

/** Days over which the pull towards an episode's return fades, so that its last day is no odder than the others. */
const EPISODE_PULL_SOFTNESS_DAYS = 5;

const TRADING_DAYS_PER_YEAR = CALENDARS.nyse.daysPerYear;

const FIRST_DAYS = SIMULATED_INSTRUMENTS.map(({ firstDate }) => dayNumber(isoDay(firstDate)));

/** Prices carry six decimals, so that files and databases hold exactly what the panel holds. */
const PRICE_STEPS_PER_DOLLAR = 1e6;

const DRIVER_COUNT = 4;

export interface SimulatedMarketOptions {
  readonly seed: string | number;
  /** Whole days since 1970-01-01; the last bar is on or before it. */
  readonly lastDay: number;
  /** Cuts earlier rows off; the path starts in 2000 all the same. */
  readonly firstDay?: number;
  readonly allocate?: AllocateBytes;
}

/** All simulated instruments from 2000-01-03 (or firstDay) to lastDay, on the total-return basis. */
export function simulatedMarket(options: SimulatedMarketOptions): PricePanel {
  const { seed, lastDay, allocate = allocateSharedBytes } = options;
  const firstDay = dayNumber(isoDay(SIMULATED_FIRST_DATE));
  invariant(lastDay >= firstDay, `the simulated market starts in 2000, day ${lastDay} lies before it`);
  const days = allocateDays(tradingDays('nyse', firstDay, lastDay), allocate);
  const instruments = SIMULATED_INSTRUMENTS.map(({ instrument }) => instrument);
  const shape = { instruments, days };
  const close = allocateLayer(shape, allocate);
  const known = allocateMask(shape, allocate);
  const market = startMarket(seed);
  days.forEach((day, t) => {
    advance(market, day);
    market.logLevels.forEach((logLevel, i) => {
      if (Number.isNaN(logLevel)) return;
      close[t * instruments.length + i] =
        Math.round(Math.exp(logLevel) * PRICE_STEPS_PER_DOLLAR) / PRICE_STEPS_PER_DOLLAR;
      known[t * instruments.length + i] = KNOWN.observed;
    });
  });
  const source = { kind: 'simulated', label: `Simulated market, seed ${seed}` } as const;
  const layers = { close, totalReturnIndex: close };
  const panel = makePanel({ instruments, days, layers, known, basis: 'total-return', source });
  const from = days.findIndex((day) => day >= (options.firstDay ?? firstDay));
  return from <= 0 ? panel : sliceDays(panel, from, panel.dayCount);
}

/** Everything one day hands to the next. */
interface MarketState {
  readonly seed: string | number;
  readonly stream: ReturnType<typeof randomStream>;
  readonly eras: { readonly record: Era; readonly open: Era };
  /** Natural logarithm of each price; NaN before the instrument exists. */
  readonly logLevels: Float64Array;
  /** Log levels at the close before the running episode. */
  readonly episodeStartLevels: Float64Array;
  episode: EpisodeSpan | undefined;
  episodeDay: number;
  chain: Chain;
}

function startMarket(seed: string | number): MarketState {
  const n = SIMULATED_INSTRUMENTS.length;
  return {
    seed,
    stream: randomStream(seed).split(`market-${SIMULATED_MARKET_VERSION}`),
    eras: calibrate(),
    logLevels: new Float64Array(n).fill(Number.NaN),
    episodeStartLevels: new Float64Array(n).fill(Number.NaN),
    episode: undefined,
    episodeDay: 0,
    chain: 'calm',
  };
}

/** Moves the market by one trading day. */
function advance(market: MarketState, day: number): void {
  const stream = market.stream.split(day);
  const isRecord = isRecordDay(day);
  market.chain = nextChain(market.chain, isRecord, stream.nextUniform());
  enterEpisode(market, day);
  const drivers = Float64Array.from({ length: DRIVER_COUNT }, () => stream.nextNormal());
  const own = Float64Array.from(SIMULATED_INSTRUMENTS, () => stream.nextNormal());
  const tailScale = Math.min(
    TAIL_SCALE_MAX,
    Math.sqrt((TAIL_DEGREES_OF_FREEDOM - 2) / stream.nextChiSquare(TAIL_DEGREES_OF_FREEDOM)),
  );
  const era = isRecord ? market.eras.record : market.eras.open;
  SIMULATED_INSTRUMENTS.forEach((entry, i) => {
    if (day < FIRST_DAYS[i]!) return;
    if (Number.isNaN(market.logLevels[i]!)) {
      market.logLevels[i] = Math.log(entry.firstPrice);
      return;
    }
    const multiple = volatilityMultipleOf(
      entry,
      market.episode?.episode.volatilityMultiple ?? CHAIN[market.chain].volatilityMultiple,
    );
    const dailyVolatility =
      (entry.annualVolatility * era.volatilityScales[i]! * multiple) / Math.sqrt(TRADING_DAYS_PER_YEAR);
    const shock = instrumentShock(i, drivers, own[i]!, market) * tailScale;
    market.logLevels[i] = market.logLevels[i]! + dailyDrift(market, era, day, i) + dailyVolatility * shock;
  });
}

function nextChain(chain: Chain, isRecord: boolean, uniform: number): Chain {
  const { toCalm, toNervous, toCrisis } = CHAIN[chain].dailyOdds;
  // Inside the record the dated episodes are the crises; a random one would be a second history.
  const crisisOdds = isRecord ? 0 : toCrisis;
  if (uniform < toCalm) return 'calm';
  if (uniform < toCalm + toNervous) return 'nervous';
  return uniform < toCalm + toNervous + crisisOdds ? 'crisis' : chain;
}

function enterEpisode(market: MarketState, day: number): void {
  const span = EPISODE_SPANS.find(({ firstDay, lastDay }) => firstDay <= day && day <= lastDay);
  if (span !== undefined && span !== market.episode) {
    market.episodeStartLevels.set(market.logLevels);
    market.episodeDay = 0;
  }
  market.episode = span;
  market.episodeDay++;
}

/** Log return to expect on this day. */
function dailyDrift(market: MarketState, era: Era, day: number, i: number): number {
  const entry = SIMULATED_INSTRUMENTS[i]!;
  if (entry.instrument.assetClass === 'cash') {
    return Math.log1p(billRate(civilFromDayNumber(day).year)) / TRADING_DAYS_PER_YEAR;
  }
  const total = market.episode?.episode.totalReturns[entry.instrument.symbol];
  const start = market.episodeStartLevels[i]!;
  if (market.episode !== undefined && total !== undefined && !Number.isNaN(start)) {
    const dayCount = market.episode.tradingDayCount;
    const soft = EPISODE_PULL_SOFTNESS_DAYS;
    // The fading pull stops short of its aim by soft / (dayCount + soft); aiming further makes up for it.
    const aim = (Math.log1p(total) * (dayCount + soft)) / dayCount;
    const daysLeft = dayCount - market.episodeDay + 1;
    return (aim - (market.logLevels[i]! - start)) / (daysLeft + soft);
  }
  const stressed = market.chain === 'crisis' ? era.crisisDrifts[i]! : era.calmDrifts[i]!;
  return stressed / TRADING_DAYS_PER_YEAR;
}

/** Unit-variance shock from the four drivers and the instrument's own noise. */
function instrumentShock(i: number, drivers: Float64Array, own: number, market: MarketState): number {
  const { instrument, loadings } = SIMULATED_INSTRUMENTS[i]!;
  const { episode } = market;
  const tilt = instrument.assetClass === 'bond' && episode !== undefined ? episode.episode.bondStockTilt : 0;
  let shock = 0;
  let explained = 0;
  for (let d = 0; d < DRIVER_COUNT; d++) {
    const loading = loadings[d]! + (d === 0 ? tilt : 0);
    shock += loading * drivers[d]!;
    explained += loading * loading;
  }
  // A tilt can push the squares past one; the shock is then scaled back instead of adding noise.
  return explained >= 1 ? shock / Math.sqrt(explained) : shock + Math.sqrt(1 - explained) * own;
}
