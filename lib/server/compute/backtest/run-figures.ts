import { isoDayFromNumber } from '@/lib/base/iso-day';
import { formatMicros, microsFromNumber, roundToCents } from '@/lib/base/money';
import { runReturns } from '@/lib/quant/backtest/analysis/run-returns';
import type { BacktestFinished } from '@/lib/quant/backtest/types';
import { fullYears, worstYear } from '@/lib/quant/market/calendar-years';
import type { CalendarId } from '@/lib/quant/market/instrument';
import { metricSeries } from '@/lib/quant/risk/metric';
import { computeMetrics, type MetricValues } from '@/lib/quant/risk/metrics';
import { rowsPerYear } from '@/lib/quant/strategy/rows-per-year';
import type { BacktestRunView } from '@/lib/shared/contracts/backtest';
import type { MoneyText } from '@/lib/shared/contracts/common';

/** Figures per year mean little before a year has passed. */
const ANNUAL_FIGURE_DAYS_MIN = 365;

export const usd = (amount: number): MoneyText => ({
  amount: formatMicros(roundToCents(microsFromNumber(amount))),
  currency: 'USD',
});

/** What cash earned over the run, annual decimal: Sharpe and its kin are measured above it. */
export function riskFreeRateOf({ cashReturns, days }: Pick<BacktestFinished, 'cashReturns' | 'days'>): number {
  const earned = cashReturns.subarray(1);
  return (earned.reduce((sum, value) => sum + value, 0) / earned.length) * rowsPerYear(days);
}

/** A value path as its figures are read from: one entry a day, whole days since 1970-01-01. */
export interface ValuePath {
  readonly value: Float64Array;
  readonly days: Int32Array;
}

export const spansYear = (days: Int32Array): boolean =>
  (days[days.length - 1] ?? 0) - (days[0] ?? 0) >= ANNUAL_FIGURE_DAYS_MIN;

/** The figures of one line after costs; those of a year are null where less than one has passed. */
export function runFigures(run: BacktestFinished, calendar: CalendarId): BacktestRunView['metrics'] {
  const { value, days } = run;
  const periodsPerYear = rowsPerYear(days);
  const all: MetricValues = computeMetrics(
    metricSeries({ returns: runReturns(run), periodsPerYear, riskFreeRate: riskFreeRateOf(run) }),
  );
  const isLong = spansYear(days);
  const annual = (figure: number | null): number | null => (isLong ? figure : null);
  return {
    totalReturn: all.totalReturn,
    annualReturn: annual(all.annualReturn),
    annualVolatility: annual(all.annualVolatility),
    sharpe: annual(all.sharpe),
    sortino: annual(all.sortino),
    calmar: annual(all.calmar),
    maxDrawdown: all.maxDrawdown,
    valueAtRisk: all.valueAtRisk,
    conditionalValueAtRisk: all.conditionalValueAtRisk,
    worstYear: worstFullYear({ value, days }, calendar),
  };
}

/** The lowest return of a calendar year that lies wholly inside the days; null when none does. */
function worstFullYear({ value, days }: ValuePath, calendar: CalendarId): number | null {
  const years = fullYears(days, calendar).map(({ year, from, to }) => ({
    year,
    return: (value[to] ?? Number.NaN) / (value[from] ?? Number.NaN) - 1,
  }));
  return worstYear(years)?.return ?? null;
}

/** Loss from the highest value so far; 0 or negative. */
export function drawdownsOf(value: Float64Array): Float64Array {
  let highest = 0;
  return value.map((amount) => {
    highest = Math.max(highest, amount);
    return amount / highest - 1;
  });
}

/** Rows that end a calendar month, the last row among them. */
function monthEndRows(days: Int32Array): number[] {
  const monthOf = (row: number): string => isoDayFromNumber(days[row] ?? 0).slice(0, 7);
  return Array.from(days.keys()).filter((row) => row === days.length - 1 || monthOf(row) !== monthOf(row + 1));
}

/** The months of the rows, as YYYY-MM. */
export const monthsOf = (days: Int32Array): string[] =>
  monthEndRows(days).map((row) => isoDayFromNumber(days[row] ?? 0).slice(0, 7));

/** One for each of `monthsOf`: from the last value of the month before, or the first of all, to the last of this one. */
export function monthReturnsOf({ value, days }: ValuePath): number[] {
  let before = value[0] ?? Number.NaN;
  return monthEndRows(days).map((row) => {
    const end = value[row] ?? Number.NaN;
    const change = end / before - 1;
    before = end;
    return change;
  });
}
