import { invariant } from '../../../base/invariant';
import { randomStream } from '../../math/rng';
import { quantileOfSorted } from '../../math/statistics';
import { Draws } from '../simulation/draws';
import { BLOCK_PATHS, pathWriter, type PathRequest } from '../simulation/path-writer';
import { type Odds, oddsOf } from '../simulation/summary';
import { bestPolicy, type LatticeObjective, type LatticePolicy, placesAmong } from './lattice';

/** Each stands for a sixty-fourth of what a step may bring. */
const DRAWS_PER_STEP = 64;

/** So many draws are sorted into those. */
const STEP_PATHS = 4_096;

/** Paths on which the policy is followed to see what it holds and how often it arrives. */
const FOLLOWED_PATHS = 4_000;

export interface GlidePathProblem {
  /**
   * Engine, market and seed. Steps are drawn one by one: doubt about the means would be drawn anew at each of them and
   * average out, so `meanYears` has no place here.
   */
  readonly request: Omit<PathRequest, 'plan' | 'paths' | 'meanYears'>;
  /** Mixes from calm to bold, each of length n. */
  readonly mixes: readonly Float64Array[];
  /** Months of the whole way, and of a step; what is left over is a shorter last step. */
  readonly months: number;
  readonly stepMonths: number;
  /** In the money of the target, at the end of each step; length steps. */
  readonly deposits: Float64Array;
  /** Yearly fee, and inflation where the target is in today's money: what a step loses. */
  readonly annualDrag: number;
  readonly startAmount: number;
  readonly target: number;
  readonly objective: LatticeObjective;
}

export interface GlidePath {
  /** Row-major steps x mixes: share of the paths that hold each mix in each step. */
  readonly mixShares: Float64Array;
  /** What is held on average: row-major steps x n. */
  readonly weights: Float64Array;
  /** Following it, deciding anew at each step by the money there is; never worse than the best of the fixed mixes. */
  readonly odds: Odds;
  /** For each of the mixes, the odds of holding it throughout, on the same draws. */
  readonly fixedOdds: readonly Odds[];
  readonly policy: LatticePolicy;
}

type GlidePathOutcome =
  | { readonly status: 'found'; readonly path: GlidePath }
  | { readonly status: 'not-possible'; readonly message: string };

const MONTHS_PER_YEAR = 12;

/** The mixes to hold on the way to a date, decided anew at each step by how much there is. */
export function glidePath(problem: GlidePathProblem): GlidePathOutcome {
  const { months, stepMonths, deposits, target, objective } = problem;
  const lastMonths = months - (deposits.length - 1) * stepMonths;
  invariant(lastMonths > 0 && lastMonths <= stepMonths, `${deposits.length} steps do not make ${months} months`);
  const whole = stepReturns(problem, stepMonths);
  if (whole.status !== 'drawn') return whole;
  const last = lastMonths === stepMonths ? whole : stepReturns(problem, lastMonths);
  if (last.status !== 'drawn') return last;
  const grossReturns = deposits.length === 1 ? last.samples : whole.samples;
  const lastGrossReturns = last.samples;
  const policy = bestPolicy({ grossReturns, lastGrossReturns, deposits, target, objective });
  const returns = { grossReturns, lastGrossReturns };
  const decided = followPolicy(problem, returns, mixesOf(policy));
  const fixed = problem.mixes.map((_, mix) => followPolicy(problem, returns, () => mix));
  // Between its points the lattice is a little blind: where one mix throughout does better, that is the path.
  const followed = fixed.reduce((best, each) => (each.odds.probability > best.odds.probability ? each : best), decided);
  const n = problem.request.market.means.length;
  const steps = deposits.length;
  const weights = new Float64Array(steps * n);
  for (let step = 0; step < steps; step++) {
    for (const [mix, held] of problem.mixes.entries()) {
      const share = followed.mixShares[step * problem.mixes.length + mix]!;
      for (let i = 0; i < n; i++) weights[step * n + i]! += share * held[i]!;
    }
  }
  return { status: 'found', path: { ...followed, weights, fixedOdds: fixed.map(({ odds }) => odds), policy } };
}

type StepOutcome =
  | { readonly status: 'drawn'; readonly sample: Float64Array }
  | { readonly status: 'not-possible'; readonly message: string };

type StepsOutcome =
  | { readonly status: 'drawn'; readonly samples: readonly Float64Array[] }
  | { readonly status: 'not-possible'; readonly message: string };

/** Gross returns of a step of each mix, after the drag. */
function stepReturns({ request, mixes, annualDrag }: GlidePathProblem, months: number): StepsOutcome {
  const keep = (1 - annualDrag) ** (months / MONTHS_PER_YEAR);
  const samples: Float64Array[] = [];
  for (const mix of mixes) {
    const drawn = grossQuantiles(request, mix, months, DRAWS_PER_STEP);
    if (drawn.status !== 'drawn') return drawn;
    samples.push(drawn.sample.map((gross) => gross * keep));
  }
  return { status: 'drawn', samples };
}

/**
 * What some months of a mix may bring, as gross returns that are all equally likely: means of equal shares of the draws,
 * so that their mean is that of the draws.
 */
export function grossQuantiles(
  request: Omit<PathRequest, 'plan' | 'paths'>,
  mix: Float64Array,
  months: number,
  count: number,
): StepOutcome {
  const plan = { weights: mix, mixOfMonth: new Int32Array(months), rebalanceEveryMonths: 1 };
  const prepared = pathWriter({ ...request, plan, paths: STEP_PATHS });
  if (prepared.status !== 'ready') return prepared;
  const returns = new Float64Array(months);
  const levels = new Float64Array(months + 1);
  const all = new Float64Array(STEP_PATHS);
  for (let path = 0; path < STEP_PATHS; path++) {
    if (path % BLOCK_PATHS === 0) prepared.writer.startBlock(path / BLOCK_PATHS);
    prepared.writer.next(returns, levels);
    all[path] = returns.reduce((growth, value) => growth * (1 + value), 1);
  }
  all.sort();
  const sample = Float64Array.from({ length: count }, (_, bin) => {
    const members = all.subarray(Math.round((bin * STEP_PATHS) / count), Math.round(((bin + 1) * STEP_PATHS) / count));
    return members.reduce((sum, value) => sum + value, 0) / members.length;
  });
  return { status: 'drawn', sample };
}

/** The mix of the nearest point; where next to nothing is there, that of the least wealth above none. */
function mixesOf({ wealth, mix }: LatticePolicy): (step: number, amount: number) => number {
  const placeOf = placesAmong(wealth);
  return (step, amount) => mix[step * wealth.length + Math.max(1, Math.round(placeOf(amount)))]!;
}

function followPolicy(
  { request, deposits, startAmount, target }: GlidePathProblem,
  { grossReturns, lastGrossReturns }: Record<'grossReturns' | 'lastGrossReturns', readonly Float64Array[]>,
  mixOf: (step: number, wealth: number) => number,
): { odds: Odds; mixShares: Float64Array } {
  const steps = deposits.length;
  const mixShares = new Float64Array(steps * grossReturns.length);
  const draws = new Draws(randomStream(request.seed).split('glide-path'));
  let met = 0;
  for (let path = 0; path < FOLLOWED_PATHS; path++) {
    let wealth = startAmount;
    for (let step = 0; step < steps; step++) {
      const mix = mixOf(step, wealth);
      mixShares[step * grossReturns.length + mix]! += 1 / FOLLOWED_PATHS;
      // One quantile for all mixes: what is compared differs by the mix alone.
      const sample = (step === steps - 1 ? lastGrossReturns : grossReturns)[mix]!;
      wealth = wealth * quantileOfSorted(sample, draws.nextUniform()) + deposits[step]!;
    }
    if (wealth >= target) met += 1;
  }
  return { odds: oddsOf(met, FOLLOWED_PATHS), mixShares };
}
