import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorld, eventually, valueOf, type World } from '../support/world';
import { type ProductProcess, startProcess } from './processes';

/** The broker itself dies in the middle: the worker waits for it, and afterwards nothing is missing or doubled. */

const modules = async () => ({
  ...(await import('@/lib/server/services/account/open-account')),
  ...(await import('@/lib/server/services/account/fund-account')),
  ...(await import('@/lib/server/services/rebalance/preview-rebalance')),
  ...(await import('@/lib/server/services/rebalance/confirm-rebalance')),
  ...(await import('@/lib/server/services/rebalance/get-rebalance')),
  ...(await import('@/lib/server/ledger/check-ledger')),
  ...(await import('@/lib/server/adapters/brokers/registry')),
});

let world: World;
let server: Awaited<ReturnType<typeof modules>>;
let worker: ProductProcess;
let exchange: ProductProcess;

beforeAll(async () => {
  world = await createWorld();
  server = await modules();
  await world.exchange.close();
  exchange = await startProcess('exchange', { EXCHANGE_FILL_DELAY_MS: '300' });
  worker = await startProcess('worker');
});
afterAll(async () => {
  await worker.close();
  await exchange.close();
  await world.close();
});

test('a killed exchange in the middle of a rebalance: it goes on where it was, and the books are equal', async () => {
  const userId = await world.newUser();
  const ctx = world.ctxOf(userId);
  await world.acceptPlan(userId, { 'SIM-USEQ': 0.3, 'SIM-LTB': 0.3, 'SIM-GOLD': 0.2, 'SIM-INTL': 0.1, 'SIM-EM': 0.1 });
  const { id: accountId } = valueOf(await server.openAccount.call(ctx, {}));
  valueOf(await server.fundAccount.call(ctx, { accountId, amount: '20000', key: 'first-deposit' }));
  const { planHash } = valueOf(await server.previewRebalance.call(ctx, { accountId }));
  const { rebalanceId } = valueOf(await server.confirmRebalance.call(ctx, { accountId, planHash, key: 'confirm-1' }));
  const filledAtKill = await eventually(async () => {
    const { progress } = valueOf(await server.getRebalance.call(ctx, { rebalanceId }));
    return progress > 0.1 && progress < 0.9 ? progress : undefined;
  });
  await exchange.kill();
  expect(await server.fundAccount.call(ctx, { accountId, amount: '5', key: 'while-it-is-down' })).toMatchObject({
    status: 'refused',
    code: 'unavailable',
  });
  exchange = await startProcess('exchange', { EXCHANGE_FILL_DELAY_MS: '300' });
  const view = await eventually(async () => {
    const current = valueOf(await server.getRebalance.call(ctx, { rebalanceId }));
    return current.finishedAt === null ? undefined : current;
  }, 60);
  expect(view).toMatchObject({ status: 'done', statusReason: null });
  expect(
    view.orders.every(({ status, quantity, filledQuantity }) => status === 'filled' && quantity === filledQuantity),
  ).toBe(true);
  expect(await server.checkLedger(world.db, accountId)).toEqual([]);
  const broker = server.brokerOf({ externalId: accountId });
  expect(await server.reconcile(world.db, accountId, broker)).toEqual({ status: 'matched', differences: [] });
  const retried = valueOf(await server.fundAccount.call(ctx, { accountId, amount: '5', key: 'while-it-is-down' }));
  expect(retried.isNew).toBe(true);
  console.log(`exchange: killed when ${filledAtKill.toFixed(2)} was filled; rebalance done, ledger = exchange`);
});
