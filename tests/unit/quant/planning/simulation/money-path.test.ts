import { describe, expect, test } from 'vitest';
import { randomStream } from '@/lib/quant/math/rng';
import { Draws } from '@/lib/quant/planning/simulation/draws';
import { fillPriceLevels } from '@/lib/quant/planning/simulation/inflation';
import { followMoney, isMet, type MoneyTrace, newTrace } from '@/lib/quant/planning/simulation/money-path';
import type { MoneyPlan } from '@/lib/quant/planning/simulation/types';
import { WITHDRAWAL_RULES } from '@/lib/quant/planning/simulation/withdrawal-rules';
import { valueOfSavings } from '@/lib/quant/policy/required-return';
import { expectClose, TOLERANCE } from '../../../../support/close';
import { noMoney } from './requests';

interface Weather {
  readonly monthlyReturn: number;
  readonly annualInflation: number;
}

function follow(plan: MoneyPlan, { monthlyReturn, annualInflation }: Weather): MoneyTrace {
  const months = plan.depositsReal.length;
  const levels = new Float64Array(months + 1);
  const inflation = { annualRate: annualInflation, annualVolatility: 0, persistence: 0 };
  fillPriceLevels(inflation, new Draws(randomStream(1)), levels);
  const trace = newTrace(plan);
  followMoney(plan, new Float64Array(months).fill(monthlyReturn), levels, trace);
  return trace;
}

const STILL: Weather = { monthlyReturn: 0, annualInflation: 0 };

describe('money on a path', () => {
  // Oracle: the geometric series of the savings plan.
  test('saving without risk is the savings formula, fees taken off the growth', () => {
    const depositsNominal = new Float64Array(120).fill(250);
    const plan = { ...noMoney(120), startAmount: 10_000, depositsNominal, annualFee: 0.01 };
    const { terminal } = follow(plan, { monthlyReturn: 1.06 ** (1 / 12) - 1, annualInflation: 0 });
    const savings = { startAmount: 10_000, monthlyContribution: 250, years: 10 };
    expectClose(terminal, valueOfSavings(savings, 1.06 * 0.99 - 1), TOLERANCE.longSum);
  });

  // Oracle: everything in today's money grows at the real rate.
  test('real amounts under inflation are nominal ones at the real return', () => {
    const real = { ...noMoney(60), startAmount: 1_000, isReal: true, depositsReal: new Float64Array(60).fill(50) };
    const nominal = { ...noMoney(60), startAmount: 1_000, depositsNominal: new Float64Array(60).fill(50) };
    const inflated = follow(real, { monthlyReturn: 1.08 ** (1 / 12) - 1, annualInflation: 0.03 });
    const still = follow(nominal, { monthlyReturn: (1.08 / 1.03) ** (1 / 12) - 1, annualInflation: 0 });
    expectClose(inflated.terminal, still.terminal, TOLERANCE.longSum);
    expectClose(inflated.wealth[30] ?? 0, still.wealth[30] ?? 1, TOLERANCE.longSum);
  });

  // Oracle by hand: 1,000 doubles to 2,000; half of it is gain. 300 net takes 300 / (1 - 0.5 * 0.2) = 333.33 gross.
  test('a withdrawal is grossed up for the tax on its gain', () => {
    const spendingNominal = Float64Array.of(0, 300);
    const taxes = { gainsRate: 0.2, incomeRate: 0, incomeYield: 0 };
    const plan = { ...noMoney(2), startAmount: 1_000, startBasis: 1_000, spendingNominal, taxes };
    const trace = newTrace(plan);
    followMoney(plan, Float64Array.of(1, 0), Float64Array.of(1, 1, 1), trace);
    const left = 2_000 - 300 / 0.9;
    expectClose(trace.wealth[2] ?? 0, left, TOLERANCE.closedForm);
    expectClose(trace.terminal, left - (left / 2) * 0.2, TOLERANCE.closedForm);
  });

  // Oracle by hand: 2 % income taxed at a quarter takes 0.5 % a year, and the rest of the income is no gain later.
  test('income is taxed each year and raises the cost', () => {
    const taxes = { gainsRate: 0.2, incomeRate: 0.25, incomeYield: 0.02 };
    const plan = { ...noMoney(12), startAmount: 1_000, startBasis: 1_000, taxes };
    const { wealth, terminal } = follow(plan, { monthlyReturn: 1.1 ** (1 / 12) - 1, annualInflation: 0 });
    const end = 1_100 - 1_100 * 0.02 * 0.25;
    expectClose(wealth[12] ?? 0, end, TOLERANCE.longSum);
    expectClose(terminal, end - 0.2 * (end - 1_000 - 1_100 * 0.02 * 0.75), TOLERANCE.longSum);
  });

  test('money runs out in the month that cannot be paid', () => {
    const plan = { ...noMoney(24), startAmount: 1_200, spendingNominal: new Float64Array(24).fill(100) };
    const trace = follow(plan, STILL);
    expect(trace.ruinMonth).toBe(12);
    expect(isMet(plan, trace)).toBe(false);
    const enough = { ...plan, startAmount: 2_400 };
    expect(isMet(enough, follow(enough, STILL))).toBe(true);
  });

  test.each(['fixed-real', 'fixed-percent', 'guardrails', 'floor-ceiling'] as const)(
    'an income of nothing is ruin: %s',
    (rule) => {
      const incomeOf = (fromMonth: number, rate = 0.04) => ({
        withdrawal: { rule: WITHDRAWAL_RULES[rule], first: { rate }, fromMonth, incomeFloor: 0 },
      });
      const poor = { ...noMoney(24), ...incomeOf(0) };
      expect(follow(poor, STILL).ruinMonth).toBe(0);
      const spendingNominal = new Float64Array(24);
      spendingNominal[0] = 1_000;
      const spent = { ...noMoney(24), ...incomeOf(12), startAmount: 1_000, spendingNominal };
      expect(follow(spent, STILL).ruinMonth).toBe(12);
      expect(isMet(spent, follow(spent, STILL))).toBe(false);
      const unwanted = { ...poor, ...incomeOf(0, 0) };
      expect(isMet(unwanted, follow(unwanted, STILL))).toBe(true);
    },
  );

  test('an income that loses all its money is ruin even where its rule asks for nothing more', () => {
    const withdrawal = {
      rule: WITHDRAWAL_RULES['fixed-percent'],
      first: { rate: 0.04 },
      fromMonth: 0,
      incomeFloor: 0,
    };
    const plan = { ...noMoney(24), startAmount: 1_000, withdrawal };
    const returns = new Float64Array(24);
    returns[11] = -1;
    const trace = newTrace(plan);
    followMoney(plan, returns, new Float64Array(25).fill(1), trace);
    expect(trace.ruinMonth).toBe(12);
  });

  // Oracle: the variance of the year's log inflation is what was asked for, whatever the persistence.
  test.each([0, 0.5, 0.9])('inflation with persistence %d has the yearly spread asked for', (persistence) => {
    const draws = new Draws(randomStream(3));
    const levels = new Float64Array(13);
    const years = Array.from({ length: 20_000 }, () => {
      fillPriceLevels({ annualRate: 0.03, annualVolatility: 0.02, persistence }, draws, levels);
      return Math.log(levels[12] ?? Number.NaN);
    });
    const mean = years.reduce((sum, value) => sum + value, 0) / years.length;
    const deviation = Math.sqrt(years.reduce((sum, value) => sum + (value - mean) ** 2, 0) / years.length);
    expect(Math.abs(mean - Math.log(1.03))).toBeLessThan((3 * 0.02) / Math.sqrt(20_000));
    // The standard error of a standard deviation is s / sqrt(2 n).
    expect(Math.abs(deviation - 0.02)).toBeLessThan((3 * 0.02) / Math.sqrt(40_000));
  });
});

describe('withdrawal rules', () => {
  const year = { previous: 40_000, wealth: 1_000_000, inflation: 0.03, yearReturn: 0.05, yearsLeft: 25 };

  test('fixed real keeps up with prices and looks at nothing else', () => {
    expectClose(WITHDRAWAL_RULES['fixed-real'].nextYear({ ...year, wealth: 1 }, 0.04), 41_200, TOLERANCE.closedForm);
  });

  test('fixed percent takes its share', () => {
    expect(WITHDRAWAL_RULES['fixed-percent'].nextYear({ ...year, wealth: 500_000 }, 0.04)).toBe(20_000);
  });

  // Oracle: the decision rules of Guyton and Klinger (2006), by hand with a first rate of 4 %.
  test.each([
    ['keeps up with prices inside the rails', {}, 41_200],
    ['freezes after a losing year at a higher rate', { yearReturn: -0.1, wealth: 950_000 }, 40_000],
    ['does not freeze after a losing year at a lower rate', { yearReturn: -0.01, wealth: 1_010_000 }, 41_200],
    ['cuts by a tenth where the rate is a fifth too high', { wealth: 800_000 }, 41_200 * 0.9],
    ['does not cut in the last fifteen years', { wealth: 800_000, yearsLeft: 15 }, 41_200],
    ['raises by a tenth where the rate is a fifth too low', { wealth: 1_400_000 }, 41_200 * 1.1],
  ])('guardrails %s', (_, parts, expected) => {
    expectClose(WITHDRAWAL_RULES.guardrails.nextYear({ ...year, ...parts }, 0.04), expected, TOLERANCE.closedForm);
  });

  // Oracle: +5 % and -2.5 % of last year's buying power, by hand.
  test.each([
    [2_000_000, 41_200 * 1.05],
    [500_000, 41_200 * 0.975],
    [1_050_000, 42_000],
  ])('floor and ceiling with %d left', (wealth, expected) => {
    expectClose(WITHDRAWAL_RULES['floor-ceiling'].nextYear({ ...year, wealth }, 0.04), expected, TOLERANCE.closedForm);
  });

  test('a share of the money never runs out and its income is counted year by year', () => {
    const withdrawal = {
      rule: WITHDRAWAL_RULES['fixed-percent'],
      first: { rate: 0.12 },
      fromMonth: 0,
      incomeFloor: 0.9,
    };
    const plan = { ...noMoney(24), startAmount: 1_000, withdrawal };
    const trace = follow(plan, STILL);
    expectClose(trace.incomes[0] ?? 0, 120, TOLERANCE.closedForm);
    expectClose(trace.incomes[1] ?? 0, 880 * 0.12, TOLERANCE.closedForm);
    expect(trace.ruinMonth).toBe(-1);
    // 105.6 is below nine tenths of 120.
    expect(isMet(plan, trace)).toBe(false);
    const named = { ...plan, withdrawal: { ...withdrawal, first: { amount: 120 } } };
    expectClose(follow(named, STILL).incomes[1] ?? 0, 880 * 0.12, TOLERANCE.closedForm);
    const lower = { ...plan, withdrawal: { ...withdrawal, incomeFloor: 0.85 } };
    expect(isMet(lower, follow(lower, STILL))).toBe(true);
  });
});
