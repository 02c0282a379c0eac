import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../support/database';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function query(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('the application role can read, and has no right of a superuser or owner', async () => {
  const [role] = await query(
    database.appUrl,
    'SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user',
  );
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false });
  const owned = await query(
    database.appUrl,
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user",
  );
  expect(owned).toEqual([]);
});

test('the application role cannot change tables or the record of migrations', async () => {
  await expect(query(database.appUrl, 'CREATE TABLE intruder (id int)')).rejects.toThrow('permission denied');
  await expect(query(database.appUrl, 'DROP TABLE users')).rejects.toThrow('must be owner');
  await expect(query(database.appUrl, 'DELETE FROM _prisma_migrations')).rejects.toThrow('permission denied');
  await expect(query(database.appUrl, "UPDATE _prisma_migrations SET checksum = ''")).rejects.toThrow(
    'permission denied',
  );
});

test('every migration is recorded as finished, with a step counted', async () => {
  const rows = await query(
    database.ownerUrl,
    'SELECT count(*)::int AS total, count(finished_at)::int AS finished, min(applied_steps_count) AS steps FROM _prisma_migrations',
  );
  expect(rows[0]?.['total']).toBeGreaterThan(0);
  expect(rows[0]?.['finished']).toBe(rows[0]?.['total']);
  expect(rows[0]?.['steps']).toBe(1);
});
