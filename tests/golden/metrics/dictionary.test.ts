import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { METRICS, type MetricId } from '@/lib/quant/risk/metrics';
import { metricSeries } from '@/lib/quant/risk/metric';
import { expectClose, TOLERANCE } from '../../support/close';

interface Fixture {
  readonly returns: readonly number[];
  readonly benchmark: readonly number[];
  readonly periodsPerYear: number;
  readonly riskFreeRate: number;
  readonly requiredReturn: number;
  readonly empyrical: Readonly<Record<string, number>>;
  readonly numpy_scipy: Readonly<Record<string, number>>;
}
const fixture = JSON.parse(readFileSync(path.join(import.meta.dirname, 'fixtures/dictionary.json'), 'utf8')) as Fixture;

const isMetric = (id: string): id is MetricId => id in METRICS;

// Oracles: empyrical-reloaded 0.7.1, numpy and scipy, by scripts/dictionary.py, on 520 fat-tailed days.
describe('the dictionary against independent libraries', () => {
  const series = metricSeries({
    ...fixture,
    returns: Float64Array.from(fixture.returns),
    benchmark: Float64Array.from(fixture.benchmark),
  });
  test.each(Object.entries({ ...fixture.empyrical, ...fixture.numpy_scipy }))('%s', (id, expected) => {
    if (!isMetric(id)) throw new Error(`${id} is not in the dictionary`);
    // The required return comes back through a yearly rate, which costs a few digits of omega.
    expectClose(METRICS[id].compute(series)!, expected, TOLERANCE.longSum);
  });

  // The one left out: empyrical averages the whole number of worst days, the dictionary takes the border day in part.
  test('all but one metric of the dictionary has an independent number', () => {
    const checked = Object.keys({ ...fixture.empyrical, ...fixture.numpy_scipy });
    expect(Object.keys(METRICS).filter((id) => !checked.includes(id))).toEqual(['conditionalValueAtRisk']);
  });
});

/**
 * Oracle: values printed for the 24 months of Bacon (2008), "Practical Portfolio Performance Measurement and
 * Attribution", 2nd ed., pp. 61-103 (the data set portfolio_bacon of PerformanceAnalytics). Two digits are the book's;
 * four are those of PerformanceAnalytics' own example output (MartinRatio 1.6945, PainIndex 0.0399); seven are those of
 * the testthat tables of another R package over the same months.
 */
describe("Bacon's 24 months", () => {
  const PORTFOLIO = [
    0.003, 0.026, 0.011, -0.01, 0.015, 0.025, 0.016, 0.067, -0.014, 0.04, -0.005, 0.081, 0.04, -0.037, -0.061, 0.017,
    -0.049, -0.022, 0.07, 0.058, -0.065, 0.024, -0.005, -0.009,
  ];
  const months = metricSeries({ returns: Float64Array.from(PORTFOLIO), periodsPerYear: 12 });
  test.each<[MetricId, number, number]>([
    ['maxDrawdown', -0.144673, 5e-7],
    ['ulcerIndex', 0.06118429, 5e-9],
    ['painIndex', 0.03998969, 5e-9],
    ['painIndex', 0.0399, 1e-4],
    ['martinRatio', 1.694525, 5e-7],
    ['martinRatio', 1.6945, 5e-5],
    ['martinRatio', 1.7, 0.01],
    ['painRatio', 2.592625, 5e-7],
    ['calmar', 0.7166391, 5e-8],
    ['omega', 1.779783, 5e-7],
    // Bernardo-Ledoit is omega at nought; the book prints 1.78.
    ['omega', 1.78, 0.005],
  ])('%s is %d', (id, printed, tolerance) => {
    expect(Math.abs(METRICS[id].compute(months)! - printed)).toBeLessThanOrEqual(tolerance);
  });

  const BENCHMARK = [
    0.002, 0.025, 0.018, -0.011, 0.014, 0.018, 0.014, 0.065, -0.015, 0.042, -0.006, 0.083, 0.039, -0.038, -0.062, 0.015,
    -0.048, 0.021, 0.06, 0.056, -0.067, 0.019, -0.003, 0,
  ];

  // Printed beside the functions of PerformanceAnalytics: DownsideDeviation 0.0255, Kappa of order two 0.157 and
  // UpsideFrequency 0.542, all with half a per cent a month required.
  test('with half a per cent a month required', () => {
    const required = metricSeries({
      ...months,
      requiredReturn: 0.005,
      benchmark: new Float64Array(PORTFOLIO.length).fill(0.005),
    });
    const perMonth = METRICS.downsideRisk.compute(required)! / Math.sqrt(12);
    expect(Math.abs(perMonth - 0.0255)).toBeLessThanOrEqual(5e-5);
    expect(Math.abs(METRICS.sortino.compute(required)! / Math.sqrt(12) - 0.157)).toBeLessThanOrEqual(5e-4);
    expect(Math.abs(METRICS.benchmarkHitRate.compute(required)! - 0.542)).toBeLessThanOrEqual(5e-4);
  });

  // Printed there as the modified Treynor ratio, 0.7975: annual return over beta times the benchmark's own volatility,
  // whose deviations divide by n.
  test('beta, through the modified Treynor ratio', () => {
    const beside = metricSeries({ ...months, benchmark: Float64Array.from(BENCHMARK) });
    const volatility = METRICS.annualVolatility.compute(
      metricSeries({ ...months, returns: Float64Array.from(BENCHMARK) }),
    )!;
    const systematic = METRICS.beta.compute(beside)! * volatility * Math.sqrt(23 / 24);
    expect(Math.abs(METRICS.annualReturn.compute(beside)! / systematic - 0.7975)).toBeLessThanOrEqual(5e-5);
  });

  // Ten months of the same kind, printed in the same tables.
  const ten = metricSeries({
    returns: Float64Array.of(0.003, 0.026, 0.015, -0.009, 0.014, 0.024, 0.015, 0.066, -0.014, 0.039),
    periodsPerYear: 12,
  });
  test.each<[MetricId, number, number]>([
    ['annualReturn', 0.2338147, 5e-8],
    ['annualVolatility', 0.08047277, 5e-9],
    // Compounded return over volatility there, 2.905513; ours is the mean: 0.7705391 a month.
    ['sharpe', 0.7705391 * Math.sqrt(12), 2e-7],
    ['valueAtRisk', -0.01175, 5e-6],
    // 0.005263079 a month there.
    ['downsideRisk', 0.005263079 * Math.sqrt(12), 2e-8],
  ])('%s of ten months is %d', (id, printed, tolerance) => {
    expect(Math.abs(METRICS[id].compute(ten)! - printed)).toBeLessThanOrEqual(tolerance);
  });
});

// Oracle: empyrical/tests/test_stats.py of github.com/quantopian/empyrical, test_up_down_capture.
test.each([
  ['positive on mixed', [2, 1, 1, 1, 1, 1, 1, 1], -0.0006756053495],
  ['negative on mixed', [-6, -7, -1, -9, -2, -6, -8, -5], -0.0004338236],
  ['mixed on itself', [1, 10, -4, 2, 3, 2, 1, -10], 1],
])('capture ratio printed by empyrical: %s', (_, own, printed) => {
  const percent = (values: number[]): Float64Array => Float64Array.from(values, (value) => value / 100);
  const series = metricSeries({
    returns: percent(own),
    benchmark: percent([1, 10, -4, 2, 3, 2, 1, -10]),
    periodsPerYear: 252,
  });
  expect(Math.abs(METRICS.captureRatio.compute(series)! - printed)).toBeLessThanOrEqual(5e-9);
});
