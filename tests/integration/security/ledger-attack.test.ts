import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorld, type World } from '../../support/world';
import { createMaker, newOwner, type Things } from '../ownership/things';

/** What the application promises, the database also refuses to break: raw SQL with the application's own rights. */

let world: World;
let things: Things;
let other: Things;
let client: pg.Client;

beforeAll(async () => {
  world = await createWorld();
  const maker = await createMaker(world);
  things = await newOwner(maker);
  other = await newOwner(maker);
  client = new pg.Client({ connectionString: world.database.appUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await world.close();
});

/** In a transaction, as the balance is checked when it ends; answers what the database said. */
async function attack(...statements: readonly string[]): Promise<string> {
  try {
    await client.query('BEGIN');
    for (const sql of statements) await client.query(sql);
    await client.query('COMMIT');
    return 'done';
  } catch (error) {
    await client.query('ROLLBACK');
    return error instanceof Error ? error.message : 'failed';
  }
}

const journal = (reference: string, user = things.userId): string =>
  `INSERT INTO journals (account_id, user_id, kind, reference, booked_at)
   VALUES ('${things.accountId}', '${user}', 'deposit', '${reference}', now())`;

const entry = (book: string, micros: number, rest = ''): string =>
  `INSERT INTO ledger_entries (journal_id, account_id, user_id, book, currency, amount_micros ${rest === '' ? '' : ', symbol'})
   SELECT max(id), '${things.accountId}', '${things.userId}', '${book}', 'USD', ${micros} ${rest} FROM journals`;

describe('a journal', () => {
  test('that balances is let in', async () => {
    expect(await attack(journal('fair'), entry('cash', 5_000_000), entry('external', -5_000_000))).toBe('done');
  });

  test.each([
    ['one leg only', () => [entry('cash', 5_000_000)]],
    ['legs that differ by one micro-unit', () => [entry('cash', 5_000_000), entry('external', -4_999_999)]],
    [
      'a leg in another currency',
      () => [entry('cash', 5_000_000), entry('external', -5_000_000).replace("'USD'", "'EUR'")],
    ],
  ])('with %s is refused when it is to be kept', async (name, legs) => {
    expect(await attack(journal(name), ...legs())).toMatch(/does not balance/);
  });

  test('cannot get a leg afterwards that tips it over', async () => {
    expect(await attack(entry('cash', 1))).toMatch(/does not balance/);
  });

  test('cannot be booked twice under one reference', async () => {
    expect(await attack(journal('twice'), entry('cash', 1), entry('external', -1))).toBe('done');
    expect(await attack(journal('twice'))).toMatch(/duplicate key/);
  });

  test.each([
    ['an unknown book', () => entry('gifts', 5)],
    ['money and a quantity at once', () => entry('cash', 5, ", 'SPY'")],
    ['income in shares', () => entry('income', 0, ", 'SPY'").replace("'USD'", 'NULL')],
  ])('refuses %s', async (name, leg) => {
    expect(await attack(journal(name), leg())).toMatch(/violates check constraint/);
  });
});

describe('what moves an account without an order', () => {
  const dividend = (details: string): string =>
    journal(`dividend ${details.length}`)
      .replace("'deposit'", "'dividend'")
      .replace('booked_at)', 'booked_at, details)')
      .replace('now())', `now(), ${details})`);

  test('is let in when it says of what', async () => {
    const legs = [entry('cash', 5_000_000), entry('income', -5_000_000)];
    expect(await attack(dividend(`'{"symbol":"SPY"}'`), ...legs)).toBe('done');
  });

  test.each(['NULL', `'{}'`, `'{"symbol":7}'`, `'[]'`])('is refused when all it says is %s', async (details) => {
    expect(await attack(dividend(details))).toMatch(/journals_details/);
  });

  test('cannot be of a kind nobody knows', async () => {
    expect(await attack(journal('gift').replace("'deposit'", "'gift'"))).toMatch(/journals_kind/);
  });
});

describe('nothing points across investors', () => {
  test.each([
    ["a journal in another's account", () => journal('stolen', other.userId)],
    [
      "a rebalance to another's plan",
      () => `INSERT INTO rebalances (id, user_id, account_id, recommendation_id, key, plan_hash, plan, status, schema_version, created_at)
             VALUES (gen_random_uuid(), '${things.userId}', '${things.accountId}', '${other.recommendationId}', 'k', 'h', '{}', 'confirmed', 1, now())`,
    ],
    [
      "an order in another's account",
      () => `INSERT INTO orders (id, user_id, account_id, rebalance_id, client_order_id, sequence, symbol, side, quantity_steps, quantity_decimals, reference_price, reason, status, created_at, updated_at)
             VALUES (gen_random_uuid(), '${things.userId}', '${other.accountId}', '${things.rebalanceId}', 'c', 900, 'SPY', 'buy', 1, 0, 1, '{}', 'intended', now(), now())`,
    ],
    [
      "a leg of another's account in a journal of one's own",
      () => `${journal('lent')}; INSERT INTO ledger_entries (journal_id, account_id, user_id, book, currency, amount_micros)
             SELECT max(id), '${other.accountId}', '${other.userId}', 'cash', 'USD', 5 FROM journals`,
    ],
    [
      "a fill of another's order",
      () => `INSERT INTO fills (user_id, account_id, order_id, execution_id, quantity_steps, quantity_decimals, price, fee_micros, spread_cost_micros, filled_at)
             SELECT '${things.userId}', '${things.accountId}', id, 'stolen', 1, 6, 1, 0, 0, now() FROM orders WHERE user_id = '${other.userId}' LIMIT 1`,
    ],
    [
      "a backtest of another's plan",
      () => `INSERT INTO backtests (id, user_id, recommendation_id, price_set_id, job_id, input_hash, engine_version, schema_version, request, created_at)
             VALUES (gen_random_uuid(), '${things.userId}', '${other.recommendationId}', '${world.simulated.id}', '${things.jobId}', 'h', 1, 1, '{}', now())`,
    ],
    [
      "a backtest under another's job",
      () => `INSERT INTO backtests (id, user_id, recommendation_id, price_set_id, job_id, input_hash, engine_version, schema_version, request, created_at)
             VALUES (gen_random_uuid(), '${things.userId}', '${things.recommendationId}', '${world.simulated.id}', '${other.jobId}', 'h', 1, 1, '{}', now())`,
    ],
    [
      "a job in another's account",
      () => `INSERT INTO jobs (id, user_id, account_id, kind, key, status, input, created_at)
             VALUES (gen_random_uuid(), '${things.userId}', '${other.accountId}', 'rebalance', 'stolen', 'queued', '{}', now())`,
    ],
    [
      "an import that became another's prices",
      () => `UPDATE price_imports SET price_set_id = '${other.priceSetId}' WHERE id = '${things.importId}'`,
    ],
    [
      "a recommendation after another's",
      () => `INSERT INTO recommendations (id, user_id, price_set_id, previous_id, level, input_hash, answer_hash, engine_version, schema_version, request, answer, created_at)
             VALUES (gen_random_uuid(), '${things.userId}', '${world.simulated.id}', '${other.recommendationId}', 'balanced', 'h', 'h', 1, 1, '{}', '{}', now())`,
    ],
  ])('%s is refused', async (_name, sql) => {
    expect(await attack(sql())).toMatch(/violates foreign key constraint/);
  });

  test.each([
    [
      'an account',
      () => `INSERT INTO accounts (id, user_id, kind, name, currency, price_set_id, external_id, created_at)
             VALUES (gen_random_uuid(), '${things.userId}', 'paper', 'n', 'USD', '${other.priceSetId}', 'x', now())`,
    ],
    [
      'an open account',
      () => `UPDATE accounts SET price_set_id = '${other.priceSetId}' WHERE id = '${things.accountId}'`,
    ],
    [
      'a recommendation',
      () => `INSERT INTO recommendations (id, user_id, price_set_id, level, input_hash, answer_hash, engine_version, schema_version, request, answer, created_at)
             VALUES (gen_random_uuid(), '${things.userId}', '${other.priceSetId}', 'balanced', 'h', 'h', 1, 1, '{}', '{}', now())`,
    ],
  ])("%s with another's prices is refused", async (_name, sql) => {
    expect(await attack(sql())).toMatch(/not there or another/);
  });
});

describe('an order', () => {
  const update = (change: string): string =>
    `UPDATE orders SET ${change} WHERE id = (SELECT id FROM orders WHERE rebalance_id = '${things.rebalanceId}' ORDER BY sequence LIMIT 1)`;

  test('never fills beyond its quantity, loses fills or comes back from its end', async () => {
    expect(await attack(update('filled_steps = quantity_steps + 1'))).toMatch(/orders_quantity/);
    expect(await attack(update('filled_steps = 1'), update('filled_steps = 0'))).toMatch(/cannot lose fills/);
    expect(await attack(update("status = 'cancelled'"), update("status = 'submitted'"))).toMatch(/has ended/);
    expect(await attack(update("status = 'invented'"))).toMatch(/orders_status/);
  });

  test('is what was confirmed, at the broker once, and never goes back', async () => {
    const identity = ["client_order_id = 'another'", "symbol = 'TLT'", "side = 'sell'", 'quantity_decimals = 0'];
    for (const change of [...identity, `account_id = '${other.accountId}'`, `user_id = '${other.userId}'`]) {
      expect(await attack(update(change))).toMatch(/cannot become another one/);
    }
    const sent = "broker_order_id = 'first'";
    expect(await attack(update(sent), update("broker_order_id = 'second'"))).toMatch(/has its order at the broker/);
    expect(await attack(update(sent), update('broker_order_id = NULL'))).toMatch(/has its order at the broker/);
    expect(await attack(update("status = 'submitted'"), update("status = 'intended'"))).toMatch(/cannot go back/);
  });

  test('has a client order id that no other order has', async () => {
    const copy = (id: string): string =>
      `INSERT INTO orders SELECT (json_populate_record(o, json_build_object('id', gen_random_uuid(), 'sequence', 900, 'client_order_id', ${id}))).*
       FROM orders o WHERE rebalance_id = '${things.rebalanceId}' ORDER BY sequence LIMIT 1`;
    expect(await attack(copy('o.client_order_id'))).toMatch(/duplicate key.*client_order_id/);
  });
});

describe('what has ended', () => {
  test.each([
    ['jobs', () => things.jobId],
    ['rebalances', () => things.rebalanceId],
  ] as const)('of %s is not begun again', async (table, idOf) => {
    const set = (status: string): string => `UPDATE ${table} SET status = '${status}' WHERE id = '${idOf()}'`;
    const again = table === 'jobs' ? 'queued' : 'buying';
    expect(await attack(set('failed'), set(again))).toMatch(/has ended/);
  });
});
