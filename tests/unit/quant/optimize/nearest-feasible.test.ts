import { describe, expect, test } from 'vitest';
import { applyLimits } from '@/lib/quant/optimize/limit-kinds/apply-limits';
import type { LimitRequest } from '@/lib/quant/optimize/limit-kinds/types';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { OptimizeLimits, OptimizeProblem } from '@/lib/quant/optimize/types';
import { broken, canBeMet, listLimits } from '../../../golden/optimize/limit-oracle';
import { type Random, seededRandom } from './random-problems';

const SYMBOLS = ['A', 'B', 'C'];
const BASE: OptimizeLimits = {
  budget: 1,
  weightMin: new Float64Array(3),
  weightMax: new Float64Array(3).fill(1),
  rows: [],
  currentWeights: Float64Array.of(0.2, 0.4, 0.4),
};

function problemWith(limits: OptimizeLimits): OptimizeProblem {
  return {
    symbols: SYMBOLS,
    expectedReturns: Float64Array.of(0.03, 0.06, 0.09),
    covariance: Float64Array.of(0.01, 0, 0, 0, 0.04, 0.01, 0, 0.01, 0.09),
    objective: { kind: 'min-risk', measure: 'variance' },
    limits,
  };
}

function relaxedOf(requests: readonly LimitRequest[], base = BASE): readonly (readonly [string, number])[] {
  const applied = applyLimits(base, requests, { instruments: SYMBOLS.map((symbol) => ({ symbol })) });
  if (applied.status === 'refused') throw new Error(applied.message);
  const outcome = optimize(problemWith(applied.value));
  if (outcome.status !== 'infeasible') throw new Error(outcome.status);
  return outcome.nearestFeasible!.relaxed.map(({ limit, by }) => [limit, by] as const);
}

const close = (value: number): unknown => expect.closeTo(value, 7);

describe('all that gives way is told', () => {
  test('an exclusion loosened past the maximum that stood behind it', () => {
    const relaxed = relaxedOf([
      { kind: 'asset-bounds', symbols: ['A'], max: 0.3 },
      { kind: 'exclusion', symbols: ['A'] },
      { kind: 'asset-bounds', symbols: ['A'], min: 0.5 },
      { kind: 'asset-bounds', symbols: ['B', 'C'], max: 0.2 },
    ]);
    const total = relaxed.filter(([limit]) => limit === 'A excluded').reduce((sum, [, by]) => sum + by, 0);
    expect(total).toBeGreaterThan(0.3);
    expect(relaxed).toContainEqual(['A max', close(total - 0.3)]);
  });

  test('a trade limit loosened past a bound that stood behind it', () => {
    const one = {
      ...BASE,
      weightMin: Float64Array.of(0),
      weightMax: Float64Array.of(0.3),
      tradeMax: Float64Array.of(0.05),
    };
    const limits = { ...one, currentWeights: Float64Array.of(0.2) };
    const outcome = optimize({
      ...problemWith(limits),
      symbols: ['A'],
      expectedReturns: Float64Array.of(0.03),
      covariance: Float64Array.of(0.01),
    });
    expect(outcome).toMatchObject({
      nearestFeasible: {
        relaxed: [
          { limit: 'A trade limit', by: close(0.75) },
          { limit: 'A max', by: close(0.7) },
        ],
      },
    });
  });

  test('rules on how many are held, where the other limits conflict already', () => {
    const relaxed = relaxedOf([
      { kind: 'asset-bounds', max: 0.3 },
      { kind: 'holdings', countMax: 2, weightMinIfHeld: 0.5 },
    ]);
    expect(relaxed).toContainEqual(['number of instruments', 1]);
    expect(relaxed.map(([limit]) => limit)).toContain('minimum position');
  });

  test('bounds that cross beside turnover', () => {
    const relaxed = relaxedOf([
      { kind: 'turnover', max: 0 },
      { kind: 'asset-bounds', symbols: ['B'], max: 0.1 },
      { kind: 'no-trade', symbols: ['B'] },
    ]);
    expect(relaxed.map(([limit]) => limit)).toContain('B max');
  });
});

describe('limits with no room in them', () => {
  test.each([
    ['a tracking error of zero is the benchmark', { trackingErrorMax: 0 }],
    ['a turnover of zero is what is held', { turnoverMax: 0 }],
    ['trades of zero are what is held', { tradeMax: new Float64Array(3) }],
  ])('%s', (_, limits) => {
    const benchmarkWeights = BASE.currentWeights!;
    for (const objective of [
      { kind: 'min-risk', measure: 'variance' },
      { kind: 'max-utility', measure: 'variance', riskAversion: 2 },
      { kind: 'max-return' },
    ] as const) {
      const outcome = optimize({ ...problemWith({ ...BASE, benchmarkWeights, ...limits }), objective });
      if (outcome.status !== 'solved') throw new Error(`${objective.kind}: ${outcome.status}`);
      benchmarkWeights.forEach((weight, at) => {
        expect(outcome.weights[at]).toBeCloseTo(weight, 8);
      });
    }
  });
});

const pick = <T>(random: Random, choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!;

/** Few instruments, twins or none with risk, weights that are fixed, budgets of zero, limits without room. */
function hostileProblem(random: Random): OptimizeProblem {
  const size = pick(random, [1, 1, 2, 2, 3, 4, 5, 6]);
  const twins = pick(random, [0.3, 1]);
  const volatilities = Array.from({ length: size }, () => pick(random, [0, 0.1, 0.1 + 0.2 * random()]));
  const isLongShort = random() < 0.4;
  const budget = pick(random, [1, 1, 0, 0.5, isLongShort ? -0.3 : 1]);
  const weightMin = new Float64Array(size).fill(isLongShort ? pick(random, [-1, -0.3]) : 0);
  const weightMax = new Float64Array(size).fill(pick(random, [1, 0.5, 1 / size, 0.4]));
  for (let at = 0; at < size; at++) {
    const dice = random();
    if (dice < 0.1) weightMin[at] = weightMax[at] = budget / size;
    else if (dice < 0.15) weightMax[at] = weightMin[at]!;
    else if (dice < 0.2) weightMin[at] = 0.1;
  }
  const filled = (value: number): Float64Array => new Float64Array(size).fill(value);
  const now = Float64Array.from({ length: size }, () => pick(random, [budget / size, 0, random()]));
  const maybe = (share: number, limits: Partial<OptimizeLimits>): Partial<OptimizeLimits> =>
    random() < share ? limits : {};
  const hasRules = random() < 0.4;
  return {
    symbols: Array.from(weightMin, (_, at) => `A${at}`),
    expectedReturns: Float64Array.from({ length: size }, () => pick(random, [0, 0.05, 0.05, 0.1 * random()])),
    covariance: Float64Array.from({ length: size * size }, (_, entry) => {
      const [row, column] = [Math.floor(entry / size), entry % size];
      return (row === column ? 1 : twins) * volatilities[row]! * volatilities[column]!;
    }),
    objective: pick(random, [
      { kind: 'min-risk', measure: 'variance' },
      { kind: 'max-utility', measure: 'variance', riskAversion: 2 },
      { kind: 'max-return' },
    ] as const),
    limits: {
      budget,
      weightMin,
      weightMax,
      rows: [],
      currentWeights: now,
      ...maybe(0.4, { turnoverMax: pick(random, [0, 0.1, 0.5, 1]) }),
      ...maybe(0.3, { grossMax: pick(random, [Math.abs(budget), 1, 1.5, 0]) }),
      ...maybe(0.2, { shortMax: pick(random, [0, 0.1]) }),
      ...maybe(0.2, { returnMin: pick(random, [0.05, 0.02, 0]) }),
      ...maybe(0.3, { costPerTrade: filled(pick(random, [0, 0.001, 0.1])) }),
      ...maybe(0.2, { tradeMax: filled(pick(random, [0, 0.1, 0.3])) }),
      ...(hasRules ? maybe(0.7, { assetsMax: pick(random, [0, 1, 2, size]) }) : {}),
      ...(hasRules ? maybe(0.6, { weightMinIfHeld: pick(random, [0, 0.1, 0.3, 0.5]) }) : {}),
    },
  };
}

describe('hostile problems', () => {
  test('400 of them: solved where HiGHS finds weights, infeasible where not, and nothing is broken in silence', async () => {
    const random = seededRandom(97);
    const counts = { solved: 0, infeasible: 0 };
    for (let index = 0; index < 400; index++) {
      const problem = hostileProblem(random);
      const list = listLimits(problem);
      const outcome = optimize(problem);
      const hasWeights = await canBeMet(problem, list);
      expect(outcome.status, `#${index}`).toBe(hasWeights ? 'solved' : 'infeasible');
      if (outcome.status !== 'solved' && outcome.status !== 'infeasible') continue;
      counts[outcome.status]++;
      const { weights, relaxed } =
        outcome.status === 'solved' ? { weights: outcome.weights, relaxed: [] } : outcome.nearestFeasible!;
      for (const [limit, by] of broken(problem, list, weights)) {
        const said = relaxed.find((one) => one.limit === limit);
        expect(by - (said === undefined ? 0 : said.by), `#${index} ${limit}`).toBeLessThanOrEqual(2e-8);
      }
    }
    expect(Math.min(counts.solved, counts.infeasible)).toBeGreaterThan(100);
  });
});
