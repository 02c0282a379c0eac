import { dayNumber, isoDay, isoDayFromNumber } from '@/lib/base/iso-day';
import { attributeToClasses } from '@/lib/quant/backtest/analysis/attribution';
import { contributionsOf } from '@/lib/quant/backtest/analysis/contributions';
import { classExposure } from '@/lib/quant/backtest/analysis/exposure';
import { attributeToFactors } from '@/lib/quant/backtest/analysis/factor-attribution';
import { regimeFigures, regimesOf } from '@/lib/quant/backtest/analysis/regimes';
import { rollingFigures } from '@/lib/quant/backtest/analysis/rolling';
import { runReturns } from '@/lib/quant/backtest/analysis/run-returns';
import type { BacktestFinished } from '@/lib/quant/backtest/types';
import type { PricePanel } from '@/lib/quant/market/panel';
import { stepsToQuantity } from '@/lib/quant/trading/steps';
import type { BacktestDetail, BacktestDetailChoice } from '@/lib/shared/contracts/backtest-detail';
import { BACKTEST_POINTS_MAX } from '@/lib/shared/contracts/backtest-door';
import { narrate } from '@/lib/shared/narrate/narrate';
import { thinned } from '@/lib/shared/thinned';
import { tradeRows } from './trade-rows';

export interface DetailInput {
  readonly run: BacktestFinished;
  /** Of the run's instruments, in the run's order. */
  readonly panel: PricePanel;
  /** Over the same rows as the run; absent where there is none. */
  readonly benchmark: BacktestFinished | undefined;
  readonly periodsPerYear: number;
  readonly riskFreeRate: number;
  /** That of the request, decimal a year; absent: what cash earned day by day. */
  readonly riskFreeRateGiven: number | undefined;
}

type Section<Name extends keyof BacktestDetail> = NonNullable<BacktestDetail[Name]>;

/** The sections that were asked for, and no others. */
export function detailOf(choice: BacktestDetailChoice, input: DetailInput): BacktestDetail {
  const { rolling, exposure, contributions, attribution, factors, regimes, trades, orders } = choice;
  return {
    ...(rolling === undefined ? {} : { rolling: rollingSection(rolling.windowDays, input) }),
    ...(exposure === undefined ? {} : { exposure: exposureSection(input) }),
    ...(contributions === undefined ? {} : { contributions: contributionsSection(input) }),
    ...(attribution === undefined ? {} : { attribution: attributionSection(attribution.weights, input) }),
    ...(factors === undefined ? {} : { factors: factorsSection(factors, input) }),
    ...(regimes === undefined ? {} : { regimes: regimesSection(regimes, input) }),
    ...(trades === undefined ? {} : { trades: tradeRows(input.run) }),
    ...(orders === undefined ? {} : { orders: ordersSection(input) }),
  };
}

const dayText = (days: Int32Array, row: number): string => isoDayFromNumber(days[row] ?? Number.NaN);

const orNull = (value: number | undefined): number | null =>
  value === undefined || Number.isNaN(value) ? null : value;

function rollingSection(
  window: number,
  { run, benchmark, periodsPerYear, riskFreeRate }: DetailInput,
): Section<'rolling'> {
  const other = benchmark === undefined ? {} : { benchmark: runReturns(benchmark) };
  const figures = rollingFigures({ returns: runReturns(run), ...other, window, periodsPerYear, riskFreeRate });
  const rows = thinned(figures.volatility.length, BACKTEST_POINTS_MAX);
  return {
    // Entry k ends with return window - 1 + k, which ends on row window + k.
    dates: rows.map((k) => dayText(run.days, window + k)),
    volatility: rows.map((k) => figures.volatility[k] ?? Number.NaN),
    sharpe: rows.map((k) => orNull(figures.sharpe[k])),
    beta: rows.map((k) => orNull(figures.beta?.[k])),
  };
}

function exposureSection({ run, panel }: DetailInput): Section<'exposure'> {
  const rows = thinned(run.days.length, BACKTEST_POINTS_MAX);
  const paths = classExposure(
    run,
    panel.instruments.map(({ assetClass }) => assetClass),
  );
  return {
    dates: rows.map((row) => dayText(run.days, row)),
    classes: Array.from(paths, ([assetClass, path]) => ({
      assetClass,
      shares: rows.map((row) => path[row] ?? Number.NaN),
    })),
  };
}

function contributionsSection({ run, panel }: DetailInput): Section<'contributions'> {
  const { instruments, ...rest } = contributionsOf(run);
  const parts = panel.instruments.map(({ symbol, assetClass }, i) => ({
    symbol,
    assetClass,
    contribution: instruments[i] ?? Number.NaN,
  }));
  const classes = [...new Set(parts.map(({ assetClass }) => assetClass))];
  return {
    ...rest,
    instruments: parts.map(({ symbol, contribution }) => ({ symbol, contribution })),
    classes: classes.map((assetClass) => ({
      assetClass,
      contribution: parts.reduce((sum, part) => (part.assetClass === assetClass ? sum + part.contribution : sum), 0),
    })),
  };
}

function attributionSection(
  weights: Readonly<Record<string, number>>,
  { run, panel }: DetailInput,
): Section<'attribution'> {
  const mix = Float64Array.from(panel.instruments, ({ symbol }) =>
    Object.hasOwn(weights, symbol) ? (weights[symbol] ?? Number.NaN) : 0,
  );
  const { classes, ...rest } = attributeToClasses(run, panel, mix);
  return { ...rest, classes: classes.map((part) => ({ ...part })) };
}

function factorsSection(
  { dates, series }: NonNullable<BacktestDetailChoice['factors']>,
  { run, periodsPerYear, riskFreeRateGiven }: DetailInput,
): Section<'factors'> {
  const rowOfDay = new Map(dates.map((date, row) => [dayNumber(isoDay(date)), row]));
  const returns = runReturns(run);
  const shared = Array.from(returns.keys()).filter((t) => rowOfDay.has(run.days[t + 1] ?? Number.NaN));
  const rateGiven = riskFreeRateGiven === undefined ? undefined : riskFreeRateGiven / periodsPerYear;
  const excess = Float64Array.from(
    shared,
    (t) => (returns[t] ?? Number.NaN) - (rateGiven ?? run.cashReturns[t + 1] ?? Number.NaN),
  );
  const factors = Object.entries(series).map(([name, values]) => ({
    name,
    returns: Float64Array.from(shared, (t) => values[rowOfDay.get(run.days[t + 1] ?? Number.NaN) ?? -1] ?? Number.NaN),
  }));
  const outcome = attributeToFactors(excess, factors, periodsPerYear);
  return outcome.status === 'fitted' ? { ...outcome, factors: outcome.factors.map((part) => ({ ...part })) } : outcome;
}

function regimesSection(
  { periods = [] }: NonNullable<BacktestDetailChoice['regimes']>,
  { run, benchmark, periodsPerYear, riskFreeRate }: DetailInput,
): Section<'regimes'> {
  const returns = runReturns(run);
  const market = benchmark === undefined ? null : runReturns(benchmark);
  const regimes = regimesOf({
    // Without a benchmark the run's own ups and downs are the market's.
    market: market ?? returns,
    cashReturns: run.cashReturns.subarray(1),
    days: run.days.subarray(1),
    periodsPerYear,
    periods: periods.map(({ name, from, to }) => ({
      name,
      fromDay: dayNumber(isoDay(from)),
      toDay: dayNumber(isoDay(to)),
    })),
  });
  return regimes.map((regime) => ({
    id: regime.id,
    knownOn: regime.knownOn,
    ...regimeFigures(regime, { returns, benchmark: market, periodsPerYear, riskFreeRate }),
  }));
}

const ordersSection = ({ run }: DetailInput): Section<'orders'> =>
  run.orders.map(({ decisionDay, day, quantitySteps, quantityDecimals, filledSteps, reason, ...order }) => ({
    decided: isoDayFromNumber(decisionDay),
    day: isoDayFromNumber(day),
    symbol: order.symbol,
    side: order.side,
    quantity: stepsToQuantity(quantitySteps, quantityDecimals),
    filled: stepsToQuantity(filledSteps, quantityDecimals),
    status: order.status,
    reason: narrate(reason),
  }));
