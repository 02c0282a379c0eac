import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JobWorker } from '@/lib/server/jobs/worker';
import { createWorld, valueOf, type World } from '../../support/world';
import { MIX, type InvestorTools, investorTools, type LoadedServer, loadServer } from './investor';

let world: World;
let server: LoadedServer;
let tools: InvestorTools;
let worker: JobWorker;

beforeAll(async () => {
  world = await createWorld({ fillDelayMilliseconds: 15 });
  server = await loadServer();
  tools = investorTools(world, server);
  const never = () => Promise.reject(new Error('no computing here'));
  worker = await server.startJobWorker(world.workerCtx, never, world.database.appUrl);
});
afterAll(async () => {
  await worker.close();
  await world.close();
});

describe('accounts and money', () => {
  test('opening twice at once opens one account', async () => {
    const ctx = world.ctxOf(await world.newUser());
    const opened = await Promise.all(
      Array.from({ length: 8 }, async () => valueOf(await server.openAccount.call(ctx, {}))),
    );
    expect(new Set(opened.map(({ id }) => id)).size).toBe(1);
    expect(valueOf(await server.listAccounts.call(ctx, {}))).toHaveLength(1);
  });

  test('a deposit under one key is paid in once, whoever asks how often', async () => {
    const investor = await tools.investorWith();
    const { ctx, accountId } = investor;
    const input = { accountId, amount: '250.50', key: 'second-deposit' };
    const paid = await Promise.all(
      Array.from({ length: 10 }, async () => valueOf(await server.fundAccount.call(ctx, input))),
    );
    expect(paid.filter(({ isNew }) => isNew)).toHaveLength(1);
    const portfolio = valueOf(await server.getPortfolio.call(ctx, { accountId }));
    expect(portfolio.cash.amount).toBe('10250.50');
    expect(portfolio.contributed.amount).toBe('10250.50');
    expect(portfolio.gain.amount).toBe('0.00');
    expect(portfolio.reconciliation.status).toBe('matched');
    const other = await server.fundAccount.call(ctx, { ...input, amount: '1.00' });
    expect(other).toMatchObject({ status: 'refused', code: 'conflict', field: 'key' });
    await tools.expectSoundBooks(investor);
  });

  test.each(['0', '-5', '0.99', '1e3', '10000000.01', 'ten', '5.001', ''])(
    '%j is no amount to pay in',
    async (amount) => {
      const { ctx, accountId } = await tools.investorWith();
      const answer = await server.fundAccount.call(ctx, { accountId, amount, key: 'some-deposit' });
      expect(answer).toMatchObject({ status: 'refused', code: 'bad-input', field: 'amount' });
    },
  );
});

test('from cash to the plan: one click, real fills, sound books, drift gone', async () => {
  const investor = await tools.investorWith();
  const plan = await tools.preview(investor);
  expect(plan.orders.map(({ side }) => side)).toEqual(['buy', 'buy', 'buy']);
  expect(plan.driftBefore).toBeCloseTo(1, 9);
  const view = await tools.rebalanced(investor);
  expect(view).toMatchObject({ status: 'done', statusReason: null, progress: 1, canCancel: false });
  expect(
    view.orders.every(({ status, quantity, filledQuantity }) => status === 'filled' && quantity === filledQuantity),
  ).toBe(true);
  const portfolio = valueOf(await server.getPortfolio.call(investor.ctx, { accountId: investor.accountId }));
  expect(portfolio.drift?.total).toBeLessThan(0.002);
  expect(portfolio.positions.map(({ symbol }) => symbol).sort()).toEqual(Object.keys(MIX).sort());
  for (const { symbol, weight } of portfolio.positions) {
    expect(weight).toBeCloseTo(MIX[symbol as keyof typeof MIX], 2);
  }
  // What the trades cost is all that was lost: the prices stand still.
  expect(Number(portfolio.gain.amount)).toBeCloseTo(-Number(view.cost.amount), 1);
  expect(Number(view.cost.amount)).toBeCloseTo(Number(view.plan.estimatedCost.amount), 1);
  // One lot a holding, whatever the parts it was filled in; what they cost is the cash that is gone.
  expect(portfolio.lots.map(({ symbol, isLongTerm }) => [symbol, isLongTerm]).sort()).toEqual(
    Object.keys(MIX)
      .sort()
      .map((symbol) => [symbol, false]),
  );
  const cost = portfolio.lots.reduce((sum, { costBasis }) => sum + Number(costBasis.amount), 0);
  expect(cost).toBeCloseTo(Number(portfolio.contributed.amount) - Number(portfolio.cash.amount), 1);
  expect(Number(portfolio.taxFigures.unrealizedShort.amount)).toBeCloseTo(Number(portfolio.gain.amount), 1);
  expect(portfolio.history.at(-1)?.value).toBeCloseTo(Number(portfolio.value.amount), 1);
  await tools.expectSoundBooks(investor);
  const again = await tools.preview(investor);
  expect(again.orders).toEqual([]);
  const nothing = await server.confirmRebalance.call(investor.ctx, {
    accountId: investor.accountId,
    planHash: again.planHash,
    key: 'confirm-2',
  });
  expect(nothing).toMatchObject({ status: 'refused', code: 'conflict' });
});

test('a new plan sells first and buys from what the sales brought in', async () => {
  const investor = await tools.investorWith();
  await tools.rebalanced(investor);
  await world.acceptPlan(investor.userId, { 'SIM-USEQ': 0.1, 'SIM-INTL': 0.6, 'SIM-LTB': 0.3 });
  const view = await tools.rebalanced(investor, 'confirm-2');
  expect(view.status).toBe('done');
  const sides = view.orders.map(({ side }) => side);
  expect(sides).toEqual([...sides].sort().reverse());
  const fills = await world.db.fill.findMany({ where: { accountId: investor.accountId }, orderBy: { id: 'asc' } });
  const orders = await world.db.order.findMany({ where: { rebalanceId: view.id } });
  const sideOf = new Map(orders.map(({ id, side }) => [id, side]));
  const order = fills.flatMap(({ orderId }) => sideOf.get(orderId) ?? []);
  expect(order.lastIndexOf('sell')).toBeLessThan(order.indexOf('buy'));
  const portfolio = valueOf(await server.getPortfolio.call(investor.ctx, { accountId: investor.accountId }));
  expect(portfolio.positions.map(({ symbol }) => symbol).sort()).toEqual(['SIM-INTL', 'SIM-LTB', 'SIM-USEQ']);
  // Selling a part of what was bought together is no wash sale: what the trades cost is lost, realised or not.
  const { realizedShort, unrealizedShort } = portfolio.taxFigures;
  const gains = Number(realizedShort.amount) + Number(unrealizedShort.amount);
  expect(Number(realizedShort.amount)).toBeLessThan(0);
  expect(portfolio.lots.some(({ hasWashedLoss }) => hasWashedLoss)).toBe(false);
  expect(gains).toBeCloseTo(Number(portfolio.gain.amount), 1);
  expect(portfolio.drift?.total).toBeLessThan(0.002);
  await tools.expectSoundBooks(investor);
});

test('fifty parallel identical confirmations make one rebalance, one job and one set of orders', async () => {
  const investor = await tools.investorWith();
  const { accountId, ctx } = investor;
  const { planHash } = await tools.preview(investor);
  const confirmed = await Promise.all(
    Array.from({ length: 50 }, async () =>
      valueOf(await server.confirmRebalance.call(ctx, { accountId, planHash, key: 'one-click' })),
    ),
  );
  expect(new Set(confirmed.map(({ rebalanceId }) => rebalanceId)).size).toBe(1);
  expect(new Set(confirmed.map(({ jobId }) => jobId)).size).toBe(1);
  expect(confirmed.filter(({ isNew }) => isNew)).toHaveLength(1);
  const view = await tools.ended(investor, confirmed[0]!.rebalanceId);
  expect(view.orders).toHaveLength(3);
  expect(await world.db.order.count({ where: { accountId } })).toBe(3);
  expect(await world.db.auditEvent.count({ where: { accountId, kind: 'rebalance-confirmed' } })).toBe(1);
  await tools.expectSoundBooks(investor);
});

test('different keys at once: one wins, the others are told', async () => {
  const investor = await tools.investorWith();
  const { accountId, ctx } = investor;
  const { planHash } = await tools.preview(investor);
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      server.confirmRebalance.call(ctx, { accountId, planHash, key: `click-no-${index}` }),
    ),
  );
  expect(answers.filter(({ status }) => status === 'done')).toHaveLength(1);
  for (const answer of answers) if (answer.status === 'refused') expect(answer.code).toBe('conflict');
  const won = answers.find((answer) => answer.status === 'done');
  if (won?.status === 'done') await tools.ended(investor, won.value.rebalanceId);
});

test('a plan that is no longer the one shown must be looked at again', async () => {
  const investor = await tools.investorWith();
  const { accountId, ctx } = investor;
  const { planHash } = await tools.preview(investor);
  valueOf(await server.fundAccount.call(ctx, { accountId, amount: '500', key: 'more-money' }));
  const answer = await server.confirmRebalance.call(ctx, { accountId, planHash, key: 'stale-click' });
  expect(answer).toMatchObject({ status: 'refused', code: 'conflict', field: 'planHash' });
  expect(await world.db.rebalance.count({ where: { accountId } })).toBe(0);
  expect(await world.db.order.count({ where: { accountId } })).toBe(0);
});

test('cash only places cash and sells nothing; an excluded holding stays', async () => {
  const investor = await tools.investorWith();
  await tools.rebalanced(investor);
  await world.acceptPlan(investor.userId, { 'SIM-USEQ': 0.2, 'SIM-LTB': 0.8 });
  valueOf(
    await server.fundAccount.call(investor.ctx, { accountId: investor.accountId, amount: '5000', key: 'fresh-cash' }),
  );
  const placed = await tools.preview(investor, { cashOnly: true });
  expect(placed.orders.length).toBeGreaterThan(0);
  expect(placed.orders.every(({ side }) => side === 'buy')).toBe(true);
  const kept = await tools.preview(investor, { excludedSymbols: ['SIM-GOLD'] });
  expect(kept.orders.some(({ symbol }) => symbol === 'SIM-GOLD')).toBe(false);
  expect(new Set([placed.planHash, kept.planHash, (await tools.preview(investor)).planHash]).size).toBe(3);
});

test('stopping takes open orders back, keeps what has filled, and sends no more', async () => {
  const slow = await tools.investorWith();
  const { accountId, ctx } = slow;
  const { planHash } = await tools.preview(slow);
  const { rebalanceId } = valueOf(
    await server.confirmRebalance.call(ctx, { accountId, planHash, key: 'to-be-stopped' }),
  );
  valueOf(await server.cancelRebalance.call(ctx, { rebalanceId }));
  const view = await tools.ended(slow, rebalanceId);
  expect(['cancelled', 'done']).toContain(view.status);
  expect(view.orders.every(({ status }) => status === 'filled' || status === 'cancelled')).toBe(true);
  await tools.expectSoundBooks(slow);
});

test('the account chain of the audit is whole and names every step', async () => {
  const investor = await tools.investorWith();
  await tools.rebalanced(investor);
  const events = await world.db.auditEvent.findMany({
    where: { accountId: investor.accountId },
    orderBy: { sequence: 'asc' },
  });
  const kinds = events.map(({ kind }) => kind);
  expect(kinds.slice(0, 3)).toEqual(['account-opened', 'account-funded', 'rebalance-confirmed']);
  expect(kinds.filter((kind) => kind === 'order-sent')).toHaveLength(3);
  expect(kinds.at(-1)).toBe('rebalance-finished');
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, index) => index + 1));
});

test('nobody else sees, funds, previews, confirms or stops', async () => {
  const investor = await tools.investorWith();
  const { accountId } = investor;
  const { planHash } = await tools.preview(investor);
  const view = await tools.rebalanced(investor);
  const stranger = world.ctxOf(await world.newUser());
  const anonymous = { ...stranger, actor: { kind: 'anonymous' } } as const;
  const attempts = [
    (ctx: typeof stranger | typeof anonymous) => server.getPortfolio.call(ctx, { accountId }),
    (ctx: typeof stranger | typeof anonymous) =>
      server.fundAccount.call(ctx, { accountId, amount: '5', key: 'not-yours' }),
    (ctx: typeof stranger | typeof anonymous) => server.previewRebalance.call(ctx, { accountId }),
    (ctx: typeof stranger | typeof anonymous) =>
      server.confirmRebalance.call(ctx, { accountId, planHash, key: 'not-yours' }),
    (ctx: typeof stranger | typeof anonymous) => server.getRebalance.call(ctx, { rebalanceId: view.id }),
    (ctx: typeof stranger | typeof anonymous) => server.listRebalances.call(ctx, { accountId }),
    (ctx: typeof stranger | typeof anonymous) => server.cancelRebalance.call(ctx, { rebalanceId: view.id }),
  ];
  for (const attempt of attempts) {
    expect(await attempt(stranger)).toMatchObject({ status: 'refused', code: 'not-found' });
    expect(await attempt(anonymous)).toMatchObject({ status: 'refused', code: 'not-signed-in' });
  }
  expect(valueOf(await server.listRebalances.call(investor.ctx, { accountId }))).toHaveLength(1);
});
