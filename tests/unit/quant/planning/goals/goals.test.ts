import { describe, expect, test } from 'vitest';
import { normalCdf } from '@/lib/quant/math/normal';
import { normalQuantile } from '@/lib/quant/math/normal-quantile';
import { drawPaths, oddsOn, type PathSet } from '@/lib/quant/planning/goals/path-set';
import { sequenceRisk } from '@/lib/quant/planning/goals/sequence-risk';
import { shareSavings } from '@/lib/quant/planning/goals/share-savings';
import { affordableAmount, earliestMonth, oddsByMonth, requiredContribution } from '@/lib/quant/planning/goals/solve';
import { goalStatus } from '@/lib/quant/planning/goals/status';
import { simulate } from '@/lib/quant/planning/simulation/simulate';
import type { MoneyPlan } from '@/lib/quant/planning/simulation/types';
import { expectClose, TOLERANCE } from '../../../../support/close';
import { HALVES, noMoney, simulation } from '../simulation/requests';

const MONTHS = 60;

function drawn(parts: Parameters<typeof simulation>[1] = {}): PathSet {
  const outcome = drawPaths(simulation(MONTHS, { paths: 4_000, ...parts }));
  if (outcome.status !== 'drawn') throw new Error(outcome.message);
  return outcome.set;
}

const saving = (monthly: number, parts: Partial<MoneyPlan> = {}): MoneyPlan => ({
  ...noMoney(MONTHS),
  startAmount: 10_000,
  startBasis: 10_000,
  depositsNominal: new Float64Array(MONTHS).fill(monthly),
  target: 25_000,
  ...parts,
});

/** To the cent, and never more than all of it. */
const CENTS = { most: 25_000, step: 0.01 };

const LOG_VARIANCE = Math.log1p(HALVES.variance / (1 + HALVES.mean) ** 2);
const LOG_MEAN = Math.log1p(HALVES.mean) - LOG_VARIANCE / 2;

describe('questions about one goal on the same paths', () => {
  const set = drawn();

  test('the odds are those of the simulation, to the path', () => {
    const whole = simulate({ ...simulation(MONTHS, { paths: 4_000 }), money: saving(200) });
    expect(whole).toMatchObject({ success: oddsOn(set, saving(200)) });
  });

  test('the required contribution is the least that gives the odds, and more of either asks for more', () => {
    const requiredFor = (wanted: number): number => {
      const found = requiredContribution(set, (monthly) => saving(monthly), wanted, CENTS);
      return found.status === 'found' ? found.monthly : Number.NaN;
    };
    const monthly = requiredFor(0.8);
    expect(oddsOn(set, saving(monthly)).probability).toBeGreaterThanOrEqual(0.8);
    expect(oddsOn(set, saving(monthly - 0.02)).probability).toBeLessThan(0.8);
    expect(requiredFor(0.6)).toBeLessThan(monthly);
    expect(requiredFor(0.95)).toBeGreaterThan(monthly);
  });

  // Oracle: without risk the required contribution is the payment of the annuity formula.
  test('without risk it is the annuity payment', () => {
    const base = simulation(MONTHS);
    const still = drawn({ market: { means: Float64Array.of(0.004, 0.004), covariance: new Float64Array(4) } });
    expect(base.plan.mixOfMonth).toHaveLength(MONTHS);
    const found = requiredContribution(still, (monthly) => saving(monthly), 0.8, CENTS);
    const payment = (25_000 - 10_000 * 1.004 ** MONTHS) / ((1.004 ** MONTHS - 1) / 0.004);
    expect(found).toMatchObject({ status: 'found' });
    if (found.status === 'found') expect(Math.abs(found.monthly - payment)).toBeLessThan(0.011);
  });

  test('a goal that nothing a month would reach is said to be so', () => {
    expect(requiredContribution(set, (monthly) => saving(monthly), 0.9, { most: 10, step: 1 })).toEqual({
      status: 'out-of-reach',
    });
  });

  // Oracle: the quantile of the log-normal end value of a lump sum.
  test('the affordable amount is the quantile of what the paths end with', () => {
    const amount = affordableAmount(set, saving(0), 0.85);
    const exact = 10_000 * Math.exp(MONTHS * LOG_MEAN + normalQuantile(0.15) * Math.sqrt(MONTHS * LOG_VARIANCE));
    // The error of a quantile is that of its share over the density there.
    expect(Math.abs(amount / exact - 1)).toBeLessThan(0.02);
    expect(oddsOn(set, saving(0, { target: amount })).probability).toBeGreaterThanOrEqual(0.85);
    expect(oddsOn(set, saving(0, { target: amount * 1.0001 })).probability).toBeLessThan(0.85);
  });

  // Oracle: the closed form month by month.
  test('the odds by month are those of the closed form, and the earliest month is their first crossing', () => {
    const money = saving(0, { target: 11_000 });
    const shares = oddsByMonth(set, money);
    for (const month of [12, 36, 60]) {
      const exact = normalCdf((Math.log(1 / 1.1) + month * LOG_MEAN) / Math.sqrt(month * LOG_VARIANCE));
      expect(Math.abs((shares[month] ?? 0) - exact)).toBeLessThan(3 * Math.sqrt((exact * (1 - exact)) / 4_000));
    }
    const month = earliestMonth(set, money, 0.6) ?? -1;
    expect(shares[month] ?? 0).toBeGreaterThanOrEqual(0.6);
    expect(shares[month - 1] ?? 1).toBeLessThan(0.6);
    expect(earliestMonth(set, saving(0, { target: 1e9 }), 0.6)).toBeNull();
  });

  test('a goal is met after the tax on its gain', () => {
    const taxes = { gainsRate: 0.25, incomeRate: 0, incomeYield: 0 };
    expect(oddsOn(set, saving(100, { taxes, target: 18_000 })).probability).toBeLessThan(
      oddsOn(set, saving(100, { target: 18_000 })).probability,
    );
  });
});

describe('status words', () => {
  test.each([
    [0.85, 'need', 120, 'on-track'],
    [0.84, 'need', 120, 'at-risk'],
    [0.64, 'need', 120, 'off-track'],
    [0.7, 'want', 120, 'on-track'],
    [0.5, 'wish', 120, 'on-track'],
    [0.5, 'wish', 12, 'off-track'],
    [0.29, 'wish', 13, 'off-track'],
  ] as const)('%d of a %s in %i months is %s', (probability, priority, months, status) => {
    expect(goalStatus(probability, priority, months)).toBe(status);
  });
});

describe('several goals', () => {
  test('needs come first, then the nearer date, and what is left goes on', () => {
    const claims = [
      { id: 'boat', priority: 'wish', months: 60, required: 300 },
      { id: 'old age', priority: 'need', months: 360, required: 400 },
      { id: 'rainy day', priority: 'need', months: 12, required: 200 },
      { id: 'moon', priority: 'need', months: 6 },
    ] as const;
    const of = (monthly: number): number[] => shareSavings(claims, monthly).map((share) => share.monthly);
    expect(of(900)).toEqual([0, 400, 200, 300]);
    expect(of(500)).toEqual([0, 300, 200, 0]);
    const withoutMoon = shareSavings(claims.slice(0, 3), 1_000);
    expect(withoutMoon.map(({ monthly }) => monthly)).toEqual([300, 400, 200]);
    expect(withoutMoon.every(({ isMet }) => isMet)).toBe(true);
  });
});

describe('the order of returns', () => {
  const levels = new Float64Array(121).fill(1);
  const years = Float64Array.of(0.2, -0.3, 0.1, 0.05, 0.15, -0.1, 0.08, 0.12, 0.02, 0.18);
  const ends = (money: MoneyPlan): number[] =>
    sequenceRisk(money, years, levels).map(({ wealth }) => wealth[120] ?? -1);

  // Oracle: a product does not know its order.
  test('does not matter to money that is left alone', () => {
    const [worst, even, best] = ends({ ...noMoney(120), startAmount: 1_000 });
    const product = years.reduce((growth, value) => growth * (1 + value), 1_000);
    for (const end of [worst, even, best]) expectClose(end ?? 0, product, TOLERANCE.longSum);
  });

  test('matters to money that is spent: worst first is worst', () => {
    const spendingNominal = new Float64Array(120).fill(8);
    const [worst = 0, even = 0, best = 0] = ends({ ...noMoney(120), startAmount: 1_000, spendingNominal });
    expect(worst).toBeLessThan(even);
    expect(even).toBeLessThan(best);
  });
});
