import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

/** PAIRS.md lists what is held against what; the list must not promise more than the tests do. */
const PAIRS_MIN = 60;

const rows = readFileSync(path.join(import.meta.dirname, 'PAIRS.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('`', '')),
  );

test('at least sixty pairs, each once', () => {
  const pairs = new Set(rows.map(([what, oracle]) => `${what ?? ''} by ${oracle ?? ''}`));
  expect(pairs.size).toBe(rows.length);
  expect(pairs.size).toBeGreaterThanOrEqual(PAIRS_MIN);
});

test.each(rows)('%s: %s, in %s', (_what, _oracle, file, words) => {
  expect(readFileSync(path.join(import.meta.dirname, file), 'utf8').replaceAll('`', '')).toContain(words);
});
