import { describe, expect, test } from 'vitest';
import type { PricePanel } from '@/lib/quant/market/panel';
import { quadraticForm } from '@/lib/quant/math/matrix';
import { policyFor } from '@/lib/quant/policy/policy';
import { RISK_MODELS } from '@/lib/quant/risk/risk-models';
import { estimateInputs } from '@/lib/quant/strategy/estimate';
import type { Estimate } from '@/lib/quant/strategy/types';
import { expectClose, TOLERANCE } from '../../../support/close';
import { panelOf, randomPanel, weekdaysFrom } from '../backtest/panels';
import { testInstrument } from '../trading/instruments';

const DAYS = weekdaysFrom(2018, 1, 1, 800);
const POLICY = { ...policyFor('balanced'), lookbackDays: 500 };
const INSTRUMENTS = [
  testInstrument('STOCK'),
  testInstrument('BOND', { assetClass: 'bond' }),
  testInstrument('BILL', { assetClass: 'cash' }),
  testInstrument('GOLD', { assetClass: 'commodity' }),
];

function estimated(panel: PricePanel): Estimate {
  const outcome = estimateInputs(panel, POLICY);
  if (outcome.status !== 'estimated') throw new Error(JSON.stringify(outcome));
  return outcome;
}

/** The same panel with the given cells unknown. */
function without(panel: PricePanel, isAbsent: (t: number, i: number) => boolean): PricePanel {
  const n = panel.instruments.length;
  const rows = Array.from(panel.days, (_, t) =>
    panel.instruments.map((_instrument, i) => (isAbsent(t, i) ? Number.NaN : panel.layers.close[t * n + i]!)),
  );
  return panelOf(panel.instruments, [...panel.days], rows);
}

describe('estimates', () => {
  const panel = randomPanel(INSTRUMENTS, DAYS, 5);
  const n = INSTRUMENTS.length;
  const price = (t: number, i: number): number => panel.layers.totalReturnIndex[t * n + i]!;

  // Oracle: excess returns and the reverse optimisation written out; the shrinkage itself is tested in its own room.
  test('covariance of returns above cash, and the premia of the policy mix', () => {
    const { inputs, expectedReturns, covariance } = estimated(panel);
    const risky = [0, 1, 3];
    const returns = Float64Array.from(
      Array.from({ length: 500 }, (_, k) => {
        const t = panel.dayCount - 500 + k;
        const growth = (i: number): number => price(t, i) / price(t - 1, i);
        return risky.map((i) => growth(i) - growth(2));
      }).flat(),
    );
    const daily = RISK_MODELS['ledoit-wolf'].estimate({ returns, observations: 500, instruments: 3 });
    daily.covariance.forEach((entry, k) => expectClose(covariance[k]!, entry * 252, TOLERANCE.closedForm));

    const mix = [0.54, 0.44, 0.02];
    const variance = quadraticForm(covariance, Float64Array.from(mix));
    risky.forEach((column, row) => {
      const marginal = mix.reduce((sum, weight, j) => sum + weight * covariance[row * 3 + j]!, 0);
      expectClose(expectedReturns[row]!, inputs.cashReturn + (0.3 * marginal) / Math.sqrt(variance), 1e-12);
      expectClose(inputs.expectedReturns[column]!, expectedReturns[row]!, 0);
    });
    expect(inputs.observations).toBe(500);
    expect(inputs.expectedReturns[2]).toBe(inputs.cashReturn);
    expect([...inputs.covariance.subarray(2 * n, 3 * n)]).toEqual([0, 0, 0, 0]);
  });

  // Oracle: compounding by hand. 261 weekdays of 0.01 % lie in the year of 2020-01-24 to 2021-01-22, 364 days.
  test('the cash rate is what cash earned over the last year', () => {
    const rows = DAYS.map((_, t) => [price(t, 0), price(t, 1), 100 * 1.0001 ** t, price(t, 3)]);
    const { inputs } = estimated(panelOf(INSTRUMENTS, DAYS, rows));
    const lastDay = DAYS.at(-1)!;
    const first = DAYS.findLastIndex((day) => day <= lastDay - 365);
    const expected = 1.0001 ** ((DAYS.length - 1 - first) * (365 / (lastDay - DAYS[first]!))) - 1;
    expectClose(inputs.cashReturn, expected, TOLERANCE.longSum);
    expect(inputs.cashReturn).toBeGreaterThan(0.026);
    expect(inputs.cashReturn).toBeLessThan(0.0266);
  });

  test('without a cash instrument plain returns are used and the rate is zero, with a fact', () => {
    const risky = [INSTRUMENTS[0]!, INSTRUMENTS[1]!];
    const outcome = estimated(randomPanel(risky, DAYS, 5));
    expect(outcome.inputs.cashReturn).toBe(0);
    expect(outcome.facts.map(({ key }) => key)).toContain('strategy.no-cash-instrument');
  });

  test('a hole anywhere in the look-back leaves the instrument out by name; before it a hole is no matter', () => {
    const inside = estimated(without(panel, (t, i) => i === 1 && t === panel.dayCount - 501));
    expect(inside.leftOut).toEqual(['BOND']);
    expect(inside.riskyColumns).toEqual([0, 3]);
    expect([...inside.inputs.covariance.subarray(n, 2 * n)]).toEqual([0, 0, 0, 0]);
    expect(estimated(without(panel, (t, i) => i === 1 && t === panel.dayCount - 502)).leftOut).toEqual([]);
  });

  test('cash with a hole is not used', () => {
    const outcome = estimated(without(panel, (t, i) => i === 2 && t === panel.dayCount - 1));
    expect(outcome.cashColumns).toEqual([]);
    expect(outcome.leftOut).toEqual(['BILL']);
  });

  test('nothing risky with a full history: all are named', () => {
    const outcome = estimateInputs(
      without(panel, (t, i) => i !== 2 && t === panel.dayCount - 1),
      POLICY,
    );
    expect(outcome).toEqual({ status: 'insufficient-history', symbols: ['STOCK', 'BOND', 'GOLD'], daysNeeded: 501 });
  });

  test('a universe that the policy mix does not cover names the classes it needs', () => {
    const currencies = [testInstrument('YEN', { assetClass: 'currency' }), INSTRUMENTS[2]!];
    const outcome = estimateInputs(randomPanel(currencies, DAYS, 5), POLICY);
    expect(outcome).toEqual({ status: 'missing-class', assetClasses: ['equity', 'bond', 'commodity'] });
  });

  test('half a year of cash is the least that is annualised', () => {
    const short = { ...POLICY, lookbackDays: 100 };
    const outcome = estimateInputs(panel, short);
    if (outcome.status !== 'estimated') throw new Error(outcome.status);
    expect(outcome.inputs.cashReturn).toBe(0);
    expect(outcome.facts.map(({ key }) => key)).toContain('strategy.cash-rate-unknown');
  });
});
