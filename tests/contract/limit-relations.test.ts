import { describe, expect, test } from 'vitest';
import { applyLimits } from '@/lib/quant/optimize/limit-kinds/apply-limits';
import { LIMIT_KINDS } from '@/lib/quant/optimize/limit-kinds/registry';
import {
  LIMIT_RELATIONS,
  type LimitInstrument,
  type LimitKindId,
  type LimitRelation,
  type LimitRequest,
} from '@/lib/quant/optimize/limit-kinds/types';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { OptimizeLimits } from '@/lib/quant/optimize/types';
import { randomStream } from '@/lib/quant/math/rng';
import { BASE, CASES, INSTRUMENTS, PROBLEM } from './limit-kind-cases';

/** A market with the limits of one request, in a form that relations can rearrange. */
interface World {
  readonly instruments: readonly LimitInstrument[];
  readonly expectedReturns: readonly number[];
  readonly covarianceOf: (row: number, column: number) => number;
  readonly weightMin: readonly number[];
  readonly weightMax: readonly number[];
  readonly held: readonly number[];
  readonly request: LimitRequest;
}

/** Weights of different problems that are the same agree to this: both solved to 1e-8 of the objective. */
const SAME = 1e-5;
const APART = 1e-3;

function weightsOf(world: World): Float64Array {
  const { instruments, expectedReturns, covarianceOf, weightMin, weightMax, held, request } = world;
  const size = instruments.length;
  const base: OptimizeLimits = {
    ...BASE,
    weightMin: Float64Array.from(weightMin),
    weightMax: Float64Array.from(weightMax),
    currentWeights: Float64Array.from(held),
  };
  const limits = applyLimits(base, [request], { instruments, portfolioValue: 1e6 });
  if (limits.status === 'refused') throw new Error(limits.message);
  const outcome = optimize({
    symbols: instruments.map(({ symbol }) => symbol),
    expectedReturns: Float64Array.from(expectedReturns),
    covariance: Float64Array.from({ length: size * size }, (_, entry) =>
      covarianceOf(Math.floor(entry / size), entry % size),
    ),
    objective: PROBLEM.objective,
    limits: limits.value,
  });
  const weights = outcome.status === 'not-converged' ? outcome.bestWeights : undefined;
  if (outcome.status === 'solved') return outcome.weights;
  if (weights === undefined) throw new Error(outcome.status);
  return weights;
}

/** The case of a kind, with expected returns that vary a little from round to round. */
function worldOf(kind: LimitKindId, round: number): World {
  const { request, base = BASE } = CASES[kind];
  const random = randomStream('limit relations').split(kind).split(round);
  return {
    instruments: INSTRUMENTS,
    expectedReturns: [...PROBLEM.expectedReturns].map(
      (entry) => entry * (1 + 0.1 * random.nextUniform() * Math.min(round, 1)),
    ),
    covarianceOf: (row, column) => PROBLEM.covariance[row * INSTRUMENTS.length + column]!,
    weightMin: [...base.weightMin],
    weightMax: [...base.weightMax],
    held: [...BASE.currentWeights!],
    request,
  };
}

/** Instruments given by where they come from, twins sharing what they hold. */
function rearranged(
  world: World,
  from: readonly number[],
  share: readonly number[],
  symbols: readonly string[],
): World {
  const picked = <T>(values: readonly T[]): T[] => from.map((at) => values[at]!);
  const parts = (values: readonly number[]): number[] => from.map((at, index) => values[at]! * share[index]!);
  const { request } = world;
  const benchmark = 'benchmarkWeights' in request ? request.benchmarkWeights : undefined;
  const named = 'symbols' in request ? request.symbols : undefined;
  const originals = picked(world.instruments).map(({ symbol }) => symbol);
  return {
    ...world,
    instruments: picked(world.instruments).map((instrument, index) => ({ ...instrument, symbol: symbols[index]! })),
    expectedReturns: picked(world.expectedReturns),
    covarianceOf: (row, column) => world.covarianceOf(from[row]!, from[column]!),
    weightMin: picked(world.weightMin),
    weightMax: picked(world.weightMax),
    held: parts(world.held),
    request: {
      ...request,
      ...(named === undefined ? {} : { symbols: symbols.filter((_, index) => named.includes(originals[index]!)) }),
      ...(benchmark === undefined
        ? {}
        : {
            benchmarkWeights: Object.fromEntries(
              symbols.map((symbol, index) => [symbol, benchmark[originals[index]!]! * share[index]!]),
            ),
          }),
    },
  };
}

/** Largest difference between the weights and what the relation makes of them. */
const DIFFERENCES: { readonly [R in LimitRelation]: (world: World) => number } = {
  scaling: (world) => {
    const longer = {
      ...world,
      expectedReturns: world.expectedReturns.map((entry) => 4 * entry),
      covarianceOf: (row: number, column: number) => 4 * world.covarianceOf(row, column),
    };
    return largest(weightsOf(world), weightsOf(longer));
  },
  permutation: (world) => {
    const from = [2, 0, 3, 1];
    const symbols = from.map((at) => world.instruments[at]!.symbol);
    const moved = weightsOf(rearranged(world, from, [1, 1, 1, 1], symbols));
    const own = weightsOf(world);
    return largest(
      Float64Array.from(from, (at) => own[at]!),
      moved,
    );
  },
  'duplicate-split': (world) => {
    const symbols = [...world.instruments.map(({ symbol }) => symbol), 'TWIN'];
    const split = weightsOf(rearranged(world, [0, 1, 2, 3, 0], [0.5, 1, 1, 1, 0.5], symbols));
    return largest(weightsOf(world), Float64Array.of(split[0]! + split[4]!, split[1]!, split[2]!, split[3]!));
  },
  'zero-weight': (world) => {
    const size = world.instruments.length;
    const wider: World = {
      ...world,
      instruments: [
        ...world.instruments,
        { ...world.instruments[2]!, symbol: 'IDLE', assetClass: 'other', sector: null, region: 'other' },
      ],
      expectedReturns: [...world.expectedReturns, 0.05],
      // It moves a little with the third.
      covarianceOf: (row, column) => {
        const of = (at: number): number => (at === size ? 2 : at);
        return (row === size) === (column === size)
          ? world.covarianceOf(of(row), of(column))
          : 0.3 * world.covarianceOf(of(row), of(column));
      },
      weightMin: [...world.weightMin, 0],
      weightMax: [...world.weightMax, 0],
      held: [...world.held, 0],
    };
    return largest(weightsOf(world), weightsOf(wider).subarray(0, size));
  },
};

const largest = (left: Float64Array, right: Float64Array): number =>
  left.reduce((most, entry, at) => Math.max(most, Math.abs(entry - right[at]!)), 0);

interface CounterExample {
  readonly why: string;
  /** Where the case of the kind itself does not show it. */
  readonly request?: LimitRequest;
}

/** Why a relation does not hold, shown by numbers. */
const COUNTER_EXAMPLES: { readonly [K in LimitKindId]?: Partial<Record<LimitRelation, CounterExample>> } = {
  'asset-bounds': { 'duplicate-split': { why: 'AAA of at most 30 % and its twin of at most 30 % are 60 % together' } },
  'trade-max': { 'duplicate-split': { why: 'each of the twins may move by 5 %' } },
  liquidity: { 'duplicate-split': { why: 'each of the twins has a market of its own to trade in' } },
  'active-weight': { 'duplicate-split': { why: 'each of the twins may be 5 % away from its half of the benchmark' } },
  holdings: { 'duplicate-split': { why: 'twins of 20 % each take two places of the three' } },
  'risk-contribution': { 'duplicate-split': { why: 'each of the twins may carry half of the risk' } },
  'tracking-error': { scaling: { why: 'four years of 2 % a year are 4 %' } },
  'cluster-risk-contribution': {
    'zero-weight': {
      why: 'in four clusters each of four stands alone; with a fifth the two nearest share one',
      request: { kind: 'cluster-risk-contribution', max: 0.6, clusters: 4 },
    },
  },
};

describe.each(Object.keys(LIMIT_KINDS) as LimitKindId[])('%s', (kind) => {
  const { relations } = LIMIT_KINDS[kind];

  test.each(LIMIT_RELATIONS.filter((relation) => relations.includes(relation)))('keeps %s', (relation) => {
    for (let round = 0; round < 4; round++) {
      expect(DIFFERENCES[relation](worldOf(kind, round)), `round ${round}`).toBeLessThan(SAME);
    }
  });

  test.each(LIMIT_RELATIONS.filter((relation) => !relations.includes(relation)))('does not keep %s', (relation) => {
    const counterExample = COUNTER_EXAMPLES[kind]?.[relation];
    if (counterExample === undefined) throw new Error(`${kind} has no counter-example to ${relation}`);
    const world = worldOf(kind, 0);
    const { request = world.request } = counterExample;
    expect(DIFFERENCES[relation]({ ...world, request })).toBeGreaterThan(APART);
  });
});
