import { dayNumber } from '@/lib/base/iso-day';
import { type Regime, regimeFigures, regimesOf } from '@/lib/quant/backtest/analysis/regimes';
import { runReturns } from '@/lib/quant/backtest/analysis/run-returns';
import type { BacktestFinished } from '@/lib/quant/backtest/types';
import type { PricePanel } from '@/lib/quant/market/panel';
import { scenariosFor } from '@/lib/quant/planning/scenarios';
import { metricSeries } from '@/lib/quant/risk/metric';
import { METRICS } from '@/lib/quant/risk/metrics';
import { rowsPerYear } from '@/lib/quant/strategy/rows-per-year';
import type { BacktestAgainst, RegimeView } from '@/lib/shared/contracts/backtest-against';
import { riskFreeRateOf } from './run-figures';

interface RunInMarkets {
  readonly run: BacktestFinished;
  readonly panel: PricePanel;
  readonly yardstick: { readonly name: string; readonly run: BacktestFinished } | undefined;
  /** Length rows - 1: the stocks of the panel in equal parts, where there are any. */
  readonly stocks: Float64Array | undefined;
}

/** How a line went in each kind of market and in each known crisis that the window holds. */
export function regimesOfRun({ run, panel, yardstick, stocks }: RunInMarkets): BacktestAgainst['regimes'] {
  const returns = runReturns(run);
  const benchmark = yardstick === undefined ? null : runReturns(yardstick.run);
  const periodsPerYear = rowsPerYear(run.days);
  const regimes = regimesOf({
    market: stocks ?? benchmark ?? returns,
    cashReturns: run.cashReturns.subarray(1),
    days: run.days.subarray(1),
    periodsPerYear,
    periods: crisesWithin(run.days, panel),
  });
  const measured = { returns, benchmark, periodsPerYear, riskFreeRate: riskFreeRateOf(run) };
  return {
    market: stocks !== undefined ? 'stocks' : benchmark !== null ? 'yardstick' : 'plan',
    against: yardstick?.name ?? null,
    // A market that never fell by a fifth has no bear to speak of.
    rows: regimes.filter(({ inside }) => inside.includes(1)).map((regime) => regimeRow(regime, measured)),
  };
}

/** The crises of the stress tests that lie wholly inside the days; a return belongs to the day it ends on. */
function crisesWithin(days: Int32Array, panel: PricePanel) {
  const [first, last] = [days[0] ?? Number.NaN, days.at(-1) ?? Number.NaN];
  return scenariosFor(panel).flatMap(({ name, window }) => {
    if (window === undefined) return [];
    const [from, to] = [dayNumber(window.from), dayNumber(window.to)];
    return from >= first && to <= last ? [{ name, fromDay: from + 1, toDay: to }] : [];
  });
}

function regimeRow(regime: Regime, measured: Parameters<typeof regimeFigures>[1]): RegimeView {
  const { returns, benchmark, periodsPerYear } = measured;
  const figures = regimeFigures(regime, measured);
  const inside = (values: Float64Array): Float64Array => values.filter((_, t) => regime.inside[t] === 1);
  const annual = (figure: number | null): number | null => (figures.returns >= periodsPerYear ? figure : null);
  const theirs = benchmark === null ? null : metricSeries({ returns: inside(benchmark), periodsPerYear });
  return {
    id: regime.id,
    knownOn: regime.knownOn,
    days: figures.returns,
    share: figures.share,
    totalReturn: figures.totalReturn,
    annualReturn: annual(figures.annualReturn),
    annualVolatility: annual(figures.annualVolatility),
    maxDrawdown: deepestFall(regime.inside, returns),
    benchmarkTotalReturn: figures.benchmarkTotalReturn,
    benchmarkAnnualReturn: annual(theirs === null ? null : METRICS.annualReturn.compute(theirs)),
  };
}

/** Of each unbroken stretch inside by itself; 0 or negative. */
function deepestFall(inside: Uint8Array, returns: Float64Array): number {
  let [value, high, deepest] = [1, 1, 0];
  returns.forEach((own, t) => {
    if (inside[t] === 0) [value, high] = [1, 1];
    else {
      value *= 1 + own;
      high = Math.max(high, value);
      deepest = Math.min(deepest, value / high - 1);
    }
  });
  return deepest;
}
