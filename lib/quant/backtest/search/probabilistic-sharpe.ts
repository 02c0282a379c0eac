import { invariant } from '../../../base/invariant';
import { normalCdf } from '../../math/normal';
import { normalQuantile } from '../../math/normal-quantile';
import { mean } from '../../math/statistics';

/** A Sharpe ratio and what its error depends on. Everything is per period of the returns, nothing annualised. */
export interface SharpeSample {
  readonly sharpe: number;
  /** Periods behind it. */
  readonly observations: number;
  /** Third standardised moment: 0 for normal returns. */
  readonly skew: number;
  /** Fourth standardised moment: 3 for normal returns. */
  readonly kurtosis: number;
}

/**
 * @param returns length >= 2, not all equal, in excess of cash
 * @throws InvariantError on returns that do not spread
 */
export function sharpeSample(returns: Float64Array): SharpeSample {
  const observations = returns.length;
  invariant(observations >= 2, `a Sharpe ratio of ${observations} returns`);
  const centre = mean(returns);
  const deviations = returns.map((value) => value - centre);
  const spread = mean(deviations.map((value) => value * value));
  invariant(spread > 0, 'a Sharpe ratio of returns that do not spread');
  const scaled = deviations.map((value) => value / Math.sqrt(spread));
  return {
    sharpe: centre / Math.sqrt((spread * observations) / (observations - 1)),
    observations,
    skew: mean(scaled.map((value) => value ** 3)),
    kurtosis: mean(scaled.map((value) => value ** 4)),
  };
}

/** Variance of the estimated ratio times its observations (less one); negative only for impossible moments. */
const errorVariance = ({ sharpe, skew, kurtosis }: SharpeSample): number =>
  1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;

/**
 * Probabilistic Sharpe ratio: the chance that the true ratio is above a threshold, given how many returns there are and
 * how lopsided and fat-tailed they are.
 *
 * @param threshold per period
 * @returns a probability
 * @see Bailey & Lopez de Prado (2012), "The Sharpe Ratio Efficient Frontier", Journal of Risk 15(2), 3-44
 */
export function probabilisticSharpe(sample: SharpeSample, threshold: number): number {
  const variance = errorVariance(sample);
  invariant(variance > 0, `moments that no returns have: ${variance}`);
  return normalCdf((sample.sharpe - threshold) * Math.sqrt((sample.observations - 1) / variance));
}

/**
 * Minimum track record length: periods after which a ratio of this size would stand above the threshold.
 *
 * @param confidence inside (0.5, 1)
 * @returns periods, not rounded; Infinity when the ratio is not above the threshold
 * @see Bailey & Lopez de Prado (2012), "The Sharpe Ratio Efficient Frontier", Journal of Risk 15(2), 3-44
 */
export function minimumTrackRecord(sample: SharpeSample, threshold: number, confidence: number): number {
  invariant(confidence > 0.5 && confidence < 1, `a confidence of ${confidence}`);
  if (sample.sharpe <= threshold) return Infinity;
  return 1 + errorVariance(sample) * (normalQuantile(confidence) / (sample.sharpe - threshold)) ** 2;
}
