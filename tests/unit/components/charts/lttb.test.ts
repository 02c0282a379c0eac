import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lttbIndices, sharedIndices } from '../../../../components/charts/lttb';

const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 400 });

interface Point {
  readonly x: number;
  readonly y: number;
}

const triangleArea = (a: Point, b: Point, c: Point): number =>
  Math.abs((a.x * (b.y - c.y) + b.x * (c.y - a.y) + c.x * (a.y - b.y)) / 2);

/** Two areas closer than this may be ordered either way by rounding: such series are not compared. */
const TIE = 1e-6;

/** The thesis' own description, with buckets as lists of points and the area by the shoelace formula. */
function thinByTheBook(series: readonly number[], pointsMax: number): { kept: number[]; hasTie: boolean } {
  let hasTie = false;
  const points = series.map((y, x) => ({ x, y }));
  const width = (points.length - 2) / (pointsMax - 2);
  const inner = Array.from({ length: pointsMax - 2 }, (_, bucket) =>
    points.slice(Math.floor(bucket * width) + 1, Math.floor((bucket + 1) * width) + 1),
  );
  const kept = [points[0]!];
  inner.forEach((bucket, index) => {
    const next = inner[index + 1] ?? [points.at(-1)!];
    const mean = {
      x: next.reduce((sum, { x }) => sum + x, 0) / next.length,
      y: next.reduce((sum, { y }) => sum + y, 0) / next.length,
    };
    const areas = bucket.map((point) => triangleArea(kept.at(-1)!, point, mean));
    const [best, second = -1] = areas.toSorted((left, right) => right - left);
    hasTie ||= best! - second < TIE;
    kept.push(bucket[areas.indexOf(Math.max(...areas))]!);
  });
  return { kept: [...kept, points.at(-1)!].map(({ x }) => x), hasTie };
}

describe('lttbIndices', () => {
  // Oracle: a second implementation, written from the thesis.
  test('agrees with the algorithm as published', () => {
    const wholeNumbers = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 5, maxLength: 200 });
    fc.assert(
      fc.property(wholeNumbers, fc.integer({ min: 3, max: 40 }), (series, pointsMax) => {
        fc.pre(series.length > pointsMax);
        const { kept, hasTie } = thinByTheBook(series, pointsMax);
        fc.pre(!hasTie);
        expect(lttbIndices(series, pointsMax)).toEqual(kept);
      }),
    );
  });

  // Oracle: by hand. One bucket of three points between fixed ends; the corner at 10 spans the largest triangle.
  test('keeps the corner that stands out', () => {
    expect(lttbIndices([0, 1, 10, 1, 0], 3)).toEqual([0, 2, 4]);
  });

  // Oracle: by hand. Buckets {1,2} and {3,4}; from 0 towards the mean of {3,4} (index 3.5, value 0) the spike at 1 wins,
  // then from (1, 5) towards the last point (5, 0) the dip at 4 wins with area |(1-5)(-3-5) - (1-4)(0-5)| = 17 against 5 at 3.
  test('works through buckets from left to right', () => {
    expect(lttbIndices([0, 5, 0, 3, -3, 0], 4)).toEqual([0, 1, 4, 5]);
  });

  test('ends are kept, indices rise, and the count is exact', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 3, max: 60 }), (series, pointsMax) => {
        const kept = lttbIndices(series, pointsMax);
        expect(kept.length).toBe(Math.min(series.length, pointsMax));
        expect(kept[0]).toBe(0);
        expect(kept.at(-1)).toBe(series.length - 1);
        expect(kept.every((index, position) => position === 0 || index > kept[position - 1]!)).toBe(true);
      }),
    );
  });

  test('a single crash in five thousand quiet days is not lost', () => {
    const series = Array.from({ length: 5_000 }, (_, index) => (index === 3_217 ? -1 : 0));
    expect(lttbIndices(series, 100)).toContain(3_217);
  });

  test('fewer than three points are refused', () => {
    expect(() => lttbIndices([1, 2, 3], 2)).toThrow('at least three');
  });
});

test('several lines share dates and stay within the limit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 3, max: 3_000 }), (lineCount, length) => {
      const series = Array.from({ length: lineCount }, (_, line) =>
        Array.from({ length }, (__, day) => Math.sin(day * (line + 1))),
      );
      const kept = sharedIndices(series);
      expect(kept.length).toBeLessThanOrEqual(1_000);
      expect(kept[0]).toBe(0);
      expect(kept.at(-1)).toBe(length - 1);
    }),
  );
});
