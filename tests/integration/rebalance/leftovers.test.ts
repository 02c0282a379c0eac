import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatQuantity } from '@/lib/base/quantity';
import type { Broker } from '@/lib/server/adapters/brokers/broker';
import { createWorld, eventually, valueOf, type World } from '../../support/world';
import { type Investor, type InvestorTools, investorTools, type LoadedServer, loadServer } from './investor';

/** A rebalance that used up its attempts leaves orders behind, some of them at the broker. They must end too. */

const FILL_DELAY_MILLISECONDS = 400;

const loadMore = async () => ({
  ...(await import('@/lib/server/jobs/job-rows')),
  ...(await import('@/lib/server/jobs/sweeper')),
  ...(await import('@/lib/server/jobs/upkeep')),
  ...(await import('@/lib/server/rebalance/leftovers')),
  ...(await import('@/lib/server/rebalance/run-rebalance')),
  ...(await import('@/lib/server/store/last-prices')),
  ...(await import('@/lib/server/store/panel-store')),
});

let world: World;
let server: LoadedServer & Awaited<ReturnType<typeof loadMore>>;
let tools: InvestorTools;
beforeAll(async () => {
  world = await createWorld({ fillDelayMilliseconds: FILL_DELAY_MILLISECONDS });
  server = { ...(await loadServer()), ...(await loadMore()) };
  tools = investorTools(world, server);
});
afterAll(() => world.close());

/** A confirmed rebalance of three purchases: one not sent, one at the broker unknown to us, one known to be there. */
async function abandonedRebalance() {
  const investor = await tools.investorWith();
  const { accountId, ctx } = investor;
  const { planHash } = await tools.preview(investor);
  const { rebalanceId, jobId } = valueOf(
    await server.confirmRebalance.call(ctx, { accountId, planHash, key: 'abandoned' }),
  );
  const orders = await world.db.order.findMany({ where: { rebalanceId }, orderBy: { sequence: 'asc' } });
  const broker = server.brokerOf({ externalId: accountId });
  const brokerOrderIds: string[] = [];
  for (const { clientOrderId, symbol, quantitySteps, quantityDecimals } of orders.slice(1)) {
    const quantity = formatQuantity(quantitySteps, quantityDecimals);
    const sent = await broker.submit({ clientOrderId, symbol, side: 'buy', quantity });
    if (sent.status !== 'accepted') throw new Error('the exchange takes the order');
    brokerOrderIds.push(sent.order.brokerOrderId);
  }
  await world.db.order.update({
    where: { id: orders[2]!.id },
    data: { status: 'submitted', brokerOrderId: brokerOrderIds[1]! },
  });
  // Its workers have died eight times over.
  await world.db.job.update({
    where: { id: jobId },
    data: { status: 'running', attempt: 99, heartbeatAt: new Date(Date.now() - 60_000) },
  });
  expect((await server.sweepJobs(world.db, world.workerCtx.clock)).failed).toBe(1);
  return { investor, rebalanceId, orders };
}

const openOrders = (rebalanceId: string) =>
  world.db.order.count({ where: { rebalanceId, status: { in: ['intended', 'submitted', 'partially-filled'] } } });

test('every order of a failed rebalance comes to its end at the broker and here, and nothing fills afterwards', async () => {
  const { investor, rebalanceId, orders } = await abandonedRebalance();
  const { accountId, ctx } = investor;
  expect(valueOf(await server.getRebalance.call(ctx, { rebalanceId })).status).toBe('failed');
  const again = async () => {
    const { planHash } = await tools.preview(investor);
    return server.confirmRebalance.call(ctx, { accountId, planHash, key: 'too-early' });
  };
  expect(await again()).toMatchObject({ status: 'refused', code: 'conflict' });
  const upkeep = server.startUpkeep(world.workerCtx);
  await eventually(async () => {
    if ((await openOrders(rebalanceId)) === 0) return true;
    await server.roundOffLeftovers(world.workerCtx);
    return undefined;
  });
  await upkeep.stop();
  await tools.expectSoundBooks(investor);
  const broker = server.brokerOf({ externalId: accountId });
  for (const { clientOrderId } of orders.slice(1)) {
    const answer = await broker.orderByClientId(clientOrderId);
    expect(answer).toMatchObject({ status: 'answered' });
    expect(answer.status === 'answered' && answer.value?.status).not.toBe('open');
  }
  expect(await broker.orderByClientId(orders[0]!.clientOrderId)).toEqual({ status: 'answered', value: undefined });
  const ended = await world.db.order.findMany({ where: { rebalanceId } });
  expect(ended.every(({ statusReason, status }) => status === 'filled' || statusReason?.includes('attempts'))).toBe(
    true,
  );
  expect(await again()).toMatchObject({ status: 'done' });
});

test('while the broker does not answer nothing is guessed; afterwards it is asked', async () => {
  const { rebalanceId } = await abandonedRebalance();
  await world.withoutExchange(() => server.roundOffLeftovers(world.workerCtx));
  expect(await openOrders(rebalanceId)).toBe(3);
  await eventually(async () => {
    await server.roundOffLeftovers(world.workerCtx);
    return (await openOrders(rebalanceId)) === 0 ? true : undefined;
  });
});

const control = { report: () => undefined, shouldStop: () => false, isCancelled: () => false };

async function confirmedWith(investor: Investor, change: (broker: Broker) => Partial<Broker>) {
  const { accountId, ctx } = investor;
  const { planHash } = await tools.preview(investor);
  const { rebalanceId } = valueOf(await server.confirmRebalance.call(ctx, { accountId, planHash, key: 'overtaken' }));
  const real = server.brokerOf({ externalId: accountId });
  const prices = server.lastPrices(await server.loadPanel(world.simulated.contentHash));
  const run = { ctx: world.workerCtx, broker: { ...real, ...change(real) }, accountId, rebalanceId, prices, control };
  return { run, rebalanceId };
}

const halfTheCash = (broker: Broker): Partial<Broker> => ({
  cash: async () => {
    const answer = await broker.cash();
    if (answer.status === 'unreachable') return answer;
    return { status: 'answered', value: { ...answer.value, buyingPowerMicros: answer.value.buyingPowerMicros / 2n } };
  },
});

test('an attempt that was overtaken makes no order smaller', async () => {
  const investor = await tools.investorWith();
  const { run, rebalanceId } = await confirmedWith(investor, halfTheCash);
  const before = await world.db.order.findMany({ where: { rebalanceId }, orderBy: { sequence: 'asc' } });
  const outcome = await server.runRebalance({ ...run, holdsFence: () => Promise.resolve(false) });
  expect(outcome).toBe('interrupted');
  expect(await world.db.order.findMany({ where: { rebalanceId }, orderBy: { sequence: 'asc' } })).toEqual(before);
});

test('an attempt told to stop while the broker is away ends no order it knows nothing about', async () => {
  const investor = await tools.investorWith();
  let isAway = false;
  const { run, rebalanceId } = await confirmedWith(investor, (broker) => ({
    ...halfTheCash(broker),
    orderByClientId: () => {
      isAway = true;
      return Promise.resolve({ status: 'unreachable', message: 'away' });
    },
  }));
  const stopping = { ...control, shouldStop: () => isAway };
  const holdsFence = () => Promise.resolve(true);
  expect(await server.runRebalance({ ...run, control: stopping, holdsFence })).toBe('interrupted');
  expect(await world.db.order.count({ where: { rebalanceId, status: 'intended', statusReason: null } })).toBe(3);
});

test('an order that went out larger than it is here is booked as the broker filled it', async () => {
  const investor = await tools.investorWith();
  const { run, rebalanceId } = await confirmedWith(investor, () => ({}));
  const [order] = await world.db.order.findMany({ where: { rebalanceId }, orderBy: { sequence: 'asc' } });
  const { clientOrderId, symbol } = order!;
  await run.broker.submit({ clientOrderId, symbol, side: 'buy', quantity: '2' });
  await world.db.order.update({ where: { id: order!.id }, data: { quantitySteps: 1_000_000n } });
  expect(await server.runRebalance({ ...run, holdsFence: () => Promise.resolve(true) })).toBe('finished');
  const after = await world.db.order.findUniqueOrThrow({ where: { id: order!.id } });
  expect(after).toMatchObject({ status: 'filled', quantitySteps: 2_000_000n, filledSteps: 2_000_000n });
  await tools.expectSoundBooks(investor);
});

test('an order whose first news is its fill is recorded as sent, once', async () => {
  const investor = await tools.investorWith();
  const { run, rebalanceId } = await confirmedWith(investor, () => ({}));
  const [order] = await world.db.order.findMany({ where: { rebalanceId }, orderBy: { sequence: 'asc' } });
  const { clientOrderId, symbol, quantitySteps, quantityDecimals } = order!;
  const quantity = formatQuantity(quantitySteps, quantityDecimals);
  await run.broker.submit({ clientOrderId, symbol, side: 'buy', quantity });
  await eventually(async () => {
    const fills = await run.broker.fillsAfter(undefined);
    return fills.status === 'answered' && fills.value.length > 0 ? true : undefined;
  });
  expect(await server.runRebalance({ ...run, holdsFence: () => Promise.resolve(true) })).toBe('finished');
  const sent = await world.db.auditEvent.findMany({ where: { accountId: investor.accountId, kind: 'order-sent' } });
  const ids = sent.map(({ body }) => (body as { clientOrderId: string }).clientOrderId);
  expect(ids.filter((id) => id === clientOrderId)).toHaveLength(1);
  expect(sent).toHaveLength(3);
  expect((await world.db.order.findUniqueOrThrow({ where: { id: order!.id } })).brokerOrderId).not.toBeNull();
});
