import { expectedImprovement, fitGaussianProcess } from '../../math/gaussian-process';
import type { RandomStream } from '../../math/rng';
import { combinationCount, coordinatesOf, type SearchSpace } from './search-space';

/** A combination that was tried, and what came of it; higher is better. */
export interface ScoredTrial {
  readonly index: number;
  readonly score: number;
}

export interface SearchState {
  readonly space: SearchSpace;
  /** In the order of trying; empty at first. */
  readonly tried: readonly ScoredTrial[];
  /** Trials in all; never more than there are combinations. */
  readonly trialsMax: number;
  /** Depends on the seed and on nothing else, however the batches were computed. */
  readonly rng: RandomStream;
}

/** Says which combinations to try next; none when the search is over. Each combination at most once. */
interface Searcher {
  readonly id: string;
  /** Everything is asked for at once; else later batches learn from earlier ones. */
  readonly isOneBatch: boolean;
  readonly nextBatch: (state: SearchState) => number[];
}

const left = ({ space, tried, trialsMax }: SearchState): number =>
  Math.min(trialsMax, combinationCount(space)) - tried.length;

/** Every combination in order, up to the limit spread evenly over them, in one batch. */
const grid: Searcher = {
  id: 'grid',
  isOneBatch: true,
  nextBatch: (state) => {
    if (state.tried.length > 0) return [];
    const count = combinationCount(state.space);
    const trials = Math.min(state.trialsMax, count);
    return Array.from({ length: trials }, (_, i) => Math.floor((i * count) / trials));
  },
};

/** A sample without repetition, in one batch. */
const random: Searcher = {
  id: 'random',
  isOneBatch: true,
  nextBatch: (state) =>
    state.tried.length > 0
      ? []
      : sample(combinationCount(state.space), Math.max(left(state), 0), state.rng.split('random')),
};

/** Seen before anything is modelled. */
const FIRST_BATCH = 16;
const BATCH = 8;

/** The cost of a model grows with the cube of the trials it knows; the best and the last say most. */
const MODEL_TRIALS_MAX = 200;

/** So many of the combinations not tried yet are looked at in each round. */
const LOOKED_AT_MAX = 2_000;

/**
 * Bayesian optimisation: a Gaussian process of the score, and the combinations that are expected to improve most on the
 * best one. Within a batch each choice is believed to come out as predicted, so that the next one looks elsewhere.
 *
 * @see Snoek, Larochelle & Adams (2012), "Practical Bayesian Optimization of Machine Learning Algorithms", NIPS 25
 * @see Ginsbourger, Le Riche & Carraro (2010), "Kriging Is Well-Suited to Parallelize Optimization", the believer
 */
const bayesian: Searcher = {
  id: 'bayesian',
  isOneBatch: false,
  nextBatch: (state) => {
    const open = left(state);
    if (open <= 0) return [];
    const round = state.rng.split(`bayesian-${state.tried.length}`);
    if (state.tried.length === 0) return sample(combinationCount(state.space), Math.min(FIRST_BATCH, open), round);
    return improvingBatch(state, Math.min(BATCH, open), round);
  },
};

export const SEARCHERS = { grid, random, bayesian } as const satisfies Record<string, Searcher>;
export type SearcherId = keyof typeof SEARCHERS;

function improvingBatch({ space, tried }: SearchState, size: number, rng: RandomStream): number[] {
  const known = modelled(tried);
  const coordinates = (indices: readonly number[]): Float64Array =>
    Float64Array.from(indices.flatMap((index) => [...coordinatesOf(space, index)]));
  const points = coordinates(known.map(({ index }) => index));
  const values = Float64Array.from(known, ({ score }) => score);
  const process = fitGaussianProcess({ points, values, dimensions: points.length / values.length });
  const best = values.reduce((highest, value) => Math.max(highest, value));
  const candidates = untried(space, tried, rng);
  const { means, deviations, believe } = process.predict(coordinates(candidates));
  const batch = new Set<number>();
  while (batch.size < size && batch.size < candidates.length) {
    let chosen = -1;
    let most = -Infinity;
    for (let i = 0; i < candidates.length; i++) {
      if (batch.has(i)) continue;
      const gain = expectedImprovement(means[i]!, deviations[i]!, best);
      if (gain > most) [chosen, most] = [i, gain];
    }
    batch.add(chosen);
    believe(chosen);
  }
  return [...batch].map((position) => candidates[position]!);
}

/** All trials while they are few, then the better half of the limit and the latest ones. */
function modelled(tried: readonly ScoredTrial[]): readonly ScoredTrial[] {
  if (tried.length <= MODEL_TRIALS_MAX) return tried;
  const best = [...tried].sort((a, b) => b.score - a.score || a.index - b.index).slice(0, MODEL_TRIALS_MAX / 2);
  const known = new Set(best.map(({ index }) => index));
  const latest = tried.filter(({ index }) => !known.has(index)).slice(-MODEL_TRIALS_MAX / 2);
  return [...best, ...latest];
}

function untried(space: SearchSpace, tried: readonly ScoredTrial[], rng: RandomStream): number[] {
  const done = new Set(tried.map(({ index }) => index));
  const count = combinationCount(space);
  const open = Array.from({ length: count }, (_, index) => index).filter((index) => !done.has(index));
  if (open.length <= LOOKED_AT_MAX) return open;
  return sample(open.length, LOOKED_AT_MAX, rng).map((position) => open[position]!);
}

/** Different whole numbers below `count`, in random order: the first steps of a Fisher-Yates shuffle. */
function sample(count: number, size: number, rng: RandomStream): number[] {
  const all = Int32Array.from({ length: count }, (_, i) => i);
  const picked: number[] = [];
  for (let i = 0; i < Math.min(size, count); i++) {
    const at = i + rng.nextInteger(count - i);
    picked.push(all[at]!);
    all[at] = all[i]!;
  }
  return picked;
}
