import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCdf } from '../../../../lib/quant/math/normal';
import { historicalTailRisk, normalTailRisk } from '../../../../lib/quant/risk/value-at-risk';
import { expectClose, TOLERANCE } from '../../../support/close';

const of = (...returns: number[]): Float64Array => Float64Array.from(returns);

describe('historical', () => {
  // By hand: losses 10 % and 4 % are the worst of ten; at 85 % the tail is one and a half observations.
  test('the border observation counts in part', () => {
    const returns = of(0.01, -0.1, 0.02, 0.03, -0.04, 0.01, 0.02, 0.0, 0.01, 0.05);
    const { valueAtRisk, conditionalValueAtRisk } = historicalTailRisk(returns, 0.85);
    expectClose(valueAtRisk, 0.04, TOLERANCE.closedForm);
    expectClose(conditionalValueAtRisk, (0.1 + 0.5 * 0.04) / 1.5, TOLERANCE.closedForm);
  });

  test('a whole number of observations in the tail is their plain mean', () => {
    const returns = Float64Array.from({ length: 100 }, (_, index) => index / 1000 - 0.05);
    const { valueAtRisk, conditionalValueAtRisk } = historicalTailRisk(returns, 0.95);
    expectClose(valueAtRisk, 0.045, TOLERANCE.closedForm); // 95 of 100 losses are at most this.
    expectClose(conditionalValueAtRisk, (0.05 + 0.049 + 0.048 + 0.047 + 0.046) / 5, TOLERANCE.closedForm);
  });

  test('a count that rounding pushes over a whole number is that number', () => {
    expect(0.55 * 100).toBeGreaterThan(55);
    const returns = Float64Array.from({ length: 100 }, (_, index) => -index);
    expect(historicalTailRisk(returns, 0.55).valueAtRisk).toBe(54);
  });

  // Oracle: CVaR is the minimum over z of z + E[max(loss - z, 0)] / (1 - c), attained at one of the losses.
  test('is the minimum of the Rockafellar-Uryasev function', () => {
    const returns = fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(returns, fc.integer({ min: 1, max: 99 }), (values, percent) => {
        const confidence = percent / 100;
        const at = (z: number): number =>
          z + values.reduce((sum, r) => sum + Math.max(-r - z, 0), 0) / values.length / (1 - confidence);
        const { valueAtRisk, conditionalValueAtRisk } = historicalTailRisk(Float64Array.from(values), confidence);
        expectClose(conditionalValueAtRisk, Math.min(...values.map((r) => at(-r))), TOLERANCE.longSum);
        expect(conditionalValueAtRisk).toBeGreaterThanOrEqual(valueAtRisk);
        const share = (test: (loss: number) => boolean): number =>
          values.filter((r) => test(-r)).length / values.length;
        expect(share((loss) => loss <= valueAtRisk)).toBeGreaterThanOrEqual(confidence - 1e-9);
        expect(share((loss) => loss < valueAtRisk)).toBeLessThan(confidence);
      }),
      { seed: 11, numRuns: 300 },
    );
  });
});

describe('normal', () => {
  // Oracle: the 95 % and 99 % figures of the standard normal, McNeil, Frey & Embrechts (2015), tables of chapter 2.
  test('the standard normal', () => {
    const at95 = normalTailRisk(0, 1, 0.95);
    expect([at95.valueAtRisk.toFixed(3), at95.conditionalValueAtRisk.toFixed(3)]).toEqual(['1.645', '2.063']);
    const at99 = normalTailRisk(0, 1, 0.99);
    expect([at99.valueAtRisk.toFixed(3), at99.conditionalValueAtRisk.toFixed(3)]).toEqual(['2.326', '2.665']);
  });

  test('shifts with the mean, scales with the volatility, and a certain return is its own tail', () => {
    const base = normalTailRisk(0, 1, 0.9);
    const moved = normalTailRisk(0.01, 0.2, 0.9);
    expectClose(moved.valueAtRisk, 0.2 * base.valueAtRisk - 0.01, TOLERANCE.closedForm);
    expectClose(moved.conditionalValueAtRisk, 0.2 * base.conditionalValueAtRisk - 0.01, TOLERANCE.closedForm);
    expectClose(1 - normalCdf(base.valueAtRisk), 0.1, TOLERANCE.closedForm);
    expect(normalTailRisk(0.03, 0, 0.9)).toEqual({ valueAtRisk: -0.03, conditionalValueAtRisk: -0.03 });
  });
});

test('refusals', () => {
  expect(() => historicalTailRisk(of(), 0.95)).toThrow('no returns');
  expect(() => historicalTailRisk(of(0.1, Number.NaN), 0.95)).toThrow('not finite');
  for (const confidence of [0, 1, Number.NaN]) {
    expect(() => historicalTailRisk(of(0.1), confidence)).toThrow('confidence');
    expect(() => normalTailRisk(0, 1, confidence)).toThrow('confidence');
  }
  expect(() => normalTailRisk(0, -1, 0.95)).toThrow('normal(0, -1)');
});
