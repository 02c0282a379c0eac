import { invariant } from '../../base/invariant';

/** A covariance as loadings' factorCovariance loadings + diag(specificVariances). */
export interface FactorForm {
  /** Row-major k x n: exposure of each instrument to each factor. */
  readonly loadings: Float64Array;
  /** Row-major k x k, positive semidefinite. */
  readonly factorCovariance: Float64Array;
  /** Length n, at least 0. */
  readonly specificVariances: Float64Array;
}

/** The covariance written out: row-major n x n, exactly symmetric. */
export function covarianceOfFactors({ loadings, factorCovariance, specificVariances }: FactorForm): Float64Array {
  const size = specificVariances.length;
  const factors = loadings.length / size;
  invariant(factorCovariance.length === factors ** 2, `${factorCovariance.length} entries for ${factors} factors`);
  const weighted = new Float64Array(loadings.length);
  for (let row = 0; row < factors; row++) {
    for (let inner = 0; inner < factors; inner++) {
      const entry = factorCovariance[row * factors + inner]!;
      for (let column = 0; column < size; column++) {
        weighted[row * size + column]! += entry * loadings[inner * size + column]!;
      }
    }
  }
  const covariance = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = row; column < size; column++) {
      let sum = row === column ? specificVariances[row]! : 0;
      for (let at = 0; at < factors; at++) sum += loadings[at * size + row]! * weighted[at * size + column]!;
      covariance[row * size + column] = sum;
      covariance[column * size + row] = sum;
    }
  }
  return covariance;
}
