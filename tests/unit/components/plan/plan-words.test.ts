import { describe, expect, test } from 'vitest';
import {
  aimWords,
  cashFacts,
  conflictWords,
  limitWords,
  stressWindow,
  tinyNumber,
  volatilityMet,
} from '@/components/plan/plan-words';
import { sortDrivers } from '@/components/plan/plan-drivers';
import { AIM_KINDS, readAim } from '@/components/onboarding/aim-fields';
import { invariant } from '@/lib/base/invariant';
import { requestForAim } from '@/lib/quant/policy/aims';
import { policyFor } from '@/lib/quant/policy/policy';
import { PLAN_MESSAGES } from '@/lib/shared/messages/en/plan';

describe('an optimise request in words', () => {
  test('each limit is a phrase', () => {
    const words = limitWords({
      name: 'max-return-at-risk-level',
      objective: { kind: 'max-return' },
      constraints: {
        budget: 1,
        weightMin: 0,
        weightMax: 0.35,
        returnMin: 0.04,
        riskMax: [{ measure: 'volatility', value: 0.09 }],
        groups: [
          { name: 'equity', members: ['A'], min: 0.2, max: 0.65 },
          { name: 'bond', members: ['B'], min: 0, max: 0.65 },
          { name: 'crypto', members: ['C'], min: 0, max: 0 },
          { name: 'cash', members: ['D'], min: 0.05, max: 0.05 },
        ],
      },
    });
    expect(words).toEqual([
      'volatility at most 9.0% a year',
      'expected return at least 4.0% a year',
      'no single holding above 35%',
      'Stocks 20% to 65%',
      'Bonds at most 65%',
      'no crypto',
      'Cash exactly 5.0%',
      'nothing sold short, nothing borrowed',
    ]);
  });

  test.each(AIM_KINDS)('the request behind the aim %s has words', (kind) => {
    const values = { annualReturn: 0.05, lossMax: 0.1, amount: 50_000, years: 10, startAmount: 40_000 };
    const reading = readAim(kind, values);
    invariant(reading.status === 'ready', 'every field is filled in');
    const outcome = requestForAim(reading.aim, policyFor('balanced'), { cashReturn: 0.03 });
    invariant(outcome.status === 'requested', 'these aims can be asked for');
    expect(Object.keys(PLAN_MESSAGES.requests)).toContain(outcome.request.name);
  });
});

describe('the volatility aimed at beside the one on past prices', () => {
  const request = {
    name: 'max-return-at-risk-level',
    objective: { kind: 'max-return' },
    constraints: { riskMax: [{ measure: 'volatility', value: 0.09 }] },
  } as const;
  const nothing = {
    endValue: null,
    annualReturn: null,
    annualVolatility: null,
    sharpe: null,
    maxDrawdown: null,
    worstYear: null,
    turnoverAnnual: null,
    costs: null,
    trades: null,
    note: null,
    annualReturns: [],
    monthly: [],
  };
  const planWith = (annualVolatility: number | null, riskMax: boolean = true) => ({
    request: riskMax
      ? { ...request, constraints: { riskMax: [...request.constraints.riskMax] } }
      : { ...request, constraints: {} },
    volatility: 0.0898,
    backtest: {
      from: '2014-06-28',
      to: '2024-06-28',
      rebalance: 'monthly' as const,
      startMoney: 10_000,
      months: [],
      lines: [{ ...nothing, id: 'plan', name: 'This plan', status: 'finished' as const, annualVolatility }],
      disclosure: '',
    },
  });

  test.each([
    [
      0.1012,
      true,
      'This plan aims at a volatility of no more than 9.0% a year; over the 10 years of this test the same rules had 10.1%, 1.1 points more. Each decision goes by the swings of the years before it and cannot know those that follow.',
    ],
    [
      0.0804,
      true,
      'This plan aims at a volatility of no more than 9.0% a year; over the 10 years of this test the same rules had 8.0%.',
    ],
    [
      0.0804,
      false,
      'This plan is estimated to swing by 9.0% a year; over the 10 years of this test the same rules had 8.0%, 0.9 points less. Each decision goes by the swings of the years before it and cannot know those that follow.',
    ],
  ])('%d', (realised, hasLimit, sentence) => {
    expect(volatilityMet(planWith(realised, hasLimit))).toBe(sentence);
  });

  test('nothing is said where nothing could be put per year', () => {
    expect(volatilityMet(planWith(null))).toBeUndefined();
  });
});

test('limits that say the same are told once', () => {
  const limits = ['budget', 'target return', 'TEC max', 'STK min', 'BND min', 'Stocks min'];
  expect(conflictWords(limits, ['STK', 'TEC', 'BND'])).toEqual([
    'all the money placed',
    'return asked for',
    'lower limit on Stocks',
    'no single holding above its limit: TEC',
    'nothing sold short: STK, BND',
  ]);
});

describe('cash in the open', () => {
  // By hand: 10 % cash at 2 % and 90 % at 6 % make 5.6 %; investing the cash too would add 0.1 x 4 % = 0.4 %.
  test('share, yield and drag in money', () => {
    const plan = { cashWeight: 0.1, expectedReturn: { mean: 0.056, low: 0, high: 0.1 } };
    const facts = cashFacts(plan, 0.02, 10_000);
    expect(facts.amount).toBeCloseTo(1_000, 9);
    expect(facts.yield).toBe(0.02);
    expect(facts.dragPerYear).toBeCloseTo(40, 9);
  });

  test('where cash is expected to earn more, it costs nothing', () => {
    const plan = { cashWeight: 0.1, expectedReturn: { mean: 0.02, low: 0, high: 0.1 } };
    expect(cashFacts(plan, 0.05, 10_000).dragPerYear).toBe(0);
  });
});

describe('small words', () => {
  test.each([
    [8.04e-17, '8.0 × 10⁻¹⁷'],
    [0, '0'],
    [-1.25e-9, '−1.3 × 10⁻⁹'],
    [12_345, '1.2 × 10⁴'],
  ])('%d is written %s', (value, text) => {
    expect(tinyNumber(value)).toBe(text);
  });

  test('an aim is said with its figures', () => {
    expect(aimWords({ kind: 'target-return', annualReturn: 0.05 })).toBe('a return of 5.0% a year');
    expect(
      aimWords({ kind: 'amount-by-date', amount: 50_000, years: 7.5, startAmount: 1, monthlyContribution: 0 }),
    ).toBe('$50,000 in 7 years 6 months');
  });

  test('a window of the past is said by its days; a shock has none', () => {
    const line = { from: '2007-10-09', to: '2009-03-09' };
    expect(stressWindow(line)).toBe('9 Oct 2007 to 9 Mar 2009');
    expect(stressWindow({ from: null, to: null })).toBeUndefined();
  });

  test('what moved stands apart from the reasons', () => {
    const fact = (key: string) => ({ key, values: {}, text: key });
    const sorted = sortDrivers(['plan.moved', 'plan.largest-risk', 'plan.cash-share'].map(fact));
    expect(sorted.changes.map(({ key }) => key)).toEqual(['plan.moved']);
    expect(sorted.reasons.map(({ key }) => key)).toEqual(['plan.largest-risk']);
    expect(sorted.cash?.key).toBe('plan.cash-share');
  });
});
