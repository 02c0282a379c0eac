import { dot, matVec } from '../../math/matrix';
import type { RiskModel } from './measure';
import { joined } from './shared';

/** Image of weights: the offset from the center, then its slope of half the variance. */
function imageOf(covariance: Float64Array, center: Float64Array | undefined, weights: Float64Array): Float64Array {
  const offset = center === undefined ? weights : weights.map((weight, at) => weight - center[at]!);
  return joined([offset, matVec(covariance, offset)]);
}

const squareOf = (image: Float64Array): number => {
  const size = image.length / 2;
  return Math.max(dot(image.subarray(0, size), image.subarray(size)), 0);
};

function addTriangle(covariance: Float64Array, factor: number, target: Float64Array): void {
  for (let at = 0; at < covariance.length; at++) target[at]! += factor * covariance[at]!;
}

/** Half the variance, or with a center half the squared tracking error from it. */
export function halfVarianceModel(covariance: Float64Array, center?: Float64Array): RiskModel {
  let slope = new Float64Array();
  let value = 0;
  return {
    imageOf: (weights) => imageOf(covariance, center, weights),
    evaluate: (image) => {
      slope = image.slice(image.length / 2);
      value = squareOf(image) / 2;
      return value;
    },
    addSlope: (factor, target) => {
      for (let at = 0; at < target.length; at++) target[at]! += factor * slope[at]!;
    },
    addCurvature: (factor, target) => addTriangle(covariance, factor, target),
    minorant: () => ({ slope, intercept: -value - (center === undefined ? 0 : dot(slope, center)) }),
    exact: (image) => squareOf(image) / 2,
    settle: () => undefined,
  };
}

/** Volatility, or with a center the tracking error from it: sqrt((w - center)' S (w - center)). */
export function volatilityModel(covariance: Float64Array, center?: Float64Array): RiskModel {
  let slope = new Float64Array();
  let value = 0;
  return {
    imageOf: (weights) => imageOf(covariance, center, weights),
    evaluate: (image) => {
      value = Math.sqrt(squareOf(image));
      // Where there is no risk at all, no move lowers it, and zero is a slope of it.
      slope = image.slice(image.length / 2).map((entry) => (value > 0 ? entry / value : 0));
      return value;
    },
    addSlope: (factor, target) => {
      for (let at = 0; at < target.length; at++) target[at]! += factor * slope[at]!;
    },
    addCurvature: (factor, target) => {
      if (value === 0) return;
      addTriangle(covariance, factor / value, target);
      const size = slope.length;
      for (let row = 0; row < size; row++) {
        const entry = (factor / value) * slope[row]!;
        for (let column = 0; column < size; column++) target[row * size + column]! -= entry * slope[column]!;
      }
    },
    minorant: () => ({ slope, intercept: center === undefined ? 0 : -dot(slope, center) }),
    exact: (image) => Math.sqrt(squareOf(image)),
    settle: () => undefined,
  };
}
