import { civilFromDayNumber, dayNumberFromCivil } from '../../base/iso-day';
import { worstYear, type YearReturn } from '../market/calendar-years';
import { runReturns } from './analysis/run-returns';
import { drawdown } from '../risk/drawdown';
import { metricSeries } from '../risk/metric';
import { computeMetrics, type MetricValues } from '../risk/metrics';
import { rowsPerYear } from '../strategy/rows-per-year';
import type { BacktestFinished } from './types';

/** Over the part of the year that the run covers; not annualised. */
export interface AnnualReturn extends YearReturn {
  readonly isFullYear: boolean;
}

export interface DrawdownPeriod {
  /** As a return: -0.25 is a quarter lost. */
  readonly maxDrawdown: number;
  /** Whole days since 1970-01-01. */
  readonly peakDay: number;
  readonly troughDay: number;
  /** Absent while the value is still below the peak. */
  readonly recoveryDay?: number;
}

/** The figures of a run; returns count from the start money, after costs. */
export interface BacktestFigures {
  readonly endValue: number;
  readonly periodsPerYear: number;
  /** Annual, what cash earned over the run; Sharpe and its kin are measured above it. */
  readonly riskFreeRate: number;
  /** Null where undefined; pages hide annualised figures of runs shorter than a year. */
  readonly metrics: MetricValues;
  readonly annualReturns: readonly AnnualReturn[];
  /** Of the full calendar years; absent when there is none. */
  readonly worstYear?: AnnualReturn;
  /** Absent when the value never fell. */
  readonly drawdown?: DrawdownPeriod;
  /** The first day, then the last day of each calendar month of the run. */
  readonly monthEnds: { readonly days: Int32Array; readonly values: Float64Array };
}

/** A year counts as full when the run starts or ends within a long weekend of it. */
const YEAR_EDGE_DAYS = 4;

/**
 * @param benchmark a run over the same days; its returns feed alpha, beta and their kin
 * @param riskFreeRateGiven annual decimal; what cash earned over the run when absent
 */
export function summarise(
  run: BacktestFinished,
  benchmark?: BacktestFinished,
  riskFreeRateGiven?: number,
): BacktestFigures {
  const periodsPerYear = rowsPerYear(run.days);
  const returns = runReturns(run);
  const cashPath = run.cashReturns.subarray(1);
  const cashRate = (cashPath.reduce((sum, value) => sum + value, 0) / cashPath.length) * periodsPerYear;
  const riskFreeRate = riskFreeRateGiven ?? cashRate;
  const series = metricSeries({
    returns,
    periodsPerYear,
    riskFreeRate,
    benchmark: benchmark === undefined ? null : runReturns(benchmark),
  });
  const annualReturns = annualReturnsOf(run, returns);
  const worst = worstYear(annualReturns.filter(({ isFullYear }) => isFullYear));
  const fall = drawdownOf(run, returns);
  return {
    endValue: run.value.at(-1)!,
    periodsPerYear,
    riskFreeRate,
    metrics: computeMetrics(series),
    annualReturns,
    ...(worst === undefined ? {} : { worstYear: worst }),
    ...(fall === undefined ? {} : { drawdown: fall }),
    monthEnds: monthEndsOf(run),
  };
}

/** Each value over the one before, unless money came or went on the way. */
function growthPath({ value, flows }: BacktestFinished, returns: Float64Array): Float64Array {
  if (flows.every((flow, t) => t === 0 || flow === 0)) return value;
  const path = Float64Array.from(value);
  returns.forEach((own, t) => (path[t + 1] = path[t]! * (1 + own)));
  return path;
}

function annualReturnsOf(run: BacktestFinished, returns: Float64Array): AnnualReturn[] {
  const { days } = run;
  const value = growthPath(run, returns);
  const firstDay = days[0]!;
  const lastDay = days.at(-1)!;
  const years: AnnualReturn[] = [];
  let valueBefore = value[0]!;
  for (let t = 1; t < days.length; t++) {
    const { year } = civilFromDayNumber(days[t]!);
    if (t + 1 < days.length && civilFromDayNumber(days[t + 1]!).year === year) continue;
    const startsInTime = firstDay <= dayNumberFromCivil(year, 1, 1) + YEAR_EDGE_DAYS;
    const endsInTime = lastDay >= dayNumberFromCivil(year, 12, 31) - YEAR_EDGE_DAYS;
    years.push({ year, return: value[t]! / valueBefore - 1, isFullYear: startsInTime && endsInTime });
    valueBefore = value[t]!;
  }
  return years;
}

function drawdownOf({ days }: BacktestFinished, returns: Float64Array): DrawdownPeriod | undefined {
  const { maxDrawdown, peakIndex, troughIndex, recoveryIndex } = drawdown(returns);
  if (maxDrawdown === 0) return undefined;
  const recovery = recoveryIndex === null ? {} : { recoveryDay: days[recoveryIndex]! };
  return { maxDrawdown, peakDay: days[peakIndex]!, troughDay: days[troughIndex]!, ...recovery };
}

function monthEndsOf({ days, value }: BacktestFinished): BacktestFigures['monthEnds'] {
  const monthOf = (t: number): number => civilFromDayNumber(days[t]!).month;
  const rows = Array.from(days.keys()).filter((t) => t === 0 || t === days.length - 1 || monthOf(t) !== monthOf(t + 1));
  return { days: Int32Array.from(rows, (t) => days[t]!), values: Float64Array.from(rows, (t) => value[t]!) };
}
