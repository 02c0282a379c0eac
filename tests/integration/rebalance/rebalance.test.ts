import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JobWorker } from '@/lib/server/jobs/worker';
import type { RebalanceView } from '@/lib/shared/contracts/rebalance';
import { createWorld, eventually, valueOf, type World } from '../../support/world';

const modules = async () => ({
  ...(await import('@/lib/server/services/account/open-account')),
  ...(await import('@/lib/server/services/account/list-accounts')),
  ...(await import('@/lib/server/services/account/fund-account')),
  ...(await import('@/lib/server/services/account/get-portfolio')),
  ...(await import('@/lib/server/services/rebalance/preview-rebalance')),
  ...(await import('@/lib/server/services/rebalance/confirm-rebalance')),
  ...(await import('@/lib/server/services/rebalance/get-rebalance')),
  ...(await import('@/lib/server/services/rebalance/list-rebalances')),
  ...(await import('@/lib/server/services/rebalance/cancel-rebalance')),
  ...(await import('@/lib/server/jobs/worker')),
  ...(await import('@/lib/server/ledger/check-ledger')),
  ...(await import('@/lib/server/adapters/brokers/registry')),
  ...(await import('@/lib/server/adapters/brokers/paper')),
  ...(await import('@/lib/server/audit/verify')),
});

let world: World;
let server: Awaited<ReturnType<typeof modules>>;
let worker: JobWorker;

beforeAll(async () => {
  world = await createWorld({ fillDelayMilliseconds: 15 });
  server = await modules();
  const never = () => Promise.reject(new Error('no computing here'));
  worker = await server.startJobWorker(world.workerCtx, never, world.database.appUrl);
});
afterAll(async () => {
  await worker.close();
  await world.close();
});

const MIX = { 'SIM-USEQ': 0.5, 'SIM-LTB': 0.3, 'SIM-GOLD': 0.2 };

interface Investor {
  readonly userId: string;
  readonly ctx: ReturnType<World['ctxOf']>;
  readonly accountId: string;
}

async function investorWith(weights: Readonly<Record<string, number>> = MIX, amount = '10000'): Promise<Investor> {
  const userId = await world.newUser();
  const ctx = world.ctxOf(userId);
  await world.acceptPlan(userId, weights);
  const account = valueOf(await server.openAccount.call(ctx, {}));
  valueOf(await server.fundAccount.call(ctx, { accountId: account.id, amount, key: 'first-deposit' }));
  return { userId, ctx, accountId: account.id };
}

const preview = async ({ ctx, accountId }: Investor, options?: object) =>
  valueOf(await server.previewRebalance.call(ctx, { accountId, ...(options && { options }) }));

async function rebalanced(investor: Investor, key = 'confirm-1'): Promise<RebalanceView> {
  const { planHash } = await preview(investor);
  const { rebalanceId } = valueOf(
    await server.confirmRebalance.call(investor.ctx, { accountId: investor.accountId, planHash, key }),
  );
  return ended(investor, rebalanceId);
}

const ended = ({ ctx }: Investor, rebalanceId: string): Promise<RebalanceView> =>
  eventually(async () => {
    const view = valueOf(await server.getRebalance.call(ctx, { rebalanceId }));
    return view.finishedAt === null ? undefined : view;
  });

async function expectSoundBooks({ accountId }: Investor): Promise<void> {
  expect(await server.checkLedger(world.db, accountId)).toEqual([]);
  const account = await world.db.account.findUniqueOrThrow({ where: { id: accountId } });
  expect(await server.reconcile(world.db, accountId, server.brokerOf(account))).toEqual({
    status: 'matched',
    differences: [],
  });
}

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
    const investor = await investorWith();
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
    await expectSoundBooks(investor);
  });

  test.each(['0', '-5', '0.99', '1e3', '10000000.01', 'ten', '5.001', ''])(
    '%j is no amount to pay in',
    async (amount) => {
      const { ctx, accountId } = await investorWith();
      const answer = await server.fundAccount.call(ctx, { accountId, amount, key: 'some-deposit' });
      expect(answer).toMatchObject({ status: 'refused', code: 'bad-input', field: 'amount' });
    },
  );
});

test('from cash to the plan: one click, real fills, sound books, drift gone', async () => {
  const investor = await investorWith();
  const plan = await preview(investor);
  expect(plan.orders.map(({ side }) => side)).toEqual(['buy', 'buy', 'buy']);
  expect(plan.driftBefore).toBeCloseTo(1, 9);
  const view = await rebalanced(investor);
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
  expect(portfolio.history.at(-1)?.value).toBeCloseTo(Number(portfolio.value.amount), 1);
  await expectSoundBooks(investor);
  const again = await preview(investor);
  expect(again.orders).toEqual([]);
  const nothing = await server.confirmRebalance.call(investor.ctx, {
    accountId: investor.accountId,
    planHash: again.planHash,
    key: 'confirm-2',
  });
  expect(nothing).toMatchObject({ status: 'refused', code: 'conflict' });
});

test('a new plan sells first and buys from what the sales brought in', async () => {
  const investor = await investorWith();
  await rebalanced(investor);
  await world.acceptPlan(investor.userId, { 'SIM-USEQ': 0.1, 'SIM-INTL': 0.6, 'SIM-LTB': 0.3 });
  const view = await rebalanced(investor, 'confirm-2');
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
  expect(portfolio.drift?.total).toBeLessThan(0.002);
  await expectSoundBooks(investor);
});

test('fifty parallel identical confirmations make one rebalance, one job and one set of orders', async () => {
  const investor = await investorWith();
  const { accountId, ctx } = investor;
  const { planHash } = await preview(investor);
  const confirmed = await Promise.all(
    Array.from({ length: 50 }, async () =>
      valueOf(await server.confirmRebalance.call(ctx, { accountId, planHash, key: 'one-click' })),
    ),
  );
  expect(new Set(confirmed.map(({ rebalanceId }) => rebalanceId)).size).toBe(1);
  expect(new Set(confirmed.map(({ jobId }) => jobId)).size).toBe(1);
  expect(confirmed.filter(({ isNew }) => isNew)).toHaveLength(1);
  const view = await ended(investor, confirmed[0]!.rebalanceId);
  expect(view.orders).toHaveLength(3);
  expect(await world.db.order.count({ where: { accountId } })).toBe(3);
  expect(await world.db.auditEvent.count({ where: { accountId, kind: 'rebalance-confirmed' } })).toBe(1);
  await expectSoundBooks(investor);
});

test('different keys at once: one wins, the others are told', async () => {
  const investor = await investorWith();
  const { accountId, ctx } = investor;
  const { planHash } = await preview(investor);
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      server.confirmRebalance.call(ctx, { accountId, planHash, key: `click-no-${index}` }),
    ),
  );
  expect(answers.filter(({ status }) => status === 'done')).toHaveLength(1);
  for (const answer of answers) if (answer.status === 'refused') expect(answer.code).toBe('conflict');
  const won = answers.find((answer) => answer.status === 'done');
  if (won?.status === 'done') await ended(investor, won.value.rebalanceId);
});

test('a plan that is no longer the one shown must be looked at again', async () => {
  const investor = await investorWith();
  const { accountId, ctx } = investor;
  const { planHash } = await preview(investor);
  valueOf(await server.fundAccount.call(ctx, { accountId, amount: '500', key: 'more-money' }));
  const answer = await server.confirmRebalance.call(ctx, { accountId, planHash, key: 'stale-click' });
  expect(answer).toMatchObject({ status: 'refused', code: 'conflict', field: 'planHash' });
  expect(await world.db.rebalance.count({ where: { accountId } })).toBe(0);
  expect(await world.db.order.count({ where: { accountId } })).toBe(0);
});

test('cash only places cash and sells nothing; an excluded holding stays', async () => {
  const investor = await investorWith();
  await rebalanced(investor);
  await world.acceptPlan(investor.userId, { 'SIM-USEQ': 0.2, 'SIM-LTB': 0.8 });
  valueOf(
    await server.fundAccount.call(investor.ctx, { accountId: investor.accountId, amount: '5000', key: 'fresh-cash' }),
  );
  const placed = await preview(investor, { cashOnly: true });
  expect(placed.orders.length).toBeGreaterThan(0);
  expect(placed.orders.every(({ side }) => side === 'buy')).toBe(true);
  const kept = await preview(investor, { excludedSymbols: ['SIM-GOLD'] });
  expect(kept.orders.some(({ symbol }) => symbol === 'SIM-GOLD')).toBe(false);
  expect(new Set([placed.planHash, kept.planHash, (await preview(investor)).planHash]).size).toBe(3);
});

test('stopping takes open orders back, keeps what has filled, and sends no more', async () => {
  const slow = await investorWith();
  const { accountId, ctx } = slow;
  const { planHash } = await preview(slow);
  const { rebalanceId } = valueOf(
    await server.confirmRebalance.call(ctx, { accountId, planHash, key: 'to-be-stopped' }),
  );
  valueOf(await server.cancelRebalance.call(ctx, { rebalanceId }));
  const view = await ended(slow, rebalanceId);
  expect(['cancelled', 'done']).toContain(view.status);
  expect(view.orders.every(({ status }) => status === 'filled' || status === 'cancelled')).toBe(true);
  await expectSoundBooks(slow);
});

test('the account chain of the audit is whole and names every step', async () => {
  const investor = await investorWith();
  await rebalanced(investor);
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
  const investor = await investorWith();
  const { accountId } = investor;
  const { planHash } = await preview(investor);
  const view = await rebalanced(investor);
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

describe('a broker that misbehaves', () => {
  let trouble: Server;
  /** What to do with the answer of the real exchange. */
  let spoil: (method: string, path: string, count: number) => 'pass' | 'drop' | 'error' | 'nonsense' | 'refuse';
  let count = 0;

  beforeAll(async () => {
    trouble = createServer((request, response) => {
      void (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const method = request.method ?? 'GET';
        const kind = spoil(method, request.url ?? '', (count += 1));
        if (kind === 'refuse') {
          response.writeHead(503).end();
          return;
        }
        const answer = await fetch(`http://127.0.0.1:${world.exchange.port}${request.url ?? ''}`, {
          method,
          headers: Object.fromEntries(
            ['apca-api-key-id', 'apca-api-secret-key'].map((name) => [name, String(request.headers[name])]),
          ),
          ...(method === 'POST' ? { body: Buffer.concat(chunks) } : {}),
        });
        const text = await answer.text();
        if (kind === 'drop') response.destroy();
        else if (kind === 'error') response.writeHead(502).end('bad gateway');
        else if (kind === 'nonsense') response.writeHead(200).end('{"id":');
        else response.writeHead(answer.status).end(text);
      })();
    });
    await new Promise<void>((resolve) => trouble.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    trouble.closeAllConnections();
    trouble.close();
  });

  test.each(['drop', 'error', 'nonsense'] as const)(
    'an order that was taken although the answer was lost (%s) is found, not sent twice',
    async (kind) => {
      const investor = await investorWith();
      const { port } = trouble.address() as AddressInfo;
      const broker = server.paperBroker({
        url: `http://127.0.0.1:${port}`,
        key: 'a-key-for-the-test-exchange',
        accountId: investor.accountId,
      });
      let fired = 0;
      spoil = (method, path) => {
        if (method !== 'POST' || !path.startsWith('/v2/orders')) return 'pass';
        fired += 1;
        return kind;
      };
      const order = { clientOrderId: `lost-${kind}`, symbol: 'SIM-USEQ', side: 'buy', quantity: '1' } as const;
      const outcome = await broker.submit(order);
      expect(fired).toBe(1);
      expect(outcome).toMatchObject({ status: 'accepted', order: { clientOrderId: order.clientOrderId } });
      expect(await broker.submit(order)).toMatchObject({ status: 'accepted' });
      const filled = await eventually(async () => {
        const positions = await broker.positions();
        return positions.status === 'answered' && positions.value[0]?.quantity === '1' ? positions.value : undefined;
      });
      expect(filled).toHaveLength(1);
    },
  );

  test('an order that never arrived is sent again under the same id', async () => {
    const investor = await investorWith();
    const { port } = trouble.address() as AddressInfo;
    const target = {
      url: `http://127.0.0.1:${port}`,
      key: 'a-key-for-the-test-exchange',
      accountId: investor.accountId,
    };
    const broker = server.paperBroker(target);
    let fired = 0;
    spoil = (method, path) =>
      method === 'POST' && path.startsWith('/v2/orders') && (fired += 1) <= 2 ? 'refuse' : 'pass';
    const order = { clientOrderId: 'third-time', symbol: 'SIM-USEQ', side: 'buy', quantity: '1' } as const;
    expect(await broker.submit(order)).toMatchObject({ status: 'accepted' });
    expect(fired).toBe(3);
  });

  test('a broker that answers nothing leaves the outcome open, and says so', async () => {
    const target = { url: 'http://127.0.0.1:9', key: 'a-key-for-the-test-exchange', accountId: 'nobody' };
    const broker = server.paperBroker(target);
    const order = { clientOrderId: 'x', symbol: 'SIM-USEQ', side: 'buy', quantity: '1' } as const;
    expect((await broker.submit(order)).status).toBe('unreachable');
    expect((await broker.cash()).status).toBe('unreachable');
  });
});

/** The exchange's books, changed behind our back. */
async function atTheExchange(sql: string, values: readonly unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: world.database.ownerUrl });
  await client.connect();
  await client.query(sql, [...values]);
  await client.end();
}

describe('when the broker has less than we thought', () => {
  test('purchases are made smaller, all by one share, and say so', async () => {
    const investor = await investorWith();
    const { planHash } = await preview(investor);
    const sql = 'UPDATE exchange.accounts SET cash_micros = cash_micros / 2 WHERE id = $1';
    await atTheExchange(sql, [investor.accountId]);
    const input = { accountId: investor.accountId, planHash, key: 'short-of-cash' };
    const { rebalanceId } = valueOf(await server.confirmRebalance.call(investor.ctx, input));
    const view = await ended(investor, rebalanceId);
    expect(view.status).toBe('done');
    expect(view.statusReason).toContain('books and the broker differ');
    for (const [index, order] of view.orders.entries()) {
      expect(order.status).toBe('filled');
      expect(order.statusReason).toContain('less cash was there than planned');
      expect(Number(order.filledQuantity) / Number(view.plan.orders[index]!.quantity)).toBeCloseTo(0.5, 4);
    }
    const portfolio = valueOf(await server.getPortfolio.call(investor.ctx, { accountId: investor.accountId }));
    expect(portfolio.reconciliation.status).toBe('break');
    expect(portfolio.reconciliation.differences.map(({ what }) => what)).toEqual(['cash']);
  });

  test('without any money nothing is sent', async () => {
    const investor = await investorWith();
    const { planHash } = await preview(investor);
    await atTheExchange('UPDATE exchange.accounts SET cash_micros = 0 WHERE id = $1', [investor.accountId]);
    const input = { accountId: investor.accountId, planHash, key: 'out-of-cash' };
    const { rebalanceId } = valueOf(await server.confirmRebalance.call(investor.ctx, input));
    const view = await ended(investor, rebalanceId);
    expect(view.orders.every(({ status, fills }) => status === 'cancelled' && fills.length === 0)).toBe(true);
    expect(view.statusReason).toContain('too little');
  });

  test('a sale of what is no longer there is rejected with the reason; the rest goes on', async () => {
    const investor = await investorWith();
    await rebalanced(investor);
    await world.acceptPlan(investor.userId, { 'SIM-LTB': 0.5, 'SIM-GOLD': 0.3, 'SIM-INTL': 0.2 });
    const { planHash } = await preview(investor);
    await atTheExchange(
      "UPDATE exchange.executions SET symbol = 'SIM-EM' WHERE account_id = $1 AND symbol = 'SIM-USEQ'",
      [investor.accountId],
    );
    const input = { accountId: investor.accountId, planHash, key: 'sold-already' };
    const { rebalanceId } = valueOf(await server.confirmRebalance.call(investor.ctx, input));
    const view = await ended(investor, rebalanceId);
    const sale = view.orders.find(({ side }) => side === 'sell');
    expect(sale).toMatchObject({ symbol: 'SIM-USEQ', status: 'rejected', filledQuantity: '0' });
    expect(sale?.statusReason).toContain('insufficient qty');
    expect(view.status === 'failed' || view.statusReason?.includes('insufficient qty')).toBe(true);
    expect(await server.checkLedger(world.db, investor.accountId)).toEqual([]);
  });
});
