import { deflate } from '@/lib/quant/backtest/search/deflated-sharpe';
import { overfittingProbability } from '@/lib/quant/backtest/search/overfitting-probability';
import { indexOfBest, type TrialReturns, trialSharpes } from '@/lib/quant/backtest/search/trial-returns';
import { randomStream } from '@/lib/quant/math/rng';

/** 20 years of monthly returns of 1,000 strategies. */
const TRIALS = 1_000;
const PERIODS = 240;
const MONTHS_PER_YEAR = 12;
const PLANTED_ANNUAL_SHARPE = 1.5;
export const PLANTED_AT = 617;

/** 15 % a year; the answers do not depend on it. */
const VOLATILITY = 0.15 / Math.sqrt(MONTHS_PER_YEAR);

/** Independent normal returns without any skill. */
export function noiseTrials(seed: string): TrialReturns {
  const stream = randomStream(seed);
  const returns = Float64Array.from({ length: TRIALS * PERIODS }, () => VOLATILITY * stream.nextNormal());
  return { returns, trials: TRIALS, periods: PERIODS };
}

/** The same with a true Sharpe ratio of 1.5 a year given to one of them. */
export function planted(trials: TrialReturns): TrialReturns {
  const returns = trials.returns.slice();
  const drift = (PLANTED_ANNUAL_SHARPE / Math.sqrt(MONTHS_PER_YEAR)) * VOLATILITY;
  for (let t = 0; t < PERIODS; t++) returns[PLANTED_AT * PERIODS + t]! += drift;
  return { ...trials, returns };
}

export interface SearchVerdict {
  readonly best: number;
  readonly overfitting: number;
  readonly deflated: number;
}

export function verdictOn(trials: TrialReturns, blocks: number): SearchVerdict {
  const best = indexOfBest(trialSharpes(trials));
  const { probability } = overfittingProbability(trials, blocks);
  return { best, overfitting: probability, deflated: deflate(trials, best).probability };
}

export const shareOf = (verdicts: readonly SearchVerdict[], isCounted: (verdict: SearchVerdict) => boolean): number =>
  verdicts.filter(isCounted).length / verdicts.length;
