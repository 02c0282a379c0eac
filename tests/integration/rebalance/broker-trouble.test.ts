import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JobWorker } from '@/lib/server/jobs/worker';
import { createWorld, eventually, valueOf, type World } from '../../support/world';
import { type InvestorTools, investorTools, type LoadedServer, loadServer } from './investor';

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
      const investor = await tools.investorWith();
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
    const investor = await tools.investorWith();
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
    const investor = await tools.investorWith();
    const { planHash } = await tools.preview(investor);
    const sql = 'UPDATE exchange.accounts SET cash_micros = cash_micros / 2 WHERE id = $1';
    await atTheExchange(sql, [investor.accountId]);
    const input = { accountId: investor.accountId, planHash, key: 'short-of-cash' };
    const { rebalanceId } = valueOf(await server.confirmRebalance.call(investor.ctx, input));
    const view = await tools.ended(investor, rebalanceId);
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
    const investor = await tools.investorWith();
    const { planHash } = await tools.preview(investor);
    await atTheExchange('UPDATE exchange.accounts SET cash_micros = 0 WHERE id = $1', [investor.accountId]);
    const input = { accountId: investor.accountId, planHash, key: 'out-of-cash' };
    const { rebalanceId } = valueOf(await server.confirmRebalance.call(investor.ctx, input));
    const view = await tools.ended(investor, rebalanceId);
    expect(view.orders.every(({ status, fills }) => status === 'cancelled' && fills.length === 0)).toBe(true);
    expect(view.statusReason).toContain('too little');
  });

  test('a sale of what is no longer there is rejected with the reason; the rest goes on', async () => {
    const investor = await tools.investorWith();
    await tools.rebalanced(investor);
    await world.acceptPlan(investor.userId, { 'SIM-LTB': 0.5, 'SIM-GOLD': 0.3, 'SIM-INTL': 0.2 });
    const { planHash } = await tools.preview(investor);
    await atTheExchange(
      "UPDATE exchange.executions SET symbol = 'SIM-EM' WHERE account_id = $1 AND symbol = 'SIM-USEQ'",
      [investor.accountId],
    );
    const input = { accountId: investor.accountId, planHash, key: 'sold-already' };
    const { rebalanceId } = valueOf(await server.confirmRebalance.call(investor.ctx, input));
    const view = await tools.ended(investor, rebalanceId);
    const sale = view.orders.find(({ side }) => side === 'sell');
    expect(sale).toMatchObject({ symbol: 'SIM-USEQ', status: 'rejected', filledQuantity: '0' });
    expect(sale?.statusReason).toContain('insufficient qty');
    expect(view.status === 'failed' || view.statusReason?.includes('insufficient qty')).toBe(true);
    expect(await server.checkLedger(world.db, investor.accountId)).toEqual([]);
  });
});
