import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placePointLabels, spreadLabels } from '../../../../components/charts/label-layout';

describe('spreadLabels', () => {
  test('leaves labels alone that do not touch', () => {
    expect(spreadLabels([100, 20, 60], 16, [0, 200])).toEqual([100, 20, 60]);
  });

  test('keeps distance, order and the ends', () => {
    const positions = fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(positions, (before) => {
        const after = spreadLabels(before, 20, [0, 300]);
        const order = before
          .map((_, index) => index)
          .sort((left, right) => before[left]! - before[right]! || left - right);
        order.forEach((index, rank) => {
          expect(after[index]!).toBeGreaterThanOrEqual(-1e-9);
          expect(after[index]!).toBeLessThanOrEqual(300 + 1e-9);
          if (rank > 0) expect(after[index]! - after[order[rank - 1]!]!).toBeGreaterThanOrEqual(20 - 1e-9);
        });
      }),
    );
  });
});

describe('placePointLabels', () => {
  const plot = { left: 0, top: 0, right: 400, bottom: 300 };

  test('a lone point is named on its right, at the right edge on its left', () => {
    const [middle] = placePointLabels([{ x: 200, y: 150, width: 40, isRequired: false }], plot);
    const [edge] = placePointLabels([{ x: 395, y: 150, width: 40, isRequired: false }], plot);
    expect(middle?.anchor).toBe('start');
    expect(edge?.anchor).toBe('end');
  });

  test('a name without room is left out, unless it is required', () => {
    const crowd = Array.from({ length: 40 }, () => ({ x: 200, y: 150, width: 60, isRequired: false }));
    const placed = placePointLabels([...crowd, { x: 200, y: 150, width: 60, isRequired: true }], plot);
    expect(placed.filter((label) => label === undefined).length).toBeGreaterThan(30);
    expect(placed.at(-1)).toBeDefined();
  });

  test('a name is closest to its own point', () => {
    const points = fc.array(
      fc.record({
        x: fc.integer({ min: 20, max: 380 }),
        y: fc.integer({ min: 20, max: 280 }),
        width: fc.integer({ min: 20, max: 80 }),
        isRequired: fc.constant(false),
      }),
      { minLength: 2, maxLength: 12 },
    );
    const height = 16;
    fc.assert(
      fc.property(points, (crowd) => {
        placePointLabels(crowd, plot).forEach((label, at) => {
          const own = crowd[at];
          if (label === undefined || own === undefined) return;
          const shift = { start: 0, middle: own.width / 2, end: own.width }[label.anchor];
          const left = own.x + label.dx - shift;
          const gap = ({ x, y }: { readonly x: number; readonly y: number }): number => {
            const across = Math.abs(x - left - own.width / 2) - own.width / 2;
            return Math.hypot(Math.max(across, 0), Math.max(Math.abs(y - own.y - label.dy) - height / 2, 0));
          };
          for (const other of crowd) expect(gap(other)).toBeGreaterThanOrEqual(gap(own) - 1e-9);
        });
      }),
    );
  });
});
