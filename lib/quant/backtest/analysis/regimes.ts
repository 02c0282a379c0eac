import { fitTwoStates, viterbi } from '../../math/hidden-markov';
import { quantile } from '../../math/statistics';
import { metricSeries } from '../../risk/metric';
import { METRICS } from '../../risk/metrics';
import { rollingFigures } from './rolling';

/** Which returns belong to a regime; each covers some rows, and several may cover the same. */
export interface Regime {
  readonly id: string;
  /** Whether it could be told on the day, only afterwards from the whole history, or came as dates from the reader. */
  readonly knownOn: 'the-day' | 'hindsight' | 'given';
  /** Length T, one entry a return: 1 inside. */
  readonly inside: Uint8Array;
}

/** Figures over the returns inside a regime, joined as if nothing lay between them. */
export interface RegimeFigures {
  readonly returns: number;
  /** Fraction of the sample. */
  readonly share: number;
  /** Compounded over the returns inside. */
  readonly totalReturn: number | null;
  readonly annualReturn: number | null;
  readonly annualVolatility: number | null;
  readonly sharpe: number | null;
  readonly hitRate: number | null;
  /** The benchmark's total return on the same rows; null without one. */
  readonly benchmarkTotalReturn: number | null;
}

export interface RegimeInput {
  /** Length T, of the market that defines the regimes. */
  readonly market: Float64Array;
  /** Length T: what cash earned; empty where no rate is known. */
  readonly cashReturns: Float64Array;
  /** Length T, whole days since 1970-01-01: the day each return ends on. */
  readonly days: Int32Array;
  readonly periodsPerYear: number;
  readonly periods: readonly { readonly name: string; readonly fromDay: number; readonly toDay: number }[];
}

/** A fall of a fifth from the peak makes a bear market, a rise of a fifth from the low ends it. */
const BEAR_FALL = 0.2;
const BULL_RISE = 0.2;
/** Three months of trading days. */
const VOLATILITY_WINDOW = 63;
/** The upper quarter of windows counts as stormy. */
const STORMY_QUANTILE = 0.75;
/** Half a year of trading days each side. */
const RATE_WINDOW = 126;

/** Those told from the prices; a period given cannot have the name of one. */
export const REGIME_IDS: readonly string[] = [
  ...['bull', 'bear', 'low-volatility', 'high-volatility'],
  ...['falling-rates', 'rising-rates', 'calm-state', 'stormy-state'],
];

const everyOther = (inside: Uint8Array): Uint8Array => inside.map((flag) => 1 - flag);

/** Every regime that the sample is long enough for. */
export function regimesOf(input: RegimeInput): Regime[] {
  const { market, days, periods } = input;
  const bear = bearMarkets(market);
  return [
    { id: 'bull', knownOn: 'hindsight', inside: everyOther(bear) },
    { id: 'bear', knownOn: 'hindsight', inside: bear },
    ...pairOf('low-volatility', 'high-volatility', 'hindsight', stormyRows(input)),
    ...pairOf('falling-rates', 'rising-rates', 'the-day', risingRates(input.cashReturns)),
    ...pairOf('calm-state', 'stormy-state', 'hindsight', stormyStates(market)),
    ...periods.map(({ name, fromDay, toDay }): Regime => ({
      id: name,
      knownOn: 'given',
      inside: Uint8Array.from(days, (day) => (day >= fromDay && day <= toDay ? 1 : 0)),
    })),
  ];
}

/** Rows outside the sample of the rule belong to neither. */
interface Split {
  readonly inside: Uint8Array;
  readonly judged: Uint8Array;
}

function pairOf(calm: string, loud: string, knownOn: Regime['knownOn'], split: Split | undefined): Regime[] {
  if (split === undefined) return [];
  const { inside, judged } = split;
  return [
    { id: calm, knownOn, inside: inside.map((flag, at) => (judged[at] === 1 && flag === 0 ? 1 : 0)) },
    { id: loud, knownOn, inside },
  ];
}

/**
 * Rows from each peak to the low after it where the fall was a fifth or more; the low is known as one when the market
 * has risen by a fifth from it, or at the end of the sample.
 *
 * @see Pagan & Sossounov (2003), "A simple framework for analysing bull and bear markets", J. Applied Econometrics 18(1)
 */
export function bearMarkets(market: Float64Array): Uint8Array {
  const inside = new Uint8Array(market.length);
  // Values 0 to T; return t leads from value t to value t + 1. The edge is the high of a bull, the low of a bear market.
  const state = { isBear: false, value: 1, edge: 1, edgeAt: 0, highAt: 0 };
  for (const [t, own] of market.entries()) {
    state.value *= 1 + own;
    const { isBear, value, edge } = state;
    const isBeyond = isBear ? value < edge : value > edge;
    const hasTurned = isBear ? value >= edge * (1 + BULL_RISE) : value <= edge * (1 - BEAR_FALL);
    if (hasTurned) {
      if (isBear) inside.fill(1, state.highAt, state.edgeAt);
      else state.highAt = state.edgeAt;
      state.isBear = !isBear;
    }
    if (isBeyond || hasTurned) Object.assign(state, { edge: value, edgeAt: t + 1 });
  }
  if (state.isBear) inside.fill(1, state.highAt, state.edgeAt);
  return inside;
}

/** Rows that end a window whose volatility lies in the upper quarter of all windows. */
function stormyRows({ market, periodsPerYear }: RegimeInput): Split | undefined {
  if (market.length < 2 * VOLATILITY_WINDOW) return undefined;
  const { volatility } = rollingFigures({
    returns: market,
    window: VOLATILITY_WINDOW,
    periodsPerYear,
    riskFreeRate: 0,
  });
  const border = quantile(volatility, STORMY_QUANTILE);
  const split = { inside: new Uint8Array(market.length), judged: new Uint8Array(market.length) };
  volatility.forEach((value, k) => {
    split.judged[k + VOLATILITY_WINDOW - 1] = 1;
    split.inside[k + VOLATILITY_WINDOW - 1] = value > border ? 1 : 0;
  });
  return split;
}

/** Rows on which cash earned more over the last half year than over the half year before it. */
function risingRates(cashReturns: Float64Array): Split | undefined {
  const T = cashReturns.length;
  if (T < 3 * RATE_WINDOW || cashReturns.every((value) => value === 0)) return undefined;
  const sums = new Float64Array(T + 1);
  cashReturns.forEach((value, t) => (sums[t + 1] = sums[t]! + value));
  const split = { inside: new Uint8Array(T), judged: new Uint8Array(T) };
  // The row itself is not used: what cash earned up to the row before is known when it begins.
  for (let t = 2 * RATE_WINDOW; t < T; t++) {
    const recent = sums[t]! - sums[t - RATE_WINDOW]!;
    const before = sums[t - RATE_WINDOW]! - sums[t - 2 * RATE_WINDOW]!;
    split.judged[t] = 1;
    split.inside[t] = recent > before ? 1 : 0;
  }
  return split;
}

/** The most likely path of a hidden two-state model of the market. */
function stormyStates(market: Float64Array): Split | undefined {
  const fit = fitTwoStates(market);
  if (fit.status !== 'fitted') return undefined;
  return { inside: viterbi(fit.model, market), judged: new Uint8Array(market.length).fill(1) };
}

interface Measured {
  /** Length T. */
  readonly returns: Float64Array;
  /** Length T; null without one. */
  readonly benchmark: Float64Array | null;
  readonly periodsPerYear: number;
  readonly riskFreeRate: number;
}

export function regimeFigures({ inside }: Regime, measured: Measured): RegimeFigures {
  const { returns, benchmark, periodsPerYear, riskFreeRate } = measured;
  const within = (values: Float64Array): Float64Array => values.filter((_, t) => inside[t] === 1);
  const series = metricSeries({ returns: within(returns), periodsPerYear, riskFreeRate });
  const { totalReturn, annualReturn, annualVolatility, sharpe, hitRate } = METRICS;
  return {
    returns: series.returns.length,
    share: series.returns.length / returns.length,
    totalReturn: totalReturn.compute(series),
    annualReturn: annualReturn.compute(series),
    annualVolatility: annualVolatility.compute(series),
    sharpe: sharpe.compute(series),
    hitRate: hitRate.compute(series),
    benchmarkTotalReturn:
      benchmark === null ? null : totalReturn.compute(metricSeries({ returns: within(benchmark), periodsPerYear })),
  };
}
