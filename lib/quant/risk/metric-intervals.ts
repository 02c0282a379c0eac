import { invariant } from '../../base/invariant';
import type { RandomStream } from '../math/rng';
import { optimalBlockLength, stationaryBootstrapIndices } from '../math/stationary-bootstrap';
import { mean, quantileOfSorted } from '../math/statistics';
import type { MetricSeries } from './metric';
import { type MetricId, METRICS, type MetricValues } from './metrics';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface Resampling {
  readonly samples: number;
  /** In (0, 1): 0.95 leaves 2.5 % on each side. */
  readonly confidence: number;
  /** In periods; when absent, what Politis and White find for the returns or their squares, the longer. */
  readonly meanBlockLength?: number;
  readonly rng: RandomStream;
  /** Those to draw; all when absent. The rest are null. */
  readonly only?: readonly MetricId[];
  /** Whether differences to the benchmark are drawn as well; yes when absent. */
  readonly withDifferences?: boolean;
}

export interface MetricDifference extends Interval {
  /** The series' own figure less the benchmark's. */
  readonly value: number;
}

export interface MetricIntervals {
  readonly meanBlockLength: number;
  /** Null where the metric, or most of its resamples, is undefined, and on fewer than 20 returns. */
  readonly intervals: { readonly [Id in MetricId]: Interval | null };
  /** Of the metrics that need no benchmark; null without one, or where either side is undefined. */
  readonly differences: { readonly [Id in MetricId]: MetricDifference | null };
}

/** A handful of returns, drawn again and again, gives a point or a few, which would look like certainty. */
const RETURNS_MIN = 20;

/** An interval over fewer resamples than this share would describe only those in which the metric exists. */
const DEFINED_SHARE_MIN = 0.9;

/**
 * How far each metric may be off: percentiles of the metric over stationary block resamples. Returns and benchmark are
 * drawn together, so that figures that compare them keep what the two share. A sample maximum such as the drawdown is
 * described, not corrected for bias.
 *
 * @throws InvariantError without returns, or on fewer than two samples
 * @see Politis & Romano (1994), "The Stationary Bootstrap", JASA 89(428)
 * @see Ledoit & Wolf (2008), "Robust performance hypothesis testing with the Sharpe ratio", J. Empirical Finance 15(5)
 */
export function metricIntervals(series: MetricSeries, resampling: Resampling): MetricIntervals {
  const { samples, confidence, rng, only, withDifferences = true } = resampling;
  const compute = computing(only);
  const n = series.returns.length;
  invariant(n >= 1 && samples >= 2, `${samples} resamples of ${n} returns`);
  invariant(confidence > 0 && confidence < 1, `confidence ${confidence}`);
  const meanBlockLength = resampling.meanBlockLength ?? blockLengthFor(series);
  const own = new SampleTable(samples);
  const differences = new SampleTable(samples);
  const rows = new Int32Array(n);
  // Without a sample every interval is null.
  const drawnCount = n < RETURNS_MIN ? 0 : samples;
  for (let sample = 0; sample < drawnCount; sample++) {
    stationaryBootstrapIndices(n, meanBlockLength, rng, rows);
    const resampled = drawn(series, rows);
    const values = compute(resampled);
    own.record(values);
    const theirs = withDifferences ? ofBenchmark(resampled, compute) : null;
    if (theirs !== null) differences.record(difference(values, theirs));
  }
  const whole = compute(series);
  const benchmark = withDifferences ? ofBenchmark(series, compute) : null;
  const apart = benchmark === null ? null : difference(whole, benchmark);
  return {
    meanBlockLength,
    intervals: forEachMetric((id) => (whole[id] === null ? null : own.interval(id, confidence))),
    differences: forEachMetric((id) => {
      const value = apart?.[id] ?? null;
      const interval = value === null ? null : differences.interval(id, confidence);
      return value === null || interval === null ? null : { value, ...interval };
    }),
  };
}

/**
 * The longer of two memories: of the returns, and of their squares, since spreads, tails and falls live on calm and storm
 * that last. The benchmark has no say, so that an interval does not change when one is added.
 */
function blockLengthFor({ returns }: MetricSeries): number {
  if (returns.length < 2) return 1;
  const centre = mean(returns);
  const squares = returns.map((value) => (value - centre) ** 2);
  return Math.max(optimalBlockLength(returns), optimalBlockLength(squares));
}

function drawn(series: MetricSeries, rows: Int32Array): MetricSeries {
  const pick = (values: Float64Array): Float64Array => {
    const picked = new Float64Array(rows.length);
    for (let t = 0; t < rows.length; t++) picked[t] = values[rows[t]!]!;
    return picked;
  };
  const { returns, benchmark } = series;
  return { ...series, returns: pick(returns), benchmark: benchmark === null ? null : pick(benchmark) };
}

type Compute = (series: MetricSeries) => MetricValues;

const computing = (only?: readonly MetricId[]): Compute => {
  return (series) =>
    forEachMetric((id) => (only === undefined || only.includes(id) ? METRICS[id].compute(series) : null));
};

const ofBenchmark = (series: MetricSeries, compute: Compute): MetricValues | null =>
  series.benchmark === null ? null : compute({ ...series, returns: series.benchmark, benchmark: null });

const difference = (own: MetricValues, theirs: MetricValues): MetricValues =>
  forEachMetric((id) => {
    const [left, right] = [own[id], theirs[id]];
    return left === null || right === null ? null : left - right;
  });

function forEachMetric<Value>(valueOf: (id: MetricId) => Value): { readonly [Id in MetricId]: Value } {
  const entries = Object.keys(METRICS).map((id) => [id, valueOf(id as MetricId)] as const);
  // The keys are those of METRICS, which the type of fromEntries forgets.
  return Object.fromEntries(entries) as { readonly [Id in MetricId]: Value };
}

/** The defined values of each metric over the resamples. */
class SampleTable {
  private readonly columns: ReadonlyMap<string, { readonly values: Float64Array; count: number }>;

  private readonly samples: number;

  constructor(samples: number) {
    this.samples = samples;
    this.columns = new Map(Object.keys(METRICS).map((id) => [id, { values: new Float64Array(samples), count: 0 }]));
  }

  record(metrics: MetricValues): void {
    for (const [id, value] of Object.entries(metrics)) {
      const column = this.columns.get(id)!;
      if (value !== null) column.values[column.count++] = value;
    }
  }

  interval(id: MetricId, confidence: number): Interval | null {
    const { values, count } = this.columns.get(id)!;
    if (count < DEFINED_SHARE_MIN * this.samples) return null;
    const sorted = values.slice(0, count).sort();
    const tail = (1 - confidence) / 2;
    return { low: quantileOfSorted(sorted, tail), high: quantileOfSorted(sorted, 1 - tail) };
  }
}
