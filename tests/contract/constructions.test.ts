import { describe, expect, test } from 'vitest';
import { randomStream } from '@/lib/quant/math/rng';
import { construct } from '@/lib/quant/optimize/constructions/construct';
import {
  CONSTRUCTION_RELATIONS,
  type ConstructionMethod,
  type ConstructionRelation,
} from '@/lib/quant/optimize/constructions/construction-method';
import { CONSTRUCTIONS } from '@/lib/quant/optimize/constructions/constructions';
import type { Constructed, ConstructionProblem, ConstructionRequest } from '@/lib/quant/optimize/constructions/types';
import { expectClose } from '../support/close';
import {
  constructed,
  type Kind,
  OBSERVATIONS,
  problemOf,
  randomWorld,
  REQUESTS,
  type World,
} from './construction-worlds';

/** Two ways of summing, and two certified solves of a problem whose answer is one. */
const SAME = 1e-7;
const LIMIT_TOLERANCE = 1e-8;

const byName = ({ symbols }: World, { weights }: Constructed): ReadonlyMap<string, number> =>
  new Map(symbols.map((symbol, at) => [symbol, weights[at]!]));

function expectSame(actual: ReadonlyMap<string, number>, expected: ReadonlyMap<string, number>): void {
  for (const [symbol, weight] of expected) expectClose(actual.get(symbol)!, weight, SAME);
}

const turned = (world: World): World => ({
  ...world,
  symbols: world.symbols.toReversed(),
  returns: world.returns.toReversed(),
  expectedReturns: world.expectedReturns.toReversed(),
  signals: world.signals.toReversed(),
  classes: world.classes.toReversed(),
  weightMax: world.weightMax.toReversed(),
});

/** An instrument more; it scores and earns like the one at `like`. */
const added = (
  world: World,
  { symbol, like, weightMax, returns }: { symbol: string; like: number; weightMax: number; returns: Float64Array },
): World => ({
  ...world,
  symbols: [...world.symbols, symbol],
  returns: [...world.returns, returns],
  expectedReturns: [...world.expectedReturns, world.expectedReturns[like]!],
  signals: [...world.signals, world.signals[like]!],
  classes: [...world.classes, world.classes[like]!],
  weightMax: [...world.weightMax, weightMax],
});

const twinned = (world: World, at: number): World =>
  added(world, {
    symbol: `${world.symbols[at]!}-twin`,
    like: at,
    weightMax: world.weightMax[at]!,
    returns: world.returns[at]!,
  });

function expectWithin({ limits }: ConstructionProblem, weights: Float64Array): void {
  const isBetween = (value: number, min: number, max: number): void => {
    expect(value).toBeGreaterThanOrEqual(min - LIMIT_TOLERANCE);
    expect(value).toBeLessThanOrEqual(max + LIMIT_TOLERANCE);
  };
  isBetween(
    weights.reduce((sum, weight) => sum + weight, 0),
    limits.budget,
    limits.budget,
  );
  weights.forEach((weight, at) => isBetween(weight, limits.weightMin[at]!, limits.weightMax[at]!));
  for (const { coefficients, min, max } of limits.rows) {
    isBetween(
      coefficients.reduce((sum, coefficient, at) => sum + coefficient * weights[at]!, 0),
      min,
      max,
    );
  }
}

const CHECKS: Readonly<Record<ConstructionRelation, (kind: Kind, world: World) => void>> = {
  scaling: (kind, world) => {
    const plain = byName(world, constructed(problemOf(kind, world)));
    expectSame(byName(world, constructed(problemOf(kind, world, 0.5))), plain);
  },
  permutation: (kind, world) => {
    const plain = byName(world, constructed(problemOf(kind, world)));
    expectSame(byName(turned(world), constructed(problemOf(kind, turned(world)))), plain);
  },
  'duplicate-split': (kind, world) => {
    const plain = byName(world, constructed(problemOf(kind, world)));
    world.symbols.forEach((symbol, at) => {
      const both = new Map(byName(twinned(world, at), constructed(problemOf(kind, twinned(world, at)))));
      both.set(symbol, both.get(symbol)! + both.get(`${symbol}-twin`)!);
      expectSame(both, plain);
    });
  },
  'zero-weight': (kind, world) => {
    const plain = byName(world, constructed(problemOf(kind, world)));
    const closed = added(world, { symbol: 'closed', like: 0, weightMax: 0, returns: world.benchmarkReturns });
    const wide = constructed(problemOf(kind, closed));
    expectSame(byName(closed, wide), plain);
    expect(wide.weights.at(-1)).toBe(0);
  },
  limits: (kind, world) => {
    const problem = problemOf(kind, world);
    const size = world.symbols.length;
    const { limits } = problem;
    const share = limits.budget / size;
    const tight: ConstructionProblem = {
      ...problem,
      limits: {
        ...limits,
        // Equal weights lie inside, so some weights do.
        weightMin: limits.weightMin.map((min) => Math.max(min, share - 0.9 / size)),
        weightMax: limits.weightMax.map((max) => Math.min(max, share + 0.4 / size)),
        rows: [
          {
            name: 'equities',
            coefficients: Float64Array.from(world.classes, (name) => (name === 'equity' ? 1 : 0)),
            min: -Infinity,
            max: share * world.classes.filter((name) => name === 'equity').length + 0.01,
          },
        ],
      },
    };
    const { weights, moved, warnings } = constructed(tight);
    expectWithin(tight, weights);
    expect(warnings.some((warning) => warning.kind === 'moved-to-limits')).toBe(moved !== undefined);
  },
};

describe.each(Object.entries<Pick<ConstructionMethod<ConstructionRequest>, 'kind' | 'relations'>>(CONSTRUCTIONS))(
  'construction %s',
  (id, method) => {
    const kind = id as Kind;

    test('is registered under its own kind', () => {
      expect(method.kind).toBe(kind);
    });

    test.each(CONSTRUCTION_RELATIONS.filter((relation) => method.relations.includes(relation)))('%s', (relation) => {
      const random = randomStream(kind).split(relation);
      for (let round = 0; round < 8; round++) {
        CHECKS[relation](kind, randomWorld(random.split(round), 3 + ((5 * round) % 9)));
      }
    });

    test.each(CONSTRUCTION_RELATIONS.filter((relation) => !method.relations.includes(relation)))(
      '%s does not hold, as shown by a counter-example',
      (relation) => {
        const counterExample = COUNTER_EXAMPLES[kind]?.[relation];
        if (counterExample === undefined) throw new Error(`${kind} has no counter-example to ${relation}`);
        counterExample();
      },
    );

    test('gives the same bytes twice, and leaves its input alone', () => {
      const problem = problemOf(kind, randomWorld(randomStream(kind), 7));
      const before = structuredClone(problem);
      expect(construct(problem)).toEqual(construct(problem));
      expect(problem).toEqual(before);
    });
  },
);

/** A problem by hand: volatilities in percent, one correlation for all but the last pair of symbols that are twins. */
function byHand(
  request: ConstructionRequest,
  volatilities: readonly number[],
  correlationOf: (row: number, column: number) => number,
): number[] {
  const size = volatilities.length;
  const outcome = constructed({
    symbols: volatilities.map((_, at) => `S${at}`),
    expectedReturns: Float64Array.from(volatilities, (volatility) => volatility / 200),
    covariance: Float64Array.from({ length: size * size }, (_, cell) => {
      const [row, column] = [Math.floor(cell / size), cell % size];
      return (volatilities[row]! * volatilities[column]! * correlationOf(row, column)) / 10_000;
    }),
    request,
    limits: {
      budget: 1,
      weightMin: new Float64Array(size),
      weightMax: new Float64Array(size).fill(Infinity),
      rows: [],
    },
  });
  return [...outcome.weights];
}

const uncorrelated = (row: number, column: number): number => (row === column ? 1 : 0);
/** The last instrument is the one before it again. */
const lastIsTwin =
  (size: number, plain: (row: number, column: number) => number = uncorrelated) =>
  (row: number, column: number): number =>
    plain(Math.min(row, size - 2), Math.min(column, size - 2));

function expectShares(actual: readonly number[], expected: readonly number[]): void {
  expected.forEach((share, at) => expectClose(actual[at]!, share, 1e-9));
}

/** S0 stands apart; S1 and S2 are half correlated. */
const oneApart = (row: number, column: number): number => {
  if (row === column) return 1;
  return row > 0 && column > 0 ? 0.5 : 0;
};
/** As before, and S0 has something of S2. */
const chained = (row: number, column: number): number =>
  row + column === 2 && row !== column ? 0.4 : oneApart(row, column);

const TEN = [10, 10, 10];

/** Left is right plus a spread that is gone a day later, and is wide at the end. */
function pairWorld(): World {
  const random = randomStream('pair');
  const world = randomWorld(random, 3);
  const spread = Float64Array.from({ length: OBSERVATIONS }, () => 0.01 * random.nextNormal());
  spread[OBSERVATIONS - 1] = 0.03;
  const left = world.returns[1]!.map((value, t) => value + spread[t]! - (t > 0 ? spread[t - 1]! : 0));
  return { ...world, returns: [left, ...world.returns.slice(1)] };
}

/** Every relation that an entry does not declare, shown not to hold by numbers. */
const COUNTER_EXAMPLES: { readonly [K in Kind]?: { readonly [R in ConstructionRelation]?: () => void } } = {
  'equal-weight': {
    'duplicate-split': () => {
      expectShares(byHand({ kind: 'equal-weight' }, [10, 20], uncorrelated), [1 / 2, 1 / 2]);
      expectShares(byHand({ kind: 'equal-weight' }, [10, 20, 20], lastIsTwin(3)), [1 / 3, 1 / 3, 1 / 3]);
    },
  },
  'inverse-volatility': {
    // 1/10 : 1/20 is 2/3 : 1/3; the twin takes the second one's share again, before all are divided by their sum.
    'duplicate-split': () => {
      expectShares(byHand({ kind: 'inverse-volatility' }, [10, 20], uncorrelated), [2 / 3, 1 / 3]);
      expectShares(byHand({ kind: 'inverse-volatility' }, [10, 20, 20], lastIsTwin(3)), [1 / 2, 1 / 4, 1 / 4]);
    },
  },
  hrp: {
    // The halves are {S0} and {S1, S2}, of variance 1 and 3/4; then {S0, S1} and the twins, of 1/2 and 1.
    'duplicate-split': () => {
      expectShares(byHand({ kind: 'hrp' }, TEN, oneApart), [3 / 7, 2 / 7, 2 / 7]);
      expectShares(byHand({ kind: 'hrp' }, [...TEN, 10], lastIsTwin(4, oneApart)), [1 / 3, 1 / 3, 1 / 6, 1 / 6]);
    },
  },
  schur: {
    // The same halves as hrp: those of one instrument are not augmented, and the twins have no inverse to do it with.
    'duplicate-split': () => {
      expectShares(byHand({ kind: 'schur' }, TEN, oneApart), [3 / 7, 2 / 7, 2 / 7]);
      expectShares(byHand({ kind: 'schur' }, [...TEN, 10], lastIsTwin(4, oneApart)), [1 / 3, 1 / 3, 1 / 6, 1 / 6]);
    },
  },
  herc: {
    // Two clusters become three: S0 stands against the summed risk of two clusters instead of one.
    'duplicate-split': () => {
      expectShares(byHand({ kind: 'herc' }, TEN, oneApart), [3 / 7, 2 / 7, 2 / 7]);
      expectShares(byHand({ kind: 'herc' }, [...TEN, 10], lastIsTwin(4, oneApart)), [2 / 3, 1 / 6, 1 / 12, 1 / 12]);
    },
  },
  nco: {
    // With a cluster for each, the outer step is the whole problem of least variance.
    'duplicate-split': () => {
      expectShares(byHand({ kind: 'nco' }, TEN, chained), [11 / 27, 8 / 27, 8 / 27]);
      const [first, second, third, twin] = byHand({ kind: 'nco' }, [...TEN, 10], lastIsTwin(4, chained));
      expectShares([first!, second!, third! + twin!], [55 / 119, 54 / 119, 10 / 119]);
    },
  },
  'regression-weighted': {
    'duplicate-split': () => {
      const world = twinned(randomWorld(randomStream('twins'), 4), 1);
      expect(construct(problemOf('regression-weighted', world))).toMatchObject({
        status: 'refused',
        message: "The returns of bond1-twin are a mix of the others': the regression has no single answer.",
      });
    },
  },
  'signal-weighted': {
    'duplicate-split': () => {
      const request = { kind: 'signal-weighted', signals: Float64Array.of(1, 1) } as const;
      expectShares(byHand(request, [10, 20], uncorrelated), [1 / 2, 1 / 2]);
      const twins = { ...request, signals: Float64Array.of(1, 1, 1) };
      expectShares(byHand(twins, [10, 20, 20], lastIsTwin(3)), [1 / 3, 1 / 3, 1 / 3]);
    },
  },
  'factor-tilt': {
    // Scores 1 and -1 give multiples 2 and 1/2; with the twin the standard scores are sqrt(2) and -1/sqrt(2).
    'duplicate-split': () => {
      const tilt = (...values: number[]) =>
        ({
          kind: 'factor-tilt',
          scores: [{ factor: 'value', values: Float64Array.from(values), strength: 1 }],
        }) as const;
      expectShares(byHand(tilt(1, -1), [10, 20], uncorrelated), [4 / 5, 1 / 5]);
      const high = 1 + Math.SQRT2;
      const low = 1 / (1 + Math.SQRT1_2);
      const sum = high + 2 * low;
      expectShares(byHand(tilt(1, -1, -1), [10, 20, 20], lastIsTwin(3)), [high / sum, low / sum, low / sum]);
    },
  },
  resampled: {
    // Utility is return less variance: at twice the returns the variance counts twice as much.
    scaling: () => {
      const world = randomWorld(randomStream('resampled'), 4);
      const plain = constructed(problemOf('resampled', world)).weights;
      const scaled = constructed(problemOf('resampled', world, 2)).weights;
      expect(Math.max(...plain.map((weight, at) => Math.abs(weight - scaled[at]!)))).toBeGreaterThan(0.01);
    },
    // The twin brings draws of its own, so the histories are others.
    'duplicate-split': () => {
      const { seed, periodsPerYear } = REQUESTS.resampled(randomWorld(randomStream('resampled'), 3));
      const objective = { kind: 'min-risk', measure: 'variance' } as const;
      const request = { kind: 'resampled', objective, seed, periodsPerYear, observations: 20, resamples: 1 } as const;
      const plain = byHand(request, TEN, uncorrelated);
      const twins = byHand(request, [...TEN, 10], lastIsTwin(4));
      expect(Math.abs(plain[0]! - twins[0]!)).toBeGreaterThan(0.01);
    },
  },
  pairs: {
    // Logarithms bend: at half the returns the last spread is another number of its standard deviations wide.
    scaling: () => {
      const score = (scale: number, entryScore: number): Constructed => {
        const problem = problemOf('pairs', pairWorld(), scale);
        return constructed({ ...problem, request: { kind: 'pairs', left: 'equity0', right: 'bond1', entryScore } });
      };
      const scoreOf = ({ findings }: Constructed): number =>
        Math.abs(findings.find(({ name }) => name === 'spreadScore')!.value);
      const [whole, half] = [scoreOf(score(1, 0)), scoreOf(score(0.5, 0))];
      const between = (whole + half) / 2;
      const isTaken = (scale: number): boolean => score(scale, between).weights.some((weight) => weight !== 0);
      expect([isTaken(1), isTaken(0.5)]).toEqual([whole > half, half > whole]);
    },
  },
  'volatility-target': {
    // The target does not grow with the returns: half in cash at 10 % volatility, three quarters at 20 %.
    scaling: () => {
      const request = { kind: 'volatility-target', targetVolatility: 0.05, cash: 'S0' } as const;
      expectShares(byHand(request, [0, 10], uncorrelated), [1 / 2, 1 / 2]);
      expectShares(byHand(request, [0, 20], uncorrelated), [3 / 4, 1 / 4]);
    },
    // The base is equal weights, so the twin's two thirds raise its volatility from sqrt(5)/20 to sqrt(17)/30.
    'duplicate-split': () => {
      const request = { kind: 'volatility-target', targetVolatility: 0.05, cash: 'S0' } as const;
      const part = 0.05 / (Math.sqrt(5) / 20);
      expectShares(byHand(request, [0, 10, 20], uncorrelated), [1 - part, part / 2, part / 2]);
      const less = 0.05 / (Math.sqrt(17) / 30);
      expectShares(byHand(request, [0, 10, 20, 20], lastIsTwin(4)), [1 - less, less / 3, less / 3, less / 3]);
    },
  },
};
