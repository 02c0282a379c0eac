import { describe, expect, test } from 'vitest';
import { refusedPlan } from '@/lib/codec/recommend/refused-plan';
import type { RefusedAdvice } from '@/lib/quant/advice/recommend';
import type { Infeasible } from '@/lib/quant/optimize/types';
import { RefusedPlan } from '@/lib/shared/contracts/recommend';
import { testInstrument } from '../../quant/trading/instruments';

const INSTRUMENTS = [
  testInstrument('SPY'),
  testInstrument('IEF', { assetClass: 'bond' }),
  testInstrument('SHV', { assetClass: 'cash' }),
];

const refusedWith = (decision: RefusedAdvice['decision']): RefusedPlan => {
  const plan = refusedPlan({ status: 'refused', level: 'balanced', instruments: INSTRUMENTS, decision });
  expect(RefusedPlan.safeParse(plan).error).toBeUndefined();
  return plan;
};

const infeasible = (limits: readonly string[], nearest?: Infeasible['nearestFeasible']): Infeasible => ({
  status: 'infeasible',
  conflictingLimits: limits,
  nearestFeasible: nearest,
  certificate: { rows: new Float64Array(), bounds: new Float64Array(), margin: 1 },
});

describe('limits that conflict, in words', () => {
  test('the floors of many instruments are one limit, and all weights are shown, cash too', () => {
    const plan = refusedWith(
      infeasible(['budget', 'target return', 'SPY max', 'IEF min'], {
        weights: Float64Array.of(0.6, 0.35, 0.05),
        relaxed: [{ limit: 'target return', by: 0.333 }],
      }),
    );
    expect(plan.text).toBe(
      'These limits cannot all be kept: all the money placed, the return asked for, the upper limit on SPY and no short positions. The nearest mix falls 33.3 points a year short of the return asked for. Add instruments, or choose another aim or risk level.',
    );
    expect(plan.nearestFeasible?.weights).toEqual({ SPY: 0.6, IEF: 0.35, SHV: 0.05 });
    expect(plan.conflictingConstraints).toEqual(['budget', 'target return', 'SPY max', 'IEF min']);
  });

  test('one alone, and several that give way', () => {
    const nearest = {
      weights: Float64Array.of(0.6, 0.35, 0.05),
      relaxed: [
        { limit: 'Stocks min', by: 0.2 },
        { limit: 'volatility limit', by: 0.0125 },
      ],
    };
    expect(refusedWith(infeasible(['Stocks min'], nearest)).text).toBe(
      'This limit cannot be kept: the lower limit on Stocks. The nearest mix misses the lower limit on Stocks by 20.0 points and misses the volatility limit by 1.3 points. Add instruments, or choose another aim or risk level.',
    );
    expect(refusedWith(infeasible(['Stocks min'])).nearestFeasible).toBeNull();
  });
});

describe('other reasons', () => {
  test.each<[RefusedAdvice['decision'], RefusedPlan['status'], string]>([
    [
      { status: 'insufficient-history', symbols: ['SPY'], daysNeeded: 757 },
      'insufficient-history',
      'The plan needs 757 trading days of prices; too short: SPY.',
    ],
    [
      { status: 'missing-class', assetClasses: ['equity', 'bond', 'commodity'] },
      'infeasible',
      'Expected returns need something to start from: add at least one instrument out of stocks, bonds and commodities.',
    ],
    [
      { status: 'not-converged', iterations: 3, dualityGap: 0.1 },
      'not-converged',
      'The calculation could not be finished with a certificate, so there is no plan to show.',
    ],
    [
      {
        status: 'out-of-reach',
        facts: [
          {
            key: 'aim.amount-out-of-reach',
            values: { amount: 1e6, years: 2.5, annualReturnTried: 1, valueReached: 40_000 },
          },
        ],
      },
      'infeasible',
      '$1,000,000 in 2.5 years is out of reach: even 100.0% a year would only give $40,000.',
    ],
  ])('%j', (decision, status, text) => {
    expect(refusedWith(decision)).toMatchObject({ profile: 'balanced', status, text });
  });
});
