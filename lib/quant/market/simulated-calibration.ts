import { dayNumber, isoDay } from '../../base/iso-day';
import { CALENDARS, tradingDays } from './calendar';
import { EPISODE_RECORD_END_DATE, EPISODE_SPANS } from './simulated-episodes';
import { SIMULATED_INSTRUMENTS, type SimulatedInstrument } from './simulated-instruments';

/**
 * The constants that make the simulated market reach its long-run figures in spite of its crises: whatever the dated
 * episodes take away, the days between them give back, on average over seeds. Computed from the published tables alone,
 * never from a path.
 */

/** The weather between the dated episodes: a Markov chain over days. */
export type Chain = 'calm' | 'nervous' | 'crisis';

export interface ChainState {
  /** Volatility of stocks as a multiple of their long-run volatility, before scaling. */
  readonly volatilityMultiple: number;
  readonly dailyOdds: { readonly toCalm: number; readonly toNervous: number; readonly toCrisis: number };
}

/**
 * Calm lasts about half a year, nervousness two months, a crisis four; a crisis comes about every nine years.
 * @see Ang & Timmermann (2012), "Regime Changes and Financial Markets", Annual Review of Financial Economics 4
 */
export const CHAIN = {
  calm: { volatilityMultiple: 0.78, dailyOdds: { toCalm: 0, toNervous: 1 / 126, toCrisis: 0 } },
  nervous: { volatilityMultiple: 1.3, dailyOdds: { toCalm: 1 / 42, toNervous: 0, toCrisis: 1 / 560 } },
  crisis: { volatilityMultiple: 2.2, dailyOdds: { toCalm: 0, toNervous: 1 / 84, toCrisis: 0 } },
} as const satisfies Record<Chain, ChainState>;

/** In a random crisis an instrument loses (or gains) at this share of its pace in the financial crisis of 2008. */
const RANDOM_CRISIS_SEVERITY = 0.7;

/** What a random crisis is modelled on. */
const MODEL_CRISIS_ID = 'financial-crisis';

/** Bitcoin did not exist in the model crisis: decimal log return per year, near its losses of 2018 and 2022. */
const CRISIS_DRIFT_WITHOUT_RECORD = -0.8;

const TRADING_DAYS_PER_YEAR = CALENDARS.nyse.daysPerYear;

export interface Era {
  /** Log return per year in calm and nervous days, by instrument. */
  readonly calmDrifts: Float64Array;
  /** Log return per year in a random crisis. */
  readonly crisisDrifts: Float64Array;
  /** Factor on each volatility, so that the mean square over the era is the long-run one. */
  readonly volatilityScales: Float64Array;
}

const RECORD_END_DAY = dayNumber(isoDay(EPISODE_RECORD_END_DATE));

export const isRecordDay = (day: number): boolean => day < RECORD_END_DAY;

/** How much wilder than usual an instrument is when stocks are this much wilder. */
export const volatilityMultipleOf = ({ agitation }: SimulatedInstrument, stockMultiple: number): number =>
  1 + agitation * (stockMultiple - 1);

/** Long-run share of days in each state; `crisisOdds` 0 leaves crises out. */
function stationaryShares(crisisOdds: number): Record<Chain, number> {
  // Balance of flows: calm <-> nervous and nervous <-> crisis.
  const calm = CHAIN.nervous.dailyOdds.toCalm / CHAIN.calm.dailyOdds.toNervous;
  const crisis = crisisOdds / CHAIN.crisis.dailyOdds.toNervous;
  const total = calm + 1 + crisis;
  return { calm: calm / total, nervous: 1 / total, crisis: crisis / total };
}

function meanSquareMultiple(entry: SimulatedInstrument, shares: Record<Chain, number>): number {
  const square = (chain: Chain): number => volatilityMultipleOf(entry, CHAIN[chain].volatilityMultiple) ** 2;
  return shares.calm * square('calm') + shares.nervous * square('nervous') + shares.crisis * square('crisis');
}

interface Calibrated {
  readonly drift: number;
  readonly scale: number;
}

/** From an instrument's first day to the end of the record: what is left for the days outside the episodes. */
function calibrateRecord(entry: SimulatedInstrument): Calibrated {
  const firstDay = dayNumber(isoDay(entry.firstDate));
  const dayCount = tradingDays('nyse', firstDay, RECORD_END_DAY - 1).length;
  const lived = EPISODE_SPANS.filter((span) => span.firstDay > firstDay).map((span) => ({
    dayCount: span.tradingDayCount,
    logReturn: Math.log1p(span.episode.totalReturns[entry.instrument.symbol] ?? entry.annualReturn),
    square: volatilityMultipleOf(entry, span.episode.volatilityMultiple) ** 2,
  }));
  const freeDays = lived.reduce((days, episode) => days - episode.dayCount, dayCount);
  const wanted = (Math.log1p(entry.annualReturn) * dayCount) / TRADING_DAYS_PER_YEAR;
  const freeReturn = lived.reduce((rest, episode) => rest - episode.logReturn, wanted);
  const freeSquares = freeDays * meanSquareMultiple(entry, stationaryShares(0));
  const squares = lived.reduce((sum, episode) => sum + episode.square * episode.dayCount, freeSquares);
  return { drift: (freeReturn / freeDays) * TRADING_DAYS_PER_YEAR, scale: 1 / Math.sqrt(squares / dayCount) };
}

function crisisDrift(entry: SimulatedInstrument): number {
  const model = EPISODE_SPANS.find(({ episode }) => episode.id === MODEL_CRISIS_ID);
  const total = model?.episode.totalReturns[entry.instrument.symbol];
  if (model === undefined || total === undefined) return CRISIS_DRIFT_WITHOUT_RECORD * RANDOM_CRISIS_SEVERITY;
  return (RANDOM_CRISIS_SEVERITY * Math.log1p(total) * TRADING_DAYS_PER_YEAR) / model.tradingDayCount;
}

/** After the record crises are random, and their share of days is the chain's own. */
function calibrateOpen(entry: SimulatedInstrument): Calibrated {
  const shares = stationaryShares(CHAIN.nervous.dailyOdds.toCrisis);
  const wanted = Math.log1p(entry.annualReturn);
  const drift = (wanted - shares.crisis * crisisDrift(entry)) / (1 - shares.crisis);
  return { drift, scale: 1 / Math.sqrt(meanSquareMultiple(entry, shares)) };
}

export function calibrate(): { readonly record: Era; readonly open: Era } {
  const crisisDrifts = Float64Array.from(SIMULATED_INSTRUMENTS, crisisDrift);
  const era = (calibrated: readonly Calibrated[]): Era => ({
    calmDrifts: Float64Array.from(calibrated, ({ drift }) => drift),
    crisisDrifts,
    volatilityScales: Float64Array.from(calibrated, ({ scale }) => scale),
  });
  return {
    record: era(SIMULATED_INSTRUMENTS.map(calibrateRecord)),
    open: era(SIMULATED_INSTRUMENTS.map(calibrateOpen)),
  };
}
