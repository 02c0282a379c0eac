import { expect } from 'vitest';
import { checkAccounts } from '@/lib/quant/backtest/check-accounts';
import { runBacktest } from '@/lib/quant/backtest/run-backtest';
import type { BacktestFinished, BacktestRequest } from '@/lib/quant/backtest/types';
import { testInstrument } from '../trading/instruments';
import { type Layers, rawPanel } from './event-panels';
import { weekdaysFrom } from './panels';
import { backtestRequest, finished, fixedWeights } from './requests';

export const SHARES = testInstrument('A', { quantityDecimals: 0 });
/** Everything in the one instrument. */
export const ALL_IN = fixedWeights(1);

/** Bought once and held on weekdays from 2024-01-01 at traded prices, unless said otherwise; its books add up. */
export const held = (layers: Layers, parts: Partial<BacktestRequest> = {}): BacktestFinished => {
  const panel = rawPanel([SHARES], weekdaysFrom(2024, 1, 1, layers.close.length), layers);
  const run = finished(
    runBacktest(backtestRequest(panel, { prices: 'traded', rebalance: 'never', strategy: ALL_IN, ...parts })),
  );
  expect(checkAccounts(run)).toEqual([]);
  return run;
};

export const flat = (count: number, price = 100): number[][] => Array.from({ length: count }, () => [price]);
