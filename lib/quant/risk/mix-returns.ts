import { invariant } from '../../base/invariant';
import type { ReturnsSample } from './risk-model';

/**
 * Returns of a mix that is brought back to its weights every row: one a row of the sample, decimals.
 *
 * @param weights length n, fractions of portfolio value, any sign and sum
 * @throws InvariantError on a shape mismatch
 */
export function mixReturns(weights: Float64Array, { returns, observations, instruments }: ReturnsSample): Float64Array {
  invariant(weights.length === instruments, `${weights.length} weights for ${instruments} instruments`);
  const mix = new Float64Array(observations);
  for (let row = 0, at = 0; row < observations; row++) {
    let sum = 0;
    for (let column = 0; column < instruments; column++, at++) sum += weights[column]! * returns[at]!;
    mix[row] = sum;
  }
  return mix;
}
