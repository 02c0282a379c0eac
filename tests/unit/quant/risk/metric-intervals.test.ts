import { describe, expect, test } from 'vitest';
import { randomStream } from '../../../../lib/quant/math/rng';
import { metricIntervals } from '../../../../lib/quant/risk/metric-intervals';
import { metricSeries } from '../../../../lib/quant/risk/metric';
import { METRICS } from '../../../../lib/quant/risk/metrics';

const normals = (seed: string, length: number, mean: number, deviation: number): Float64Array => {
  const stream = randomStream(seed);
  return Float64Array.from({ length }, () => mean + deviation * stream.nextNormal());
};

const resampling = (seed = 'a', samples = 200) => ({ samples, confidence: 0.95, rng: randomStream(seed) });

// Oracle: the mean of n independent normals has a 95 % interval of 1.96 deviations over sqrt(n) on each side, and
// Sharpe's standard error a period is sqrt((1 + S^2 / 2) / n) (Lo 2002).
test('the interval of the Sharpe ratio is as wide as theory says', () => {
  const returns = normals('sharpe', 1_000, 0.001, 0.01);
  const series = metricSeries({ returns, periodsPerYear: 252 });
  const { intervals, meanBlockLength } = metricIntervals(series, { ...resampling('a', 1_500), only: ['sharpe'] });
  const sharpe = METRICS.sharpe.compute(series)! / Math.sqrt(252);
  const width = 2 * 1.96 * Math.sqrt((1 + sharpe ** 2 / 2) / returns.length) * Math.sqrt(252);
  const { low, high } = intervals.sharpe!;
  expect(meanBlockLength).toBeLessThan(10);
  expect((high - low) / width).toBeGreaterThan(0.85);
  expect((high - low) / width).toBeLessThan(1.15);
});

// Oracle: coverage; a 90 % interval holds the truth in about 90 % of markets, here at least 32 of 40.
test('intervals hold the true mean about as often as they say, memory and all', () => {
  let held = 0;
  for (let market = 0; market < 40; market++) {
    const shocks = normals(`market ${market}`, 300, 0, 0.01);
    const returns = shocks.map((shock, t) => shock + 0.3 * (t > 0 ? shocks[t - 1]! : 0));
    const { intervals } = metricIntervals(metricSeries({ returns, periodsPerYear: 252 }), {
      ...resampling('b', 150),
      confidence: 0.9,
      only: ['sharpe'],
    });
    const { low, high } = intervals.sharpe!;
    if (low <= 0 && high >= 0) held++;
  }
  expect(held).toBeGreaterThanOrEqual(32);
});

describe('beside a benchmark', () => {
  const benchmark = normals('market', 500, 0.0004, 0.01);

  test('the same series differs by nothing', () => {
    const series = metricSeries({ returns: benchmark, benchmark, periodsPerYear: 252 });
    const { differences, intervals } = metricIntervals(series, resampling());
    expect(differences.sharpe).toEqual({ value: 0, low: 0, high: 0 });
    expect(differences.annualReturn).toEqual({ value: 0, low: 0, high: 0 });
    expect(intervals.beta).toEqual({ low: 1, high: 1 });
    expect(differences.beta).toBeNull();
  });

  test('drawn together: a series that moves with its benchmark is known far better than alone', () => {
    const noise = normals('noise', 500, 0.0002, 0.001);
    const returns = benchmark.map((value, t) => value + noise[t]!);
    const { differences, intervals } = metricIntervals(
      metricSeries({ returns, benchmark, periodsPerYear: 252 }),
      resampling(),
    );
    const alone = intervals.annualReturn!;
    const apart = differences.annualReturn!;
    expect(apart.high - apart.low).toBeLessThan(0.25 * (alone.high - alone.low));
    expect(apart.low).toBeGreaterThan(0);
  });

  test('the interval of a figure that needs no benchmark does not change when one is added', () => {
    const returns = normals('own', 300, 0.0003, 0.008);
    const beside = normals('beside', 300, 0.0003, 0.008);
    const alone = metricIntervals(metricSeries({ returns, periodsPerYear: 252 }), resampling('z', 60));
    const both = metricIntervals(
      metricSeries({ returns, benchmark: beside, periodsPerYear: 252 }),
      resampling('z', 60),
    );
    expect(both.intervals.maxDrawdown).toEqual(alone.intervals.maxDrawdown);
  });

  test('the same seed gives the same intervals; another, others', () => {
    const series = metricSeries({ returns: benchmark, periodsPerYear: 252 });
    const once = metricIntervals(series, resampling('x', 100));
    expect(metricIntervals(series, resampling('x', 100))).toEqual(once);
    expect(metricIntervals(series, resampling('y', 100))).not.toEqual(once);
  });
});

test('a metric that does not exist has no interval', () => {
  const { intervals } = metricIntervals(
    metricSeries({ returns: new Float64Array(20).fill(0.01), periodsPerYear: 12 }),
    resampling('a', 100),
  );
  expect([intervals.sharpe, intervals.beta]).toEqual([null, null]);
  expect(intervals.annualVolatility).toEqual({ low: 0, high: 0 });
});

test('a handful of returns has no interval and no difference', () => {
  const of = (count: number) => {
    const [returns, benchmark] = [normals('few', count, 0.01, 0.01), normals('others', count, 0.01, 0.01)];
    return metricIntervals(metricSeries({ returns, benchmark, periodsPerYear: 252 }), resampling('a', 100));
  };
  expect([of(19).intervals.annualVolatility, of(19).differences.sharpe]).toEqual([null, null]);
  expect(of(20).intervals.annualVolatility).not.toBeNull();
  expect(of(20).differences.sharpe).not.toBeNull();
});
