import { diagonalOf } from '@/lib/quant/math/matrix';
import { variance } from '@/lib/quant/math/statistics';
import type { CovarianceEstimate, CovarianceWarning, ReturnsSample } from '@/lib/quant/risk/risk-model';

/** What a reader of an answer should know about the covariance it rests on. */

/** A singular covariance is told by the optimiser, with its rank. */
export function covarianceSentence(
  kind: CovarianceWarning,
  observations: number,
  instruments: number,
): readonly string[] {
  switch (kind) {
    case 'singular':
      return [];
    case 'indefinite':
      return [
        'The covariance has negative eigenvalues, so no returns can have it; repair asks for the nearest that can.',
      ];
    case 'ill-conditioned':
      return ['The covariance is ill-conditioned: small changes of the data may move the weights a lot.'];
    case 'fewer-observations-than-instruments':
      return [`There are ${observations} returns for ${instruments} assets: the plain sample does not tell all risks.`];
    case 'simpler-model-used':
      return ['The returns do not allow the risk model asked for; a simpler one was used.'];
  }
}

/** Models whose diagonal is not the variance of what is held. */
const OTHER_VARIANCES = new Map([
  ['semicovariance', 'semicovariance counts losses alone, so volatilities are smaller than those of the mixes.'],
  ['detoned', 'detoned takes out what all assets have in common, so volatilities are smaller than those of the mixes.'],
]);

export function modelSentences(riskModel: string): readonly string[] {
  const sentence = OTHER_VARIANCES.get(riskModel);
  return sentence === undefined ? [] : [sentence];
}

/** A variance that shrinkage moves by more than this factor no longer describes its asset. */
const VARIANCE_MOVED_MAX = 2;

/** Shrinkage towards one variance for all is meant for assets that are alike; cash beside shares is not. */
export function shrinkageSentences(
  { covariance, shrinkage }: Pick<CovarianceEstimate, 'covariance' | 'shrinkage'>,
  sample: ReturnsSample,
  assets: readonly string[],
): readonly string[] {
  if (shrinkage === 0) return [];
  const shrunk = diagonalOf(covariance);
  const moved = assets.flatMap((symbol, at) => {
    const ratio = (shrunk[at] ?? Number.NaN) / variance(columnOf(sample, at));
    const isMoved = ratio > VARIANCE_MOVED_MAX || ratio < 1 / VARIANCE_MOVED_MAX;
    return isMoved ? [`${symbol} by a factor of ${Math.sqrt(ratio).toPrecision(2)}`] : [];
  });
  if (moved.length === 0) return [];
  const told = moved.slice(0, MOVED_TOLD_MAX).join(', ');
  const more = moved.length > MOVED_TOLD_MAX ? ` and ${moved.length - MOVED_TOLD_MAX} more` : '';
  return [
    `Shrinking towards one variance for all moved the volatility of ${told}${more}; ledoit-wolf-constant-correlation leaves volatilities as they are.`,
  ];
}

/** So many are named in a sentence; the others are counted. */
const MOVED_TOLD_MAX = 3;

const columnOf = ({ returns, observations, instruments }: ReturnsSample, column: number): Float64Array =>
  Float64Array.from({ length: observations }, (_, row) => returns[row * instruments + column] ?? Number.NaN);
