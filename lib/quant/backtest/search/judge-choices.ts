import { invariant } from '../../../base/invariant';
import type { CombinatorialSplits, RowRange, Split } from './splits';
import {
  checkTrialReturns,
  indexOfBest,
  sharpeOfRow,
  sharpeOfSums,
  trialRow,
  type TrialReturns,
} from './trial-returns';

/** Running sums, so that a range of any length costs two subtractions. One entry more a trial than there are periods. */
interface RunningSums {
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

function runningSums(trials: TrialReturns): RunningSums {
  checkTrialReturns(trials);
  const stride = trials.periods + 1;
  const sums = new Float64Array(trials.trials * stride);
  const squares = new Float64Array(trials.trials * stride);
  for (let trial = 0; trial < trials.trials; trial++) {
    const row = trialRow(trials, trial);
    for (let t = 0, at = trial * stride; t < row.length; t++, at++) {
      sums[at + 1] = sums[at]! + row[t]!;
      squares[at + 1] = squares[at]! + row[t]! * row[t]!;
    }
  }
  return { sums, squares };
}

/** The trial with the highest Sharpe ratio over the ranges; the first of equals, and none that came to nothing. */
function bestOver(trials: TrialReturns, { sums, squares }: RunningSums, ranges: readonly RowRange[]): number {
  const stride = trials.periods + 1;
  const count = ranges.reduce((total, { from, end }) => total + end - from, 0);
  invariant(count >= 2, `a choice from ${count} periods`);
  const sharpes = new Float64Array(trials.trials);
  for (let trial = 0; trial < trials.trials; trial++) {
    let sum = 0;
    let squaresSum = 0;
    for (const { from, end } of ranges) {
      sum += sums[trial * stride + end]! - sums[trial * stride + from]!;
      squaresSum += squares[trial * stride + end]! - squares[trial * stride + from]!;
    }
    sharpes[trial] = sharpeOfSums(count, sum, squaresSum);
  }
  return indexOfBest(sharpes);
}

const valuesIn = (row: Float64Array, { from, end }: RowRange): number[] => [...row.subarray(from, end)];

export interface WalkForwardChoice {
  /** One a split. */
  readonly chosen: readonly number[];
  /** Per period, of the test blocks joined together. */
  readonly sharpe: number;
}

/** Chooses by Sharpe ratio before each test block and is judged on the block: a search repeated as time goes by. */
export function walkForwardChoice(trials: TrialReturns, splits: readonly Split[]): WalkForwardChoice {
  const sums = runningSums(trials);
  const chosen = splits.map(({ train }) => bestOver(trials, sums, train));
  const values = splits.flatMap(({ test }, i) =>
    test.flatMap((range) => valuesIn(trialRow(trials, chosen[i]!), range)),
  );
  return { chosen, sharpe: sharpeOfRow(Float64Array.from(values)) };
}

/** Per period, the Sharpe ratio of each whole history that combinatorial cross-validation puts together. */
export function combinatorialSharpes(
  trials: TrialReturns,
  { splits, groups, paths }: CombinatorialSplits,
): Float64Array {
  const sums = runningSums(trials);
  const chosen = splits.map(({ train }) => bestOver(trials, sums, train));
  return Float64Array.from(paths, (path) =>
    sharpeOfRow(Float64Array.from(groups.flatMap((group, g) => valuesIn(trialRow(trials, chosen[path[g]!]!), group)))),
  );
}
