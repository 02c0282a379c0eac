import { describe, expect, test } from 'vitest';
import { nelderMead } from '@/lib/quant/math/nelder-mead';
import { expectClose } from '../../../support/close';

/** The value is flat at a minimum: points are as exact as the square root of a double. */
const AT_A_MINIMUM = 1e-6;

describe('minimum without derivatives', () => {
  // Rosenbrock (1960): the minimum of 100 (y - x^2)^2 + (1 - x)^2 is 0, at (1, 1), at the end of a bent valley.
  test('the banana of Rosenbrock', () => {
    const banana = ([x = Number.NaN, y = Number.NaN]: Float64Array): number => 100 * (y - x * x) ** 2 + (1 - x) ** 2;
    const { point, value, isConverged } = nelderMead(banana, Float64Array.of(-1.2, 1), 0.5, 800);
    expect(isConverged).toBe(true);
    expectClose(point[0]!, 1, AT_A_MINIMUM);
    expectClose(point[1]!, 1, AT_A_MINIMUM);
    expect(value).toBeLessThan(1e-12);
  });

  test('a region that is not allowed is kept out of', () => {
    const value = ([x = Number.NaN]: Float64Array): number => (x > 0 ? x - Math.log(x) : Number.NaN);
    const { point } = nelderMead(value, Float64Array.of(0.1), -0.5, 400);
    expectClose(point[0]!, 1, AT_A_MINIMUM);
  });

  test('an end before the rest is told, and a start that is not allowed is refused', () => {
    const slope = ([x = Number.NaN]: Float64Array): number => x;
    expect(nelderMead(slope, Float64Array.of(0), 1, 50)).toMatchObject({ isConverged: false });
    expect(() => nelderMead(() => Infinity, Float64Array.of(0), 1, 50)).toThrow(
      'the function is Infinity at its start',
    );
  });
});
