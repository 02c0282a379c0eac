import type { RandomStream } from '@/lib/quant/math/rng';
import { construct } from '@/lib/quant/optimize/constructions/construct';
import type { Constructed, ConstructionProblem, ConstructionRequest } from '@/lib/quant/optimize/constructions/types';
import type { OptimizeLimits, Scenarios } from '@/lib/quant/optimize/types';
import { sampleCovariance } from '@/lib/quant/risk/sample';

export const OBSERVATIONS = 90;
const PERIODS_PER_YEAR = 252;

export type Kind = ConstructionRequest['kind'];
/** Everything a request may be about, one value an instrument, so that instruments can be added and turned around. */
export interface World {
  readonly symbols: readonly string[];
  /** One a column. */
  readonly returns: readonly Float64Array[];
  readonly expectedReturns: readonly number[];
  readonly signals: readonly number[];
  readonly classes: readonly string[];
  readonly weightMax: readonly number[];
  readonly benchmarkReturns: Float64Array;
}

/** Instruments of three classes that move with their class; two of them are built to belong together. */
export function randomWorld(random: RandomStream, size: number): World {
  const draw = (): Float64Array => Float64Array.from({ length: OBSERVATIONS }, () => random.nextNormal());
  const classes = Array.from({ length: size }, (_, at) => ['equity', 'bond', 'gold'][at % 3]!);
  const factors = new Map([...new Set(classes)].map((name) => [name, draw()]));
  const returns = classes.map((name) => {
    const scale = 0.004 + 0.02 * random.nextUniform();
    const own = draw();
    return own.map((value, t) => scale * (0.8 * factors.get(name)![t]! + 0.6 * value));
  });
  const symbols = classes.map((name, at) => `${name}${at}`);
  return {
    symbols,
    returns,
    expectedReturns: symbols.map(() => 0.02 + 0.08 * random.nextUniform()),
    signals: symbols.map(() => random.nextNormal()),
    classes,
    weightMax: symbols.map(() => Infinity),
    benchmarkReturns: draw().map((value, t) => returns.reduce((sum, own) => sum + own[t]! / size, 0.001 * value)),
  };
}

/** One request of each kind, about instruments by name where it names any. */
export const REQUESTS: { readonly [K in Kind]: (world: World) => Extract<ConstructionRequest, { kind: K }> } = {
  'equal-weight': () => ({ kind: 'equal-weight' }),
  'inverse-volatility': () => ({ kind: 'inverse-volatility' }),
  hrp: () => ({ kind: 'hrp' }),
  herc: () => ({ kind: 'herc' }),
  nco: () => ({ kind: 'nco' }),
  schur: () => ({ kind: 'schur', gamma: 0.3 }),
  'regression-weighted': ({ benchmarkReturns }) => ({ kind: 'regression-weighted', benchmarkReturns }),
  'signal-weighted': ({ signals }) => ({ kind: 'signal-weighted', signals: Float64Array.from(signals) }),
  'sector-rotation': ({ signals, classes }) => ({
    kind: 'sector-rotation',
    signals: Float64Array.from(signals),
    classes,
  }),
  'factor-tilt': ({ signals }) => ({
    kind: 'factor-tilt',
    scores: [{ factor: 'momentum', values: Float64Array.from(signals), strength: 0.7 }],
  }),
  resampled: () => ({
    kind: 'resampled',
    objective: { kind: 'max-utility', measure: 'variance', riskAversion: 4 },
    observations: OBSERVATIONS,
    periodsPerYear: PERIODS_PER_YEAR,
    resamples: 6,
    seed: 3,
  }),
  'hedge-ratio': () => ({ kind: 'hedge-ratio', held: 'equity0', hedge: 'bond1' }),
  pairs: () => ({ kind: 'pairs', left: 'equity0', right: 'bond1', entryScore: 0 }),
  'volatility-target': () => ({ kind: 'volatility-target', targetVolatility: 0.05, cash: 'bond1' }),
};

/** A pair is money-neutral; a regression may sell short. */
function limitsOf(kind: Kind, { symbols, weightMax }: World): OptimizeLimits {
  const isShortAllowed = kind === 'pairs' || kind === 'regression-weighted' || kind === 'hedge-ratio';
  return {
    budget: kind === 'pairs' ? 0 : 1,
    weightMin: Float64Array.from(symbols, (_, at) => (isShortAllowed && weightMax[at] !== 0 ? -5 : 0)),
    weightMax: Float64Array.from(weightMax),
    rows: [],
  };
}

export function problemOf(kind: Kind, world: World, scale = 1): ConstructionProblem {
  const size = world.symbols.length;
  const scaled = { ...world, benchmarkReturns: world.benchmarkReturns.map((value) => scale * value) };
  const scenarios: Scenarios = {
    returns: Float64Array.from(
      { length: OBSERVATIONS * size },
      (_, cell) => scale * world.returns[cell % size]![Math.floor(cell / size)]!,
    ),
    observations: OBSERVATIONS,
  };
  const { covariance } = sampleCovariance.estimate({ ...scenarios, instruments: size });
  return {
    symbols: world.symbols,
    expectedReturns: Float64Array.from(world.expectedReturns, (value) => scale * value),
    covariance: covariance.map((entry) => PERIODS_PER_YEAR * entry),
    scenarios,
    request: REQUESTS[kind](scaled),
    limits: limitsOf(kind, world),
  };
}

export function constructed(problem: ConstructionProblem): Constructed {
  const outcome = construct(problem);
  if (outcome.status !== 'constructed') throw new Error(`${problem.request.kind}: ${JSON.stringify(outcome)}`);
  return outcome;
}
