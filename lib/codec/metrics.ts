import { done, type Outcome, refused } from '@/lib/base/outcome';
import { randomStream } from '@/lib/quant/math/rng';
import { type MetricIntervals, metricIntervals } from '@/lib/quant/risk/metric-intervals';
import { type MetricSeries, metricSeries } from '@/lib/quant/risk/metric';
import { computeMetrics, type MetricValues } from '@/lib/quant/risk/metrics';
import { type IntervalChoice, type MetricsRequest, RESAMPLED_RETURNS_MAX } from '@/lib/shared/contracts/metrics';
import { type AccountAnswer, returnsOfRequest } from './account-returns';

const TRADING_DAYS = 252;
const DEFAULT_INTERVALS = { samples: 1_000, confidence: 0.95, seed: 'intervals' };

interface IntervalsAnswer {
  readonly samples: number;
  readonly confidence: number;
  readonly meanBlockLength: number;
  readonly metrics: MetricIntervals['intervals'];
  readonly differences: MetricIntervals['differences'];
}

interface MetricsAnswer extends MetricValues {
  readonly account?: AccountAnswer;
  readonly intervals?: IntervalsAnswer;
}

/** Every metric of the dictionary, null where one is undefined; with intervals where they are asked for. */
export function metricsAnswer(request: MetricsRequest): Outcome<MetricsAnswer> {
  const source = returnsOfRequest(request);
  if (source.status === 'refused') return source;
  const { returns, account, rowsPerYear = TRADING_DAYS } = source.value;
  const { benchmark, riskFreeRate = 0, requiredReturn = 0, periodsPerYear = rowsPerYear } = request;
  if (benchmark !== undefined && benchmark.length !== returns.length) {
    return refused('bad-input', `The benchmark has ${benchmark.length} returns for ${returns.length}.`, 'benchmark');
  }
  const series = metricSeries({
    returns,
    benchmark: benchmark === undefined ? null : Float64Array.from(benchmark),
    riskFreeRate,
    requiredReturn,
    periodsPerYear,
  });
  const intervals = request.intervals === undefined ? undefined : intervalsOf(series, request.intervals);
  if (intervals?.status === 'refused') return intervals;
  return done({
    ...computeMetrics(series),
    ...(account === undefined ? {} : { account }),
    ...(intervals === undefined ? {} : { intervals: intervals.value }),
  });
}

function intervalsOf(series: MetricSeries, choice: IntervalChoice): Outcome<IntervalsAnswer> {
  const { samples, confidence, seed, ...rest } = { ...DEFAULT_INTERVALS, ...choice };
  const { length } = series.returns;
  if (length < 2) return refused('bad-input', `An interval needs at least two returns, not ${length}.`, 'intervals');
  if (samples * length > RESAMPLED_RETURNS_MAX) {
    const samplesMax = Math.floor(RESAMPLED_RETURNS_MAX / length);
    const message = `${samples} resamples of ${length} returns are too many; at most ${samplesMax} can be drawn here.`;
    return refused('too-large', message, 'intervals.samples');
  }
  const drawn = metricIntervals(series, { samples, confidence, rng: randomStream(seed), ...rest });
  const { meanBlockLength, intervals: metrics, differences } = drawn;
  return done({ samples, confidence, meanBlockLength, metrics, differences });
}
