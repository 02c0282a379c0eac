import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawdown, drawdownPath } from '../../../../lib/quant/risk/drawdown';
import { expectClose, TOLERANCE } from '../../../support/close';

const of = (...returns: number[]): Float64Array => Float64Array.from(returns);

describe('by hand', () => {
  // Values 1, 1.1, 0.99, 0.792, 1.188, 1.188 * 0.95: the peak is value 1, the trough value 3, back at value 4.
  test('a fall, a recovery and a new fall', () => {
    const returns = of(0.1, -0.1, -0.2, 0.5, -0.05);
    const expected = [0, -0.1, -0.28, 0, -0.05];
    drawdownPath(returns).forEach((value, index) => expectClose(value, expected[index]!, TOLERANCE.closedForm));
    const worst = drawdown(returns);
    expectClose(worst.maxDrawdown, -0.28, TOLERANCE.closedForm);
    expect(worst).toMatchObject({ peakIndex: 1, troughIndex: 3, recoveryIndex: 4, underwaterPeriodsMax: 3 });
  });

  test('the start counts as a peak, and a fall may still last', () => {
    expect(drawdown(of(-0.5, 0.2))).toEqual({
      maxDrawdown: -0.5,
      peakIndex: 0,
      troughIndex: 1,
      recoveryIndex: null,
      underwaterPeriodsMax: 2,
    });
  });

  test('the longest time under water need not be the deepest', () => {
    // -1 %, then +0.2 % five times and back above; then -50 % and +200 %.
    const worst = drawdown(of(-0.01, 0.002, 0.002, 0.002, 0.002, 0.01, -0.5, 2));
    expect(worst).toMatchObject({ peakIndex: 6, troughIndex: 7, recoveryIndex: 8, underwaterPeriodsMax: 6 });
  });

  test('of two equal falls the first counts', () => {
    expect(drawdown(of(-0.5, 1, -0.5, 1))).toMatchObject({ peakIndex: 0, troughIndex: 1, recoveryIndex: 2 });
  });

  test('never a loss, and nothing at all', () => {
    const none = { maxDrawdown: 0, peakIndex: 0, troughIndex: 0, recoveryIndex: 0, underwaterPeriodsMax: 0 };
    expect(drawdown(of(0.01, 0, 0.02))).toEqual(none);
    expect(drawdown(of())).toEqual(none);
  });

  test('ruin stays ruin', () => {
    expect([...drawdownPath(of(0.1, -1, 5))]).toEqual([0, -1, -1]);
  });
});

// Oracle: values and running peaks, multiplied out.
test('agrees with the definition on values', () => {
  const returns = fc.array(fc.double({ min: -0.5, max: 0.5, noNaN: true }), { maxLength: 40 });
  fc.assert(
    fc.property(returns, (values) => {
      let value = 1;
      let peak = 1;
      const expected = values.map((r) => {
        value *= 1 + r;
        peak = Math.max(peak, value);
        return value / peak - 1;
      });
      drawdownPath(Float64Array.from(values)).forEach((actual, i) =>
        expectClose(actual, expected[i]!, TOLERANCE.closedForm),
      );
      expectClose(drawdown(Float64Array.from(values)).maxDrawdown, Math.min(0, ...expected), TOLERANCE.closedForm);
    }),
    { seed: 10 },
  );
});

test('a missing return is refused by its place', () => {
  expect(() => drawdown(of(0.1, Number.NaN))).toThrow('return 1 of 2');
});
