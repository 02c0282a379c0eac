import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combinatorialSharpes, walkForwardChoice } from '@/lib/quant/backtest/search/judge-choices';
import { combinatorialSplits, type RowRange, type Split, walkForwardSplits } from '@/lib/quant/backtest/search/splits';
import { trialSharpes } from '@/lib/quant/backtest/search/trial-returns';
import { randomStream } from '@/lib/quant/math/rng';
import { expectClose, TOLERANCE } from '../../../../support/close';

const rowsOf = (ranges: readonly RowRange[]): number[] =>
  ranges.flatMap(({ from, end }) => Array.from({ length: end - from }, (_, i) => from + i));

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
const choose = (n: number, k: number): number => Math.round(factorial(n) / factorial(k) / factorial(n - k));

/** No training row lies in a test block, in the rows purged before one or in those under embargo after one. */
function expectGaps({ train, test: tested }: Split, purge: number, embargo: number): void {
  for (const row of rowsOf(train)) {
    for (const { from, end } of tested) expect(row < from - purge || row >= end + embargo).toBe(true);
  }
}

describe('walk-forward splits', () => {
  test('by hand: ten rows, four to train on, three to test on, one purged', () => {
    const plan = { observations: 10, trainLength: 4, testLength: 3, purge: 1, embargo: 2 };
    expect(walkForwardSplits({ ...plan, window: 'rolling' })).toEqual([
      { train: [{ from: 0, end: 3 }], test: [{ from: 4, end: 7 }] },
      { train: [{ from: 3, end: 6 }], test: [{ from: 7, end: 10 }] },
    ]);
    expect(walkForwardSplits({ ...plan, window: 'expanding' })[1]!.train).toEqual([{ from: 0, end: 6 }]);
  });

  test('every row after the first training is tested once, and training ends before the purge', () => {
    const plans = fc.record({
      trainLength: fc.integer({ min: 5, max: 40 }),
      testLength: fc.integer({ min: 1, max: 20 }),
      purge: fc.integer({ min: 0, max: 4 }),
      embargo: fc.integer({ min: 0, max: 5 }),
      more: fc.integer({ min: 1, max: 60 }),
      window: fc.constantFrom('rolling', 'expanding'),
    });
    fc.assert(
      fc.property(plans, ({ more, ...plan }) => {
        const observations = plan.trainLength + more;
        const splits = walkForwardSplits({ ...plan, observations });
        expect(splits.flatMap(({ test: tested }) => rowsOf(tested))).toEqual(
          Array.from({ length: more }, (_, i) => plan.trainLength + i),
        );
        for (const split of splits) {
          expectGaps(split, plan.purge, plan.embargo);
          expect(Math.max(...rowsOf(split.train))).toBe(split.test[0]!.from - plan.purge - 1);
          if (plan.window === 'rolling') expect(rowsOf(split.train)).toHaveLength(plan.trainLength - plan.purge);
        }
      }),
      { seed: 5, numRuns: 150 },
    );
  });

  test('a plan that leaves nothing to train or test on is refused', () => {
    const plan = { observations: 10, testLength: 3, embargo: 0, window: 'rolling' } as const;
    expect(() => walkForwardSplits({ ...plan, trainLength: 2, purge: 2 })).toThrow('train');
    expect(() => walkForwardSplits({ ...plan, trainLength: 10, purge: 2 })).toThrow('test');
  });
});

describe('combinatorial purged cross-validation', () => {
  const plans = fc
    .record({
      groups: fc.integer({ min: 3, max: 7 }),
      per: fc.integer({ min: 3, max: 9 }),
      extra: fc.integer({ min: 0, max: 2 }),
      purge: fc.integer({ min: 0, max: 2 }),
      embargo: fc.integer({ min: 0, max: 2 }),
    })
    .chain((plan) => fc.record({ plan: fc.constant(plan), testGroups: fc.integer({ min: 1, max: plan.groups - 1 }) }));

  test('splits, gaps and paths: counts are binomial and every row is tested equally often', () => {
    fc.assert(
      fc.property(plans, ({ plan: { groups, per, extra, purge, embargo }, testGroups }) => {
        const observations = groups * per + extra;
        const found = combinatorialSplits({ observations, groups, testGroups, purge, embargo });
        expect(found.splits).toHaveLength(choose(groups, testGroups));
        expect(found.paths).toHaveLength(choose(groups - 1, testGroups - 1));
        const tested = new Int32Array(observations);
        for (const split of found.splits) {
          expectGaps(split, purge, embargo);
          for (const row of rowsOf(split.test)) tested[row]! += 1;
        }
        expect(new Set(tested)).toEqual(new Set([found.paths.length]));
        const used = new Set<string>();
        for (const path of found.paths) {
          expect(path).toHaveLength(groups);
          path.forEach((split, group) => {
            const rows = new Set(rowsOf(found.splits[split]!.test));
            expect(rowsOf([found.groups[group]!]).every((row) => rows.has(row))).toBe(true);
            used.add(`${split}/${group}`);
          });
        }
        expect(used.size).toBe(found.paths.length * groups);
        expect(found.groups.flatMap((group) => rowsOf([group]))).toEqual(
          Array.from({ length: observations }, (_, i) => i),
        );
      }),
      { seed: 6, numRuns: 100 },
    );
  });

  test('without gaps every row is either trained on or tested', () => {
    for (const split of combinatorialSplits({ observations: 20, groups: 5, testGroups: 2, purge: 0, embargo: 0 })
      .splits) {
      expect([...rowsOf(split.train), ...rowsOf(split.test)].sort((a, b) => a - b)).toEqual([...Array(20).keys()]);
    }
  });

  // Lopez de Prado's own figure: six groups, two for testing, give fifteen splits and five paths.
  test('six groups by two are fifteen splits and five paths', () => {
    const found = combinatorialSplits({ observations: 60, groups: 6, testGroups: 2, purge: 1, embargo: 1 });
    expect([found.splits.length, found.paths.length]).toEqual([15, 5]);
  });
});

describe('choices judged on splits', () => {
  const stream = randomStream('choices');
  const trials = {
    returns: Float64Array.from({ length: 4 * 120 }, (_, at) => stream.nextNormal() + (at >= 240 && at < 360 ? 3 : 0)),
    trials: 4,
    periods: 120,
  };

  test('where one trial is always best, its own ratio comes back', () => {
    const combinatorial = combinatorialSplits({ observations: 120, groups: 6, testGroups: 2, purge: 2, embargo: 2 });
    const best = trialSharpes(trials)[2]!;
    combinatorialSharpes(trials, combinatorial).forEach((sharpe) => expectClose(sharpe, best, TOLERANCE.longSum));
    const splits = walkForwardSplits({
      observations: 120,
      trainLength: 30,
      testLength: 20,
      purge: 1,
      embargo: 0,
      window: 'expanding',
    });
    const walked = walkForwardChoice(trials, splits);
    expect(new Set(walked.chosen)).toEqual(new Set([2]));
    const tail = { returns: trials.returns.slice(2 * 120 + 30, 3 * 120), trials: 1, periods: 90 };
    expectClose(walked.sharpe, trialSharpes(tail)[0]!, TOLERANCE.longSum);
  });

  // A trial that came to nothing has a ratio of nought, above any that loses.
  test('what came to nothing is not chosen, even where all others lose', () => {
    const losing = trials.returns.slice(0, 240).map((value, at) => value - (at < 120 ? 9 : 5));
    const returns = Float64Array.of(...new Float64Array(120), ...losing);
    const all = { returns, trials: 3, periods: 120 };
    const splits = walkForwardSplits({
      observations: 120,
      trainLength: 60,
      testLength: 30,
      purge: 0,
      embargo: 0,
      window: 'expanding',
    });
    expect(walkForwardChoice(all, splits).chosen).not.toContain(0);
    const combinatorial = combinatorialSplits({ observations: 120, groups: 6, testGroups: 2, purge: 0, embargo: 0 });
    combinatorialSharpes(all, combinatorial).forEach((sharpe) => expect(sharpe).toBeLessThan(0));
  });

  // Nothing inside a test block may move the choice made for it.
  test('what happens in a test block does not change what was chosen for it', () => {
    const splits = walkForwardSplits({
      observations: 120,
      trainLength: 60,
      testLength: 60,
      purge: 0,
      embargo: 0,
      window: 'rolling',
    });
    const changed = { ...trials, returns: trials.returns.map((value, at) => (at % 120 >= 60 ? -value : value)) };
    expect(walkForwardChoice(changed, splits).chosen).toEqual(walkForwardChoice(trials, splits).chosen);
  });
});
