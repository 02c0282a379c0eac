import { describe, expect, test } from 'vitest';
import { adjustPolicy, policyFor } from '../../../../lib/quant/policy/policy';

describe('policyFor', () => {
  test('an excluded class has neither room nor floor', () => {
    const { classLimits } = policyFor('aggressive', { excludedClasses: ['equity', 'crypto'] });
    for (const assetClass of ['equity', 'crypto']) {
      expect(classLimits.find((limit) => limit.assetClass === assetClass)).toEqual({ assetClass, min: 0, max: 0 });
    }
    expect(classLimits.find(({ assetClass }) => assetClass === 'bond')!.max).toBeGreaterThan(0);
  });
});

describe('adjustPolicy', () => {
  const balanced = policyFor('balanced');

  test('takes risk out and keeps what was changed as facts', () => {
    const change = {
      annualVolatilityMax: 0.07,
      cashWeight: 0.2,
      classMax: { equity: 0.1 },
      calendar: 'annual',
    } as const;
    const outcome = adjustPolicy(balanced, change);
    if (outcome.status !== 'adjusted') throw new Error('refused');
    expect(outcome.policy).toMatchObject({ annualVolatilityMax: 0.07, cashWeight: 0.2 });
    expect(outcome.policy.rebalance.calendar).toBe('annual');
    // A ceiling below the floor takes the floor down with it.
    expect(outcome.policy.classLimits[0]).toEqual({ assetClass: 'equity', min: 0.1, max: 0.1 });
    expect(outcome.changes.map(({ values }) => [values['field'], values['before'], values['after']])).toEqual([
      ['annualVolatilityMax', 0.09, 0.07],
      ['cashWeight', 0.05, 0.2],
      ['classMax.equity', 0.65, 0.1],
      ['calendar', 'monthly', 'annual'],
    ]);
  });

  test.each([
    ['more volatility', { annualVolatilityMax: 0.1 }, 'annualVolatilityMax'],
    ['less cash', { cashWeight: 0.04 }, 'cashWeight'],
    ['nearly all in cash', { cashWeight: 0.6 }, 'cashWeight'],
    ['a larger single holding', { weightMax: 0.5 }, 'weightMax'],
    ['more crypto', { classMax: { crypto: 0.1 } }, 'classMax.crypto'],
    ['no drift limit to speak of', { driftMax: 0.5 }, 'driftMax'],
    ['not a number', { cashWeight: Number.NaN }, 'cashWeight'],
  ])('%s is refused by name', (_, change, field) => {
    expect(adjustPolicy(balanced, change)).toMatchObject({ status: 'refused', field });
  });

  test('no change leaves an equal policy and no facts', () => {
    expect(adjustPolicy(balanced, {})).toEqual({ status: 'adjusted', policy: balanced, changes: [] });
  });
});
