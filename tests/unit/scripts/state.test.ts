import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { spaceObjection } from '../../../scripts/lib/disk-space.mjs';
import { hashFiles, listFiles, readJson, writeWhole } from '../../../scripts/lib/files.mjs';
import { takeLock } from '../../../scripts/lib/file-lock.mjs';
import { isInstalled } from '../../../scripts/lib/install.mjs';
import { birthOf, identityOf, isAlive, parseProcStat } from '../../../scripts/lib/process-identity.mjs';
import { emptyRun, inStopOrder, leftovers, parseRun } from '../../../scripts/lib/run-file.mjs';
import { completeSecrets, loadSecrets } from '../../../scripts/lib/secrets.mjs';
import { restartDelay } from '../../../scripts/lib/services.mjs';
import { clearStamp, hasStamp, setStamp } from '../../../scripts/lib/stamps.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ballast-state-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('hashes of sources', () => {
  const hash = () => hashFiles(folder, listFiles(folder, ['.']));

  test('change with content, name, addition and removal, and with nothing else', () => {
    writeFileSync(path.join(folder, 'a.ts'), 'one');
    mkdirSync(path.join(folder, 'sub'));
    writeFileSync(path.join(folder, 'sub/b.ts'), 'two');
    const first = hash();
    writeFileSync(path.join(folder, 'a.ts'), 'one');
    expect(hash()).toBe(first);
    writeFileSync(path.join(folder, 'a.ts'), 'One');
    const edited = hash();
    writeFileSync(path.join(folder, 'c.ts'), '');
    const added = hash();
    rmSync(path.join(folder, 'sub/b.ts'));
    expect(new Set([first, edited, added, hash()]).size).toBe(4);
  });

  test('moving text from one file to the next is seen', () => {
    writeFileSync(path.join(folder, 'a'), 'xy');
    writeFileSync(path.join(folder, 'b'), 'z');
    const first = hash();
    writeFileSync(path.join(folder, 'a'), 'x');
    writeFileSync(path.join(folder, 'b'), 'yz');
    expect(hash()).not.toBe(first);
  });
});

test('a stamp holds for one hash, and no longer once it is cleared', () => {
  expect(hasStamp('build', 'abc', folder)).toBe(false);
  setStamp('build', 'abc', folder);
  expect(hasStamp('build', 'abc', folder)).toBe(true);
  expect(hasStamp('build', 'abd', folder)).toBe(false);
  clearStamp('build', folder);
  expect(hasStamp('build', 'abc', folder)).toBe(false);
});

test('a file is written whole and leaves no part behind', () => {
  const file = path.join(folder, 'deep/run.json');
  writeWhole(file, '{"a":1}');
  writeWhole(file, '{"a":2}');
  expect(readJson(file)).toEqual({ a: 2 });
  expect(readdirSync(path.dirname(file))).toEqual(['run.json']);
});

describe('processes', () => {
  test('the birth is found behind a command with brackets and spaces', () => {
    const fields = Array.from({ length: 40 }, (_, index) => String(index + 3)).join(' ');
    expect(parseProcStat(`42 (a (b) c) S ${fields}`)).toEqual({ state: 'S', born: '21' });
  });

  test('this process is alive; with another birth the number belongs to a stranger', () => {
    const own = identityOf(process.pid);
    expect(birthOf(process.pid)).not.toBeNull();
    expect(isAlive(own)).toBe(true);
    expect(isAlive({ ...own, born: 'earlier' })).toBe(false);
    expect(isAlive(null)).toBe(false);
  });
});

describe('the run file', () => {
  const run = {
    ...emptyRun(),
    start: { pid: 10, born: 'a' },
    commands: [{ pid: 11, born: 'b', name: 'next-build' }],
    services: { exchange: { pid: 12, born: 'c' }, web: { pid: 13, born: 'd' }, worker: { pid: 14, born: 'e' } },
  };

  test('damaged or foreign content counts as empty', () => {
    for (const content of [null, 7, {}, { start: { pid: 'x' }, commands: 'no', services: { web: 3 }, place: {} }]) {
      expect(parseRun(content)).toEqual(emptyRun());
    }
    expect(parseRun(JSON.parse(JSON.stringify(run)))).toEqual(run);
  });

  test('only what still lives is left over', () => {
    const left = leftovers(run, ({ pid }) => pid === 13);
    expect(left).toEqual({ commands: [], services: [{ pid: 13, born: 'd', name: 'web' }] });
  });

  test('what answers users stops first', () => {
    const { services } = leftovers(run, () => true);
    expect(inStopOrder(services).map(({ name }) => name)).toEqual(['web', 'worker', 'exchange']);
  });
});

describe('the lock', () => {
  test('is held by one, and free again after release', async () => {
    const file = path.join(folder, 'start.lock');
    const first = await takeLock(file, 0);
    expect(first).toHaveProperty('release');
    expect(await takeLock(file, 0)).toEqual({ holder: identityOf(process.pid) });
    if ('release' in first) first.release();
    expect(await takeLock(file, 0)).toHaveProperty('release');
  });

  test('of a dead holder is taken over', async () => {
    const file = path.join(folder, 'start.lock');
    writeFileSync(file, JSON.stringify({ pid: process.pid, born: 'long ago' }));
    expect(await takeLock(file, 0)).toHaveProperty('release');
  });
});

describe('secrets', () => {
  test('are made once, kept, and readable by their owner only', () => {
    const file = path.join(folder, 'secrets.json');
    const made = loadSecrets(file);
    expect(loadSecrets(file)).toEqual(made);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(new Set(Object.values(made)).size).toBe(Object.keys(made).length);
  });

  test('a missing or too short one is made again, the others stay', () => {
    const { secrets: made } = completeSecrets(null);
    const { secrets, isChanged } = completeSecrets({ ...made, appPassword: 'short' });
    expect(isChanged).toBe(true);
    expect(secrets.ownerPassword).toBe(made.ownerPassword);
    expect(secrets.appPassword).not.toBe('short');
  });

  test('a damaged file is never written over', () => {
    const file = path.join(folder, 'secrets.json');
    writeFileSync(file, '{"appPassword": ');
    expect(() => loadSecrets(file)).toThrow('cannot be read');
  });
});

test('a service that ends again and again is given up', () => {
  const now = 1_000_000;
  expect(restartDelay([now], now)).toBe(200);
  expect(restartDelay([now - 5000, now], now)).toBe(1000);
  expect(restartDelay([0, 1, 2, 3, 4, 5, now], now)).toBe(200);
  expect(
    restartDelay(
      Array.from({ length: 6 }, () => now),
      now,
    ),
  ).toBeNull();
});

test('packages count as installed only when every needed one is there in its version', () => {
  const wanted = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0', optional: true },
    },
  };
  expect(isInstalled(wanted, null)).toBe(false);
  expect(isInstalled(wanted, { packages: { 'node_modules/a': { version: '1.0.0' } } })).toBe(true);
  expect(isInstalled(wanted, { packages: { 'node_modules/a': { version: '1.0.1' } } })).toBe(false);
});

test('too little space is said before anything is begun', () => {
  expect(spaceObjection(10_000, true)).toBeNull();
  expect(spaceObjection(1_000, true)).toContain('1000 MB free');
  expect(spaceObjection(1_000, false)).toBeNull();
  expect(spaceObjection(0, false)).toContain('nothing was changed');
});
