import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, isoDay } from '../../../../lib/base/iso-day';
import { panelFromTable } from '../../../../lib/codec/prices/panel-from-table';
import { readPriceTable } from '../../../../lib/codec/prices/read-price-table';
import { describeInstrument } from '../../../../lib/quant/market/known-instruments';

const good = (header: string, rowOf: (date: string, k: number) => string): string =>
  [header, ...Array.from({ length: 80 }, (_, k) => rowOf(addDays(isoDay('2021-01-01'), k), k))].join('\n');

const SEEDS = [
  good('date,SPY,TLT,GLD', (date, k) => `${date},${100 + k},${50 + k},${k < 5 ? '' : 20 + k}`),
  good(
    'date,ticker,close,adj_close,volume',
    (date, k) => `${date},${k % 2 === 0 ? 'SPY' : 'TLT'},${100 + k},${90 + k},${k}`,
  ),
  good('Date;Close', (date, k) => `${date};${100 + k},5`),
];

const DIRT = [
  '"',
  ',',
  '\n',
  '\r',
  ';',
  '\t',
  '0',
  '-',
  '=',
  'e',
  '.',
  'NaN',
  '\u0000',
  '\uFEFF',
  '𝒳',
  '2021-01-05',
  '1e999',
  '',
];

interface Edit {
  readonly at: number;
  readonly length: number;
  readonly insert: string;
}

const mutated = (text: string, edits: readonly Edit[]): string =>
  edits.reduce((current, { at, length, insert }) => {
    const start = Math.floor(at * current.length);
    return current.slice(0, start) + insert + current.slice(start + length);
  }, text);

const edit = fc.record({
  at: fc.nat({ max: 999 }).map((thousandths) => thousandths / 1000),
  length: fc.nat({ max: 40 }),
  insert: fc.oneof(fc.constantFrom(...DIRT), fc.string({ maxLength: 6 })),
});

const randomBytes = fc.uint8Array({ maxLength: 400 }).map((bytes) => new TextDecoder().decode(bytes));

const input = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(...SEEDS), fc.array(edit, { minLength: 1, maxLength: 8 }))
      .map(([text, edits]) => mutated(text, edits)),
  },
  { weight: 1, arbitrary: randomBytes },
);

/** A few kilobytes take well under a millisecond; a tenth of a second would mean that something runs away. */
const MILLISECONDS_MAX = 100;

test('no text makes the reader throw, hang or hand out a table that is not whole', () => {
  const counts = { read: 0, unreadable: 0, withErrors: 0 };
  fc.assert(
    fc.property(input, (text) => {
      const start = process.threadCpuUsage();
      const outcome = readPriceTable(text, { fileName: 'fuzz.csv' });
      const { user, system } = process.threadCpuUsage(start);
      expect((user + system) / 1000).toBeLessThan(MILLISECONDS_MAX);
      counts[outcome.status]++;
      if (outcome.status === 'unreadable') {
        expect(outcome.message).toMatch(/^fuzz\.csv: .*\.$/s);
        return;
      }
      if (outcome.needsConsent) counts.withErrors++;
      // makePanel inside checks shapes, rising days and the mask against every price.
      const { panel } = panelFromTable(outcome.goodPart, describeInstrument);
      expect(panel.known.some((state) => state !== 0)).toBe(true);
      for (const { message, effect } of outcome.problems) {
        expect(message).toMatch(/^fuzz\.csv(, row \d+)?(, column [^\r\n]*)?: [^\r\n]+\.$/);
        expect(effect).not.toBe('');
      }
    }),
    { seed: 4_242, numRuns: 5_000 },
  );
  console.log(`5000 texts: ${counts.read} read (${counts.withErrors} with errors), ${counts.unreadable} unreadable`);
  expect(counts.read).toBeGreaterThan(1_000);
  expect(counts.unreadable).toBeGreaterThan(500);
});
