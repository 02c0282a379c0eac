import { describe, expect, test } from 'vitest';
import { metricsAnswer } from '@/lib/codec/metrics';
import { METRICS } from '@/lib/quant/risk/metrics';
import { expectClose, TOLERANCE } from '@/tests/support/close';

function valuesOf(...input: Parameters<typeof metricsAnswer>) {
  const outcome = metricsAnswer(...input);
  if (outcome.status !== 'done') throw new Error(outcome.message);
  return outcome.value;
}

describe('the metrics door', () => {
  test('answers every metric of the dictionary, null where one is undefined', () => {
    const values = valuesOf({ returns: [] });
    expect(Object.keys(values)).toEqual(Object.keys(METRICS));
    expect(new Set(Object.values(values))).toEqual(new Set([null]));
  });

  // Oracle: by hand; without a word the year has 252 periods and cash earns nothing.
  test('defaults: 252 periods a year, no riskless return, nothing required', () => {
    const returns = [0.01, 0.03];
    const values = valuesOf({ returns });
    const deviation = Math.sqrt(2 * 0.01 ** 2);
    expectClose(values.sharpe!, (0.02 / deviation) * Math.sqrt(252), TOLERANCE.closedForm);
    expectClose(values.annualReturn!, (1.01 * 1.03) ** 126 - 1, TOLERANCE.longSum);
    expect(values.downsideRisk).toBe(0);
  });

  test('what is given takes their place', () => {
    const values = valuesOf({ returns: [0.01, 0.03], periodsPerYear: 12, riskFreeRate: 0.06, requiredReturn: 0.02 });
    expectClose(values.sharpe!, ((0.02 - 0.005) / Math.sqrt(2 * 0.01 ** 2)) * Math.sqrt(12), TOLERANCE.closedForm);
    expectClose(values.downsideRisk!, Math.sqrt((0.01 ** 2 / 2) * 12), TOLERANCE.closedForm);
  });

  test('twice the benchmark has a beta of two', () => {
    expectClose(
      valuesOf({ returns: [0.02, -0.04, 0.06], benchmark: [0.01, -0.02, 0.03] }).beta!,
      2,
      TOLERANCE.closedForm,
    );
  });

  test('a benchmark of another length is refused by name', () => {
    expect(metricsAnswer({ returns: [0.1], benchmark: [] })).toMatchObject({ status: 'refused', field: 'benchmark' });
  });

  test('intervals come when asked for, hold the figure, and are refused where they cannot be drawn', () => {
    const returns = Array.from({ length: 60 }, (_, t) => 0.01 * Math.sin(t * t));
    const { intervals, sharpe } = valuesOf({ returns, intervals: { samples: 100 } });
    expect(intervals).toMatchObject({ samples: 100, confidence: 0.95 });
    expect(intervals!.metrics.sharpe!.low).toBeLessThan(sharpe!);
    expect(intervals!.metrics.sharpe!.high).toBeGreaterThan(sharpe!);
    expect(metricsAnswer({ returns: [0.1], intervals: {} })).toMatchObject({ code: 'bad-input', field: 'intervals' });
    const long = { returns: Array.from({ length: 30_000 }, () => 0.01), intervals: { samples: 1_000 } };
    expect(metricsAnswer(long)).toMatchObject({ code: 'too-large', field: 'intervals.samples' });
  });
});
