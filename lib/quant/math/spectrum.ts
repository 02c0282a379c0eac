import { invariant } from '../../base/invariant';

/**
 * The matrix with given eigenvalues and eigenvectors: sum over k of values[k] v_k v_k', exactly symmetric.
 *
 * @param values  length n
 * @param vectors row-major n x n, one unit vector a row
 */
export function matrixOfSpectrum(values: Float64Array, vectors: Float64Array): Float64Array {
  const size = values.length;
  invariant(vectors.length === size * size, `${vectors.length} entries for ${size} eigenvectors`);
  const matrix = new Float64Array(size * size);
  for (let k = 0; k < size; k++) {
    const start = k * size;
    for (let row = 0; row < size; row++) {
      const left = values[k]! * vectors[start + row]!;
      for (let column = row, at = row * size + row; column < size; column++, at++) {
        matrix[at]! += left * vectors[start + column]!;
      }
    }
  }
  for (let row = 1; row < size; row++) {
    for (let column = 0; column < row; column++) matrix[row * size + column] = matrix[column * size + row]!;
  }
  return matrix;
}
