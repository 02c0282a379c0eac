import { DAYS_PER_YEAR, isoDayFromNumber } from '@/lib/base/iso-day';
import { drawdownTable } from '@/lib/quant/backtest/analysis/drawdown-table';
import { monthReturns } from '@/lib/quant/backtest/analysis/month-returns';
import { runReturns } from '@/lib/quant/backtest/analysis/run-returns';
import { summarise } from '@/lib/quant/backtest/summary';
import type { BacktestFinished } from '@/lib/quant/backtest/types';
import { randomStream } from '@/lib/quant/math/rng';
import { sumOf } from '@/lib/quant/math/matrix';
import { drawdownPath } from '@/lib/quant/risk/drawdown';
import { moneyWeightedReturn } from '@/lib/quant/risk/money-weighted';
import { metricSeries } from '@/lib/quant/risk/metric';
import { metricIntervals, type Resampling } from '@/lib/quant/risk/metric-intervals';
import {
  BACKTEST_POINTS_MAX,
  type BacktestDoorRequest,
  type BacktestDoorRow,
} from '@/lib/shared/contracts/backtest-door';
import { isNarrated, narrate } from '@/lib/shared/narrate/narrate';
import { thinned } from '@/lib/shared/thinned';
import { whyUnavailable } from '../recommend/backtest-summary';
import { detailOf } from './detail';
import { tooMuchMoneyText } from './money-bound';
import type { PlannedRun } from './read-request';
import { emptiedOn, type Replayed } from './replay';

type FinishedRow = Extract<BacktestDoorRow, { status: 'finished' }>;

/** Lines that a row is compared with, by id, with their daily returns. */
export type Lines = ReadonlyMap<string, Float64Array>;

export type IntervalDraw = Pick<Resampling, 'samples' | 'confidence' | 'meanBlockLength'> & { readonly seed: string };

export interface RowContext {
  readonly request: BacktestDoorRequest;
  readonly lines: Lines;
  readonly benchmark: BacktestFinished | undefined;
  readonly intervals: IntervalDraw;
}

const DRAWDOWNS_SHOWN = 5;

export function rowOf({ plan, outcome }: Replayed, context: RowContext): BacktestDoorRow {
  const { id } = plan;
  if (outcome.status === 'finished') {
    const emptied = emptiedOn(outcome);
    if (emptied === undefined) return finishedRow(plan, outcome, context);
    const why = `What was taken out had emptied the account on ${isoDayFromNumber(emptied)}, so its returns end there.`;
    return { id, status: 'unavailable', why, firstPossibleDay: null };
  }
  if (outcome.status === 'too-much-money') {
    return { id, status: 'unavailable', why: tooMuchMoneyText(outcome), firstPossibleDay: null };
  }
  const day = outcome.status === 'insufficient-history' ? outcome.firstPossibleDay : undefined;
  return {
    id,
    status: 'unavailable',
    why: whyUnavailable(outcome),
    firstPossibleDay: day === undefined ? null : isoDayFromNumber(day),
  };
}

function finishedRow({ id, panel }: PlannedRun, run: BacktestFinished, context: RowContext): FinishedRow {
  const { request, benchmark } = context;
  const returns = runReturns(run);
  const figures = summarise(run, benchmark, request.riskFreeRate);
  const { days } = run;
  const { periodsPerYear, riskFreeRate } = figures;
  const rates = { periodsPerYear, riskFreeRate };
  return {
    id,
    status: 'finished',
    endValue: figures.endValue,
    metrics: figures.metrics,
    ...drawnFigures({ returns, ...rates }, context),
    moneyWeightedReturn: moneyWeightedOf(run),
    income: sumOf(run.income),
    interest: sumOf(run.interest),
    ...afterTaxOf(run),
    turnoverAnnual: run.totals.turnoverAnnual,
    costs: costsOf(run),
    trades: run.totals.tradesCount,
    drawdowns: drawdownTable(days, returns, DRAWDOWNS_SHOWN).map((spell) => ({
      depth: spell.depth,
      peak: isoDayFromNumber(spell.peakDay),
      trough: isoDayFromNumber(spell.troughDay),
      recovery: spell.recoveryDay === null ? null : isoDayFromNumber(spell.recoveryDay),
      daysToTrough: spell.daysToTrough,
      daysToRecovery: spell.daysToRecovery,
    })),
    annualReturns: figures.annualReturns.map((year) => ({ ...year })),
    monthReturns: monthReturns(days, returns).map((year) => ({ ...year, months: [...year.months] })),
    ...seriesOf(run, returns, request.series),
    ...(request.detail === undefined
      ? {}
      : {
          detail: detailOf(request.detail, {
            run,
            panel,
            benchmark,
            ...rates,
            riskFreeRateGiven: request.riskFreeRate,
          }),
        }),
    notes: run.facts.filter(isNarrated).map(narrate),
  };
}

/** Intervals of every metric, and of the differences to each line that stands beside; the same draws for all. */
function drawnFigures(
  series: { readonly returns: Float64Array; readonly periodsPerYear: number; readonly riskFreeRate: number },
  { benchmark, intervals, lines }: RowContext,
): Pick<FinishedRow, 'intervals' | 'differences'> {
  const { seed, ...draw } = intervals;
  const resampling = (): Resampling => ({ ...draw, rng: randomStream(seed) });
  const own = metricIntervals(
    metricSeries({ ...series, benchmark: benchmark === undefined ? null : runReturns(benchmark) }),
    { ...resampling(), withDifferences: false },
  );
  const differences = Array.from(lines, ([to, other]) => {
    const only = ['sharpe', 'annualReturn'] as const;
    const drawn = metricIntervals(metricSeries({ ...series, benchmark: other }), { ...resampling(), only }).differences;
    return { to, sharpe: drawn.sharpe, annualReturn: drawn.annualReturn };
  });
  return { intervals: own.intervals, differences };
}

/** A gain below a cent, or lost in the rounding of a long sum of values, is none to take a share of. */
const GAIN_MIN = 0.01;
const GAIN_SHARE_MIN = 1e-9;

function costsOf(run: BacktestFinished): FinishedRow['costs'] {
  const trading = run.totals.cost;
  const [fees, taxes] = [sumOf(run.fees), sumOf(run.taxes)];
  const all = trading + fees + taxes;
  const start = run.value[0] ?? 0;
  const gainBefore = (run.value.at(-1) ?? 0) - start - (sumOf(run.flows) - (run.flows[0] ?? 0)) + all;
  const years = ((run.days.at(-1) ?? 0) - (run.days[0] ?? 0)) / DAYS_PER_YEAR;
  const meanValue = sumOf(run.value) / run.value.length;
  return {
    trading,
    fees,
    taxes,
    shareOfGain: gainBefore > Math.max(GAIN_MIN, GAIN_SHARE_MIN * meanValue) ? all / gainBefore : null,
    perYear: all / meanValue / years,
  };
}

/** The start money and later flows paid in, the end value taken out. */
function moneyWeightedOf({ days, flows, value }: BacktestFinished): number | null {
  const moved = Array.from(days, (day, row) => ({ day, amount: -((row === 0 ? value[0] : flows[row]) ?? Number.NaN) }));
  const end = { day: days.at(-1) ?? Number.NaN, amount: value.at(-1) ?? Number.NaN };
  const outcome = moneyWeightedReturn([...moved.filter(({ amount }) => amount !== 0), end]);
  return outcome.status === 'solved' ? outcome.annualRate : null;
}

const MICROS = 1e6;

function afterTaxOf({ taxed }: BacktestFinished): Pick<FinishedRow, 'afterTax'> {
  if (taxed === undefined) return {};
  const { realisedGains, years, liquidationValue, liquidationTax } = taxed;
  const realised = (isLong: boolean): number =>
    realisedGains.reduce(
      (sum, gain) => (gain.isLong === isLong ? sum + gain.proceedsMicros - gain.basisMicros : sum),
      0,
    );
  return {
    afterTax: {
      liquidationValue,
      liquidationTax,
      realisedShort: realised(false) / MICROS,
      realisedLong: realised(true) / MICROS,
      disallowedLosses: realisedGains.reduce((sum, gain) => sum + gain.disallowedMicros, 0) / MICROS,
      carryForward: (years.at(-1)?.carryForwardMicros ?? 0) / MICROS,
    },
  };
}

function seriesOf(
  { days, value }: BacktestFinished,
  returns: Float64Array,
  wanted: BacktestDoorRequest['series'] = 'thinned',
): Pick<FinishedRow, 'series'> {
  if (wanted === 'none') return {};
  const below = drawdownPath(returns);
  const rows = wanted === 'full' ? Array.from(days.keys()) : thinned(days.length, BACKTEST_POINTS_MAX);
  return {
    series: {
      dates: rows.map((row) => isoDayFromNumber(days[row] ?? 0)),
      values: rows.map((row) => value[row] ?? 0),
      drawdowns: rows.map((row) => (row === 0 ? 0 : (below[row - 1] ?? 0))),
    },
  };
}
