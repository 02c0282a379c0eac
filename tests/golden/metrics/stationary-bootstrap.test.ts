import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { randomStream } from '@/lib/quant/math/rng';
import { optimalBlockLength, stationaryBootstrapIndices } from '@/lib/quant/math/stationary-bootstrap';
import { expectClose, TOLERANCE } from '../../support/close';

interface Fixture {
  readonly arch: readonly { readonly name: string; readonly series: readonly number[]; readonly length: number }[];
}
const fixture = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/block-length.json'), 'utf8'),
) as Fixture;

// Oracle: arch 8.0, by scripts/block_length.py. It scales each correlation by its own pairs where the paper (and we)
// divide all by the variance; on these series the same lags count as noise either way.
test.each(fixture.arch)('block length as arch has it: $name', ({ series, length }) => {
  expectClose(optimalBlockLength(Float64Array.from(series)), Math.max(1, length), TOLERANCE.longSum);
});

describe('block lengths at the edges', () => {
  test('a series that does not move needs no blocks', () =>
    expect(optimalBlockLength(new Float64Array(50).fill(0.3))).toBe(1));
  test('two values', () => expect(optimalBlockLength(Float64Array.of(0.1, 0.2))).toBeGreaterThanOrEqual(1));
});

describe('resampled rows', () => {
  const OBSERVATIONS = 40;
  const DRAWS = 200_000;
  const rows = (meanBlockLength: number): Int32Array => {
    const out = new Int32Array(DRAWS);
    stationaryBootstrapIndices(OBSERVATIONS, meanBlockLength, randomStream('rows'), out);
    return out;
  };

  // Oracle: a row follows its neighbour inside a block, or by chance at a new start: 1 - p + p / n.
  test.each([1, 2.5, 10])('blocks of mean length %d run on as often as they should', (meanBlockLength) => {
    const out = rows(meanBlockLength);
    let runsOn = 0;
    for (let at = 1; at < DRAWS; at++) if (out[at] === (out[at - 1]! + 1) % OBSERVATIONS) runsOn++;
    const expected = 1 - 1 / meanBlockLength + 1 / meanBlockLength / OBSERVATIONS;
    const standardError = Math.sqrt((expected * (1 - expected)) / DRAWS);
    expect(Math.abs(runsOn / DRAWS - expected)).toBeLessThan(4 * standardError);
  });

  test('each row is drawn equally often', () => {
    const counts = new Float64Array(OBSERVATIONS);
    for (const row of rows(3)) counts[row]!++;
    // A count of blocks of mean length 3 spreads by about sqrt(2 * 3 - 1) times a plain count.
    const deviation = Math.sqrt((DRAWS / OBSERVATIONS) * 5);
    for (const count of counts) expect(Math.abs(count - DRAWS / OBSERVATIONS)).toBeLessThan(5 * deviation);
  });

  test('the same seed gives the same rows', () => expect(rows(4)).toEqual(rows(4)));
});
