import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

/** Below these a published advisory applies; the reason stands beside each. Looked at again before each release. */
const FLOORS: Readonly<Record<string, { readonly version: string; readonly why: string }>> = {
  next: { version: '16.4.6', why: 'image optimiser and server action advisories of October and November 2026' },
  react: { version: '19.1.2', why: 'remote code execution through server components (CVE-2025-55182)' },
  'react-dom': { version: '19.1.2', why: 'the same' },
  'next-auth': { version: '4.24.12', why: 'mail addresses that were read two ways' },
  mathjs: { version: '15.2.0', why: 'arbitrary code from formulas (CVE-2026-41139, CVE-2026-40897)' },
  sharp: { version: '0.35.5', why: 'remote code execution through the image optimiser (CVE-2026-96889)' },
  esbuild: { version: '0.25.0', why: 'a development server that answers any site' },
  vite: { version: '6.4.1', why: 'files served from outside the project' },
  postcss: { version: '8.4.31', why: 'line ends that hide rules' },
  undici: { version: '6.21.2', why: 'predictable boundaries of forms' },
};

/** Never a dependency: what they are known for cannot be floored away. */
const FORBIDDEN = ['xlsx', 'osqp-wasm', 'better-auth', 'event-stream'];

const Lock = z.object({ packages: z.record(z.string(), z.looseObject({ version: z.string().optional() })) });
const lockfile = path.resolve(import.meta.dirname, '../../package-lock.json');
const { packages } = Lock.parse(JSON.parse(readFileSync(lockfile, 'utf8')));

const installed = Object.entries(packages).flatMap(([place, { version }]) => {
  const name = place.split('node_modules/').at(-1) ?? '';
  return name === '' || version === undefined ? [] : [{ name, version, place }];
});

const numbers = (version: string): number[] => version.split('-')[0]!.split('.').map(Number);

/** Negative when left is older. A pre-release counts as its release: none of the floors is one. */
function compare(left: string, right: string): number {
  const [a, b] = [numbers(left), numbers(right)];
  const index = [0, 1, 2].find((part) => a[part] !== b[part]);
  return index === undefined ? 0 : a[index]! - b[index]!;
}

test('versions are compared by number, not by text', () => {
  expect(compare('16.4.10', '16.4.6')).toBeGreaterThan(0);
  expect(compare('9.0.0', '16.4.6')).toBeLessThan(0);
  expect(compare('15.2.0', '15.2.0')).toBe(0);
});

test('the lockfile was read', () => {
  expect(installed.length).toBeGreaterThan(300);
  for (const name of ['next', 'react', 'react-dom', 'next-auth', 'mathjs'])
    expect(installed.map((entry) => entry.name)).toContain(name);
});

describe.each(Object.entries(FLOORS))('%s', (name, { version: floor, why }) => {
  test(`is at least ${floor}, because of ${why}`, () => {
    const older = installed.filter((entry) => entry.name === name && compare(entry.version, floor) < 0);
    expect(older).toEqual([]);
  });
});

test.each(FORBIDDEN)('%s is not installed', (name) => {
  expect(installed.filter((entry) => entry.name === name)).toEqual([]);
});
