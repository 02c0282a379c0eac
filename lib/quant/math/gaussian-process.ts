import { invariant } from '../../base/invariant';
import { choleskyFactor, choleskySolve, invertLower } from './cholesky';
import { dot, sumOf } from './matrix';
import { normalCdf, normalPdf } from './normal';

/** What was seen: one point a row, and its value. */
export interface ProcessData {
  /** Row-major observations x dimensions; coordinates of a size of about one. */
  readonly points: Float64Array;
  /** Length observations >= 1. */
  readonly values: Float64Array;
  readonly dimensions: number;
}

export interface ProcessParameters {
  /** Distance over which values resemble each other, common to all dimensions. */
  readonly lengthScale: number;
  /** Variance of the noise as a share of that of the function. */
  readonly noiseShare: number;
}

export interface GaussianProcess extends ProcessParameters {
  /** Natural logarithm of the marginal likelihood, with mean and variance at their best. */
  readonly logLikelihood: number;
  /** @param points row-major, any number of them x dimensions */
  readonly predict: (points: Float64Array) => Prediction;
}

/** The function itself at some points, without the noise. */
export interface Prediction {
  readonly means: Float64Array;
  /** Falls as points are believed. */
  readonly deviations: Float64Array;
  /** As if the function had been seen at this point and had come out at its mean: no mean changes, deviations do. */
  readonly believe: (index: number) => void;
}

/** Added to the diagonal, so that a point seen twice does not make the matrix singular. */
const JITTER = 1e-10;

const SQRT_5 = Math.sqrt(5);

/** Correlation at a distance: twice differentiable and no smoother than that. */
function maternFiveHalves(distance: number, lengthScale: number): number {
  const scaled = (SQRT_5 * distance) / lengthScale;
  return (1 + scaled + (scaled * scaled) / 3) * Math.exp(-scaled);
}

function distanceBetween(left: Float64Array, i: number, right: Float64Array, j: number, dimensions: number): number {
  let squares = 0;
  for (let d = 0; d < dimensions; d++) {
    const gap = left[i * dimensions + d]! - right[j * dimensions + d]!;
    squares += gap * gap;
  }
  return Math.sqrt(squares);
}

/**
 * Gaussian process with a Matern 5/2 kernel; its mean and variance are the generalised least squares ones.
 *
 * @throws InvariantError on no observation, arrays that do not fit each other or a parameter that is not positive
 * @see Rasmussen & Williams (2006), "Gaussian Processes for Machine Learning", algorithm 2.1 and section 5.4
 */
export function gaussianProcess(data: ProcessData, { lengthScale, noiseShare }: ProcessParameters): GaussianProcess {
  const { points, values, dimensions } = data;
  const n = values.length;
  invariant(n >= 1 && points.length === n * dimensions, `${points.length} coordinates for ${n} x ${dimensions}`);
  invariant(lengthScale > 0 && noiseShare >= 0, `length scale ${lengthScale} with noise ${noiseShare}`);
  const kernel = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const entry = maternFiveHalves(distanceBetween(points, i, points, j, dimensions), lengthScale);
      kernel[i * n + j] = entry;
      kernel[j * n + i] = entry;
    }
    kernel[i * n + i] = 1 + noiseShare + JITTER;
  }
  const factor = choleskyFactor(kernel, n);
  invariant(factor.status === 'factored', 'a Matern kernel with jitter is positive definite');
  const { lower } = factor;
  const ones = choleskySolve(lower, new Float64Array(n).fill(1));
  const mean = dot(ones, values) / sumOf(ones);
  const residuals = values.map((value) => value - mean);
  const weights = choleskySolve(lower, residuals);
  const variance = Math.max(dot(residuals, weights) / n, 0);
  let logDeterminant = 0;
  for (let i = 0; i < n; i++) logDeterminant += 2 * Math.log(lower[i * n + i]!);
  return {
    lengthScale,
    noiseShare,
    logLikelihood: -0.5 * (n * Math.log(2 * Math.PI * variance) + logDeterminant + n),
    predict: (targets) =>
      predictionAt(targets, data, { lengthScale, noiseShare, inverse: invertLower(lower, n), mean, weights, variance }),
  };
}

interface Fitted extends ProcessParameters {
  /** Of the lower factor of the kernel, row-major n x n. */
  readonly inverse: Float64Array;
  readonly mean: number;
  /** Length n: kernel^-1 (values - mean). */
  readonly weights: Float64Array;
  readonly variance: number;
}

/** Each target's covariances with what was seen, times the inverse factor, are kept: a belief then adds one entry. */
function predictionAt(targets: Float64Array, { points, dimensions }: ProcessData, fitted: Fitted): Prediction {
  const { lengthScale, noiseShare, inverse, mean, weights, variance } = fitted;
  const n = weights.length;
  const count = targets.length / dimensions;
  const similarity = (i: number, other: Float64Array, j: number): number =>
    maternFiveHalves(distanceBetween(targets, i, other, j, dimensions), lengthScale);
  const covariances = new Float64Array(n);
  const whitened: Float64Array[] = [];
  const means = new Float64Array(count);
  const unexplained = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < n; k++) covariances[k] = similarity(i, points, k);
    const white = new Float64Array(n);
    for (let row = 0; row < n; row++) {
      let sum = 0;
      for (let column = 0; column <= row; column++) sum += inverse[row * n + column]! * covariances[column]!;
      white[row] = sum;
    }
    whitened.push(white);
    means[i] = mean + dot(covariances, weights);
    unexplained[i] = 1 - dot(white, white);
  }
  const deviationOf = (share: number): number => Math.sqrt(variance * Math.max(share, 0));
  const deviations = unexplained.map(deviationOf);
  /** One array a belief, one entry a target. */
  const believed: Float64Array[] = [];
  const believe = (index: number): void => {
    const pivot = Math.sqrt(Math.max(unexplained[index]!, 0) + noiseShare + JITTER);
    const entries = Float64Array.from({ length: count }, (_, i) => {
      let rest = similarity(i, targets, index) - dot(whitened[i]!, whitened[index]!);
      for (const earlier of believed) rest -= earlier[i]! * earlier[index]!;
      return rest / pivot;
    });
    believed.push(entries);
    for (let i = 0; i < count; i++) {
      unexplained[i]! -= entries[i]! ** 2;
      deviations[i] = deviationOf(unexplained[i]!);
    }
  };
  return { means, deviations, believe };
}

/** Tried in turn: from a tenth of the unit cube's side to more than its diagonal, and from no noise to half of it. */
const LENGTH_SCALES = [0.1, 0.2, 0.4, 0.8, 1.6] as const;
const NOISE_SHARES = [1e-6, 1e-3, 1e-2, 1e-1, 0.5] as const;

/** The process whose parameters, from a small grid, make the data most likely; the first of equals. */
export function fitGaussianProcess(data: ProcessData): GaussianProcess {
  const fits = LENGTH_SCALES.flatMap((lengthScale) =>
    NOISE_SHARES.map((noiseShare) => gaussianProcess(data, { lengthScale, noiseShare })),
  );
  return fits.reduce((best, fit) => (fit.logLikelihood > best.logLikelihood ? fit : best));
}

/**
 * Mean amount by which a normal value exceeds the best one seen, counting nought where it does not.
 *
 * @see Jones, Schonlau & Welch (1998), "Efficient Global Optimization of Expensive Black-Box Functions", Journal of
 *      Global Optimization 13(4), equation 15, for a maximum
 */
export function expectedImprovement(mean: number, deviation: number, best: number): number {
  if (deviation <= 0) return Math.max(mean - best, 0);
  const z = (mean - best) / deviation;
  return (mean - best) * normalCdf(z) + deviation * normalPdf(z);
}
