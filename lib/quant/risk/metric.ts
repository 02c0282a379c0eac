import { invariant } from '../../base/invariant';

/** What a metric is computed from. Made by `metricSeries`, which checks it once. */
export interface MetricSeries {
  /** Simple returns, one a period, oldest first; may be empty. */
  readonly returns: Float64Array;
  /** The benchmark's returns over the same periods; null where there is none. */
  readonly benchmark: Float64Array | null;
  /** Annual decimal; a period earns it divided by `periodsPerYear`. */
  readonly riskFreeRate: number;
  /** Decimal PER PERIOD: the border between a good and a bad period for Sortino, Omega and downside risk. */
  readonly requiredReturn: number;
  readonly periodsPerYear: number;
}

export type MetricUnit = 'decimal' | 'ratio' | 'periods';

/**
 * One entry of the metric dictionary. A value that is a return is signed like a return: a loss is negative.
 * Annual unless said otherwise; deviations divide by n - 1.
 */
export interface Metric {
  readonly id: string;
  readonly unit: MetricUnit;
  /** null where neither end is better. */
  readonly higherIsBetter: boolean | null;
  readonly needsBenchmark: boolean;
  /** Null where the metric is undefined: too few returns, no spread, no benchmark, ruin. Never NaN or infinite. */
  readonly compute: (series: MetricSeries) => number | null;
}

export type MetricSeriesInput = Pick<MetricSeries, 'returns' | 'periodsPerYear'> & Partial<MetricSeries>;

/**
 * Checks a series once, so that metrics need not; the rates default to zero, the benchmark to none.
 *
 * @throws InvariantError on a value that is not finite, a benchmark of another length or periodsPerYear <= 0
 */
export function metricSeries(input: MetricSeriesInput): MetricSeries {
  const series: MetricSeries = { benchmark: null, riskFreeRate: 0, requiredReturn: 0, ...input };
  const { returns, benchmark, riskFreeRate, requiredReturn, periodsPerYear } = series;
  invariant(returns.every(Number.isFinite), `one of ${returns.length} returns is not finite`);
  if (benchmark !== null) {
    invariant(benchmark.length === returns.length, `${benchmark.length} benchmark returns for ${returns.length}`);
    invariant(benchmark.every(Number.isFinite), `one of ${benchmark.length} benchmark returns is not finite`);
  }
  invariant(Number.isFinite(riskFreeRate) && Number.isFinite(requiredReturn), `${riskFreeRate}, ${requiredReturn}`);
  invariant(periodsPerYear > 0 && Number.isFinite(periodsPerYear), `${periodsPerYear} periods a year`);
  return series;
}
