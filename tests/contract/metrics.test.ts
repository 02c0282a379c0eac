import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { metricSeries } from '../../lib/quant/risk/metric';
import { computeMetrics, METRICS } from '../../lib/quant/risk/metrics';

const entries = Object.entries(METRICS);

const returns = fc.oneof(
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.double({ min: -1e-3, max: 1e-3, noNaN: true }),
  fc.constantFrom(0, -1, 0.01, 1e-300, -1e-300, 50),
);

const series = fc
  .tuple(
    fc.array(fc.tuple(returns, returns), { maxLength: 40 }),
    fc.constantFrom(1, 12, 52, 252, 365),
    fc.double({ min: -0.05, max: 0.2, noNaN: true }),
    fc.double({ min: -0.02, max: 0.02, noNaN: true }),
    fc.boolean(),
  )
  .map(([pairs, periodsPerYear, riskFreeRate, requiredReturn, hasBenchmark]) =>
    metricSeries({
      returns: Float64Array.from(pairs, ([own]) => own),
      benchmark: hasBenchmark ? Float64Array.from(pairs, ([, theirs]) => theirs) : null,
      periodsPerYear,
      riskFreeRate,
      requiredReturn,
    }),
  );

const constant = (length: number, value: number): Float64Array => new Float64Array(length).fill(value);

test('every metric is listed once, by its own name, with a unit', () => {
  for (const [id, metric] of entries) {
    expect(metric.id).toBe(id);
    expect(['decimal', 'ratio', 'periods']).toContain(metric.unit);
  }
  expect(Object.keys(computeMetrics(metricSeries({ returns: constant(3, 0.01), periodsPerYear: 12 })))).toEqual(
    Object.keys(METRICS),
  );
});

describe.each(entries)('metric %s', (_, metric) => {
  test('is a finite number or null, whatever the series', () => {
    fc.assert(
      fc.property(series, (input) => {
        const value = metric.compute(input);
        expect(value === null || Number.isFinite(value), String(value)).toBe(true);
        expect(metric.compute(input)).toBe(value);
      }),
      { seed: 12, numRuns: 400 },
    );
  });

  test('is null for an empty series, and without the benchmark it needs', () => {
    const empty = new Float64Array(0);
    expect(metric.compute(metricSeries({ returns: empty, benchmark: empty, periodsPerYear: 252 }))).toBeNull();
    const alone = metric.compute(metricSeries({ returns: Float64Array.of(0.01, -0.02, 0.03), periodsPerYear: 252 }));
    expect(alone === null).toBe(metric.needsBenchmark);
  });

  test('is defined for an ordinary series', () => {
    const own = Float64Array.of(0.01, -0.02, 0.03, 0.005, -0.01);
    const theirs = Float64Array.of(0.02, -0.01, 0.01, 0.01, -0.02);
    const value = metric.compute(
      metricSeries({ returns: own, benchmark: theirs, periodsPerYear: 12, riskFreeRate: 0.01 }),
    );
    expect(value).not.toBeNull();
  });

  test('leaves the series alone', () => {
    const own = Float64Array.of(0.03, -0.02, 0.01);
    const theirs = Float64Array.of(0.02, -0.03, 0.01);
    metric.compute(metricSeries({ returns: own, benchmark: theirs, periodsPerYear: 12 }));
    expect([[...own], [...theirs]]).toEqual([
      [0.03, -0.02, 0.01],
      [0.02, -0.03, 0.01],
    ]);
  });
});

test('a constant series has no ratio of anything to its spread', () => {
  for (const value of [0.01, 0, -0.003]) {
    const values = computeMetrics(
      metricSeries({ returns: constant(30, value), benchmark: constant(30, 0.004), periodsPerYear: 252 }),
    );
    expect([values.sharpe, values.skew, values.kurtosis, values.alpha, values.beta, values.informationRatio]).toEqual([
      null,
      null,
      null,
      null,
      null,
      null,
    ]);
    expect([values.annualVolatility, values.trackingError]).toEqual([0, 0]);
  }
});
