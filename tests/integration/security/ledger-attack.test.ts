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
  ])('refuses %s', async (name, leg) => {
    expect(await attack(journal(name), leg())).toMatch(/violates check constraint/);
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
      "a recommendation after another's",
      () => `INSERT INTO recommendations (id, user_id, price_set_id, previous_id, level, input_hash, answer_hash, engine_version, schema_version, request, answer, created_at)
             VALUES (gen_random_uuid(), '${things.userId}', '${world.simulated.id}', '${other.recommendationId}', 'balanced', 'h', 'h', 1, 1, '{}', '{}', now())`,
    ],
  ])('%s is refused', async (_name, sql) => {
    expect(await attack(sql())).toMatch(/violates foreign key constraint/);
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

  test('goes out under one client order id once', async () => {
    const ids = `(SELECT client_order_id FROM orders WHERE rebalance_id = '${other.rebalanceId}' LIMIT 1)`;
    expect(await attack(update(`client_order_id = ${ids}`))).toMatch(/duplicate key/);
  });
});
