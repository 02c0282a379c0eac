import { invariant } from '../../../base/invariant';
import type { ReturnsSample } from '../../risk/risk-model';

export interface ScenarioMoments {
  /** Length n, per period. */
  readonly means: Float64Array;
  /** Row-major n x n, per period, exactly symmetric: the moments of the scenarios as they are weighted, so that views hold. */
  readonly covariance: Float64Array;
}

/**
 * Mean and covariance of scenarios under given probabilities.
 *
 * @param probabilities length T, summing to one
 */
export function scenarioMoments(sample: ReturnsSample, probabilities: Float64Array): ScenarioMoments {
  const { returns, observations, instruments } = sample;
  invariant(
    probabilities.length === observations,
    `${probabilities.length} probabilities for ${observations} scenarios`,
  );
  const means = new Float64Array(instruments);
  for (let row = 0, at = 0; row < observations; row++) {
    for (let column = 0; column < instruments; column++, at++) means[column]! += probabilities[row]! * returns[at]!;
  }
  const covariance = new Float64Array(instruments * instruments);
  const apart = new Float64Array(instruments);
  for (let row = 0; row < observations; row++) {
    const weight = probabilities[row]!;
    if (weight === 0) continue;
    for (let column = 0; column < instruments; column++) {
      apart[column] = returns[row * instruments + column]! - means[column]!;
    }
    for (let left = 0; left < instruments; left++) {
      const scaled = weight * apart[left]!;
      for (let right = 0; right <= left; right++) covariance[left * instruments + right]! += scaled * apart[right]!;
    }
  }
  for (let left = 0; left < instruments; left++) {
    for (let right = 0; right < left; right++) {
      covariance[right * instruments + left] = covariance[left * instruments + right]!;
    }
  }
  return { means, covariance };
}
