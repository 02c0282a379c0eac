import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import pg from 'pg';
import { notionalMicros, parsePrice, parseQuantity } from '@/lib/base/quantity';
import { parseMicros } from '@/lib/base/money';
import { createWorld, eventually, type World } from '../../support/world';

let world: World;
beforeAll(async () => {
  world = await createWorld({ fillDelayMilliseconds: 60 });
});
afterAll(() => world.close());

type Json = Record<string, unknown>;

interface Client {
  readonly id: string;
  readonly call: (method: string, path: string, body?: object) => Promise<{ status: number; body: Json }>;
  readonly list: (path: string) => Promise<Json[]>;
}

function clientOf(id: string, secret = 'a-key-for-the-test-exchange'): Client {
  const call: Client['call'] = async (method, path, body) => {
    const ask = () =>
      fetch(`http://127.0.0.1:${world.exchange.port}${path}`, {
        method,
        headers: { 'apca-api-key-id': id, 'apca-api-secret-key': secret },
        ...(body && { body: JSON.stringify(body) }),
      });
    // A kept connection may have been cut by a restart.
    const response = await (method === 'GET' ? ask().catch(ask) : ask());
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Json) };
  };
  return { id, call, list: async (path) => (await call('GET', path)).body as unknown as Json[] };
}

async function openAccount(cash = '10000.00', commission = 1): Promise<Client> {
  const client = clientOf(randomUUID());
  const body = { market: { kind: 'simulated' }, commission_basis_points: commission };
  expect((await client.call('PUT', `/v2/paper/accounts/${client.id}`, body)).status).toBe(200);
  const deposit = { amount: cash, client_reference: 'first' };
  expect((await client.call('POST', '/v2/paper/deposits', deposit)).status).toBe(200);
  return client;
}

const orderOf = (symbol: string, side: string, qty: string, clientOrderId = randomUUID()) => ({
  symbol,
  side,
  qty,
  type: 'market',
  time_in_force: 'day',
  client_order_id: clientOrderId,
});

const filled = (client: Client, id: unknown) =>
  eventually(async () => {
    const { body } = await client.call('GET', `/v2/orders/${String(id)}`);
    return body['status'] === 'filled' ? body : undefined;
  });

test('without the right keys nothing is told', async () => {
  const client = await openAccount();
  expect((await clientOf(client.id, 'wrong').call('GET', '/v2/account')).status).toBe(401);
  expect((await clientOf(randomUUID()).call('GET', '/v2/account')).status).toBe(401);
  expect((await clientOf('not-an-id').call('PUT', `/v2/paper/accounts/${client.id}`, {})).status).toBe(401);
});

test('money and quantities are strings, and the account adds up', async () => {
  const client = await openAccount('2500.50');
  const { body } = await client.call('GET', '/v2/account');
  expect(body).toMatchObject({ status: 'ACTIVE', cash: '2500.50', buying_power: '2500.50', equity: '2500.50' });
});

test('a deposit under one reference counts once, and another amount under it is refused', async () => {
  const client = await openAccount('100.00');
  const again = await client.call('POST', '/v2/paper/deposits', { amount: '100.00', client_reference: 'first' });
  expect(again.status).toBe(200);
  const other = await client.call('POST', '/v2/paper/deposits', { amount: '200.00', client_reference: 'first' });
  expect(other.status).toBe(422);
  expect((await client.call('GET', '/v2/account')).body['cash']).toBe('100.00');
  expect(await client.list('/v2/account/activities/CSD?direction=asc')).toHaveLength(1);
});

test('twenty parallel posts under one client order id make one order', async () => {
  const client = await openAccount();
  const order = orderOf('SIM-USEQ', 'buy', '1');
  const answers = await Promise.all(Array.from({ length: 20 }, () => client.call('POST', '/v2/orders', order)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const refused = answers.filter(({ status }) => status === 422);
  expect(refused).toHaveLength(19);
  expect(refused[0]?.body['message']).toBe('client_order_id must be unique');
  const lookup = await client.call('GET', String(refused[0]?.body['existing_order']));
  expect(lookup.body['client_order_id']).toBe(order.client_order_id);
  expect(await client.list('/v2/orders?status=all')).toHaveLength(1);
});

test('orders fill in parts that add up, at the quote with half the spread, and move cash exactly', async () => {
  const client = await openAccount('50000.00', 10);
  const orders = await Promise.all(
    Array.from({ length: 6 }, () => client.call('POST', '/v2/orders', orderOf('SIM-USEQ', 'buy', '3.141593'))),
  );
  const partial = await eventually(async () => {
    const open = await client.list('/v2/orders?status=open');
    return open.find(({ status }) => status === 'partially_filled');
  });
  expect(Number(partial['filled_qty'])).toBeGreaterThan(0);
  for (const { body } of orders) expect(body['status']).toBe('new');
  for (const { body } of orders) await filled(client, body['id']);
  const fills = await client.list('/v2/account/activities/FILL?direction=asc');
  expect(fills.length).toBeGreaterThan(6);
  let moved = 0n;
  const bought = new Map<unknown, bigint>();
  for (const fill of fills) {
    const steps = parseQuantity(String(fill['qty']), 6)!;
    const price = parsePrice(String(fill['price']))!;
    const reference = parsePrice(String(fill['reference_price']))!;
    // Half a basis point either way is the rounding of the tenth decimal.
    expect(Number(price) / Number(reference) - 1).toBeCloseTo(0.0001, 8);
    const value = notionalMicros(steps, 6, price);
    const commission = parseMicros(String(fill['commission']))!;
    expect(Math.abs(Number(commission) - Number(value) * 0.001)).toBeLessThanOrEqual(1);
    moved += value + commission;
    bought.set(fill['order_id'], (bought.get(fill['order_id']) ?? 0n) + steps);
  }
  expect([...bought.values()]).toEqual(Array.from({ length: 6 }, () => 3_141_593n));
  const { body } = await client.call('GET', '/v2/account');
  expect(parseMicros(String(body['cash']))).toBe(50_000_000_000n - moved);
  expect((await client.list('/v2/positions'))[0]).toMatchObject({ symbol: 'SIM-USEQ', qty: '18.849558' });
});

test('activities are read forward page by page, each once', async () => {
  const client = await openAccount('50000.00');
  const { body } = await client.call('POST', '/v2/orders', orderOf('SIM-LTB', 'buy', '2'));
  await filled(client, body['id']);
  const second = await client.call('POST', '/v2/orders', orderOf('SIM-LTB', 'buy', '3'));
  await filled(client, second.body['id']);
  const all = await client.list('/v2/account/activities/FILL?direction=asc');
  const read: Json[] = [];
  for (;;) {
    const token = read.at(-1)?.['id'] as string | undefined;
    const after = token === undefined ? '' : `&page_token=${encodeURIComponent(token)}`;
    const page = await client.list(`/v2/account/activities/FILL?direction=asc&page_size=1${after}`);
    if (page.length === 0) break;
    read.push(...page);
  }
  expect(read).toEqual(all);
});

describe('what cannot be paid or delivered is refused', () => {
  test('a purchase beyond the buying power, counting what open purchases have set aside', async () => {
    const client = await openAccount('1000.00');
    const [position] = await client
      .list('/v2/assets')
      .then((assets) => assets.filter(({ symbol }) => symbol === 'SIM-GOLD'));
    expect(position?.['tradable']).toBe(true);
    const first = await client.call('POST', '/v2/orders', orderOf('SIM-USEQ', 'buy', '0.5'));
    expect(first.status).toBe(200);
    const power = Number((await client.call('GET', '/v2/account')).body['buying_power']);
    expect(power).toBeLessThan(1000);
    const tooMuch = await client.call('POST', '/v2/orders', orderOf('SIM-USEQ', 'buy', '100000'));
    expect(tooMuch).toMatchObject({ status: 403, body: { code: 40310000, message: 'insufficient buying power' } });
  });

  test('a sale beyond what is held and not promised yet', async () => {
    const client = await openAccount();
    const bought = await client.call('POST', '/v2/orders', orderOf('SIM-USEQ', 'buy', '2'));
    await filled(client, bought.body['id']);
    expect((await client.call('POST', '/v2/orders', orderOf('SIM-USEQ', 'sell', '1.5'))).status).toBe(200);
    const more = await client.call('POST', '/v2/orders', orderOf('SIM-USEQ', 'sell', '1'));
    expect(more).toMatchObject({ status: 403, body: { available: '0.5' } });
  });

  test.each([
    ['an unknown symbol', { symbol: 'NOPE' }],
    ['an index', { symbol: 'SIM-DXY' }],
    ['a limit order', { type: 'limit' }],
    ['a quantity of zero', { qty: '0' }],
    ['a negative quantity', { qty: '-1' }],
    ['a quantity finer than the step', { qty: '0.0000001' }],
    ['no quantity', { qty: undefined }],
  ])('%s', async (_name, change) => {
    const client = await openAccount();
    const answer = await client.call('POST', '/v2/orders', { ...orderOf('SIM-USEQ', 'buy', '1'), ...change });
    expect(answer.status).toBe(422);
    expect(await client.list('/v2/orders?status=all')).toEqual([]);
  });

  test('the opposite of an open order', async () => {
    const client = await openAccount();
    const bought = await client.call('POST', '/v2/orders', orderOf('SIM-USEQ', 'buy', '2'));
    await filled(client, bought.body['id']);
    await client.call('POST', '/v2/orders', orderOf('SIM-USEQ', 'sell', '1'));
    const back = await client.call('POST', '/v2/orders', orderOf('SIM-USEQ', 'buy', '1'));
    expect(back.status).toBe(403);
    expect(back.body['message']).toContain('wash trade');
  });
});

test('a cancelled order stops and keeps what had filled; its id stays taken', async () => {
  const client = await openAccount();
  const order = orderOf('SIM-USEQ', 'buy', '1');
  const { body } = await client.call('POST', '/v2/orders', order);
  expect((await client.call('DELETE', `/v2/orders/${String(body['id'])}`)).status).toBe(204);
  expect((await client.call('DELETE', `/v2/orders/${String(body['id'])}`)).status).toBe(422);
  expect((await client.call('GET', `/v2/orders/${String(body['id'])}`)).body['status']).toBe('canceled');
  expect((await client.call('GET', '/v2/account')).body['buying_power']).toBe('10000.00');
  expect((await client.call('POST', '/v2/orders', order)).status).toBe(422);
});

test('an order of another account is not found', async () => {
  const [owner, stranger] = [await openAccount(), await openAccount()];
  const { body } = await owner.call('POST', '/v2/orders', orderOf('SIM-USEQ', 'buy', '1'));
  const path = `/v2/orders/${String(body['id'])}`;
  expect((await stranger.call('GET', path)).status).toBe(404);
  expect((await stranger.call('DELETE', path)).status).toBe(404);
});

test('after a restart matching goes on where it was', async () => {
  const client = await openAccount('50000.00');
  const placed = await Promise.all(
    Array.from({ length: 5 }, () => client.call('POST', '/v2/orders', orderOf('SIM-USEQ', 'buy', '1'))),
  );
  await world.restartExchange();
  for (const { body } of placed) await filled(client, body['id']);
  expect((await client.list('/v2/positions'))[0]?.['qty']).toBe('5');
});

test('a connection kept from before a restart costs our own client no answer', async () => {
  const { paperBroker } = await import('@/lib/server/adapters/brokers/paper');
  const { id: accountId } = await openAccount();
  const url = `http://127.0.0.1:${world.exchange.port}`;
  const broker = paperBroker({ url, key: 'a-key-for-the-test-exchange', accountId });
  const order = { symbol: 'SIM-USEQ', side: 'buy', quantity: '1' } as const;
  for (let round = 0; round < 5; round++) {
    // Several at once leave several connections behind.
    await Promise.all([broker.cash(), broker.cash(), broker.positions()]);
    await world.restartExchange();
    expect(await broker.deposit(`round-${round}`, '10.00')).toMatchObject({ status: 'answered' });
    expect(await broker.submit({ ...order, clientOrderId: `${accountId}-${round}` })).toMatchObject({
      status: 'accepted',
    });
  }
  expect(await broker.depositsAfter(undefined)).toMatchObject({ value: { length: 6 } });
});

test('the exchange sees nothing of the product, and the product nothing of the exchange', async () => {
  const ask = async (connectionString: string, sql: string) => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    try {
      return await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await expect(ask(world.database.exchangeUrl, 'SELECT * FROM public.users')).rejects.toThrow('permission denied');
  await expect(ask(world.database.appUrl, 'SELECT * FROM exchange.accounts')).rejects.toThrow('permission denied');
  await expect(ask(world.database.exchangeUrl, 'DELETE FROM exchange.executions')).rejects.toThrow('permission denied');
  await expect(ask(world.database.exchangeUrl, 'CREATE TABLE exchange.x (id int)')).rejects.toThrow(
    'permission denied',
  );
});
