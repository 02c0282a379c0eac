import { invariant } from '../../../base/invariant';
import { normalQuantile } from '../../math/normal-quantile';
import { variance } from '../../math/statistics';
import { effectiveTrials } from './effective-trials';
import { probabilisticSharpe, sharpeSample, type SharpeSample } from './probabilistic-sharpe';
import { trialRow, trialSharpes, type TrialReturns } from './trial-returns';

const EULER_MASCHERONI = 0.577215664901532860606512090082;

/**
 * The Sharpe ratio that the best of so many trials without any skill is expected to show.
 *
 * @param sharpeVariance of the trials' ratios, per period
 * @param trials         independent ones, not necessarily whole; one is no search and expects 0
 * @returns per period
 * @see Bailey & Lopez de Prado (2014), "The Deflated Sharpe Ratio", Journal of Portfolio Management 40(5), 94-107
 */
export function expectedMaximumSharpe(sharpeVariance: number, trials: number): number {
  invariant(trials >= 1 && sharpeVariance >= 0, `${trials} trials with variance ${sharpeVariance}`);
  if (trials === 1) return 0;
  const expected =
    (1 - EULER_MASCHERONI) * normalQuantile(1 - 1 / trials) +
    EULER_MASCHERONI * normalQuantile(1 - 1 / (trials * Math.E));
  // The formula is made for many trials and falls below nought for fewer than two.
  return Math.sqrt(sharpeVariance) * Math.max(expected, 0);
}

/** Deflated Sharpe ratio: the chance that the true ratio is above what the best of so many tries shows by luck alone. */
export const deflatedSharpe = (sample: SharpeSample, sharpeVariance: number, trials: number): number =>
  probabilisticSharpe(sample, expectedMaximumSharpe(sharpeVariance, trials));

export interface Deflation {
  readonly sample: SharpeSample;
  /** What the trials amount to, were they independent: from their average correlation. */
  readonly effectiveTrials: number;
  /** Per period: what the best of them shows by luck. */
  readonly luckSharpe: number;
  /** The deflated Sharpe ratio, a probability. */
  readonly probability: number;
}

/** Deflates one trial of a search by all of them. @throws InvariantError on fewer than two trials */
export function deflate(trials: TrialReturns, chosen: number): Deflation {
  const sample = sharpeSample(trialRow(trials, chosen));
  const count = effectiveTrials(trials);
  const luckSharpe = expectedMaximumSharpe(variance(trialSharpes(trials)), count);
  return { sample, effectiveTrials: count, luckSharpe, probability: probabilisticSharpe(sample, luckSharpe) };
}
