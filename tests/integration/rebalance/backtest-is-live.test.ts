import { afterAll, beforeAll, expect, test } from 'vitest';
import { microsFromNumber } from '@/lib/base/money';
import { formatQuantity } from '@/lib/base/quantity';
import { runBacktest } from '@/lib/quant/backtest/run-backtest';
import type { BacktestFinished } from '@/lib/quant/backtest/types';
import { PAPER_COSTS } from '@/lib/server/ledger/exact-fill';
import { createWorld, type World } from '../../support/world';
import { DayClock, type LiveFill, type LiveResult, runLive } from './live-run';
import { INSTRUMENTS, replayPanel, replayRequest, TRADED_DAYS } from './replay-case';

/**
 * One code path: the same strategy on the same 252 days, once as a backtest and once day by day through the paper
 * account, with a real database, the real exchange over HTTP and the code that carries rebalances out.
 */

const COMMISSION = PAPER_COSTS.commissionBasisPoints;
const clock = new DayClock();
const panel = replayPanel();

let world: World;
beforeAll(async () => {
  world = await createWorld({ fillDelayMilliseconds: 0, clock });
});
afterAll(() => world.close());

function backtest(days: number): BacktestFinished {
  const outcome = runBacktest(replayRequest(panel, COMMISSION, days));
  if (outcome.status !== 'finished') throw new Error(outcome.status);
  return outcome;
}

const decimalsOf = new Map(panel.instruments.map(({ symbol, quantityDecimals }) => [symbol, quantityDecimals]));

/** Quantities as the exact decimals they stand for. */
const lineOf = ({ day, symbol, side, quantitySteps }: LiveFill): string =>
  `${day} ${side} ${formatQuantity(BigInt(quantitySteps), decimalsOf.get(symbol)!)} ${symbol}`;

const placed = ({ orders }: BacktestFinished) => orders.filter(({ status }) => status !== 'rejected');

function differences({ trades }: BacktestFinished, { fills }: LiveResult): string[] {
  const tested = new Set(trades.map(lineOf));
  const traded = new Set(fills.map(lineOf));
  return [...tested].filter((line) => !traded.has(line)).concat([...traded].filter((line) => !tested.has(line)));
}

test(
  'a year as a backtest and day by day through the paper account: the same orders, fills, shares and cash',
  { timeout: 120_000 },
  async () => {
    const tested = backtest(TRADED_DAYS);
    const live = await runLive(world, clock, replayRequest(panel, COMMISSION), COMMISSION);

    expect(differences(tested, live)).toEqual([]);
    expect(live.orders.map((order) => `${lineOf(order)} filled ${order.filledSteps}`).sort()).toEqual(
      placed(tested)
        .map((order) => `${lineOf(order)} filled ${order.filledSteps}`)
        .sort(),
    );
    expect(live.skipped.map(({ day, symbol, reason }) => `${day} ${symbol} ${reason}`).sort()).toEqual(
      tested.orders
        .filter(({ status }) => status === 'rejected')
        .map(({ day, symbol, reason }) => `${day} ${symbol} ${reason.key}`)
        .sort(),
    );
    expect(live.quantitySteps).toEqual([...tested.holdings.quantitySteps]);
    expect(live.cashMicros).toBe(microsFromNumber(tested.holdings.cash));
    expect(live.taxMicros).toEqual(tested.taxed!.years.map(({ taxMicros }) => taxMicros));

    const journals = await world.db.journal.groupBy({
      by: ['kind'],
      where: { accountId: live.accountId },
      _count: true,
    });
    const count = Object.fromEntries(journals.map(({ kind, _count }) => [kind, _count]));
    const recorded = await world.db.auditEvent.groupBy({
      by: ['kind'],
      where: { accountId: live.accountId, kind: { in: ['dividend-received', 'shares-split', 'tax-paid'] } },
      _count: true,
    });
    expect(Object.fromEntries(recorded.map(({ kind, _count }) => [kind, _count]))).toEqual({
      'dividend-received': count['dividend'],
      'shares-split': count['split'],
      'tax-paid': count['tax'],
    });
    const partial = live.orders.filter(({ quantitySteps, filledSteps }) => filledSteps < quantitySteps).length;
    console.info(
      `backtest = live: ${JSON.stringify({ days: tested.days.length, orders: live.orders.length, partial, skipped: live.skipped.length, fills: live.fills.length, ...count })}`,
    );
    expect({ instruments: panel.instruments.length, days: tested.days.length }).toEqual({
      instruments: INSTRUMENTS,
      days: TRADED_DAYS,
    });
    expect(live.orders.length).toBeGreaterThanOrEqual(50);
    expect(live.fills.length).toBeGreaterThan(live.orders.length);
    expect(partial).toBeGreaterThan(0);
    expect(live.skipped.some(({ reason }) => reason === 'excluded')).toBe(true);
    expect(count['dividend']).toBeGreaterThan(20);
    expect(count['split']).toBe(1);
    expect(count['tax']).toBe(1);
  },
);

test('a broker that charges a hundredth of a percent more is seen in the orders of the second rebalance', async () => {
  const days = 40;
  const live = await runLive(world, clock, replayRequest(panel, COMMISSION, days), COMMISSION + 1);
  expect(differences(backtest(days), live)).not.toEqual([]);
});
