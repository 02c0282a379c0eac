import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobWorker } from '@/lib/server/jobs/worker';
import { readPdf } from '../../support/pdf-text';
import { createWorld, valueOf, type World } from '../../support/world';
import { investorTools, loadServer } from '../rebalance/investor';

/** A month's document is read from the books and holds them to the cent. */

const modules = async () => ({
  ...(await loadServer()),
  ...(await import('@/lib/server/services/report/get-month-report')),
});

let world: World;
let server: Awaited<ReturnType<typeof modules>>;
let worker: JobWorker;

beforeAll(async () => {
  world = await createWorld();
  server = await modules();
  const never = () => Promise.reject(new Error('no computing here'));
  worker = await server.startJobWorker(world.workerCtx, never, world.database.appUrl);
});
afterAll(async () => {
  await worker.close();
  await world.close();
});

const usd = (micros: bigint): string =>
  `$${(Number(micros) / 1e6).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;

test('fills, costs and what was paid in stand in the document of their month, and not in the one before', async () => {
  const { investorWith, rebalanced } = investorTools(world, server);
  const investor = await investorWith();
  const { ctx, accountId } = investor;
  await rebalanced(investor);
  const fills = await world.db.fill.findMany({ where: { accountId } });
  expect(fills.length).toBeGreaterThan(0);
  const month = fills[0]!.filledAt.toISOString().slice(0, 7);
  const file = valueOf(await server.getMonthReport.call(ctx, { accountId, month }));
  const words = readPdf(file.bytes).pages.join('\n').replace(/\s+/g, ' ');
  expect(words).toContain('+$10,000.00');
  expect(words).toContain(usd(fills.reduce((sum, { feeMicros }) => sum + feeMicros, 0n)));
  expect(words).toContain(usd(fills.reduce((sum, { spreadCostMicros }) => sum + spreadCostMicros, 0n)));
  for (const symbol of ['SIM-USEQ', 'SIM-LTB', 'SIM-GOLD']) expect(words).toContain(symbol);
  expect(words).toContain(`${fills.length} fills`);

  const earlier = valueOf(await server.getMonthReport.call(ctx, { accountId, month: '2001-05', format: 'html' }));
  expect(new TextDecoder().decode(earlier.bytes)).toContain('There is nothing to tell of this month');
  expect(await server.getMonthReport.call(ctx, { accountId, month: '2099-01' })).toMatchObject({
    status: 'refused',
    field: 'month',
  });
  expect(await server.getMonthReport.call(world.ctxOf(await world.newUser()), { accountId, month })).toMatchObject({
    code: 'not-found',
  });
});
