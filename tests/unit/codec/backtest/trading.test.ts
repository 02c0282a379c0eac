import { describe, expect, test } from 'vitest';
import { isoDayFromNumber } from '@/lib/base/iso-day';
import type { InlinePrices } from '@/lib/shared/contracts/common';
import { expectClose } from '@/tests/support/close';
import { weekdaysFrom } from '../../quant/backtest/panels';
import { answerTo, ask, finishedRow } from './prices';

const DATES = weekdaysFrom(2023, 11, 1, 80).map(isoDayFromNumber);
const flat = (price: number): number[] => DATES.map(() => price);

/** 100 every day, but 98 from the ex-day of a dividend of 2. */
const PAID_ON = 20;
const SPY = DATES.map((_, t) => (t < PAID_ON ? 100 : 98));
const prices = {
  dates: DATES,
  series: { SPY, IEF: flat(50) },
  volumes: { SPY: flat(1_000) },
  dividends: { SPY: [{ date: DATES[PAID_ON]!, amount: 2 }] },
};
const FREE = { preset: 'zero-commission', halfSpreadBasisPoints: 0 } as const;
const base = { prices, assets: ['SPY', 'IEF'], costs: FREE, rebalance: 'never' as const };
const endOf = (parts: Record<string, unknown>): number =>
  finishedRow(answerTo({ ...base, strategies: [{ hold: 'SPY' }], ...parts }).runs[0]).endValue;

/** Millionths of a share at 98. */
const STEP_ROUNDING = 1e-7;

// Oracle: by hand. Without costs 10,000 buy 100 shares at 100; the dividend makes up for the fall of the price.
describe('rules of trading at the backtest door', () => {
  test('dividends paid, reinvested or inside the prices come to the same where nothing moves after them', () => {
    expectClose(endOf({ income: 'paid' }), 10_000, STEP_ROUNDING);
    expectClose(endOf({ income: 'reinvested' }), 10_000, STEP_ROUNDING);
    expectClose(endOf({}), 10_000, STEP_ROUNDING);
  });

  test('a commission by the share, and a half-spread of one symbol', () => {
    const costs = { ...FREE, commissionPerShare: 0.01, halfSpreadBasisPoints: { SPY: 10 } };
    // Shares at 100.10 and a cent each.
    expectClose(endOf({ costs }), (10_000 / 100.11) * 100, 1e-6);
  });

  test('volume limits fill a part: 10 % of 1,000 shares a day leave nothing to wait for, 1 % takes five days', () => {
    const trades = (volumeShareMax: number): number =>
      finishedRow(
        answerTo({ ...base, income: 'paid', strategies: [{ hold: 'SPY' }], execution: { at: 'close', volumeShareMax } })
          .runs[0],
      ).trades;
    expect(trades(0.1)).toBe(1);
    expect(trades(0.01)).toBe(5);
  });

  test('money in and out, fees and taxes show in the costs', () => {
    const answer = answerTo({
      ...base,
      income: 'paid',
      strategies: [{ weights: { SPY: 0.5, IEF: 0.5 } }],
      rebalance: { kind: 'cash-flow-first', bands: { kind: 'five-twenty-five' } },
      flows: [{ every: 'monthly', amount: 500 }],
      fees: { advisoryAnnual: 0.01 },
      taxes: { preset: 'flat', rate: 0.25 },
    });
    const { endValue, costs } = finishedRow(answer.runs[0]);
    // 2 on 50 shares are 100, a quarter of it tax in January; December to February bring 500 each.
    expectClose(costs.taxes, 25, 1e-6);
    expect(costs.fees).toBeGreaterThan(20);
    expectClose(endValue, 10_000 + 3 * 500 - costs.taxes - costs.fees, 1e-6);
  });

  test('an account that is emptied has no figures and says why', () => {
    const answer = answerTo({
      ...base,
      income: 'paid',
      strategies: [{ hold: 'SPY' }],
      flows: [{ date: DATES[40]!, amount: -50_000 }],
    });
    expect(answer.runs[0]).toMatchObject({ status: 'unavailable', why: expect.stringContaining('emptied') as string });
  });

  test.each([
    ['a spread of something else', { costs: { halfSpreadBasisPoints: { TLT: 1 } } }, 'costs.halfSpreadBasisPoints.TLT'],
    ['a fee of something else', { fees: { fundAnnual: { TLT: 0.01 } } }, 'fees.fundAnnual.TLT'],
    [
      'too much paid in to keep lots of',
      { taxes: { preset: 'flat', rate: 0.2 }, flows: [1, 2].map(() => ({ date: DATES[30]!, amount: 6e6 })) },
      'flows',
    ],
    ['too much to keep lots of', { taxes: { preset: 'flat', rate: 0.2 }, startAmount: 2e7 }, 'startAmount'],
  ] as const)('%s is refused', (_, parts, field) => {
    expect(ask({ ...base, strategies: [{ hold: 'SPY' }], ...parts })).toMatchObject({
      status: 'refused',
      field,
    });
  });
});

describe('money that grows past what lots can be counted in', () => {
  // 28 % a day for 80 days: what is brought back to its weight on the last ones is more than nine thousand millions.
  const rocket = DATES.map((_, t) => 1.28 ** t);
  const request = {
    prices: { dates: DATES, series: { SPY: rocket, IEF: flat(50) } },
    assets: ['SPY', 'IEF'],
    strategies: [{ weights: { SPY: 0.7, IEF: 0.3 }, name: 'rocket' }, { hold: 'IEF' }],
    startAmount: 9e6,
    rebalance: 'daily',
    series: 'none',
  };

  test('with taxes its row says so and the others stand; without, it counts on', () => {
    const taxed = answerTo({ ...request, taxes: { preset: 'flat', rate: 0.2 } });
    expect(taxed.runs[0]).toMatchObject({ status: 'unavailable', why: expect.stringContaining('lots') as string });
    expect(taxed.runs[1]).toMatchObject({ status: 'finished' });
    expect(finishedRow(answerTo(request).runs[0]).endValue).toBeGreaterThan(9e9);
  });
});

test('flows outside the test are left out and said so, those inside are not', () => {
  const flows = [
    { date: '2014-01-01', amount: 5_000 },
    { date: DATES[40]!, amount: 700 },
    { date: '2030-01-01', amount: 5_000.5 },
    { every: 'monthly', amount: 10 },
  ];
  const { warnings, runs } = answerTo({ ...base, strategies: [{ hold: 'IEF' }], from: DATES[10]!, flows });
  expect(warnings).toContain('2 flows lie outside the days of the test and are left out: 10,000.5 in all.');
  // December to February bring 10 each besides the 700.
  expectClose(finishedRow(runs[0]).endValue, 10_730, STEP_ROUNDING);
});

test('what is held outside the assets may have a spread of its own', () => {
  const costs = { ...FREE, halfSpreadBasisPoints: { IEF: 10 } };
  expectClose(endOf({ assets: ['SPY'], strategies: [{ hold: 'IEF' }], costs }), 10_000 / 1.001, 1e-6);
});

test('a share of the gain is not taken of rounding', () => {
  const row = (prices: InlinePrices) =>
    finishedRow(
      answerTo({ ...base, prices, strategies: [{ hold: 'SPY' }], costs: { commissionBasisPoints: 1 } }).runs[0],
    );
  const still = row({ dates: DATES, series: { SPY: flat(100.1), IEF: flat(50) } });
  expect(still.costs.trading).toBeGreaterThan(0);
  expect(still.costs.shareOfGain).toBeNull();
  const risen = row({ dates: DATES, series: { SPY: DATES.map((_, t) => 100 + t), IEF: flat(50) } });
  expect(risen.costs.shareOfGain).toBeGreaterThan(0);
});
