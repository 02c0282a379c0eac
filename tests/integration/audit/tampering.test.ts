import pg from 'pg';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Logger } from '@/lib/server/log';
import { createWorld, type World } from '../../support/world';

const load = async () => ({
  ...(await import('@/lib/server/audit/append')),
  ...(await import('@/lib/server/audit/verify')),
  ...(await import('@/lib/server/audit/anchor')),
});

const ROWS = 40;
const ROUNDS = 100;

let world: World;
let server: Awaited<ReturnType<typeof load>>;
let owner: pg.Client;
let userId: string;
let otherId: string;
let chain: string;

async function fill(user: string): Promise<void> {
  for (let index = 0; index < ROWS; index++) {
    await world.db.$transaction((tx) =>
      server.appendAudit(tx, world.workerCtx.clock, {
        kind: index % 2 === 0 ? 'signed-in' : 'account-funded',
        userId: user,
        actor: user,
        body: { index, amount: `${index}.00`, micros: BigInt(index), nested: { b: [1, 2.5e-7], a: null } },
      }),
    );
  }
}

beforeAll(async () => {
  world = await createWorld();
  server = await load();
  owner = new pg.Client({ connectionString: world.database.ownerUrl });
  await owner.connect();
  [userId, otherId] = [await world.newUser(), await world.newUser()];
  chain = server.chainOf({ userId });
  await fill(userId);
  await fill(otherId);
  await owner.query('CREATE TABLE kept_rows AS TABLE audit_events; CREATE TABLE kept_heads AS TABLE audit_heads');
});
afterAll(async () => {
  await owner.end();
  await world.close();
});

const PUT_BACK = `
  DELETE FROM audit_events;
  INSERT INTO audit_events SELECT * FROM kept_rows;
  ALTER TABLE audit_heads DISABLE TRIGGER USER;
  DELETE FROM audit_heads;
  INSERT INTO audit_heads SELECT * FROM kept_heads;
  ALTER TABLE audit_heads ENABLE TRIGGER USER`;

/** The chain as the owner of the database can change it; then everything is put back. */
async function afterTampering(sql: string, values: readonly unknown[]): Promise<{ status: string; touched: number }> {
  const { rowCount } = await owner.query(sql, [...values]);
  const { status } = await server.verifyChain(world.db, chain);
  await owner.query(PUT_BACK);
  return { status, touched: rowCount ?? 0 };
}

const anyRow = fc.integer({ min: 1, max: ROWS });

async function everyRound(arbitrary: fc.Arbitrary<readonly [string, readonly unknown[]]>): Promise<void> {
  let found = 0;
  for (const [sql, values] of fc.sample(arbitrary, { numRuns: ROUNDS, seed: 20_261_121 })) {
    const { status, touched } = await afterTampering(sql, values);
    expect(touched, `${sql} ${JSON.stringify(values)}`).toBeGreaterThan(0);
    if (status === 'broken') found += 1;
    else expect.fail(`not seen: ${sql} ${JSON.stringify(values)}`);
  }
  expect(found).toBe(ROUNDS);
}

test('an untouched chain is intact, whatever its bodies hold', async () => {
  expect(await server.verifyChain(world.db, chain)).toMatchObject({ status: 'intact', count: ROWS });
  expect((await afterTampering('SELECT 1', [])).status).toBe('intact');
});

test('a chain that nobody wrote is empty and intact', async () => {
  expect(await server.verifyChain(world.db, 'user:nobody')).toMatchObject({ status: 'intact', count: 0 });
});

describe(`${ROUNDS} tamperings of each kind are all found`, () => {
  test('a changed value in any column', () =>
    everyRound(
      fc
        .tuple(
          anyRow,
          fc.constantFrom(
            `body = jsonb_set(body, '{amount}', '"1000000.00"')`,
            `body = body || '{"extra":1}'`,
            `body = '{}'`,
            `kind = 'signed-out'`,
            `actor = 'worker'`,
            `user_id = '01890000-0000-7000-8000-000000000000'`,
            `account_id = '01890000-0000-7000-8000-000000000000'`,
            `created_at = created_at + interval '1 millisecond'`,
            `hash = reverse(hash)`,
            `previous_hash = reverse(previous_hash)`,
            `sequence = sequence + 1000`,
            `chain = 'user:somebody-else'`,
          ),
        )
        .map(([row, change]) => {
          // The first row stands on zeros, which read the same backwards.
          const target = change.startsWith('previous_hash') ? Math.max(2, row) : row;
          return [`UPDATE audit_events SET ${change} WHERE chain = $1 AND sequence = $2`, [chain, target]] as const;
        }),
    ));

  test('a deleted row', () =>
    everyRound(
      anyRow.map((row) => ['DELETE FROM audit_events WHERE chain = $1 AND sequence = $2', [chain, row]] as const),
    ));

  test('a cut end', () =>
    everyRound(
      anyRow.map((row) => ['DELETE FROM audit_events WHERE chain = $1 AND sequence >= $2', [chain, row]] as const),
    ));

  test('a row put in or behind, as a copy of any other', () =>
    everyRound(
      fc.tuple(anyRow, fc.constantFrom(0, -1, ROWS + 1, ROWS + 7)).map(
        ([row, place]) =>
          [
            `INSERT INTO audit_events (chain, sequence, user_id, actor, kind, body, previous_hash, hash, created_at)
             SELECT chain, $3, user_id, actor, kind, body,
               (SELECT hash FROM audit_events WHERE chain = $1 AND sequence = ${ROWS}), hash, created_at
             FROM audit_events WHERE chain = $1 AND sequence = $2`,
            [chain, row, place],
          ] as const,
      ),
    ));

  test('two rows swapped, with or without their hashes', () =>
    everyRound(
      fc
        .tuple(fc.uniqueArray(anyRow, { minLength: 2, maxLength: 2 }), fc.boolean())
        .map(([[left = 1, right = 2], withHashes]) => {
          const hashes = withHashes ? ', hash = b.hash, previous_hash = b.previous_hash' : '';
          const sql = `UPDATE audit_events AS a
            SET body = b.body, kind = b.kind, actor = b.actor, created_at = b.created_at${hashes}
            FROM audit_events AS b
            WHERE a.chain = $1 AND b.chain = $1
              AND (a.sequence, b.sequence) IN (($2::int, $3::int), ($3::int, $2::int))`;
          return [sql, [chain, left, right]] as const;
        }),
    ));
});

describe('the application role', () => {
  const asApp = async (sql: string): Promise<string> => {
    const client = new pg.Client({ connectionString: world.database.appUrl });
    await client.connect();
    try {
      await client.query(sql);
      return 'done';
    } catch (error) {
      return error instanceof Error ? error.message : 'failed';
    } finally {
      await client.end();
    }
  };

  test.each(
    ['journals', 'ledger_entries', 'fills', 'audit_events', 'audit_anchors', 'profile_versions', 'policies'].flatMap(
      (table) => [
        [`UPDATE ${table}`, `UPDATE ${table} SET ${table === 'audit_anchors' ? 'hash' : 'user_id'} = NULL`],
        [`DELETE FROM ${table}`, `DELETE FROM ${table}`],
        [`TRUNCATE ${table}`, `TRUNCATE ${table}`],
      ],
    ),
  )('%s is refused: what was recorded stays', async (_name, sql) => {
    expect(await asApp(sql)).toMatch(/permission denied/);
  });

  test.each([
    ['rewrite a recommendation', `UPDATE recommendations SET answer = '{}'`],
    [
      'hand a recommendation to another user',
      `UPDATE recommendations SET user_id = '${'0'.repeat(8)}-0000-7000-8000-000000000000'`,
    ],
    ['delete a user', 'DELETE FROM users'],
    ['delete a head', 'DELETE FROM audit_heads'],
    ['switch triggers off', 'ALTER TABLE audit_heads DISABLE TRIGGER ALL'],
    ['pretend to be a replica', `SET session_replication_role = 'replica'`],
    ['become the owner', 'SET ROLE ballast_owner'],
  ])('cannot %s', async (_name, sql) => {
    expect(await asApp(sql)).toMatch(/permission denied|must be owner/);
  });

  test.each([
    'sequence = sequence - 1',
    'sequence = sequence + 2',
    "chain = 'user:x', sequence = sequence + 1",
    'hash = hash',
  ])('cannot move a head by "%s"', async (change) => {
    expect(await asApp(`UPDATE audit_heads SET ${change} WHERE chain = '${chain}'`)).toMatch(/one row forward/);
  });
});

test('many at once on one chain leave one unbroken chain', async () => {
  const crowd = await world.newUser();
  await Promise.all(
    Array.from({ length: 25 }, (_, index) =>
      world.db.$transaction(
        (tx) =>
          server.appendAudit(tx, world.workerCtx.clock, {
            kind: 'signed-in',
            userId: crowd,
            actor: crowd,
            body: { index },
          }),
        { maxWait: 20_000, timeout: 20_000 },
      ),
    ),
  );
  expect(await server.verifyChain(world.db, server.chainOf({ userId: crowd }))).toMatchObject({
    status: 'intact',
    count: 25,
  });
});

describe('the daily anchor', () => {
  const logged: object[] = [];
  const tomorrow = () => ({ now: () => Date.now() + 86_400_000 });

  test('is written once and holds', async () => {
    const info = { value: (fields: object) => logged.push(fields) };
    const log = Object.create(world.workerCtx.log, { info }) as Logger;
    const source = { db: world.db, clock: tomorrow(), log };
    await server.anchorChains(source);
    await server.anchorChains(source);
    expect(logged).toHaveLength(1);
    const { day } = await world.db.auditAnchor.findFirstOrThrow();
    expect(await server.verifyAnchor(world.db, day)).toBe('intact');
    expect(await server.verifyAnchor(world.db, '2001-01-01')).toBe('not-anchored');
  });

  test('finds a chain that its owner wrote anew from end to end, head and all', async () => {
    const { day } = await world.db.auditAnchor.findFirstOrThrow();
    const rows = await world.db.auditEvent.findMany({
      where: { chain: server.chainOf({ userId: otherId }) },
      orderBy: { sequence: 'asc' },
    });
    let previousHash = server.GENESIS_HASH;
    for (const row of rows) {
      const body = row.sequence === 2 ? { amount: '1.00' } : (row.body as object);
      const { sequence, kind, userId: user, accountId, actor } = row;
      const content = {
        chain: row.chain,
        sequence,
        kind,
        userId: user,
        accountId,
        actor,
        createdAt: row.createdAt.toISOString(),
        body: body as never,
      };
      const hash = server.auditHash(previousHash, content);
      await owner.query('UPDATE audit_events SET body = $1, previous_hash = $2, hash = $3 WHERE id = $4', [
        body,
        previousHash,
        hash,
        row.id.toString(),
      ]);
      previousHash = hash;
    }
    await owner.query('ALTER TABLE audit_heads DISABLE TRIGGER USER');
    await owner.query('UPDATE audit_heads SET hash = $1 WHERE chain = $2', [
      previousHash,
      server.chainOf({ userId: otherId }),
    ]);
    await owner.query('ALTER TABLE audit_heads ENABLE TRIGGER USER');
    expect(await server.verifyChain(world.db, server.chainOf({ userId: otherId }))).toMatchObject({ status: 'intact' });
    expect(await server.verifyAnchor(world.db, day)).toBe('broken');
  });
});
