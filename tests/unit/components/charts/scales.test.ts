import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  linearTicks,
  logTicks,
  percentTickDecimals,
  scalePosition,
  timeTicks,
} from '../../../../components/charts/scales';
import { isoDay } from '../../../../lib/base/iso-day';

describe('linearTicks', () => {
  test.each([
    [0, 0.1, 5, [0, 0.025, 0.05, 0.075, 0.1]],
    [-0.34, 0, 5, [-0.4, -0.3, -0.2, -0.1, 0]],
    [0, 97, 6, [0, 20, 40, 60, 80, 100]],
    [5, 5, 5, [4, 6]],
  ])('%d to %d', (min, max, count, ticks) => {
    expect(linearTicks(min, max, count)).toEqual(ticks);
  });

  test('always encloses the data with evenly spaced ticks', () => {
    const edge = fc
      .double({ min: -1e6, max: 1e6, noNaN: true })
      .filter((value) => value === 0 || Math.abs(value) > 1e-6);
    fc.assert(
      fc.property(edge, edge, (one, other) => {
        const [min, max] = one < other ? [one, other] : [other, one];
        const ticks = linearTicks(min, max, 6);
        const slack = 1e-9 * Math.max(1, Math.abs(min), Math.abs(max));
        expect(ticks[0]!).toBeLessThanOrEqual(min + slack);
        expect(ticks.at(-1)!).toBeGreaterThanOrEqual(max - slack);
        expect(ticks.length).toBeLessThanOrEqual(8);
      }),
    );
  });
});

describe('percentTickDecimals', () => {
  test.each([
    [[0, 0.05, 0.1], 0],
    [[0, 0.025, 0.05], 1],
    [[-0.0025, 0, 0.0025], 2],
    [[0.07, 0.14, 0.29], 0],
  ])('%j', (ticks, decimals) => {
    expect(percentTickDecimals(ticks)).toBe(decimals);
  });
});

describe('logTicks', () => {
  test('1, 2 and 5 times powers of ten', () => {
    expect(logTicks(9_000, 41_000, 6)).toEqual([5_000, 10_000, 20_000, 50_000]);
  });

  test('encloses the data', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.double({ min: 1, max: 1e4, noNaN: true }),
        (min, factor) => {
          const ticks = logTicks(min, min * factor, 6);
          expect(ticks[0]!).toBeLessThanOrEqual(min);
          expect(ticks.at(-1)!).toBeGreaterThanOrEqual(min * factor);
          expect(ticks.length).toBeGreaterThanOrEqual(2);
        },
      ),
    );
  });
});

// Oracle: ten thousand is halfway between one thousand and a hundred thousand in logarithms, and 9/99 of the way in dollars.
test('scalePosition', () => {
  expect(scalePosition(10_000, [1_000, 100_000], true)).toBeCloseTo(0.5, 12);
  expect(scalePosition(10_000, [1_000, 100_000])).toBeCloseTo(9 / 99, 12);
});

describe('timeTicks', () => {
  test('long spans show years', () => {
    expect(timeTicks(isoDay('2007-04-11'), isoDay('2024-06-28'), 5).map(({ label }) => label)).toEqual([
      '2010',
      '2015',
      '2020',
    ]);
  });

  test('short spans show months, and the year where it turns', () => {
    expect(timeTicks(isoDay('2025-10-15'), isoDay('2026-03-10'), 6).map(({ label }) => label)).toEqual([
      'Nov',
      'Dec',
      '2026',
      'Feb',
      'Mar',
    ]);
  });

  test('a span of days shows two of its days', () => {
    expect(timeTicks(isoDay('2026-11-02'), isoDay('2026-11-22'), 6).map(({ label }) => label)).toEqual([
      '5 Nov 2026',
      '19 Nov 2026',
    ]);
  });
});
