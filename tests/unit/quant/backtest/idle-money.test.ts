import { describe, expect, test } from 'vitest';
import { checkAccounts } from '@/lib/quant/backtest/check-accounts';
import { runBacktest } from '@/lib/quant/backtest/run-backtest';
import type { BacktestRequest } from '@/lib/quant/backtest/types';
import { TAX_PRESETS } from '@/lib/quant/trading/taxes/presets';
import { expectClose } from '../../../support/close';
import { testInstrument } from '../trading/instruments';
import { rawPanel } from './event-panels';
import { flat, held, SHARES } from './one-share';
import { panelOf, weekdaysFrom } from './panels';
import { backtestRequest, finished, fixedWeights } from './requests';

describe('money that never finds its way into the market', () => {
  const factsOf = (parts: Partial<BacktestRequest>, price = 100): unknown[] => {
    const { facts } = held({ close: flat(30, price) }, { rebalance: 'monthly', ...parts });
    return facts.filter(({ key }) => key !== 'backtest.cash-earns-nothing');
  };
  const NEVER = { key: 'backtest.never-invested', values: {} };

  // Decided on the 1st of January and again on the 1st of February.
  test.each([
    ['below-minimum', { costs: { commissionBasisPoints: 0, commissionPerOrder: 5_000 } }, 100],
    ['below-step', {}, 20_000],
    ['too-costly', { costs: { commissionBasisPoints: 0, commissionPerShare: 100 } }, 100],
    ['not-enough-cash', { costs: { commissionBasisPoints: 0, commissionPerOrder: 999 } }, 9_900],
  ])('says so and why: %s', (why, parts, price) => {
    expect(factsOf(parts, price)).toEqual([NEVER, { key: `backtest.${why}`, values: { symbol: 'A', count: 2 } }]);
  });

  test('says nothing where cash is what was wanted, or where something was traded', () => {
    expect(factsOf({ strategy: fixedWeights(0) })).toEqual([]);
    expect(factsOf({}, 3_000)).toEqual([]);
  });
});

describe('cash whose instrument has no price for some days', () => {
  const GAP = Number.NaN;
  const cashOf = (...bills: number[][]): { interest: number[]; facts: string[] } => {
    const names = bills[0]!.map((_, i) => testInstrument(`BIL${i}`, { assetClass: 'cash' }));
    const rows = bills.map((prices) => [100, ...prices]);
    const panel = panelOf([SHARES, ...names], weekdaysFrom(2024, 1, 1, rows.length), rows);
    const strategy = fixedWeights(0, ...names.map(() => 0));
    const run = finished(runBacktest(backtestRequest(panel, { strategy, rebalance: 'never' })));
    expect(checkAccounts(run)).toEqual([]);
    return { interest: [...run.interest], facts: run.facts.map(({ key }) => key) };
  };

  test('earns what the gap held back with the price that ends it', () => {
    expect(cashOf([100], [101], [GAP], [GAP], [104.03])).toEqual({ interest: [0, 100, 0, 0, 303], facts: [] });
  });

  test('is not paid twice where another instrument had a price', () => {
    expect(cashOf([100, 100], [GAP, 101], [102, 102.01])).toEqual({ interest: [0, 100, 101], facts: [] });
  });

  test('is not paid for the time before the money arrived, and what stays unpaid is said', () => {
    const silent = ['backtest.cash-earns-nothing'];
    expect(cashOf([GAP], [100], [101])).toEqual({ interest: [0, 0, 100], facts: silent });
    expect(cashOf([100], [101], [GAP])).toEqual({ interest: [0, 100, 0], facts: silent });
  });
});

// All money stays in cash, which earns 1 % on each row: the tax of December is due on the first row of January.
test('interest on idle cash is ordinary income of its year, and what is open counts when all is sold', () => {
  const days = [...weekdaysFrom(2024, 12, 25, 5), ...weekdaysFrom(2025, 1, 1, 3)];
  const bills = testInstrument('BIL', { assetClass: 'cash' });
  const panel = rawPanel([SHARES, bills], days, { close: days.map((_, t) => [100, 100 * 1.01 ** t]) });
  const run = finished(
    runBacktest(
      backtestRequest(panel, {
        strategy: fixedWeights(0, 0),
        rebalance: 'never',
        taxes: TAX_PRESETS.flat.policy({ lotMethod: 'fifo', rate: 0.25 }),
      }),
    ),
  );
  expect(checkAccounts(run)).toEqual([]);
  const earned = (from: number, to: number): number => run.interest.subarray(from, to).reduce((a, b) => a + b, 0);
  expectClose(earned(0, 5), 10_000 * (1.01 ** 4 - 1), 1e-7);
  expectClose(run.taxes[5]!, 0.25 * earned(0, 5), 1e-7);
  expectClose(run.taxed!.liquidationTax, 0.25 * earned(5, 8), 1e-7);
  expect(run.taxed!.years).toMatchObject([{ year: 2024, shortMicros: 0, longMicros: 0 }]);
});
