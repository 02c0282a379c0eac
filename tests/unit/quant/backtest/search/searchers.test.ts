import { describe, expect, test } from 'vitest';
import { choiceAt, combinationCount, coordinatesOf, type SearchSpace } from '@/lib/quant/backtest/search/search-space';
import { type ScoredTrial, SEARCHERS, type SearcherId } from '@/lib/quant/backtest/search/searchers';
import { randomStream } from '@/lib/quant/math/rng';

const line = (length: number): number[] => Array.from({ length }, (_, i) => i / (length - 1));
const PLANE: SearchSpace = [
  { id: 'x', values: line(40), isOrdered: true },
  { id: 'y', values: line(40), isOrdered: true },
];

/** Branin's function (Dixon & Szego 1978), to be made small; three equal minima of 0.397887. */
function branin(x: number, y: number): number {
  const [a, b] = [15 * x - 5, 15 * y];
  const inner = b - (5.1 / (4 * Math.PI ** 2)) * a ** 2 + (5 / Math.PI) * a - 6;
  return inner ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(a) + 10;
}

/** Two hills, the higher one narrow. */
const hills = (x: number, y: number): number =>
  -Math.exp(-((x - 0.2) ** 2 + (y - 0.7) ** 2) / 0.02) - 0.6 * Math.exp(-((x - 0.8) ** 2 + (y - 0.3) ** 2) / 0.1);

function scoreOf(cost: (x: number, y: number) => number, index: number): number {
  const [x, y] = choiceAt(PLANE, index).map((at, d) => Number(PLANE[d]!.values[at]));
  return -cost(x!, y!);
}

function search(
  id: SearcherId,
  cost: (x: number, y: number) => number,
  seed: number,
  trialsMax: number,
): ScoredTrial[] {
  const tried: ScoredTrial[] = [];
  const rng = randomStream(seed);
  for (;;) {
    const batch = SEARCHERS[id].nextBatch({ space: PLANE, tried, trialsMax, rng });
    if (batch.length === 0) return tried;
    for (const index of batch) tried.push({ index, score: scoreOf(cost, index) });
  }
}

describe('search space', () => {
  const space: SearchSpace = [
    { id: 'a', values: [1, 2, 3], isOrdered: true },
    { id: 'b', values: ['x', 'y'], isOrdered: false },
  ];

  test('combinations are counted through, the last dimension fastest', () => {
    expect(combinationCount(space)).toBe(6);
    expect(Array.from({ length: 6 }, (_, i) => choiceAt(space, i))).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [2, 0],
      [2, 1],
    ]);
    expect(() => choiceAt(space, 6)).toThrow('no combination');
  });

  test('two values without order are at distance one', () => {
    const [left, right] = [coordinatesOf(space, 2), coordinatesOf(space, 3)];
    expect(left[0]).toBe(0.5);
    expect(Math.hypot(...left.map((value, d) => value - right[d]!))).toBeCloseTo(1, 12);
  });
});

describe('searchers', () => {
  test.each(Object.keys(SEARCHERS) as SearcherId[])('%s: never twice, never beyond the limit, the same again', (id) => {
    const tried = search(id, branin, 3, 60);
    expect(tried).toHaveLength(60);
    expect(new Set(tried.map(({ index }) => index)).size).toBe(60);
    expect(search(id, branin, 3, 60)).toEqual(tried);
  });

  test('the whole grid is gone through where the limit allows', () => {
    const space: SearchSpace = [{ id: 'a', values: [1, 2, 3, 4], isOrdered: true }];
    const state = { space, tried: [], rng: randomStream(1) };
    expect(SEARCHERS.grid.nextBatch({ ...state, trialsMax: 10 })).toEqual([0, 1, 2, 3]);
    expect(SEARCHERS.grid.nextBatch({ ...state, trialsMax: 2 })).toEqual([0, 2]);
    expect(SEARCHERS.random.nextBatch({ ...state, trialsMax: 10 }).sort()).toEqual([0, 1, 2, 3]);
  });

  // 1,600 points; one of the best ten is to be found, which chance needs about 150 trials for.
  test.each([
    ['Branin', branin],
    ['two hills', hills],
  ])('the Gaussian process needs fewer trials than chance on %s', (_, cost) => {
    const all = Array.from({ length: 1_600 }, (_value, index) => scoreOf(cost, index)).sort((a, b) => b - a);
    const good = all[9]!;
    const trialsTo = (id: SearcherId, seed: number): number => {
      const at = search(id, cost, seed, 72).findIndex(({ score }) => score >= good);
      return at < 0 ? 72 : at + 1;
    };
    const seeds = [1, 2, 3, 4, 5];
    const mean = (id: SearcherId): number => seeds.reduce((sum, seed) => sum + trialsTo(id, seed), 0) / seeds.length;
    expect(mean('bayesian')).toBeLessThan(mean('random'));
  });
});
