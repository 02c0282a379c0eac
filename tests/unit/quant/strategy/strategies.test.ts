import { describe, expect, test } from 'vitest';
import { lusolve } from 'mathjs';
import type { PricePanel } from '@/lib/quant/market/panel';
import { dot, quadraticForm } from '@/lib/quant/math/matrix';
import { policyFor } from '@/lib/quant/policy/policy';
import type { Aim, Policy } from '@/lib/quant/policy/types';
import { riskContributions } from '@/lib/quant/risk/risk-contributions';
import { STRATEGIES, type StrategyId } from '@/lib/quant/strategy/strategies';
import type { Decided, StrategyOutcome } from '@/lib/quant/strategy/types';
import { expectClose, TOLERANCE } from '../../../support/close';
import { panelOf, randomPanel, weekdaysFrom } from '../backtest/panels';
import { testInstrument } from '../trading/instruments';

const DAYS = weekdaysFrom(2018, 1, 1, 600);
const STOCK = testInstrument('STOCK');
const STOCK_2 = testInstrument('STOCK2');
const BOND = testInstrument('BOND', { assetClass: 'bond' });
const BILL = testInstrument('BILL', { assetClass: 'cash' });
const GOLD = testInstrument('GOLD', { assetClass: 'commodity' });
const COIN = testInstrument('COIN', { assetClass: 'crypto' });

/** Nothing binds but the budget, the cash share and, where given, the volatility. */
const OPEN: Policy = {
  ...policyFor('balanced'),
  lookbackDays: 500,
  cashWeight: 0.1,
  weightMax: 1,
  annualVolatilityMax: 1,
  classLimits: [],
};

const decide = (
  id: StrategyId,
  panel: PricePanel,
  policy: Policy,
  aim: Aim = { kind: 'most-return' },
): StrategyOutcome =>
  STRATEGIES[id].decide({ view: panel, policy, aim, currentWeights: new Float64Array(panel.instruments.length) });

function decidedBy(...request: Parameters<typeof decide>): Decided {
  const outcome = decide(...request);
  if (outcome.status !== 'decided') throw new Error(JSON.stringify(outcome));
  return outcome;
}

describe('the optimising strategies', () => {
  const panel = randomPanel([STOCK, BOND, BILL, GOLD], DAYS, 21);
  const risky = [0, 1, 3];
  const riskyCovariance = ({ inputs }: Decided): number[][] =>
    risky.map((i) => risky.map((j) => inputs!.covariance[i * 4 + j]!));

  // Oracle: w proportional to the inverse covariance times ones, solved by mathjs.
  test('min-variance without limits is the closed form, scaled to what cash leaves', () => {
    const outcome = decidedBy('min-variance', panel, OPEN);
    const direction = (lusolve(riskyCovariance(outcome), [1, 1, 1]) as number[][]).map(([x]) => x!);
    const total = direction.reduce((sum, x) => sum + x, 0);
    risky.forEach((i, k) =>
      expectClose(outcome.weights[i]!, (0.9 * direction[k]!) / total, TOLERANCE.independentSolver),
    );
    expectClose(outcome.weights[2]!, 0.1, TOLERANCE.closedForm);
  });

  test('risk parity: every risky instrument carries the same share of the risk', () => {
    const { weights, inputs } = decidedBy('risk-parity', panel, OPEN);
    const { fractions } = riskContributions(weights, inputs!.covariance);
    for (const i of risky) expectClose(fractions![i]!, 1 / 3, 1e-8);
    expectClose(weights[2]!, 0.1, TOLERANCE.closedForm);
  });

  test('risk parity adds cash until the whole has the volatility of the policy, and never takes any away', () => {
    const free = decidedBy('risk-parity', panel, OPEN);
    const volatility = Math.sqrt(quadraticForm(free.inputs!.covariance, free.weights));
    const calm = decidedBy('risk-parity', panel, { ...OPEN, annualVolatilityMax: volatility / 2 });
    expectClose(Math.sqrt(quadraticForm(calm.inputs!.covariance, calm.weights)), volatility / 2, 1e-10);
    expectClose(calm.weights[2]!, 0.55, 1e-10);
    for (const i of risky) expectClose(calm.weights[i]!, free.weights[i]! / 2, 1e-10);
    expect(calm.facts.map(({ key }) => key)).toContain('strategy.cash-added-for-volatility');
    expect([...decidedBy('risk-parity', panel, { ...OPEN, annualVolatilityMax: 0.9 }).weights]).toEqual([
      ...free.weights,
    ]);
  });

  test('mean-variance takes the volatility it is allowed, and no more', () => {
    const least = decidedBy('min-variance', panel, OPEN);
    const volatilityMax = 1.2 * Math.sqrt(quadraticForm(least.inputs!.covariance, least.weights));
    const plan = decidedBy('mean-variance', panel, { ...OPEN, annualVolatilityMax: volatilityMax });
    expectClose(Math.sqrt(quadraticForm(plan.inputs!.covariance, plan.weights)), volatilityMax, 1e-8);
    expect(dot(plan.weights, plan.inputs!.expectedReturns)).toBeGreaterThan(
      dot(least.weights, least.inputs!.expectedReturns),
    );
    expect(plan.request?.name).toBe('max-return-at-risk-level');
  });

  test('a target return is met by the whole portfolio, cash included', () => {
    const most = decidedBy('mean-variance', panel, OPEN);
    const least = decidedBy('min-variance', panel, OPEN);
    const { expectedReturns } = most.inputs!;
    const annualReturn = (dot(most.weights, expectedReturns) + dot(least.weights, expectedReturns)) / 2;
    const plan = decidedBy('mean-variance', panel, OPEN, { kind: 'target-return', annualReturn });
    expectClose(dot(plan.weights, expectedReturns), annualReturn, 1e-9);
  });

  test('a target beyond the limits is infeasible and names the target', () => {
    const outcome = decide('mean-variance', panel, OPEN, { kind: 'target-return', annualReturn: 0.9 });
    if (outcome.status !== 'infeasible') throw new Error(outcome.status);
    expect(outcome.conflictingLimits).toContain('target return');
  });

  test('an aim that nothing can serve is out of reach', () => {
    const aim = { kind: 'amount-by-date', amount: 1e9, years: 1, startAmount: 1, monthlyContribution: 0 } as const;
    expect(decide('mean-variance', panel, OPEN, aim).status).toBe('out-of-reach');
  });

  test('class floors without an instrument of the class are infeasible and named as the class', () => {
    const outcome = decide('mean-variance', randomPanel([BOND, BILL, GOLD], DAYS, 3), {
      ...OPEN,
      classLimits: [{ assetClass: 'equity', min: 0.2, max: 0.6 }],
    });
    if (outcome.status !== 'infeasible') throw new Error(outcome.status);
    expect(outcome.conflictingLimits.join(' ')).toContain('Stocks');
  });

  test('a class that is shut is not held, by risk parity either', () => {
    const withCoin = randomPanel([STOCK, BOND, BILL, COIN], DAYS, 4);
    const shut: Policy = { ...OPEN, classLimits: [{ assetClass: 'crypto', min: 0, max: 0 }] };
    for (const id of ['mean-variance', 'min-variance', 'risk-parity'] as const) {
      expect(decidedBy(id, withCoin, shut).weights[3]).toBe(0);
    }
  });

  test('without a cash instrument the cash share stays uninvested and the decision says so', () => {
    const { weights, facts } = decidedBy('mean-variance', randomPanel([STOCK, BOND, GOLD], DAYS, 5), OPEN);
    expectClose(
      weights.reduce((sum, weight) => sum + weight, 0),
      0.9,
      1e-9,
    );
    expect(facts).toContainEqual({ key: 'strategy.cash-uninvested', values: { cashWeight: 0.1 } });
  });

  test('two cash instruments share the cash equally', () => {
    const twoBills = randomPanel([STOCK, BOND, BILL, testInstrument('BILL2', { assetClass: 'cash' })], DAYS, 6);
    const { weights } = decidedBy('min-variance', twoBills, OPEN);
    expect([weights[2], weights[3]]).toEqual([0.05, 0.05]);
  });
});

describe('the rules without estimates', () => {
  test('equal weight counts cash, and only what has a price', () => {
    const panel = panelOf(
      [STOCK, BOND, BILL, GOLD],
      [1, 2],
      [
        [1, 1, 1, 1],
        [1, 1, 1, Number.NaN],
      ],
    );
    const outcome = decidedBy('equal-weight', panel, OPEN);
    expect([...outcome.weights]).toEqual([1 / 3, 1 / 3, 1 / 3, 0]);
    expect(outcome.leftOut).toEqual(['GOLD']);
  });

  test('60/40 splits each side equally and ignores the other classes', () => {
    const panel = panelOf([STOCK, STOCK_2, BOND, BILL, GOLD], [1], [[1, 1, 1, 1, 1]]);
    const { weights, leftOut } = decidedBy('sixty-forty', panel, OPEN);
    [0.3, 0.3, 0.4, 0, 0].forEach((weight, i) => expectClose(weights[i]!, weight, TOLERANCE.closedForm));
    expect(leftOut).toEqual([]);
  });

  test('60/40 names the class that is missing, and the fund that has no price', () => {
    expect(decide('sixty-forty', panelOf([STOCK, GOLD], [1], [[1, 1]]), OPEN)).toEqual({
      status: 'missing-class',
      assetClasses: ['bond'],
    });
    const panel = panelOf([STOCK, STOCK_2, BOND], [1], [[1, Number.NaN, 1]]);
    expect(decidedBy('sixty-forty', panel, OPEN)).toMatchObject({ leftOut: ['STOCK2'] });
  });
});
