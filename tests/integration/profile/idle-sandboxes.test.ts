import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SANDBOX_IDLE_DAYS } from '@/lib/shared/contracts/settings';
import { createWorld, eventually, valueOf, type World } from '../../support/world';
import { workerInProcess } from '../api/in-process';
import { type InvestorTools, investorTools, loadServer } from '../rebalance/investor';

const loadMore = async () => ({
  ...(await import('@/lib/server/audit/anchor')),
  ...(await import('@/lib/server/jobs/idle-sandboxes')),
  ...(await import('@/lib/server/services/registry')),
});

const DAY = 86_400_000;

let world: World;
let server: Awaited<ReturnType<typeof loadMore>> & Awaited<ReturnType<typeof loadServer>>;
let tools: InvestorTools;
let owner: pg.Client;
beforeAll(async () => {
  world = await createWorld();
  server = { ...(await loadServer()), ...(await loadMore()) };
  tools = investorTools(world, server);
  owner = new pg.Client({ connectionString: world.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await world.close();
});

/** What time would do: the visits of a user, and all else about them, were so many days ago. */
async function age(userId: string, days: number): Promise<void> {
  for (const [table, column, key] of [
    ['users', 'created_at', 'id'],
    ['sessions', 'last_seen_at', 'user_id'],
  ])
    await owner.query(`UPDATE ${table} SET ${column} = ${column} - make_interval(days => $2) WHERE ${key} = $1`, [
      userId,
      days,
    ]);
}

/** Tables with rows of a user, and how many; the record apart. */
async function rowsOf(userId: string): Promise<Record<string, number>> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'user_id' AND table_name NOT LIKE 'audit%' ORDER BY 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of [...tables, { name: 'users' }]) {
    const key = name === 'users' ? 'id' : 'user_id';
    const { rows } = await owner.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${name} WHERE ${key} = $1`,
      [userId],
    );
    const count = rows[0]?.count ?? 0;
    if (count > 0) counts[name] = count;
  }
  return counts;
}

/** A visitor's demo with everything a user can own: plan, account, deposit, orders and fills, a backtest, prices. */
async function usedSandbox(): Promise<string> {
  const nobody = { ...world.workerCtx, actor: { kind: 'anonymous' } } as const;
  const { userId } = valueOf(await server.SERVICES['sandbox/enter-sandbox'].call(nobody, { agent: 'visitor' }));
  const ctx = world.ctxOf(userId);
  const worker = await workerInProcess(world);
  const plan = await eventually(async () => {
    const view = valueOf(await server.SERVICES['plan/get-plan'].call(ctx, {}));
    return view.status === 'ready' ? view : undefined;
  }, 60);
  const recommendationId = plan.recommendation?.id ?? 'none';
  valueOf(await server.SERVICES['plan/accept-recommendation'].call(ctx, { recommendationId }));
  const [account] = valueOf(await server.listAccounts.call(ctx, {}));
  const investor = { userId, ctx, accountId: account?.id ?? 'none' };
  expect((await tools.rebalanced(investor)).status).toBe('done');
  await worker.close();
  valueOf(await server.SERVICES['profile/save-draft'].call(ctx, { aim: { kind: 'least-risk' } }));
  await owner.query(
    `INSERT INTO price_sets (id, user_id, content_hash, source_kind, label, basis, symbols, day_count, first_day, last_day, report, schema_version, created_at)
     SELECT gen_random_uuid(), $1, content_hash, 'file', label, basis, symbols, day_count, first_day, last_day, report, schema_version, created_at
     FROM price_sets WHERE content_hash = $2 LIMIT 1`,
    [userId, world.simulated.contentHash],
  );
  return userId;
}

const kindsOf = async (userId: string): Promise<string[]> =>
  (await world.db.auditEvent.findMany({ where: { userId }, orderBy: { id: 'asc' } })).map(({ kind }) => kind);

test('a demo without a visit for a week goes with all it owned; its record stays whole, and so do the anchors', async () => {
  const [old, kept] = [await usedSandbox(), await tools.investorWith()];
  const owned = await rowsOf(old);
  expect(Object.keys(owned)).toEqual(
    expect.arrayContaining(['accounts', 'fills', 'jobs', 'ledger_entries', 'orders', 'price_sets', 'recommendations']),
  );
  const recorded = await kindsOf(old);
  const tomorrow = { ...world.workerCtx, clock: { now: () => Date.now() + DAY } };
  await server.anchorChains(tomorrow);
  const [anchor] = await world.db.auditAnchor.findMany({ orderBy: { day: 'desc' }, take: 1 });

  expect(await server.removeIdleSandboxes(world.workerCtx)).toBe(0);
  await age(old, SANDBOX_IDLE_DAYS + 1);
  const before = await rowsOf(kept.userId);
  // Two workers at once: each demo is taken by one of them.
  const removed = await Promise.all([1, 2].map(() => server.removeIdleSandboxes(tomorrow)));
  expect(removed.reduce((sum, count) => sum + count, 0)).toBe(1);

  expect(await rowsOf(old)).toEqual({});
  expect(await kindsOf(old)).toEqual([...recorded, 'sandbox-removed']);
  for (const { chain } of await world.db.auditHead.findMany())
    expect(await server.verifyChain(world.db, chain)).toMatchObject({ status: 'intact' });
  expect(await server.verifyAnchor(world.db, anchor?.day ?? 'none')).toBe('intact');
  expect(await rowsOf(kept.userId)).toEqual(before);
  await tools.expectSoundBooks(kept);
});

test('a demo that was visited, still works on something, or is none stays', async () => {
  const visited = await world.newUser();
  await owner.query(
    `INSERT INTO sessions (id, user_id, token_hash, created_at, last_seen_at, expires_at, agent)
     VALUES (gen_random_uuid(), $1, 'x', now(), now(), now(), 'visitor')`,
    [visited],
  );
  await owner.query(`UPDATE users SET created_at = created_at - interval '30 days' WHERE id = $1`, [visited]);
  const busy = await world.newUser();
  await owner.query(
    `INSERT INTO jobs (id, user_id, kind, key, status, input, created_at)
     VALUES (gen_random_uuid(), $1::uuid, 'recommend', $1::text, 'queued', '{}', now())`,
    [busy],
  );
  await age(busy, 30);
  const real = await world.newUser();
  await owner.query(`UPDATE users SET kind = 'investor' WHERE id = $1`, [real]);
  await age(real, 300);
  const idle = await world.newUser();
  await age(idle, 30);
  expect(await server.removeIdleSandboxes(world.workerCtx)).toBe(1);
  const left = await world.db.user.findMany({ where: { id: { in: [visited, busy, real, idle] } } });
  expect(left.map(({ id }) => id).sort()).toEqual([visited, busy, real].sort());
});

test('more than a batch goes in one look', async () => {
  const many = await Promise.all(Array.from({ length: 45 }, () => world.newUser()));
  for (const userId of many) await age(userId, SANDBOX_IDLE_DAYS + 1);
  expect(await server.removeIdleSandboxes(world.workerCtx)).toBe(45);
});

test('the application role removes by this one way only, and cannot make anybody a sandbox', async () => {
  const app = new pg.Client({ connectionString: world.database.appUrl });
  await app.connect();
  const asApp = (sql: string): Promise<unknown> => app.query(sql);
  await expect(asApp('SELECT remove_idle_sandboxes(6, 1)')).rejects.toThrow('kept for 7 days');
  await expect(asApp(`UPDATE users SET kind = 'sandbox'`)).rejects.toThrow('permission denied');
  await expect(asApp(`UPDATE users SET created_at = '2000-01-01'`)).rejects.toThrow('permission denied');
  await expect(asApp('DELETE FROM sessions')).rejects.toThrow('permission denied');
  await app.end();
  const exchange = new pg.Client({ connectionString: world.database.exchangeUrl });
  await exchange.connect();
  await expect(exchange.query('SELECT public.remove_idle_sandboxes(7, 1)')).rejects.toThrow('permission denied');
  await exchange.end();
});
