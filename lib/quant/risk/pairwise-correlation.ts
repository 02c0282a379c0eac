import { invariant } from '../../base/invariant';
import { correlation } from '../math/statistics';

/** Fewer common days than this say nothing about how two things move together. */
const COMMON_OBSERVATIONS_MIN = 20;

/**
 * Correlation of each pair over the observations that both have; each pair may rest on other days, so the matrix is
 * for looking at, not for optimising with.
 *
 * @param returns       date-major observations x size; NaN where unknown
 * @param size          number of columns
 * @returns row-major size x size; NaN where two columns share fewer than twenty observations or one does not move
 */
export function pairwiseCorrelations(returns: Float64Array, size: number): Float64Array {
  invariant(size > 0 && returns.length % size === 0, `${returns.length} returns in ${size} columns`);
  const observations = returns.length / size;
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    result[i * size + i] = 1;
    for (let j = i + 1; j < size; j++) {
      const left: number[] = [];
      const right: number[] = [];
      for (let t = 0; t < observations; t++) {
        const a = returns[t * size + i]!;
        const b = returns[t * size + j]!;
        if (Number.isNaN(a) || Number.isNaN(b)) continue;
        left.push(a);
        right.push(b);
      }
      const isEnough = left.length >= COMMON_OBSERVATIONS_MIN;
      const found = isEnough ? correlation(Float64Array.from(left), Float64Array.from(right)) : null;
      const value = found ?? Number.NaN;
      result[i * size + j] = value;
      result[j * size + i] = value;
    }
  }
  return result;
}
