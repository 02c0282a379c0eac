import { dot, matVec, maxAbs, sumOf } from '../../math/matrix';
import type { Minorant, RiskModel } from '../../risk/measures/measure';
import { addSpread, joined } from '../../risk/measures/shared';

/** One opinion on expected returns and covariance. */
export interface Opinion {
  /** Length n, decimal per year. */
  readonly expectedReturns: Float64Array;
  /** Row-major n x n. */
  readonly covariance: Float64Array;
}

/** First width: an opinion's share goes from none to all over this share of the spread of the utilities. */
const FIRST_WIDTH_SHARE = 0.5;

/**
 * The largest of riskAversion / 2 * w'S_k w - mu_k'w over some opinions k: the worst utility, as a loss. It is the largest
 * average of them over shares q of sum one; the rounded version subtracts width / 2 * |q - center|^2, and each q that is
 * found is the next center (augmented Lagrangian, as in capped-average.ts).
 */
export function worstUtilityModel(opinions: readonly Opinion[], riskAversion: number): RiskModel {
  const count = opinions.length;
  let center: Float64Array = new Float64Array(count).fill(1 / count);
  let shares = center;
  let width = 0;
  let values: Float64Array = new Float64Array(count);
  let slopes: readonly Float64Array[] = [];
  let place: Float64Array = new Float64Array();
  const look = (image: Float64Array): void => {
    const size = image.length / (count + 1);
    place = image.subarray(0, size);
    const risks = opinions.map((_, k) => image.subarray((k + 1) * size, (k + 2) * size));
    values = Float64Array.from(opinions, (opinion, k) => lossOf(opinion, riskAversion, place, risks[k]!));
    slopes = opinions.map(({ expectedReturns }, k) =>
      risks[k]!.map((entry, at) => riskAversion * entry - expectedReturns[at]!),
    );
  };
  const slopeSize = Math.max(...opinions.map(({ expectedReturns }) => maxAbs(expectedReturns)));
  return {
    imageOf: (weights) => joined([weights, ...opinions.map(({ covariance }) => matVec(covariance, weights))]),
    evaluate: (image) => {
      look(image);
      if (width === 0) width = firstWidth(values);
      shares = nearestShares(center.map((entry, k) => entry + values[k]! / width));
      let total = dot(shares, values);
      for (let k = 0; k < count; k++) total -= (width / 2) * (shares[k]! - center[k]!) ** 2;
      return total;
    },
    addSlope: (factor, target) => {
      for (let k = 0; k < count; k++) {
        for (let at = 0; at < target.length; at++) target[at]! += factor * shares[k]! * slopes[k]![at]!;
      }
    },
    addCurvature: (factor, target) => {
      opinions.forEach(({ covariance }, k) => {
        const share = factor * shares[k]! * riskAversion;
        if (share > 0) for (let at = 0; at < target.length; at++) target[at]! += share * covariance[at]!;
      });
      const moving = Array.from(shares.keys()).filter((k) => shares[k]! > 0);
      const read = (k: number, row: Float64Array): void => row.set(slopes[k]!);
      addSpread(moving, read, () => 1, { factor: factor / width, hasMean: true }, target);
    },
    minorant: () => ({ ...planeBelow(shares, values, slopes, place), slopeSize }),
    exact: (image) => {
      const size = image.length / (count + 1);
      const weights = image.subarray(0, size);
      return Math.max(
        ...opinions.map((opinion, k) =>
          lossOf(opinion, riskAversion, weights, image.subarray((k + 1) * size, (k + 2) * size)),
        ),
      );
    },
    settle: (sharpening) => {
      center = shares;
      width /= sharpening;
    },
  };
}

const lossOf = (
  { expectedReturns }: Opinion,
  riskAversion: number,
  weights: Float64Array,
  risk: Float64Array,
): number => (riskAversion / 2) * dot(weights, risk) - dot(expectedReturns, weights);

/** Each utility is curved upwards, so its tangent lies below it, and so does their average. */
function planeBelow(
  shares: Float64Array,
  values: Float64Array,
  slopes: readonly Float64Array[],
  weights: Float64Array,
): Minorant {
  const slope = new Float64Array(weights.length);
  const total = sumOf(shares);
  slopes.forEach((part, k) => {
    for (let at = 0; at < slope.length; at++) slope[at]! += (shares[k]! / total) * part[at]!;
  });
  return { slope, intercept: dot(shares, values) / total - dot(slope, weights) };
}

function firstWidth(values: Float64Array): number {
  const spread = Math.max(...values) - Math.min(...values);
  return FIRST_WIDTH_SHARE * (spread || Math.abs(values[0]!) || 1);
}

/**
 * The nearest point of the simplex.
 *
 * @see Held, Wolfe & Crowder (1974), "Validation of subgradient optimization", Mathematical Programming 6, 62-88
 */
function nearestShares(point: Float64Array): Float64Array {
  const sorted = point.toSorted().reverse();
  let sum = 0;
  let shift = 0;
  sorted.forEach((entry, at) => {
    sum += entry;
    const next = (sum - 1) / (at + 1);
    if (entry > next) shift = next;
  });
  return point.map((entry) => Math.max(entry - shift, 0));
}
