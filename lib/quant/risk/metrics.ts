import {
  alpha,
  benchmarkHitRate,
  beta,
  captureRatio,
  downCapture,
  informationRatio,
  trackingError,
  treynor,
  upCapture,
} from './benchmark-metrics';
import { martinRatio, maxDrawdownDuration, painIndex, painRatio, ulcerIndex } from './drawdown-metrics';
import type { Metric, MetricSeries } from './metric';
import {
  annualReturn,
  annualVolatility,
  calmar,
  downsideRisk,
  hitRate,
  maxDrawdown,
  omega,
  sharpe,
  sortino,
  totalReturn,
} from './return-metrics';
import { conditionalValueAtRisk, kurtosis, skew, tailRatio, valueAtRisk } from './tail-metrics';

/** The metric dictionary: one definition of each figure for optimiser, backtest, pages and reports, in display order. */
export const METRICS = {
  totalReturn,
  annualReturn,
  annualVolatility,
  sharpe,
  sortino,
  calmar,
  omega,
  maxDrawdown,
  downsideRisk,
  tailRatio,
  valueAtRisk,
  conditionalValueAtRisk,
  skew,
  kurtosis,
  alpha,
  beta,
  informationRatio,
  trackingError,
  upCapture,
  downCapture,
  captureRatio,
  treynor,
  maxDrawdownDuration,
  ulcerIndex,
  painIndex,
  martinRatio,
  painRatio,
  hitRate,
  benchmarkHitRate,
} as const satisfies Record<string, Metric>;

export type MetricId = keyof typeof METRICS;

export type MetricValues = { readonly [Id in MetricId]: number | null };

/** Every metric of a series; null where one is undefined. */
export function computeMetrics(series: MetricSeries): MetricValues {
  const entries = Object.entries(METRICS).map(([id, metric]) => [id, metric.compute(series)] as const);
  // The keys are those of METRICS, which the type of fromEntries forgets.
  return Object.fromEntries(entries) as MetricValues;
}
