import { symmetricEigen } from '../../math/symmetric-eigen';
import { matrixOfSpectrum } from '../../math/spectrum';
import { conditioningOf } from '../conditioning';
import { centredReturns, checkReturnsSample, crossProducts } from '../returns-sample';
import type { RiskModel } from '../risk-model';
import { fallbackEstimate } from './shared';

/** The paper's own bound; below it the bandwidth T^(-1/3) is too wide for the formulas of a singular sample. */
const DEGREES_OF_FREEDOM_MIN = 12;

/** An eigenvalue under this share of the largest, per instrument, is rounding: the sample has a rank too low. */
const ZERO_EIGENVALUE_SHARE = 1e-12;

const ROOT_FIVE = Math.sqrt(5);

/** From here each term of the series is less than a fifth of the one before: 22 of them are a double. */
const FAR_OUT = 5;
const FAR_OUT_TERMS = 22;

/**
 * Analytical non-linear shrinkage: each eigenvalue of the sample covariance is moved on its own, by the density of
 * eigenvalues around it and the Hilbert transform of that density, both estimated with Epanechnikov's kernel. Eigenvectors
 * stay. Also for more instruments than observations, where all zero eigenvalues become one positive number.
 *
 * The formulas want twelve degrees of freedom (observations - 1) and a sample of full rank; without them the linear
 * shrinkage of 2004 answers, and the estimate says so.
 *
 * @see Ledoit & Wolf (2020), "Analytical Nonlinear Shrinkage of Large-Dimensional Covariance Matrices", Annals of
 *      Statistics 48(5), 3043-3065
 */
export const nonlinearShrinkage: RiskModel = {
  id: 'ledoit-wolf-nonlinear',
  parameters: [],
  relations: ['scaling', 'shift', 'permutation', 'date-order'],
  estimate: (sample) => {
    checkReturnsSample(sample);
    const { instruments, observations } = sample;
    const degrees = observations - 1;
    const covariance = crossProducts(centredReturns(sample), instruments, degrees);
    const { values, vectors } = symmetricEigen(covariance, instruments);
    const rank = Math.min(instruments, degrees);
    const isFull = values[rank - 1]! > ZERO_EIGENVALUE_SHARE * instruments * values[0]!;
    if (degrees < DEGREES_OF_FREEDOM_MIN || !isFull) {
      return fallbackEstimate(sample);
    }
    const moved = new Float64Array(instruments).fill(0);
    moved.set(shrunkEigenvalues(values.subarray(0, rank), degrees, instruments));
    if (rank < instruments) moved.fill(shrunkZero(values.subarray(0, rank), degrees, instruments), rank);
    const shrunk = matrixOfSpectrum(moved, vectors);
    return { covariance: shrunk, shrinkage: 0, observations, ...conditioningOf(shrunk, instruments, observations) };
  },
};

/** The positive eigenvalues after shrinkage, in their order. */
function shrunkEigenvalues(values: Float64Array, degrees: number, instruments: number): Float64Array {
  const bandwidth = Math.pow(degrees, -1 / 3);
  const concentration = instruments / degrees;
  return values.map((value) => {
    let density = 0;
    let transform = 0;
    for (const other of values) {
      const width = bandwidth * other;
      const x = (value - other) / width;
      density += Math.max(1 - (x * x) / 5, 0) / width;
      transform += hilbertTransform(x) / width;
    }
    density *= 3 / (4 * ROOT_FIVE * values.length);
    transform /= values.length;
    if (concentration > 1) return value / ((Math.PI * value) ** 2 * (density ** 2 + transform ** 2));
    const spread = Math.PI * concentration * value;
    return value / ((spread * density) ** 2 + (1 - concentration - spread * transform) ** 2);
  });
}

/**
 * Of Epanechnikov's kernel; at its edges the logarithm's factor is zero. Far out its two terms cancel, and
 * what is left is the series -3 / (sqrt(5) pi) times the sum of u^(2k+1) / ((2k + 1)(2k + 3)) with u = sqrt(5) / x.
 */
function hilbertTransform(x: number): number {
  if (Math.abs(x) > FAR_OUT) {
    const square = 5 / (x * x);
    let sum = 0;
    let power = ROOT_FIVE / x;
    for (let k = 0; k < FAR_OUT_TERMS; k++, power *= square) sum += power / ((2 * k + 1) * (2 * k + 3));
    return (-3 / (ROOT_FIVE * Math.PI)) * sum;
  }
  const linear = (-3 * x) / (10 * Math.PI);
  const edge = Math.abs((ROOT_FIVE - x) / (ROOT_FIVE + x));
  if (edge === 0 || !Number.isFinite(edge)) return linear;
  return linear + (3 / (4 * ROOT_FIVE * Math.PI)) * (1 - (x * x) / 5) * Math.log(edge);
}

/** What stands in for the zero eigenvalues of more instruments than degrees of freedom. */
function shrunkZero(values: Float64Array, degrees: number, instruments: number): number {
  const h = Math.pow(degrees, -1 / 3);
  const reach = ROOT_FIVE * h;
  const logarithm = Math.log((1 + reach) / (1 - reach));
  const kernel = 3 / (10 * h * h) + (3 / (4 * ROOT_FIVE * h)) * (1 - 1 / (5 * h * h)) * logarithm;
  const meanInverse = values.reduce((sum, value) => sum + 1 / value, 0) / values.length;
  const transform = (kernel * meanInverse) / Math.PI;
  return 1 / (((Math.PI * (instruments - degrees)) / degrees) * transform);
}
