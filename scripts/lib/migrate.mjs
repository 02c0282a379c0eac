import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { PlainError } from './plain-error.mjs';
import { ROLES, withClient } from './postgres-roles.mjs';

/** The lock Prisma's own engine takes, so that the two never migrate at once. */
const MIGRATION_LOCK = 72_707_369;

/** The table exactly as Prisma makes it, so that `prisma migrate status` and `deploy` agree with us. */
const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id                  VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum            VARCHAR(64) NOT NULL,
  finished_at         TIMESTAMPTZ,
  migration_name      VARCHAR(255) NOT NULL,
  logs                TEXT,
  rolled_back_at      TIMESTAMPTZ,
  started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/** @typedef {{ name: string, sql: string, checksum: string }} Migration */
/** @typedef {{ migration_name: string, checksum: string, finished_at: Date | null, rolled_back_at: Date | null }} AppliedRow */

/** @param {string} folder prisma/migrations @returns {Migration[]} in the order they apply: by name */
export function readMigrations(folder) {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'migration.sql')));
  return names.sort().map((name) => {
    const bytes = readFileSync(path.join(folder, name, 'migration.sql'));
    return { name, sql: bytes.toString('utf8'), checksum: createHash('sha256').update(bytes).digest('hex') };
  });
}

/**
 * What is still to be applied.
 * @param {readonly Migration[]} migrations in order
 * @param {readonly AppliedRow[]} rows of _prisma_migrations
 * @returns {Migration[]}
 * @throws PlainError when the database and the folder tell different stories
 */
export function pendingMigrations(migrations, rows) {
  const live = rows.filter((row) => row.rolled_back_at === null);
  const failed = live.find((row) => row.finished_at === null);
  if (failed)
    throw new PlainError(
      `The migration ${failed.migration_name} was begun by another tool and did not finish. Resolve it with "prisma migrate resolve" first.`,
    );
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of live) {
    const migration = known.get(row.migration_name);
    if (!migration)
      throw new PlainError(
        `The database has the migration ${row.migration_name}, which this checkout does not know: it belongs to a newer version. The data is untouched.`,
      );
    if (migration.checksum !== row.checksum)
      throw new PlainError(
        `The migration ${row.migration_name} was changed after it had been applied. The data is untouched; put the file back and add a new migration instead.`,
      );
  }
  const applied = new Set(live.map((row) => row.migration_name));
  return migrations.filter((migration) => !applied.has(migration.name));
}

/**
 * One migration and its record in one transaction: it is applied wholly or not at all, even when killed.
 * @param {import('pg').Client} client
 * @param {Migration} migration
 */
async function apply(client, migration) {
  await client.query('BEGIN');
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    const reason = error instanceof Error ? error.message : String(error);
    throw new PlainError(`The migration ${migration.name} failed and was undone: ${reason}`);
  }
}

/** The record of migrations is read-only for the application, whatever the migrations granted on all tables. */
const PROTECT_RECORD = `DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '${ROLES.app}') THEN
    REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON _prisma_migrations FROM ${ROLES.app};
  END IF;
END $$`;

/**
 * Applies what is pending, under Prisma's advisory lock.
 * @param {string} ownerUrl
 * @param {string} folder prisma/migrations
 * @returns {Promise<string[]>} names of the migrations applied now
 */
export async function migrate(ownerUrl, folder) {
  const migrations = readMigrations(folder);
  return withClient({ connectionString: ownerUrl }, async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query("SET client_min_messages = 'warning'");
    await client.query(MIGRATIONS_TABLE);
    const { rows } = await client.query(
      'SELECT migration_name, checksum, finished_at, rolled_back_at FROM _prisma_migrations',
    );
    const pending = pendingMigrations(migrations, rows);
    for (const migration of pending) await apply(client, migration);
    if (pending.length > 0) await client.query(PROTECT_RECORD);
    return pending.map((migration) => migration.name);
  });
}
