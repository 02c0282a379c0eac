import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pendingMigrations, readMigrations } from '../../../scripts/lib/migrate.mjs';
import { parsePostmasterFile } from '../../../scripts/lib/postgres-control.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ballast-migrations-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function addMigration(name: string, sql: string): void {
  mkdirSync(path.join(folder, name));
  writeFileSync(path.join(folder, name, 'migration.sql'), sql);
}

const applied = (name: string, sql: string) => ({
  migration_name: name,
  checksum: createHash('sha256').update(sql).digest('hex'),
  finished_at: new Date(0) as Date | null,
  rolled_back_at: null as Date | null,
});

test('migrations are read in the order of their names, with the checksum of the file', () => {
  addMigration('20260102_second', 'select 2;');
  addMigration('20260101_first', 'select 1;');
  writeFileSync(path.join(folder, 'migration_lock.toml'), 'provider = "postgresql"');
  mkdirSync(path.join(folder, 'empty'));
  const migrations = readMigrations(folder);
  expect(migrations.map(({ name }) => name)).toEqual(['20260101_first', '20260102_second']);
  // Oracle: the sha256sum command on a file that holds "select 1;" without a line end.
  expect(migrations[0]?.checksum).toBe('354b7196c9ba5fb4b21cf615bb6ec4cd5c07503c34229feef033fc081a8c03f4');
});

test('a checkout without migrations has none', () => {
  expect(readMigrations(path.join(folder, 'absent'))).toEqual([]);
});

describe('what is pending', () => {
  const names = (rows: ReturnType<typeof applied>[]) =>
    pendingMigrations(readMigrations(folder), rows).map(({ name }) => name);

  beforeEach(() => {
    addMigration('1_a', 'a');
    addMigration('2_b', 'b');
  });

  test('is everything in a new database and nothing in a complete one', () => {
    expect(names([])).toEqual(['1_a', '2_b']);
    expect(names([applied('1_a', 'a')])).toEqual(['2_b']);
    expect(names([applied('1_a', 'a'), applied('2_b', 'b')])).toEqual([]);
  });

  test('includes one that was rolled back', () => {
    expect(names([applied('1_a', 'a'), { ...applied('2_b', 'b'), rolled_back_at: new Date(0) }])).toEqual(['2_b']);
  });

  test('is refused when the folder and the database tell different stories', () => {
    expect(() => names([applied('1_a', 'changed')])).toThrow('was changed after');
    expect(() => names([applied('0_newer', 'x')])).toThrow('newer version');
    expect(() => names([{ ...applied('1_a', 'a'), finished_at: null }])).toThrow('did not finish');
  });
});

test('a running server says its number, folder and port', () => {
  expect(parsePostmasterFile('4711\n/data/18\n1700000000\n5433\n\n127.0.0.1\n  1 2\nready\n')).toEqual({
    pid: 4711,
    data: '/data/18',
    port: 5433,
  });
  expect(parsePostmasterFile('')).toBeNull();
});
