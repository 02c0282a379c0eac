import { expect, test } from 'vitest';
import { emptiedOn } from '@/lib/codec/backtest/replay';
import { runBacktest } from '@/lib/quant/backtest/run-backtest';
import type { BacktestFinished } from '@/lib/quant/backtest/types';
import { panelOf, weekdaysFrom } from '../../quant/backtest/panels';
import { backtestRequest, finished, fixedWeights } from '../../quant/backtest/requests';
import { testInstrument } from '../../quant/trading/instruments';

const DAYS = weekdaysFrom(2024, 1, 1, 8);

/** One share of each, the second of them worth next to nothing: with a ticket of 50 nobody sells it. */
function withdrawn(amount: number): BacktestFinished {
  const two = [testInstrument('A'), testInstrument('B', { quantityDecimals: 0 })];
  const panel = panelOf(
    two,
    DAYS,
    DAYS.map((_, t) => [100, t < 3 ? 5_000 : 20]),
  );
  return finished(
    runBacktest(
      backtestRequest(panel, {
        strategy: fixedWeights(0.45, 0.51),
        rebalance: 'never',
        costs: { commissionBasisPoints: 0, commissionPerOrder: 50 },
        flows: [{ day: DAYS[4]!, amount: -amount }],
      }),
    ),
  );
}

test('an account that owes more than is left of it is emptied, though a position is not worth selling', () => {
  const run = withdrawn(90_000);
  expect(run.value.at(-1)).toBe(20);
  expect(emptiedOn(run)).toBe(DAYS[4]);
});

test('one that pays what is asked for is not, while it is still selling for it either', () => {
  expect(emptiedOn(withdrawn(3_000))).toBeUndefined();
});
