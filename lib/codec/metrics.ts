import { done, type Outcome, refused } from '@/lib/base/outcome';
import { metricSeries } from '@/lib/quant/risk/metric';
import { computeMetrics, type MetricValues } from '@/lib/quant/risk/metrics';
import type { MetricsRequest } from '@/lib/shared/contracts/metrics';

const TRADING_DAYS = 252;

/** Every metric of the dictionary, null where one is undefined. */
export function metricsAnswer(request: MetricsRequest): Outcome<MetricValues> {
  const { returns, benchmark, riskFreeRate = 0, requiredReturn = 0, periodsPerYear = TRADING_DAYS } = request;
  if (benchmark !== undefined && benchmark.length !== returns.length) {
    return refused('bad-input', `The benchmark has ${benchmark.length} returns for ${returns.length}.`, 'benchmark');
  }
  const series = metricSeries({
    returns: Float64Array.from(returns),
    benchmark: benchmark === undefined ? null : Float64Array.from(benchmark),
    riskFreeRate,
    requiredReturn,
    periodsPerYear,
  });
  return done(computeMetrics(series));
}
