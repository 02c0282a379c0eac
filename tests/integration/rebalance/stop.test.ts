import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobWorker } from '@/lib/server/jobs/worker';
import { createWorld, eventually, valueOf, type World } from '../../support/world';
import { type InvestorTools, investorTools, type LoadedServer, loadServer } from './investor';

/** Fills take so long that a rebalance can be stopped in the middle of them. */
const FILL_DELAY_MILLISECONDS = 500;

let world: World;
let server: LoadedServer;
let tools: InvestorTools;
beforeAll(async () => {
  world = await createWorld({ fillDelayMilliseconds: FILL_DELAY_MILLISECONDS });
  server = await loadServer();
  tools = investorTools(world, server);
});
afterAll(() => world.close());

const newWorker = (): Promise<JobWorker> =>
  server.startJobWorker(world.workerCtx, () => Promise.reject(new Error('no computing here')), world.database.appUrl);

async function startedRebalance() {
  const investor = await tools.investorWith();
  const { accountId, ctx } = investor;
  const { planHash } = await tools.preview(investor);
  const { rebalanceId, jobId } = valueOf(
    await server.confirmRebalance.call(ctx, { accountId, planHash, key: 'to-be-stopped' }),
  );
  await eventually(async () => {
    const open = await world.db.order.count({
      where: { rebalanceId, status: { in: ['submitted', 'partially-filled'] } },
    });
    return open === 3 ? true : undefined;
  });
  return { investor, rebalanceId, jobId };
}

async function expectCalledOff({ investor, rebalanceId }: Awaited<ReturnType<typeof startedRebalance>>): Promise<void> {
  const view = await tools.ended(investor, rebalanceId);
  expect(view).toMatchObject({ status: 'cancelled', statusReason: 'You stopped the rebalance.' });
  expect(view.orders.every(({ status }) => status === 'filled' || status === 'cancelled')).toBe(true);
  expect(view.orders.some(({ status }) => status === 'cancelled')).toBe(true);
  await tools.expectSoundBooks(investor);
  // Nothing fills afterwards: what was open has been taken back.
  const fills = () => world.db.fill.count({ where: { accountId: investor.accountId } });
  const before = await fills();
  await new Promise((resolve) => setTimeout(resolve, 2 * FILL_DELAY_MILLISECONDS));
  valueOf(await server.getPortfolio.call(investor.ctx, { accountId: investor.accountId }));
  expect(await fills()).toBe(before);
}

test('stopped while it runs: open orders are taken back, what has filled stays', async () => {
  const worker = await newWorker();
  const started = await startedRebalance();
  const stopped = valueOf(
    await server.cancelRebalance.call(started.investor.ctx, { rebalanceId: started.rebalanceId }),
  );
  expect(stopped.canCancel).toBe(false);
  await expectCalledOff(started);
  await worker.close();
});

test('stopped while no worker is there: the next one takes the open orders back before anything else', async () => {
  const first = await newWorker();
  const started = await startedRebalance();
  await first.close();
  expect(await world.db.job.findUniqueOrThrow({ where: { id: started.jobId } })).toMatchObject({
    status: 'queued',
    attempt: 1,
  });
  valueOf(await server.cancelRebalance.call(started.investor.ctx, { rebalanceId: started.rebalanceId }));
  expect((await world.db.job.findUniqueOrThrow({ where: { id: started.jobId } })).status).toBe('queued');
  const second = await newWorker();
  const view = await tools.ended(started.investor, started.rebalanceId);
  expect(view.status).toBe('cancelled');
  expect(view.orders.every(({ status }) => status === 'filled' || status === 'cancelled')).toBe(true);
  await tools.expectSoundBooks(started.investor);
  await second.close();
});

test('stopped before it began: nothing was ever sent', async () => {
  const investor = await tools.investorWith();
  const { accountId, ctx } = investor;
  const { planHash } = await tools.preview(investor);
  const { rebalanceId } = valueOf(await server.confirmRebalance.call(ctx, { accountId, planHash, key: 'never-begun' }));
  const view = valueOf(await server.cancelRebalance.call(ctx, { rebalanceId }));
  expect(view).toMatchObject({ status: 'cancelled', progress: 1 });
  expect(view.orders.every(({ status, fills }) => status === 'cancelled' && fills.length === 0)).toBe(true);
  expect(await server.cancelRebalance.call(ctx, { rebalanceId })).toMatchObject({
    status: 'refused',
    code: 'conflict',
  });
  const worker = await newWorker();
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(await world.db.order.count({ where: { accountId, status: { not: 'cancelled' } } })).toBe(0);
  await worker.close();
});
