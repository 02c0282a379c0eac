import { invariant } from '../../../base/invariant';

/** What every trial of a search earned, over the same periods. */
export interface TrialReturns {
  /** Trial-major: what trial k earned in period t, in excess of cash, is at `k * periods + t`. Decimals per period, no NaN. */
  readonly returns: Float64Array;
  readonly trials: number;
  readonly periods: number;
}

/** @throws InvariantError on no trial, fewer than two periods or an array of another size */
export function checkTrialReturns({ returns, trials, periods }: TrialReturns): void {
  invariant(trials >= 1 && periods >= 2, `${trials} trials over ${periods} periods`);
  invariant(returns.length === trials * periods, `${returns.length} returns for ${trials} trials x ${periods} periods`);
}

/** One trial's returns; nothing is copied. */
export const trialRow = ({ returns, periods }: TrialReturns, trial: number): Float64Array =>
  returns.subarray(trial * periods, (trial + 1) * periods);

/** A spread below this share of the size of the values is their rounding. */
const ROUNDING_SHARE = 1e-13;

/**
 * Mean over sample deviation (n - 1), per period, from sums; 0 for returns that do not spread, which measure nothing.
 *
 * @param count      at least 2
 * @param squaresSum sum of squares
 */
export function sharpeOfSums(count: number, sum: number, squaresSum: number): number {
  const mean = sum / count;
  const deviations = squaresSum - sum * mean;
  return deviations > squaresSum * ROUNDING_SHARE ? mean / Math.sqrt(deviations / (count - 1)) : 0;
}

/** The same of returns one after the other, at least two. */
export function sharpeOfRow(row: Float64Array): number {
  let sum = 0;
  let squaresSum = 0;
  for (let t = 0; t < row.length; t++) {
    const value = row[t]!;
    sum += value;
    squaresSum += value * value;
  }
  return sharpeOfSums(row.length, sum, squaresSum);
}

/** Length `trials`: the Sharpe ratio of each per period, not annualised. */
export const trialSharpes = (trials: TrialReturns): Float64Array =>
  Float64Array.from({ length: trials.trials }, (_, trial) => sharpeOfRow(trialRow(trials, trial)));

/**
 * The first of the highest ratios. A trial that came to nothing, or stayed in cash, has none (0): where all others lose it
 * is no winner either, and is named only where there is nothing else.
 *
 * @param sharpes at least one
 */
export function indexOfBest(sharpes: Float64Array): number {
  let best = -1;
  for (let i = 0; i < sharpes.length; i++) {
    if (sharpes[i] !== 0 && (best < 0 || sharpes[i]! > sharpes[best]!)) best = i;
  }
  return Math.max(best, 0);
}
