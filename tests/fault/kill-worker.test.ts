import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createWorld, eventually, valueOf, type World } from '../support/world';
import { type ProductProcess, startProcess } from './processes';

/**
 * Acceptance 7: a real worker process is killed with SIGKILL in the middle of a long backtest and of rebalances.
 * Every job must end, no order may be lost or doubled, and our books must equal the exchange's.
 */

const modules = async () => ({
  ...(await import('@/lib/server/services/account/open-account')),
  ...(await import('@/lib/server/services/account/fund-account')),
  ...(await import('@/lib/server/services/rebalance/preview-rebalance')),
  ...(await import('@/lib/server/services/rebalance/confirm-rebalance')),
  ...(await import('@/lib/server/services/rebalance/get-rebalance')),
  ...(await import('@/lib/server/services/rebalance/cancel-rebalance')),
  ...(await import('@/lib/server/services/backtest/start-backtest')),
  ...(await import('@/lib/server/services/backtest/get-backtest')),
  ...(await import('@/lib/server/ledger/check-ledger')),
  ...(await import('@/lib/server/adapters/brokers/registry')),
  ...(await import('@/lib/server/prices/price-set-rows')),
});

/** Slow enough that a rebalance is in the middle for a second or two. */
const FILL_DELAY_MILLISECONDS = 400;
const INVESTORS = 4;

let world: World;
let server: Awaited<ReturnType<typeof modules>>;
let worker: ProductProcess | undefined;

beforeAll(async () => {
  world = await createWorld({ fillDelayMilliseconds: FILL_DELAY_MILLISECONDS });
  server = await modules();
});
afterEach(async () => {
  await worker?.close().catch(() => undefined);
  worker = undefined;
});
afterAll(() => world.close());

const jobRow = (id: string) => world.db.job.findUniqueOrThrow({ where: { id } });
const investable = (): string[] =>
  server
    .priceSetView(world.simulated, { now: () => Date.now() })
    .instruments.filter(({ isInvestable }) => isInvestable)
    .map(({ symbol }) => symbol);

/** Weights that sum to one, turned by the seed so that two plans differ everywhere. */
function mixOf(symbols: readonly string[], seed: number): Record<string, number> {
  const parts = symbols.map((_, index) => 1 + ((index * 7 + seed * 5) % 11));
  const sum = parts.reduce((total, part) => total + part, 0);
  return Object.fromEntries(symbols.map((symbol, index) => [symbol, parts[index]! / sum]));
}

test('a killed worker in the middle of a long backtest: the job is taken up and ends with the same result', async () => {
  const userId = await world.newUser();
  const ctx = world.ctxOf(userId);
  const recommendationId = await world.acceptPlan(userId, mixOf(investable(), 1));
  const start = async (key: string) => valueOf(await server.startBacktest.call(ctx, { recommendationId, key }));
  worker = await startProcess('worker');
  const { backtestId, jobId } = await start('killed-run');
  const progressAtKill = await eventually(async () => {
    const { progress, status } = await jobRow(jobId);
    expect(status).not.toBe('done');
    return progress > 0.1 && progress < 0.9 ? progress : undefined;
  }, 60);
  await worker.kill();
  const atKill = await jobRow(jobId);
  expect(atKill).toMatchObject({ status: 'running', attempt: 1 });
  expect(atKill.progress).toBeGreaterThan(0.1);
  expect(atKill.progress).toBeLessThan(0.9);
  worker = await startProcess('worker');
  const view = await eventually(async () => {
    const current = valueOf(await server.getBacktest.call(ctx, { backtestId }));
    return current.status === 'done' || current.status === 'failed' ? current : undefined;
  }, 90);
  expect(view).toMatchObject({ status: 'done', progress: 1, failure: null });
  expect((await jobRow(jobId)).attempt).toBe(2);
  const undisturbed = await start('undisturbed-run');
  const twin = await eventually(async () => {
    const current = valueOf(await server.getBacktest.call(ctx, { backtestId: undisturbed.backtestId }));
    return current.status === 'done' ? current : undefined;
  }, 90);
  expect(view.result).toEqual(twin.result);
  console.log(
    `backtest: killed at progress ${progressAtKill.toFixed(3)}, done on attempt 2, result equal to an undisturbed run`,
  );
});

interface Investor {
  readonly ctx: ReturnType<World['ctxOf']>;
  readonly userId: string;
  readonly accountId: string;
}

async function newInvestor(seed: number): Promise<Investor> {
  const userId = await world.newUser();
  const ctx = world.ctxOf(userId);
  await world.acceptPlan(userId, mixOf(investable().slice(0, 8), seed));
  const { id: accountId } = valueOf(await server.openAccount.call(ctx, {}));
  valueOf(await server.fundAccount.call(ctx, { accountId, amount: '25000', key: 'first-deposit' }));
  return { ctx, userId, accountId };
}

async function confirm({ ctx, accountId }: Investor, key: string): Promise<string> {
  const { planHash } = valueOf(await server.previewRebalance.call(ctx, { accountId }));
  return valueOf(await server.confirmRebalance.call(ctx, { accountId, planHash, key })).rebalanceId;
}

const ended = ({ ctx }: Investor, rebalanceId: string, secondsMax = 60) =>
  eventually(async () => {
    const view = valueOf(await server.getRebalance.call(ctx, { rebalanceId }));
    return view.finishedAt === null ? undefined : view;
  }, secondsMax);

const jobOfRebalance = (rebalanceId: string) =>
  world.db.job.findUniqueOrThrow({ where: { kind_key: { kind: 'rebalance', key: rebalanceId } } });

/** Orders of an account at the exchange and here, matched by the id that was stored before sending. */
async function countOrders({
  accountId,
}: Investor): Promise<{ ours: number; lost: number; doubled: number; orphans: number }> {
  const response = await fetch(`http://127.0.0.1:${world.exchange.port}/v2/orders?status=all&limit=500`, {
    headers: { 'apca-api-key-id': accountId, 'apca-api-secret-key': process.env['EXCHANGE_KEY'] ?? '' },
  });
  const atExchange = (await response.json()) as { client_order_id: string; filled_qty: string }[];
  const ours = await world.db.order.findMany({ where: { accountId } });
  const timesSent = (clientOrderId: string): number =>
    atExchange.filter(({ client_order_id }) => client_order_id === clientOrderId).length;
  const known = new Set(ours.map(({ clientOrderId }) => clientOrderId));
  return {
    ours: ours.length,
    lost: ours.filter(({ clientOrderId }) => timesSent(clientOrderId) === 0).length,
    doubled: ours.filter(({ clientOrderId }) => timesSent(clientOrderId) > 1).length,
    orphans: atExchange.filter(({ client_order_id }) => !known.has(client_order_id)).length,
  };
}

async function expectSoundBooks({ accountId }: Investor): Promise<void> {
  expect(await server.checkLedger(world.db, accountId)).toEqual([]);
  const account = await world.db.account.findUniqueOrThrow({ where: { id: accountId } });
  expect(await server.reconcile(world.db, accountId, server.brokerOf(account))).toEqual({
    status: 'matched',
    differences: [],
  });
}

test('a killed worker in the middle of rebalances: every one ends, no order lost or doubled, books equal', async () => {
  const investors = await Promise.all(Array.from({ length: INVESTORS }, (_, seed) => newInvestor(seed)));
  worker = await startProcess('worker');
  const firsts = await Promise.all(investors.map((investor) => confirm(investor, 'first-plan')));
  await Promise.all(investors.map((investor, index) => ended(investor, firsts[index]!)));
  for (const [seed, { userId }] of investors.entries()) {
    await world.acceptPlan(userId, mixOf(investable().slice(3, 11), seed + 3));
  }
  const seconds = await Promise.all(investors.map((investor) => confirm(investor, 'second-plan')));
  const killedAt = await eventually(async () => {
    const jobs = await Promise.all(seconds.map(jobOfRebalance));
    const isMiddle = jobs.every(({ progress, status }) => status === 'running' && progress > 0.1 && progress < 0.9);
    return isMiddle ? jobs.map(({ progress }) => progress) : undefined;
  });
  await worker.kill();
  for (const job of await Promise.all(seconds.map(jobOfRebalance))) {
    expect(job.status).toBe('running');
    expect(job.progress).toBeGreaterThan(0.1);
    expect(job.progress).toBeLessThan(0.9);
  }
  worker = await startProcess('worker');
  const totals = { ours: 0, lost: 0, doubled: 0, orphans: 0, attempts: 0 };
  for (const [index, investor] of investors.entries()) {
    const view = await ended(investor, seconds[index]!);
    expect(view).toMatchObject({ status: 'done', statusReason: null });
    expect(
      view.orders.every(({ status, quantity, filledQuantity }) => status === 'filled' && quantity === filledQuantity),
    ).toBe(true);
    const counts = await countOrders(investor);
    expect(counts).toMatchObject({ lost: 0, doubled: 0, orphans: 0 });
    await expectSoundBooks(investor);
    const { attempt } = await jobOfRebalance(seconds[index]!);
    expect(attempt).toBe(2);
    totals.ours += counts.ours;
    totals.attempts += attempt;
  }
  const fills = await world.db.fill.count({
    where: { accountId: { in: investors.map(({ accountId }) => accountId) } },
  });
  const progress = killedAt.map((value) => value.toFixed(2)).join(', ');
  console.log(
    `rebalances: ${INVESTORS} killed at progress ${progress}; ${totals.ours} orders, ${totals.lost} lost, ` +
      `${totals.doubled} doubled, ${totals.orphans} orphans, ${fills} fills, ledger = exchange for all`,
  );
});

test('a killed worker and a stop while it is down: the rebalance ends as cancelled with nothing left open', async () => {
  const investor = await newInvestor(9);
  worker = await startProcess('worker');
  const rebalanceId = await confirm(investor, 'to-be-stopped');
  await eventually(async () =>
    (await world.db.order.count({ where: { rebalanceId, status: { not: 'intended' } } })) > 2 ? true : undefined,
  );
  await worker.kill();
  valueOf(await server.cancelRebalance.call(investor.ctx, { rebalanceId }));
  worker = await startProcess('worker');
  const view = await ended(investor, rebalanceId);
  expect(view.status).toBe('cancelled');
  expect(view.orders.every(({ status }) => status === 'filled' || status === 'cancelled')).toBe(true);
  await expectSoundBooks(investor);
});
