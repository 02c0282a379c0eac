import { invariant } from '../../../base/invariant';
import { covariance, mean, variance } from '../../math/statistics';
import { subsets } from './splits';
import { checkTrialReturns, indexOfBest, sharpeOfSums, trialRow, type TrialReturns } from './trial-returns';

/** More blocks than this would give more than 200,000 splits and tell nothing new. */
const BLOCKS_MAX = 20;

export interface Overfitting {
  /** Share of the splits whose in-sample winner ranks at or below the median of the other half. */
  readonly probability: number;
  /** One a split: log odds of the winner's relative rank out of sample; negative is below the median. */
  readonly logits: Float64Array;
  /** One a split, per period: the winner's Sharpe ratio in sample and out of it. */
  readonly inSample: Float64Array;
  readonly outOfSample: Float64Array;
  /** The line out-of-sample = intercept + slope * in-sample; undefined where all splits have one in-sample value. */
  readonly degradation?: { readonly slope: number; readonly intercept: number };
  /** Share of the splits in which the winner loses out of sample. */
  readonly probabilityOfLoss: number;
}

/** Sums of one half of the blocks over all trials. */
interface HalfSums {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

interface BlockSums extends HalfSums {
  /** Periods of each block. */
  readonly counts: Int32Array;
  readonly totals: HalfSums & { readonly count: number };
}

/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation: the periods are cut into blocks,
 * every half of the blocks chooses its best trial by Sharpe ratio, and the other half says where that trial ranks. Each
 * split costs one pass over the block sums of the trials, whatever the number of periods; a half and its complement are
 * summed once and used both ways.
 *
 * @param blocks even, 2 to 20; near-equal in length; gives C(blocks, blocks / 2) splits
 * @throws InvariantError on fewer than two trials, an odd number of blocks, or blocks of fewer than two periods
 * @see Bailey, Borwein, Lopez de Prado & Zhu (2017), "The Probability of Backtest Overfitting", Journal of Computational
 *      Finance 20(4), 39-69
 */
export function overfittingProbability(trials: TrialReturns, blocks: number): Overfitting {
  checkTrialReturns(trials);
  invariant(trials.trials >= 2, 'one trial alone cannot be overfitted');
  invariant(blocks % 2 === 0 && blocks >= 2 && blocks <= BLOCKS_MAX, `${blocks} blocks are not an even number to 20`);
  invariant(trials.periods >= 2 * blocks, `${trials.periods} periods in ${blocks} blocks`);
  const sums = blockSums(trials, blocks);
  const halves = halvesWithFirstBlock(blocks);
  const splits = 2 * halves.length;
  const found = {
    logits: new Float64Array(splits),
    inSample: new Float64Array(splits),
    outOfSample: new Float64Array(splits),
  };
  const sharpes = { here: new Float64Array(trials.trials), there: new Float64Array(trials.trials) };
  halves.forEach((half, index) => {
    sharpesOfHalves(sums, half, sharpes);
    recordSplit(sharpes.here, sharpes.there, 2 * index, found);
    recordSplit(sharpes.there, sharpes.here, 2 * index + 1, found);
  });
  const degradation = lineThrough(found.inSample, found.outOfSample);
  return {
    probability: shareOf(found.logits, (logit) => logit <= 0),
    ...found,
    ...(degradation === undefined ? {} : { degradation }),
    probabilityOfLoss: shareOf(found.outOfSample, (sharpe) => sharpe < 0),
  };
}

const shareOf = (values: Float64Array, isCounted: (value: number) => boolean): number =>
  values.reduce((count, value) => count + (isCounted(value) ? 1 : 0), 0) / values.length;

/** Block-major: block b of trial k is at `b * trials + k`, so that halves are added up in one run through memory. */
function blockSums(trials: TrialReturns, blocks: number): BlockSums {
  const count = trials.trials;
  const starts = Int32Array.from({ length: blocks + 1 }, (_, b) => Math.floor((b * trials.periods) / blocks));
  const result = {
    sums: new Float64Array(blocks * count),
    squares: new Float64Array(blocks * count),
    counts: Int32Array.from({ length: blocks }, (_, b) => starts[b + 1]! - starts[b]!),
    totals: { sums: new Float64Array(count), squares: new Float64Array(count), count: trials.periods },
  };
  for (let trial = 0; trial < count; trial++) {
    const row = trialRow(trials, trial);
    for (let block = 0; block < blocks; block++) {
      let sum = 0;
      let squares = 0;
      for (let t = starts[block]!; t < starts[block + 1]!; t++) {
        const value = row[t]!;
        sum += value;
        squares += value * value;
      }
      result.sums[block * count + trial] = sum;
      result.squares[block * count + trial] = squares;
      result.totals.sums[trial]! += sum;
      result.totals.squares[trial]! += squares;
    }
  }
  return result;
}

/** Every half of the blocks that holds the first one; the complements are the other halves. */
const halvesWithFirstBlock = (blocks: number): number[][] =>
  subsets(blocks - 1, blocks / 2 - 1).map((others) => [0, ...others.map((block) => block + 1)]);

function sharpesOfHalves(
  { sums, squares, counts, totals }: BlockSums,
  half: readonly number[],
  out: { readonly here: Float64Array; readonly there: Float64Array },
): void {
  const trials = out.here.length;
  const count = half.reduce((total, block) => total + counts[block]!, 0);
  for (let trial = 0; trial < trials; trial++) {
    let sum = 0;
    let squaresSum = 0;
    for (let i = 0; i < half.length; i++) {
      const at = half[i]! * trials + trial;
      sum += sums[at]!;
      squaresSum += squares[at]!;
    }
    out.here[trial] = sharpeOfSums(count, sum, squaresSum);
    out.there[trial] = sharpeOfSums(
      totals.count - count,
      totals.sums[trial]! - sum,
      totals.squares[trial]! - squaresSum,
    );
  }
}

/** Relative rank r / (trials + 1), r from 1 for the worst; equals share the mean of their ranks. */
function recordSplit(
  here: Float64Array,
  there: Float64Array,
  split: number,
  found: Pick<Overfitting, 'logits' | 'inSample' | 'outOfSample'>,
): void {
  const chosen = indexOfBest(here);
  const value = there[chosen]!;
  let below = 0;
  let equal = 0;
  for (let trial = 0; trial < there.length; trial++) {
    if (there[trial]! < value) below += 1;
    else if (there[trial] === value) equal += 1;
  }
  const rank = below + (equal + 1) / 2;
  found.logits[split] = Math.log(rank / (there.length + 1 - rank));
  found.inSample[split] = here[chosen]!;
  found.outOfSample[split] = value;
}

/** Least squares with one regressor; undefined where it does not move. */
function lineThrough(x: Float64Array, y: Float64Array): { slope: number; intercept: number } | undefined {
  const spread = variance(x);
  if (spread === 0) return undefined;
  const slope = covariance(x, y) / spread;
  return { slope, intercept: mean(y) - slope * mean(x) };
}
