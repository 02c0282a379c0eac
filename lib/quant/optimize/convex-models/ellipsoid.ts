import { dot, matVec } from '../../math/matrix';
import type { RiskModel } from '../../risk/measures/measure';
import { addSquare, joined } from '../../risk/measures/shared';

/** First width: over this share of its length the direction of the doubt turns into the ball. */
const FIRST_WIDTH_SHARE = 0.5;

/**
 * sqrt(w'Ow): the most that expected returns can lose within an ellipsoid of shape O. It has a kink where nothing doubtful
 * is held. With y the root of O times w it is the largest v'y over |v| <= 1; the rounded version subtracts
 * width / 2 * |v - center|^2, and each v that is found is the next center (augmented Lagrangian, as in capped-average.ts).
 * A v is kept as the weights a that it comes from, and O a beside them, so that no root of O is needed.
 *
 * @param shape O: length n, its diagonal, or row-major n x n; positive semidefinite
 */
export function ellipsoidModel(shape: Float64Array, size: number): RiskModel {
  const times = (weights: Float64Array): Float64Array =>
    shape.length === size ? shape.map((entry, at) => entry * weights[at]!) : matVec(shape, weights);
  let center: Float64Array = new Float64Array(2 * size);
  let found: Float64Array = new Float64Array(2 * size);
  let width = 0;
  /** Length of center + y / width, at least 1 where the ball cuts it. */
  let stretch = 1;
  const evaluate = (image: Float64Array): number => {
    if (width === 0) width = FIRST_WIDTH_SHARE * (lengthOf(image) || Math.sqrt(largestDiagonal(shape, size)) || 1);
    found = center.map((entry, at) => entry + image[at]! / width);
    stretch = Math.max(lengthOf(found), 1);
    if (stretch > 1) found = found.map((entry) => entry / stretch);
    const move = found.map((entry, at) => entry - center[at]!);
    return product(found, image) - (width / 2) * product(move, move);
  };
  return {
    imageOf: (weights) => joined([weights, times(weights)]),
    evaluate,
    addSlope: (factor, target) => {
      for (let at = 0; at < size; at++) target[at]! += factor * found[size + at]!;
    },
    addCurvature: (factor, target) => {
      const share = factor / (width * stretch);
      if (shape.length === size) for (let at = 0; at < size; at++) target[at * size + at]! += share * shape[at]!;
      else for (let at = 0; at < shape.length; at++) target[at]! += share * shape[at]!;
      if (stretch === 1) return;
      addSquare(-share, found.subarray(size), target);
    },
    minorant: () => {
      // Rounding may have left v a little too long for a plane that lies below.
      const length = Math.max(lengthOf(found), 1);
      return { slope: found.slice(size).map((entry) => entry / length), intercept: 0 };
    },
    exact: lengthOf,
    settle: (sharpening) => {
      center = found;
      width /= sharpening;
    },
  };
}

/** Of two vectors kept as (a, O a) and (b, O b): a'O b. */
function product(left: Float64Array, right: Float64Array): number {
  const size = left.length / 2;
  return dot(left.subarray(0, size), right.subarray(size));
}

const lengthOf = (image: Float64Array): number => Math.sqrt(Math.max(product(image, image), 0));

function largestDiagonal(shape: Float64Array, size: number): number {
  let largest = 0;
  const stride = shape.length === size ? 1 : size + 1;
  for (let at = 0; at < shape.length; at += stride) largest = Math.max(largest, shape[at]!);
  return largest;
}
