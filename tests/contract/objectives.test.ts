import { describe, expect, test } from 'vitest';
import { type RandomStream, randomStream } from '@/lib/quant/math/rng';
import { OBJECTIVE_RELATIONS, type ObjectiveRelation } from '@/lib/quant/optimize/objective-method';
import { CONVEX_OBJECTIVES, OBJECTIVES } from '@/lib/quant/optimize/objectives';
import { optimize } from '@/lib/quant/optimize/optimize';
import type {
  AnyProblem,
  ConvexObjective,
  LinearLimit,
  Objective,
  Scenarios,
  Solved,
} from '@/lib/quant/optimize/types';
import { expectClose } from '../support/close';

/** Weights of two certified solves of a problem whose answer is one: the gap is 1e-8, weights go with its root. */
const SAME = 1e-6;
const LIMIT_TOLERANCE = 1e-8;
/** Where a weight is moved by its counter-example, it is by far more than this. */
const EXACT = 1e-7;

type Listed = Objective | ConvexObjective;
type Kind = Listed['kind'];
type Problem = AnyProblem;

/** Everything about instruments, one value each, so that they can be added and turned around. */
interface World {
  readonly symbols: readonly string[];
  readonly expectedReturns: readonly number[];
  /** One row an instrument: exposures to common factors. */
  readonly exposures: readonly (readonly number[])[];
  readonly ownVariances: readonly number[];
  /** Instruments of one name move as one, their own part too. */
  readonly sources: readonly number[];
  readonly weightMax: readonly number[];
  readonly isEquity: readonly boolean[];
  readonly benchmark: readonly number[];
  /** Standard errors of the expected returns. */
  readonly errors: readonly number[];
}

function randomWorld(random: RandomStream, size: number): World {
  const list = <T>(draw: (at: number) => T): T[] => Array.from({ length: size }, (_, at) => draw(at));
  return {
    symbols: list((at) => `S${at}`),
    expectedReturns: list(() => 0.02 + 0.1 * random.nextUniform()),
    exposures: list(() => [0.1 + 0.1 * random.nextUniform(), 0.05 * random.nextNormal()]),
    ownVariances: list(() => 0.005 + 0.04 * random.nextUniform()),
    sources: list((at) => at),
    weightMax: list(() => Infinity),
    isEquity: list((at) => at % 2 === 0),
    benchmark: list((at) => (at % 3 === 0 ? 0 : (2 * random.nextUniform()) / size)),
    errors: list(() => 0.04 * random.nextUniform()),
  };
}

/** `scale` times all returns; rates and limits that are returns go with them. */
const REQUESTS: { readonly [K in Kind]: (scale: number, world: World) => Extract<Listed, { kind: K }> } = {
  'min-risk': () => ({ kind: 'min-risk', measure: 'variance' }),
  'max-utility': () => ({ kind: 'max-utility', measure: 'variance', riskAversion: 4 }),
  'max-return': () => ({ kind: 'max-return' }),
  'max-ratio': (scale) => ({ kind: 'max-ratio', measure: 'volatility', riskFreeRate: 0.015 * scale }),
  'max-diversification': () => ({ kind: 'max-diversification' }),
  'risk-budget': () => ({ kind: 'risk-budget', measure: 'volatility' }),
  'min-tracking-error': () => ({ kind: 'min-tracking-error' }),
  'robust-box': (scale, { errors }) => ({
    kind: 'robust-box',
    measure: 'variance',
    riskAversion: 4,
    kappa: 1,
    standardErrors: Float64Array.from(errors, (error) => scale * error),
  }),
  'robust-ellipsoid': (scale, { errors }) => ({
    kind: 'robust-ellipsoid',
    measure: 'variance',
    riskAversion: 4,
    kappa: 1,
    errorCovariance: Float64Array.from(errors, (error) => (scale * error) ** 2),
  }),
  // The other model has the returns the other way round, and twice the covariance.
  'worst-case-utility': (scale, world) => ({
    kind: 'worst-case-utility',
    measure: 'variance',
    riskAversion: 4,
    otherModels: [
      {
        expectedReturns: Float64Array.from(world.expectedReturns, (value) => scale * (0.12 - value)),
        covariance: covarianceOf(world, 2 * scale * scale),
      },
    ],
  }),
  'max-growth': () => ({ kind: 'max-growth' }),
  'wasserstein-cvar': (scale) => ({ kind: 'wasserstein-cvar', confidence: 0.9, radius: 0.003 * scale }),
};

function covarianceOf({ symbols, exposures, ownVariances, sources }: World, factor: number): Float64Array {
  const size = symbols.length;
  return Float64Array.from({ length: size * size }, (_, cell) => {
    const [row, column] = [Math.floor(cell / size), cell % size];
    const common = exposures[row]!.reduce((sum, value, k) => sum + value * exposures[column]![k]!, 0);
    const own = sources[row] === sources[column] ? ownVariances[row]! : 0;
    return factor * (common + own);
  });
}

const SCENARIOS = 40;

/** Months that come from common factors and from what is an instrument's own, the same for twins. */
function scenariosOf({ symbols, expectedReturns, exposures, ownVariances, sources }: World, scale: number): Scenarios {
  const common = randomStream('common');
  const factors = Array.from({ length: SCENARIOS }, () => exposures[0]!.map(() => common.nextNormal()));
  const own = sources.map((source) => randomStream('own').split(source));
  const returns = new Float64Array(SCENARIOS * symbols.length);
  for (let month = 0; month < SCENARIOS; month++) {
    symbols.forEach((_, at) => {
      const factor = exposures[at]!.reduce((sum, value, k) => sum + value * factors[month]![k]!, 0);
      const alone = Math.sqrt(ownVariances[at]!) * own[at]!.nextNormal();
      returns[month * symbols.length + at] = scale * (expectedReturns[at]! / 12 + (factor + alone) / Math.sqrt(12));
    });
  }
  return { returns, observations: SCENARIOS };
}

function problemOf(kind: Kind, world: World, scale = 1): Problem {
  const { symbols } = world;
  const size = symbols.length;
  return {
    symbols,
    expectedReturns: Float64Array.from(world.expectedReturns, (value) => scale * value),
    covariance: covarianceOf(world, scale * scale),
    scenarios: scenariosOf(world, scale),
    objective: REQUESTS[kind](scale, world),
    limits: {
      budget: 1,
      weightMin: new Float64Array(size),
      weightMax: Float64Array.from(world.weightMax),
      rows: [],
      benchmarkWeights: Float64Array.from(world.benchmark),
      // The best return alone would put all into one instrument.
      ...(kind === 'max-return' ? { volatilityMax: 0.21 * scale } : {}),
    },
  };
}

function solved(problem: Problem): Solved {
  const outcome = optimize(problem);
  if (outcome.status !== 'solved') throw new Error(`${problem.objective.kind}: ${JSON.stringify(outcome)}`);
  return outcome;
}

const weightsOf = (kind: Kind, world: World, scale = 1): Map<string, number> => {
  const { weights } = solved(problemOf(kind, world, scale));
  return new Map(world.symbols.map((symbol, at) => [symbol, weights[at]!]));
};

function expectSame(actual: ReadonlyMap<string, number>, expected: ReadonlyMap<string, number>): void {
  for (const [symbol, weight] of expected) expectClose(actual.get(symbol)!, weight, SAME);
}

const turned = (world: World): World => ({
  symbols: world.symbols.toReversed(),
  expectedReturns: world.expectedReturns.toReversed(),
  exposures: world.exposures.toReversed(),
  ownVariances: world.ownVariances.toReversed(),
  sources: world.sources.toReversed(),
  weightMax: world.weightMax.toReversed(),
  isEquity: world.isEquity.toReversed(),
  benchmark: world.benchmark.toReversed(),
  errors: world.errors.toReversed(),
});

/** One instrument more, like the one at `like`. */
const added = (
  world: World,
  like: number,
  { symbol, source, weightMax }: { symbol: string; source: number; weightMax: number },
): World => ({
  symbols: [...world.symbols, symbol],
  expectedReturns: [...world.expectedReturns, world.expectedReturns[like]!],
  exposures: [...world.exposures, world.exposures[like]!],
  ownVariances: [...world.ownVariances, world.ownVariances[like]!],
  sources: [...world.sources, source],
  weightMax: [...world.weightMax, weightMax],
  isEquity: [...world.isEquity, world.isEquity[like]!],
  benchmark: [...world.benchmark, 0],
  errors: [...world.errors, world.errors[like]!],
});

const twinned = (world: World, at: number): World =>
  added(world, at, { symbol: 'twin', source: at, weightMax: Infinity });

/** Bounds, a group and a least return that bind here and there, with equal weights inside all of them. */
function tightened(problem: Problem, world: World): Problem {
  const size = world.symbols.length;
  const equal = 1 / size;
  const members = Float64Array.from(world.isEquity, Number);
  const group: LinearLimit = {
    name: 'equities',
    coefficients: members,
    min: -Infinity,
    max: equal * members.reduce((sum, member) => sum + member, 0),
  };
  const mean = problem.expectedReturns.reduce((sum, value) => sum + value * equal, 0);
  const variance = problem.covariance.reduce((sum, entry) => sum + entry * equal * equal, 0);
  return {
    ...problem,
    limits: {
      ...problem.limits,
      weightMin: new Float64Array(size).fill(0.2 * equal),
      weightMax: new Float64Array(size).fill(1.5 * equal),
      rows: [group],
      returnMin: mean,
      volatilityMax: Math.sqrt(variance),
    },
  };
}

function expectWithin({ limits, expectedReturns }: Problem, { weights, volatility }: Solved): void {
  const isBetween = (value: number, min: number, max: number): void => {
    expect(value).toBeGreaterThanOrEqual(min - LIMIT_TOLERANCE);
    expect(value).toBeLessThanOrEqual(max + LIMIT_TOLERANCE);
  };
  const total = (coefficients: Float64Array): number =>
    coefficients.reduce((sum, coefficient, at) => sum + coefficient * weights[at]!, 0);
  isBetween(total(new Float64Array(weights.length).fill(1)), limits.budget, limits.budget);
  weights.forEach((weight, at) => isBetween(weight, limits.weightMin[at]!, limits.weightMax[at]!));
  for (const { coefficients, min, max } of limits.rows) isBetween(total(coefficients), min, max);
  isBetween(total(expectedReturns), limits.returnMin!, Infinity);
  isBetween(volatility, 0, limits.volatilityMax!);
}

const CHECKS: Readonly<Record<ObjectiveRelation, (kind: Kind, world: World) => void>> = {
  scaling: (kind, world) => {
    const plain = weightsOf(kind, world);
    for (const scale of [0.05, 30]) expectSame(weightsOf(kind, world, scale), plain);
  },
  permutation: (kind, world) => expectSame(weightsOf(kind, turned(world)), weightsOf(kind, world)),
  'duplicate-split': (kind, world) => {
    const plain = weightsOf(kind, world);
    world.symbols.forEach((symbol, at) => {
      const both = weightsOf(kind, twinned(world, at));
      expectSame(both.set(symbol, both.get(symbol)! + both.get('twin')!), plain);
    });
  },
  'zero-weight': (kind, world) => {
    const wide = weightsOf(kind, added(world, 0, { symbol: 'closed', source: -1, weightMax: 0 }));
    expect(wide.get('closed')).toBe(0);
    expectSame(wide, weightsOf(kind, world));
  },
  limits: (kind, world) => {
    const problem = tightened(problemOf(kind, world), world);
    expectWithin(problem, solved(problem));
  },
};

const METHODS: Readonly<Record<string, { readonly kind: Kind; readonly relations: readonly ObjectiveRelation[] }>> = {
  ...OBJECTIVES,
  ...CONVEX_OBJECTIVES,
};

describe.each(Object.entries(METHODS))('objective %s', (id, method) => {
  const kind = id as Kind;

  test('is registered under its own kind', () => {
    expect(method.kind).toBe(kind);
  });

  test.each(OBJECTIVE_RELATIONS.filter((relation) => method.relations.includes(relation)))('%s', (relation) => {
    const random = randomStream(kind).split(relation);
    for (let round = 0; round < 12; round++) CHECKS[relation](kind, randomWorld(random.split(round), 3 + round));
  });

  test.each(OBJECTIVE_RELATIONS.filter((relation) => !method.relations.includes(relation)))(
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
    expect(optimize(problem)).toEqual(optimize(problem));
    expect(problem).toEqual(before);
  });
});

/** Two uncorrelated instruments of 20 % volatility that earn 8 and 4 %. */
const PAIR: World = {
  symbols: ['A', 'B'],
  expectedReturns: [0.08, 0.04],
  exposures: [[0], [0]],
  ownVariances: [0.04, 0.04],
  sources: [0, 1],
  weightMax: [Infinity, Infinity],
  isEquity: [true, false],
  benchmark: [1 / 2, 1 / 2],
  errors: [0.01, 0],
};

function expectWeights(actual: ReadonlyMap<string, number>, expected: readonly number[]): void {
  [...actual.values()].forEach((weight, at) => expectClose(weight, expected[at]!, EXACT));
}

/** Every relation that an entry does not declare, shown not to hold by numbers. */
const COUNTER_EXAMPLES: { readonly [K in Kind]?: { readonly [R in ObjectiveRelation]?: () => void } } = {
  'max-utility': {
    // A - B = (0.08 - 0.04) / (4 * 0.04) = 1/4; at half the returns it is 0.02 / (4 * 0.01) = 1/2, for the same aversion.
    scaling: () => {
      expectWeights(weightsOf('max-utility', PAIR), [5 / 8, 3 / 8]);
      expectWeights(weightsOf('max-utility', PAIR, 0.5), [3 / 4, 1 / 4]);
    },
  },
  'robust-box': {
    // A - B = (0.08 - 0.01 - 0.04) / (4 * 0.04) = 3/16; at half the returns it is 0.015 / (4 * 0.01) = 3/8.
    scaling: () => {
      expectWeights(weightsOf('robust-box', PAIR), [19 / 32, 13 / 32]);
      expectWeights(weightsOf('robust-box', PAIR, 0.5), [11 / 16, 5 / 16]);
    },
  },
  'robust-ellipsoid': {
    // Only A is in doubt, so that the ellipsoid is the box: the numbers of robust-box.
    scaling: () => {
      expectWeights(weightsOf('robust-ellipsoid', PAIR), [19 / 32, 13 / 32]);
      expectWeights(weightsOf('robust-ellipsoid', PAIR, 0.5), [11 / 16, 5 / 16]);
    },
    // Errors that are independent cancel in part: half of A and half of its twin lose 0.01 / sqrt(2), not 0.01.
    'duplicate-split': () => {
      const both = 1 / 2 + (0.04 - 0.01 / Math.SQRT2) / 0.32;
      expectWeights(weightsOf('robust-ellipsoid', twinned(PAIR, 0)), [both / 2, 1 - both, both / 2]);
    },
  },
  'worst-case-utility': {
    // The other model is the worse one at both scales: B - A = 0.04 / (4 * 0.08) = 1/8, then 0.02 / (4 * 0.02) = 1/4.
    scaling: () => {
      expectWeights(weightsOf('worst-case-utility', PAIR), [7 / 16, 9 / 16]);
      expectWeights(weightsOf('worst-case-utility', PAIR, 0.5), [3 / 8, 5 / 8]);
    },
  },
  'max-growth': {
    // A doubles or halves, B is cash: 1 / (1 + f) = 0.5 / (1 - f / 2) at f = 1/2; with +50 or -25 % at f = 1.
    scaling: () => {
      const coin = (scale: number): Solved =>
        solved({
          ...problemOf('max-growth', PAIR, scale),
          scenarios: { returns: Float64Array.of(scale, 0, -scale / 2, 0), observations: 2 },
        });
      expectClose(coin(1).weights[0]!, 1 / 2, EXACT);
      expectClose(coin(0.5).weights[0]!, 1, EXACT);
    },
  },
  'wasserstein-cvar': {
    // Where all earn the same, the length of the weights is all that counts, and that of an instrument in halves is shorter.
    'duplicate-split': () => {
      const alike = (world: World): Solved =>
        solved({
          ...problemOf('wasserstein-cvar', world),
          scenarios: { returns: new Float64Array(world.symbols.length).fill(0.01), observations: 1 },
        });
      for (const weight of alike(PAIR).weights) expectClose(weight, 1 / 2, EXACT);
      for (const weight of alike(twinned(PAIR, 0)).weights) expectClose(weight, 1 / 3, EXACT);
    },
  },
  'risk-budget': {
    // Each of three instruments has a third of the risk then: a^2 = b (b + twin) = 2 b^2.
    'duplicate-split': () => {
      expectWeights(weightsOf('risk-budget', PAIR), [1 / 2, 1 / 2]);
      const whole = Math.SQRT2 + 2;
      expectWeights(weightsOf('risk-budget', twinned(PAIR, 1)), [Math.SQRT2 / whole, 1 / whole, 1 / whole]);
    },
  },
};
