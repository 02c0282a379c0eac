import { flatten, inv, type Matrix, matrix, multiply, subtract, transpose } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { conditionalNormal } from '../../../../lib/quant/math/conditional-normal';
import { choleskyFactor } from '../../../../lib/quant/math/cholesky';
import { dot, matVec } from '../../../../lib/quant/math/matrix';
import { randomStream } from '../../../../lib/quant/math/rng';
import { expectClose, TOLERANCE } from '../../../support/close';

/** A random covariance B B' with a little on the diagonal. */
function randomCovariance(n: number, seed: string): Float64Array {
  const stream = randomStream(seed);
  const factor = Float64Array.from({ length: n * n }, () => stream.nextNormal());
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [row, column] = [Math.floor(at / n), at % n];
    const product = dot(factor.slice(row * n, row * n + n), factor.slice(column * n, column * n + n));
    return 0.01 * (product + (row === column ? 0.1 : 0));
  });
}

const conditioned = (...parameters: Parameters<typeof conditionalNormal>) => {
  const outcome = conditionalNormal(...parameters);
  if (outcome.status !== 'conditioned') throw new Error(`statement ${outcome.statement} is dependent`);
  return outcome;
};

const rowsOf = (flat: Float64Array, n: number): number[][] =>
  Array.from({ length: n }, (_, row) => Array.from(flat.subarray(row * n, (row + 1) * n)));

describe('a normal vector given some of its combinations', () => {
  // Oracle: the regression line of two variables, rho * s2 / s1, and the variance (1 - rho^2) * s2^2 around it.
  test('two variables: beta and what beta leaves', () => {
    const [first, second, correlation] = [0.2, 0.1, -0.4];
    const product = correlation * first * second;
    const covariance = Float64Array.of(first ** 2, product, product, second ** 2);
    const given = conditioned(covariance, [Float64Array.of(1, 0)], Float64Array.of(-0.3));
    expectClose(given.mean[0]!, -0.3, TOLERANCE.closedForm);
    expectClose(given.mean[1]!, ((correlation * second) / first) * -0.3, TOLERANCE.closedForm);
    expectClose(given.covariance[3]!, (1 - correlation ** 2) * second ** 2, TOLERANCE.closedForm);
    expectClose(given.squaredDistance, (0.3 / first) ** 2, TOLERANCE.closedForm);
  });

  // Oracle: the formula written down with the matrices of mathjs.
  test('several combinations at once equal the formula in mathjs', () => {
    const n = 6;
    const flat = randomCovariance(n, 'conditional');
    const stream = randomStream('directions');
    const directions = Array.from({ length: 3 }, () => Float64Array.from({ length: n }, () => stream.nextNormal()));
    const values = Float64Array.of(0.1, -0.2, 0.05);
    const given = conditioned(flat, directions, values);
    const covariance = matrix(rowsOf(flat, n));
    const a = matrix(directions.map((direction) => Array.from(direction)));
    const middle = inv(multiply(multiply(a, covariance), transpose(a)));
    const gain = multiply(multiply(covariance, transpose(a)), middle);
    const mean = multiply(gain, matrix(Array.from(values)));
    const rest = subtract(covariance, multiply(multiply(gain, a), covariance));
    const flatOf = (value: Matrix): number[] => flatten(value).toArray().map(Number);
    flatOf(mean).forEach((value, at) => expectClose(given.mean[at]!, value, 1e-10));
    flatOf(rest).forEach((value, at) => expectClose(given.covariance[at]!, value, 1e-10));
  });

  // Oracle: sampling. Draws whose combination falls near the value; errors as of that many draws, four of them.
  test('the draws near the shock have its mean and covariance', () => {
    const n = 3;
    const flat = randomCovariance(n, 'sampling');
    const factor = choleskyFactor(flat, n);
    if (factor.status !== 'factored') throw new Error('not a covariance');
    const direction = Float64Array.of(0.5, 0.5, 0);
    const deviation = Math.sqrt(dot(direction, matVec(flat, direction)));
    const value = -deviation;
    const given = conditioned(flat, [direction], Float64Array.of(value));
    const stream = randomStream('draws');
    const kept: Float64Array[] = [];
    for (let draw = 0; draw < 200_000; draw++) {
      const noise = Float64Array.from({ length: n }, () => stream.nextNormal());
      const sample = matVec(factor.lower, noise);
      if (Math.abs(dot(direction, sample) - value) < 0.03 * deviation) kept.push(sample);
    }
    expect(kept.length).toBeGreaterThan(2_000);
    const mean = given.mean.map((_, at) => kept.reduce((sum, sample) => sum + sample[at]!, 0) / kept.length);
    for (let row = 0; row < n; row++) {
      const own = given.covariance[row * n + row]!;
      expect(Math.abs(mean[row]! - given.mean[row]!)).toBeLessThan(4 * Math.sqrt(own / kept.length) + 1e-3 * deviation);
      for (let column = 0; column < n; column++) {
        const sampled =
          kept.reduce((sum, sample) => sum + (sample[row]! - mean[row]!) * (sample[column]! - mean[column]!), 0) /
          kept.length;
        const other = given.covariance[column * n + column]!;
        const exact = given.covariance[row * n + column]!;
        // The standard error of a sampled covariance of normals.
        const error = Math.sqrt((own * other + exact ** 2) / kept.length);
        expect(Math.abs(sampled - exact)).toBeLessThan(4 * error + 1e-3 * deviation ** 2);
      }
    }
  });

  test('nothing stated leaves everything open; zero stated moves nothing and still narrows', () => {
    const flat = randomCovariance(4, 'zero');
    const free = conditioned(flat, [], new Float64Array(0));
    expect(free.mean.every((value) => value === 0)).toBe(true);
    expect(free.covariance).toEqual(flat);
    const still = conditioned(flat, [Float64Array.of(1, 1, 0, 0)], Float64Array.of(0));
    expect(still.mean.every((value) => Math.abs(value) === 0)).toBe(true);
    expect(still.covariance[0]!).toBeLessThan(flat[0]!);
  });

  test.each([
    ['the same twice', [Float64Array.of(1, 0, 0, 0), Float64Array.of(2, 0, 0, 0)], 1],
    [
      'a sum of the two before',
      [
        [1, 0, 0, 0],
        [0, 1, 0, 0],
        [1, 1, 0, 0],
      ].map((row) => Float64Array.from(row)),
      2,
    ],
    ['nothing at all', [new Float64Array(4)], 0],
  ])('%s is named as dependent', (_, directions, statement) => {
    const flat = randomCovariance(4, 'dependent');
    const values = new Float64Array(directions.length).fill(0.1);
    expect(conditionalNormal(flat, directions, values)).toEqual({ status: 'dependent', statement });
  });
});
