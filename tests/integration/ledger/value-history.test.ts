import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { BrokerFill } from '@/lib/server/adapters/brokers/broker';
import { createWorld, type World } from '../../support/world';
import { newBooks, newOrder } from './books';
import { ListBroker } from './list-broker';

const modules = async () => ({
  ...(await import('@/lib/server/ledger/sync-account')),
  ...(await import('@/lib/server/services/account/value-history')),
  ...(await import('@/lib/server/store/panel-store')),
});

let world: World;
let server: Awaited<ReturnType<typeof modules>>;
beforeAll(async () => {
  world = await createWorld();
  server = await modules();
});
afterAll(() => world.close());

const bought = (clientOrderId: string, symbol: string, price: string): BrokerFill => ({
  executionId: randomUUID(),
  brokerOrderId: clientOrderId,
  clientOrderId,
  symbol,
  side: 'buy',
  quantity: '10',
  price,
  referencePrice: price,
  feeMicros: 0n,
  filledAt: new Date(),
});

// Oracle: by hand. 1,000 paid in; ten units for 20 and ten more for 30 leave 500 and, at the last price paid, twenty units
// for 600: 1,100. A split of two for one leaves forty units for the same 600.
test('what has no price in the panel is worth the last price paid, before a split and after it', async () => {
  const books = await newBooks(world);
  const broker = new ListBroker();
  const panel = await server.loadPanel(world.simulated.contentHash);
  const lastValue = async (): Promise<number | undefined> => {
    expect((await server.syncAccount(world.workerCtx, books.accountId, broker.asBroker())).status).toBe('synced');
    return (await server.dailyValues(world.db, books.accountId, panel)).at(-1)?.value;
  };
  broker.deposits.push({
    depositId: 'csd-1',
    reference: 'paid-in',
    amountMicros: 1_000_000_000n,
    paidAt: new Date(),
  });
  for (const price of ['20', '30']) {
    const order = await newOrder(world, books, { symbol: 'GONE', side: 'buy', steps: 10_000_000n });
    broker.fills.push(bought(order, 'GONE', price));
  }
  expect(await lastValue()).toBe(1_100);
  broker.actions.push({
    actionId: 'act-1',
    kind: 'split',
    symbol: 'GONE',
    date: '2026-11-20',
    amountMicros: 0n,
    quantityChange: '20',
    ratio: { numerator: 2, denominator: 1 },
    afterExecutionId: broker.fills.at(-1)?.executionId ?? null,
    // A day of its own: within a day the last fill's price stands.
    bookedAt: new Date(Date.now() + 86_400_000),
  });
  expect(await lastValue()).toBe(1_100);
});
