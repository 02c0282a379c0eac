import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requiredAnnualReturn, valueOfSavings } from '../../../../lib/quant/policy/required-return';
import { expectClose, TOLERANCE } from '../../../support/close';

/** The search stops within 1e-7 of the answer. */
const BISECTION = 1e-7;

describe('valueOfSavings', () => {
  // Oracle: a plain loop, month by month.
  test('equals a ledger kept by hand', () => {
    const plan = { startAmount: 10_000, monthlyContribution: 250, years: 7.5 };
    for (const annualReturn of [-0.2, -0.01, 0, 1e-9, 0.05, 0.3]) {
      let value = plan.startAmount;
      for (let month = 0; month < 90; month++)
        value = value * (1 + annualReturn) ** (1 / 12) + plan.monthlyContribution;
      expectClose(valueOfSavings(plan, annualReturn), value, TOLERANCE.longSum);
    }
  });
});

describe('requiredAnnualReturn', () => {
  // Oracle: closed form without contributions, (amount / start)^(1 / years) - 1.
  test('one payment matches the closed form', () => {
    for (const [amount, years] of [
      [20_000, 10],
      [12_000, 2.5],
      [9_000, 3],
      [55_000, 30],
    ] as const) {
      const required = requiredAnnualReturn({ startAmount: 10_000, monthlyContribution: 0, years }, amount);
      if (required.status !== 'required') throw new Error('out of reach');
      expectClose(required.annualReturn, (amount / 10_000) ** (1 / years) - 1, BISECTION);
    }
  });

  // Oracle: two months of payments solve a quadratic in the monthly growth g: 100 g^2 + 100 g + 100 = 301.
  test('two months of payments match the quadratic', () => {
    const plan = { startAmount: 100, monthlyContribution: 100, years: 2 / 12 };
    const required = requiredAnnualReturn(plan, 301);
    if (required.status !== 'required') throw new Error('out of reach');
    expectClose(required.annualReturn, ((-1 + Math.sqrt(1 + 4 * 2.01)) / 2) ** 12 - 1, BISECTION);
  });

  test('an amount beyond doubling every year is out of reach', () => {
    const plan = { startAmount: 100, monthlyContribution: 0, years: 1 };
    expect(requiredAnnualReturn(plan, 199)).toMatchObject({ status: 'required' });
    expect(requiredAnnualReturn(plan, 201)).toEqual({
      status: 'out-of-reach',
      annualReturnTried: 1,
      valueReached: 200,
    });
  });

  test('the answer reaches the amount, and a little less does not', () => {
    const plans = fc.record({
      startAmount: fc.integer({ min: 100, max: 1_000_000 }),
      monthlyContribution: fc.integer({ min: 0, max: 5_000 }),
      years: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(plans, fc.double({ min: -0.5, max: 0.9, noNaN: true }), (plan, annualReturn) => {
        const amount = valueOfSavings(plan, annualReturn);
        const required = requiredAnnualReturn(plan, amount);
        if (required.status !== 'required') throw new Error('out of reach');
        expectClose(required.annualReturn, annualReturn, 2 * BISECTION);
        expect(valueOfSavings(plan, required.annualReturn)).toBeGreaterThanOrEqual(amount);
        expect(valueOfSavings(plan, required.annualReturn - 2 * BISECTION)).toBeLessThan(amount);
      }),
      { seed: 2 },
    );
  });

  test.each([
    ['no goal', { startAmount: 1, monthlyContribution: 0, years: 1 }, 0],
    ['a negative payment', { startAmount: 1, monthlyContribution: -1, years: 1 }, 5],
    ['no time', { startAmount: 1, monthlyContribution: 0, years: 0 }, 5],
  ])('%s is refused', (_, plan, amount) => {
    expect(() => requiredAnnualReturn(plan, amount)).toThrow();
  });
});
