import type { LinearLimit, Objective, OptimizeProblem } from '@/lib/quant/optimize/types';

/** Uniform in [0, 1), seeded: xorshift128 by Marsaglia (2003), "Xorshift RNGs". */
export type Random = () => number;

export function seededRandom(seed: number): Random {
  let [x, y, z, w] = [seed >>> 0 || 1, 362_436_069, 521_288_629, 88_675_123];
  const next = (): number => {
    const t = (x ^ (x << 11)) >>> 0;
    [x, y, z] = [y, z, w];
    w = (w ^ (w >>> 19) ^ t ^ (t >>> 8)) >>> 0;
    return w / 2 ** 32;
  };
  for (let skipped = 0; skipped < 20; skipped++) next();
  return next;
}

export const between = (random: Random, low: number, high: number): number => low + (high - low) * random();
export const pick = <T>(random: Random, choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!;
const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Factors' factors + diagonal: positive semidefinite by construction; definite when every diagonal entry is positive. */
function factorCovariance(
  random: Random,
  size: number,
  factors: number,
  diagonal: (at: number) => number,
): Float64Array {
  const loadings = Array.from({ length: factors }, () => Array.from({ length: size }, () => normal(random)));
  const covariance = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = 0;
      for (const loading of loadings) sum += loading[row]! * loading[column]!;
      covariance[row * size + column] = (0.02 * sum) / factors;
      covariance[column * size + row] = covariance[row * size + column]!;
    }
    covariance[row * size + row]! += diagonal(row);
  }
  return covariance;
}

const COVARIANCES = {
  plain: (random: Random, size: number) => factorCovariance(random, size, 3, () => between(random, 0.005, 0.05)),
  'fewer dates than assets': (random: Random, size: number) =>
    factorCovariance(random, size, Math.max(1, Math.floor(size / 2)), () => 0),
  duplicated: (random: Random, size: number) => {
    const covariance = factorCovariance(random, size, 3, () => between(random, 0.005, 0.05));
    copyAsset(covariance, size, 0, size - 1);
    return covariance;
  },
  'zero variance': (random: Random, size: number) => {
    const covariance = factorCovariance(random, size, 2, () => between(random, 0.005, 0.05));
    return scaleAssets(covariance, size, (at) => (at === size - 1 ? 0 : 1));
  },
  'cash beside crypto': (random: Random, size: number) => {
    const covariance = factorCovariance(random, size, 3, () => between(random, 0.005, 0.05));
    return scaleAssets(covariance, size, () => 10 ** between(random, -3, 0.5));
  },
  'nearly singular': (random: Random, size: number) => {
    const ridge = 10 ** between(random, -13, -5);
    return factorCovariance(random, size, Math.max(1, Math.floor(size / 3)), () => ridge);
  },
  'tiny or huge': (random: Random, size: number) => {
    const unit = 10 ** between(random, -6, 4);
    const covariance = factorCovariance(random, size, 3, () => between(random, 0.005, 0.05));
    return scaleAssets(covariance, size, () => unit);
  },
};
export type CovarianceKind = keyof typeof COVARIANCES;
export const COVARIANCE_KINDS = Object.keys(COVARIANCES) as CovarianceKind[];

export const randomCovariance = (random: Random, size: number, kind: CovarianceKind): Float64Array =>
  COVARIANCES[kind](random, size);

function copyAsset(covariance: Float64Array, size: number, from: number, to: number): void {
  for (let at = 0; at < size; at++) covariance[to * size + at] = covariance[from * size + at]!;
  for (let at = 0; at < size; at++) covariance[at * size + to] = covariance[at * size + from]!;
}

function scaleAssets(covariance: Float64Array, size: number, scaleOf: (at: number) => number): Float64Array {
  const scales = Array.from({ length: size }, (_, at) => scaleOf(at));
  return covariance.map((entry, at) => entry * scales[Math.floor(at / size)]! * scales[at % size]!);
}

export const symbolsOf = (size: number): string[] => Array.from({ length: size }, (_, at) => `A${at}`);

/** Weights of the wanted sum within the bounds: start at the minimums and hand out the rest in random shares. */
function weightsWithin(random: Random, budget: number, min: Float64Array, max: Float64Array): Float64Array {
  const weights = min.slice();
  const order = Array.from(weights, (_, at) => ({ at, key: random() })).sort((left, right) => left.key - right.key);
  let rest = budget - weights.reduce((sum, weight) => sum + weight, 0);
  for (let round = 0; round < 2; round++) {
    for (const { at } of order) {
      const step = Math.min(rest, max[at]! - weights[at]!) * (round === 0 ? random() : 1);
      weights[at]! += step;
      rest -= step;
    }
  }
  return weights;
}

export interface RandomProblem {
  readonly problem: OptimizeProblem;
  /** Weights that meet every limit, known before any solver ran. */
  readonly feasible: Float64Array;
}

export interface RandomOptions {
  readonly size: number;
  readonly covariance: CovarianceKind;
  readonly objective: Objective;
  /** Groups whose limits pass exactly through the known weights. */
  readonly hasTightGroups: boolean;
  readonly hasReturnMin: boolean;
  readonly hasVolatilityMax: boolean;
}

/** A problem that is feasible by construction. */
export function randomProblem(random: Random, options: RandomOptions): RandomProblem {
  const { size, objective } = options;
  const covariance = randomCovariance(random, size, options.covariance);
  const expectedReturns = Float64Array.from({ length: size }, () => between(random, -0.05, 0.15));
  if (options.covariance === 'duplicated') expectedReturns[size - 1] = expectedReturns[0]!;
  const isLongOnly = objective.kind === 'risk-budget' || random() < 0.7;
  const slackest = Math.max(1.2 / size, 0.1);
  const weightMin = Float64Array.from({ length: size }, () => (isLongOnly ? 0 : between(random, -0.3, 0)));
  const weightMax = Float64Array.from({ length: size }, () => between(random, slackest, 1));
  const isMarketNeutral = !isLongOnly && random() < 0.1;
  const budget = isMarketNeutral ? 0 : 1;
  if (size > 2 && random() < 0.15) fixOne(random, weightMin, weightMax);
  const missing = 1.01 - weightMax.reduce((sum, bound) => sum + bound, 0);
  if (missing > 0) weightMax[size - 1]! += missing;
  const feasible = weightsWithin(random, budget, weightMin, weightMax);
  if (objective.kind === 'risk-budget')
    for (let at = 0; at < size; at++) feasible[at] = 0.9 * feasible[at]! + 0.1 / size;
  if (objective.kind === 'risk-budget') for (let at = 0; at < size; at++) widen(at, feasible, weightMin, weightMax);
  const rows = groupsAround(random, feasible, options.hasTightGroups);
  const reached = feasible.reduce((sum, weight, at) => sum + weight * expectedReturns[at]!, 0);
  let variance = 0;
  for (let at = 0; at < size * size; at++)
    variance += covariance[at]! * feasible[Math.floor(at / size)]! * feasible[at % size]!;
  return {
    feasible,
    problem: {
      symbols: symbolsOf(size),
      expectedReturns,
      covariance,
      objective,
      limits: {
        budget,
        weightMin,
        weightMax,
        rows,
        ...(options.hasReturnMin ? { returnMin: reached - between(random, 0, 0.02) } : {}),
        ...(options.hasVolatilityMax
          ? { volatilityMax: Math.sqrt(Math.max(variance, 0)) * between(random, 1, 1.3) + 1e-12 }
          : {}),
      },
    },
  };
}

function fixOne(random: Random, weightMin: Float64Array, weightMax: Float64Array): void {
  const at = Math.floor(random() * (weightMin.length - 1));
  const fixed = between(random, 0.01, 0.2 / weightMin.length);
  weightMin[at] = fixed;
  weightMax[at] = fixed;
}

function widen(at: number, feasible: Float64Array, weightMin: Float64Array, weightMax: Float64Array): void {
  weightMin[at] = Math.min(weightMin[at]!, feasible[at]!);
  weightMax[at] = Math.max(weightMax[at]!, feasible[at]!);
}

function groupsAround(random: Random, feasible: Float64Array, isTight: boolean): LinearLimit[] {
  const size = feasible.length;
  const count = Math.floor(between(random, 0, 4));
  return Array.from({ length: count }, (_, group) => {
    const isExposure = random() < 0.3;
    const coefficients = Float64Array.from({ length: size }, () =>
      isExposure ? between(random, -1, 1.5) : random() < 0.4 ? 1 : 0,
    );
    const value = feasible.reduce((sum, weight, at) => sum + weight * coefficients[at]!, 0);
    const room = (): number => (isTight && random() < 0.5 ? 0 : between(random, 0, 0.2));
    const min = random() < 0.5 ? -Infinity : value - room();
    const max = random() < 0.3 ? Infinity : value + room();
    return { name: `group ${group}`, coefficients, min, max };
  });
}

/** Ways to break a feasible problem so that no weights can meet it, provable without a solver. */
export const BREAKS = {
  'maximums add up to less than the budget': ({ problem }: RandomProblem, random: Random): OptimizeProblem => {
    const size = problem.symbols.length;
    const limits = { ...problem.limits, budget: 1 };
    const weightMax = new Float64Array(size).fill(between(random, 0.5, 0.999) / size);
    return {
      ...problem,
      limits: { ...limits, weightMin: limits.weightMin.map((bound) => Math.min(bound, 0)), weightMax },
    };
  },
  'group minimum above its members maximums': ({ problem }: RandomProblem, random: Random): OptimizeProblem => {
    const coefficients = Float64Array.from(problem.symbols, () => (random() < 0.4 ? 1 : 0));
    coefficients[0] = 1;
    const reachable = coefficients.reduce((sum, entry, at) => sum + entry * problem.limits.weightMax[at]!, 0);
    const min = reachable + 10 ** between(random, -6, -1);
    const rows = [...problem.limits.rows, { name: 'group broken', coefficients, min, max: Infinity }];
    return { ...problem, limits: { ...problem.limits, rows } };
  },
  'two rows that exclude each other': ({ problem }: RandomProblem, random: Random): OptimizeProblem => {
    const coefficients = Float64Array.from(problem.symbols, () => between(random, -1, 1));
    const level = between(random, -0.1, 0.1);
    const low = { name: 'row low', coefficients, min: -Infinity, max: level };
    const high = {
      name: 'row high',
      coefficients: coefficients.map((entry) => 3 * entry),
      min: 3 * level + 10 ** between(random, -6, -1),
      max: Infinity,
    };
    return { ...problem, limits: { ...problem.limits, rows: [low, ...problem.limits.rows, high] } };
  },
  'target return above the best': ({ problem }: RandomProblem, random: Random): OptimizeProblem => {
    const best = problem.expectedReturns.reduce(
      (sum, entry, at) => sum + Math.max(entry * problem.limits.weightMax[at]!, entry * problem.limits.weightMin[at]!),
      0,
    );
    return { ...problem, limits: { ...problem.limits, returnMin: best + 10 ** between(random, -6, -2) } };
  },
} as const;
export type BreakKind = keyof typeof BREAKS;
export const BREAK_KINDS = Object.keys(BREAKS) as BreakKind[];

/** variance >= (smallest diagonal part) * sum w^2 >= smallest / n for a fully invested plain covariance. */
export function breakVolatility({ problem }: RandomProblem, random: Random): OptimizeProblem {
  const size = problem.symbols.length;
  const covariance = factorCovariance(random, size, 2, () => 0.01);
  const volatilityMax = Math.sqrt(0.01 / size) * between(random, 0.3, 0.98);
  return { ...problem, covariance, limits: { ...problem.limits, budget: 1, volatilityMax } };
}

const OBJECTIVE_MAKERS: readonly ((random: Random) => Objective)[] = [
  () => ({ kind: 'min-risk', measure: 'variance' }),
  (random) => ({ kind: 'max-utility', measure: 'variance', riskAversion: 10 ** between(random, -0.5, 2) }),
  () => ({ kind: 'max-return' }),
  () => ({ kind: 'risk-budget', measure: 'volatility' }),
];

export function randomObjective(random: Random): Objective {
  return pick(random, OBJECTIVE_MAKERS)(random);
}
