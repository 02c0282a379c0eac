import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { overfittingProbability } from '@/lib/quant/backtest/search/overfitting-probability';
import { standardDeviation } from '@/lib/quant/math/statistics';
import { randomStream } from '@/lib/quant/math/rng';
import { expectClose, TOLERANCE } from '../../../../support/close';

const sharpe = (values: readonly number[]): number => {
  const array = Float64Array.from(values);
  return array.reduce((sum, value) => sum + value, 0) / array.length / standardDeviation(array);
};

/** Oracle: every choice of half the blocks by bit masks, each half's returns laid out and measured on their own. */
function bruteForce(rows: readonly (readonly number[])[], blocks: number): { logit: number; outOfSample: number }[] {
  const periods = rows[0]!.length;
  const blockOf = (t: number): number => {
    let block = 0;
    while (Math.floor(((block + 1) * periods) / blocks) <= t) block++;
    return block;
  };
  const splits = [];
  for (let mask = 0; mask < 2 ** blocks; mask++) {
    const isIn = (t: number): boolean => ((mask >> blockOf(t)) & 1) === 1;
    const size = [...Array(blocks).keys()].filter((b) => ((mask >> b) & 1) === 1).length;
    if (size !== blocks / 2) continue;
    const inside = rows.map((row) => sharpe(row.filter((_, t) => isIn(t))));
    const outside = rows.map((row) => sharpe(row.filter((_, t) => !isIn(t))));
    const chosen = inside.indexOf(Math.max(...inside));
    const rank = outside.filter((value) => value < outside[chosen]!).length + 1;
    const relative = rank / (rows.length + 1);
    splits.push({ logit: Math.log(relative / (1 - relative)), outOfSample: outside[chosen]! });
  }
  return splits;
}

const trialsOf = (rows: readonly (readonly number[])[]) => ({
  returns: Float64Array.from(rows.flat()),
  trials: rows.length,
  periods: rows[0]!.length,
});

describe('probability of backtest overfitting', () => {
  test.each([
    [2, 4, 2],
    [3, 12, 4],
    [5, 31, 6],
    [4, 50, 8],
  ])('%i trials over %i periods in %i blocks agree with every split laid out', (trials, periods, blocks) => {
    const stream = randomStream(`overfitting-${trials}`);
    const rows = Array.from({ length: trials }, () => Array.from({ length: periods }, () => stream.nextNormal()));
    const found = overfittingProbability(trialsOf(rows), blocks);
    const expected = bruteForce(rows, blocks);
    const sorted = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);
    expect(found.logits).toHaveLength(expected.length);
    sorted(found.logits).forEach((logit, i) =>
      expectClose(logit, sorted(expected.map((split) => split.logit))[i]!, TOLERANCE.longSum),
    );
    sorted(found.outOfSample).forEach((value, i) =>
      expectClose(value, sorted(expected.map((split) => split.outOfSample))[i]!, TOLERANCE.longSum),
    );
    expectClose(
      found.probability,
      expected.filter(({ logit }) => logit <= 1e-12).length / expected.length,
      TOLERANCE.closedForm,
    );
    expectClose(
      found.probabilityOfLoss,
      expected.filter(({ outOfSample }) => outOfSample < 0).length / expected.length,
      TOLERANCE.closedForm,
    );
  });

  test('a trial that is best in every block is never overfitted', () => {
    const rows = [0, 1, 2, 3].map((k) => Array.from({ length: 24 }, (_, t) => k + Math.sin(t)));
    const found = overfittingProbability(trialsOf(rows), 6);
    expect(found.probability).toBe(0);
    // Rank 4 of 4: 4 / 5 against 1 / 5.
    found.logits.forEach((logit) => expectClose(logit, Math.log(4), TOLERANCE.closedForm));
    expect(found.probabilityOfLoss).toBe(0);
  });

  // Two trials that are each other's mirror: what wins in sample has a positive mean there and its mirror wins outside
  // whenever the halves differ in sign.
  test('with halves that contradict each other the winner always ranks last', () => {
    const wave = (t: number): number => (t < 10 ? 1 : -1) + 0.1 * Math.sin(t);
    const rows = [Array.from({ length: 20 }, (_, t) => wave(t)), Array.from({ length: 20 }, (_, t) => -wave(t))];
    const found = overfittingProbability(trialsOf(rows), 2);
    expect(found.probability).toBe(1);
    expect(found.probabilityOfLoss).toBe(1);
  });

  test('neither the order of the trials nor a scale common to all changes the answer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0.01, max: 100, noNaN: true }), (seed, scale) => {
        const stream = randomStream(seed);
        const rows = Array.from({ length: 6 }, () => Array.from({ length: 30 }, () => stream.nextNormal()));
        const plain = overfittingProbability(trialsOf(rows), 6);
        const turned = [...rows].reverse().map((row) => row.map((value) => value * scale));
        const other = overfittingProbability(trialsOf(turned), 6);
        expect(other.probability).toBe(plain.probability);
        expectClose(other.degradation!.slope, plain.degradation!.slope, 1e-9);
      }),
      { seed: 11, numRuns: 50 },
    );
  });

  // Two that lose, one twice as badly, and one that came to nothing: its ratio of nought is the highest, and none.
  test('what came to nothing never wins, even where all others lose', () => {
    const wave = Array.from({ length: 24 }, (_, t) => Math.sin(t));
    const rows = [wave.map((value) => value - 2), wave.map(() => 0), wave.map((value) => value - 1)];
    const found = overfittingProbability(trialsOf(rows), 6);
    found.inSample.forEach((value) => expect(value).toBeLessThan(0));
    expect(found.probabilityOfLoss).toBe(1);
  });

  test('odd numbers of blocks and single trials are refused', () => {
    const rows = [Array.from({ length: 30 }, Math.sin), Array.from({ length: 30 }, Math.cos)];
    expect(() => overfittingProbability(trialsOf(rows), 5)).toThrow('even');
    expect(() => overfittingProbability(trialsOf(rows), 16)).toThrow('periods');
    expect(() => overfittingProbability(trialsOf(rows.slice(1)), 4)).toThrow('alone');
  });
});
