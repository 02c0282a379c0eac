import { runReturns } from '@/lib/quant/backtest/analysis/run-returns';
import type { BacktestFinished } from '@/lib/quant/backtest/types';
import { randomStream } from '@/lib/quant/math/rng';
import { metricIntervals } from '@/lib/quant/risk/metric-intervals';
import { rowsPerYear } from '@/lib/quant/strategy/rows-per-year';
import { BACKTEST_INTERVAL_IDS, type BacktestIntervals } from '@/lib/shared/contracts/backtest';
import { riskFreeRateOf, spansYear } from './run-figures';
import { metricSeries } from '@/lib/quant/risk/metric';

/** Ends of a 95 % interval move by a few per cent of its width from one draw of so many to the next. */
const SAMPLES = 400;
const CONFIDENCE = 0.95;

interface Compared {
  readonly run: BacktestFinished;
  readonly yardstick: { readonly name: string; readonly run: BacktestFinished } | undefined;
}

/** How far the figures of a line, and its lead over the yardstick, may be off; null under a year. */
export function runIntervals({ run, yardstick }: Compared): BacktestIntervals | null {
  if (!spansYear(run.days)) return null;
  const series = metricSeries({
    returns: runReturns(run),
    benchmark: yardstick === undefined ? null : runReturns(yardstick.run),
    riskFreeRate: riskFreeRateOf(run),
    periodsPerYear: rowsPerYear(run.days),
  });
  const { intervals, differences } = metricIntervals(series, {
    samples: SAMPLES,
    confidence: CONFIDENCE,
    // The same run always gets the same intervals.
    rng: randomStream('backtest-intervals'),
    only: BACKTEST_INTERVAL_IDS,
  });
  return {
    samples: SAMPLES,
    confidence: CONFIDENCE,
    against: yardstick?.name ?? null,
    metrics: BACKTEST_INTERVAL_IDS.map((id) => ({ id, interval: intervals[id], difference: differences[id] })),
  };
}
