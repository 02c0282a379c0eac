import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../lib/base/canonical-json';
import { normalQuantile } from '../../lib/quant/math/normal-quantile';
import { type AimRequest, AIMS, requestForAim } from '../../lib/quant/policy/aims';
import { policyFor } from '../../lib/quant/policy/policy';
import { type Aim, type AimKind, type Policy, RISK_LEVEL_IDS } from '../../lib/quant/policy/types';
import { expectClose, TOLERANCE } from '../support/close';

const CASH_RETURN = 0.03;

/** One ordinary example of each aim; the type refuses a registry line without one. */
const EXAMPLES: { readonly [K in AimKind]: Extract<Aim, { kind: K }> } = {
  'most-return': { kind: 'most-return' },
  'least-risk': { kind: 'least-risk' },
  'target-return': { kind: 'target-return', annualReturn: 0.05 },
  'keep-capital': { kind: 'keep-capital', lossMax: 0.1 },
  'amount-by-date': {
    ...{ kind: 'amount-by-date', amount: 100_000, years: 10 },
    ...{ startAmount: 50_000, monthlyContribution: 100 },
  } as const,
};

function requestOf(aim: Aim, policy: Policy, cashReturn = CASH_RETURN): AimRequest {
  const outcome = requestForAim(aim, policy, { cashReturn });
  if (outcome.status !== 'requested') throw new Error('out of reach');
  return outcome.request;
}

/** The request without its name and its facts, as text. */
const mathOf = ({ objective, limits }: AimRequest): string =>
  canonicalJson(JSON.parse(JSON.stringify({ objective, limits })) as Record<string, string>);

describe.each(RISK_LEVEL_IDS)('%s', (level) => {
  const policy = policyFor(level);

  test('five aims give five different requests, by name and by content', () => {
    const requests = Object.values(EXAMPLES).map((aim) => requestOf(aim, policy));
    expect(requests.length).toBe(5);
    expect(new Set(requests.map(({ name }) => name)).size).toBe(5);
    // The loss a conservative plan risks is below 10 % anyway, so this aim asks for a smaller one there.
    const aims = { ...EXAMPLES, 'keep-capital': { kind: 'keep-capital', lossMax: 0.04 } } as const;
    expect(new Set(Object.values(aims).map((aim) => mathOf(requestOf(aim, policy)))).size).toBe(5);
  });

  test.each(Object.values(AIMS))('$kind never asks for more than the policy allows', ({ kind }) => {
    const { limits } = requestOf(EXAMPLES[kind], policy);
    expect(limits.volatilityMax).toBeLessThanOrEqual(policy.annualVolatilityMax);
    expect(limits.cashWeight).toBeGreaterThanOrEqual(policy.cashWeight);
    expect(limits.weightMax).toBeLessThanOrEqual(policy.weightMax);
    for (const [index, { min, max }] of limits.classLimits.entries()) {
      expect(max).toBeLessThanOrEqual(policy.classLimits[index]!.max);
      expect(min).toBeLessThanOrEqual(policy.classLimits[index]!.min);
    }
  });
});

describe('keep-capital', () => {
  const lossAt = (volatility: number, cashReturn: number): number => normalQuantile(0.95) * volatility - cashReturn;

  // Oracle: the definition, 1.645 * volatility - cash return = loss.
  test('the volatility limit makes the normal loss of a year equal the loss accepted', () => {
    const { limits } = requestOf({ kind: 'keep-capital', lossMax: 0.08 }, policyFor('aggressive'));
    expectClose(lossAt(limits.volatilityMax, CASH_RETURN), 0.08, TOLERANCE.closedForm);
  });

  test('the policy rules where it is stricter, and the request says so', () => {
    const request = requestOf({ kind: 'keep-capital', lossMax: 0.5 }, policyFor('balanced'));
    expect(request.limits.volatilityMax).toBe(0.09);
    expect(request.facts.map(({ key }) => key)).toContain('aim.risk-level-is-stricter');
  });

  // Oracle: half the policy's volatility leaves half of the invested money: (1 - 2 %) / 2.
  test('a smaller volatility is reached by cash in proportion', () => {
    const lossMax = 0.07 * normalQuantile(0.95) - CASH_RETURN;
    const request = requestOf({ kind: 'keep-capital', lossMax }, policyFor('aggressive'));
    expectClose(request.limits.cashWeight, 1 - 0.98 / 2, TOLERANCE.closedForm);
    expectClose(request.limits.classLimits[0]!.min, 0.2, TOLERANCE.closedForm);
    expect(request.facts.map(({ key }) => key)).toEqual(['aim.loss-limit', 'aim.cash-raised']);
  });

  test('what the investor excluded stays excluded', () => {
    const policy = policyFor('aggressive', { excludedClasses: ['commodity'] });
    const { limits } = requestOf({ kind: 'keep-capital', lossMax: 0.05 }, policy);
    expect(limits.classLimits.find(({ assetClass }) => assetClass === 'commodity')!.max).toBe(0);
  });

  test('a smaller loss never allows more volatility nor less cash', () => {
    const loss = fc.double({ min: 0.001, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(loss, loss, fc.constantFrom(...RISK_LEVEL_IDS), (one, other, level) => {
        const limitsAt = (lossMax: number) => requestOf({ kind: 'keep-capital', lossMax }, policyFor(level)).limits;
        const careful = limitsAt(Math.min(one, other));
        const bold = limitsAt(Math.max(one, other));
        expect(careful.volatilityMax).toBeLessThanOrEqual(bold.volatilityMax);
        expect(careful.cashWeight).toBeGreaterThanOrEqual(bold.cashWeight - TOLERANCE.closedForm);
      }),
      { seed: 2 },
    );
  });

  test('where even cash loses more, no request is made', () => {
    const outcome = requestForAim({ kind: 'keep-capital', lossMax: 0.01 }, policyFor('balanced'), {
      cashReturn: -0.02,
    });
    expect(outcome).toMatchObject({ status: 'out-of-reach', facts: [{ key: 'aim.cash-loses-more' }] });
  });
});

describe('amount-by-date', () => {
  const savings = { kind: 'amount-by-date', years: 10, startAmount: 10_000, monthlyContribution: 0 } as const;

  // Oracle: doubling in ten years needs 2^(1/10) - 1.
  test('asks for the return that the amount needs', () => {
    const { limits } = requestOf({ ...savings, amount: 20_000 }, policyFor('balanced'));
    expectClose(limits.returnMin!, 2 ** 0.1 - 1, 1e-7);
  });

  test('an amount that cash reaches asks for no return, and says so', () => {
    const request = requestOf({ ...savings, amount: 11_000 }, policyFor('balanced'));
    expect(request.limits.returnMin).toBeUndefined();
    const fact = request.facts.find(({ key }) => key === 'aim.cash-is-enough');
    expectClose(Number(fact!.values['valueInCash']), 10_000 * 1.03 ** 10, TOLERANCE.closedForm);
  });

  test('an amount that no return reaches is said to be out of reach', () => {
    const outcome = requestForAim({ ...savings, amount: 1e9 }, policyFor('balanced'), { cashReturn: CASH_RETURN });
    expect(outcome).toMatchObject({ status: 'out-of-reach', facts: [{ key: 'aim.amount-out-of-reach' }] });
  });
});
