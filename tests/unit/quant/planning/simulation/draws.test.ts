import { describe, expect, test } from 'vitest';
import { normalCdf } from '@/lib/quant/math/normal';
import { randomStream, xoshiro128StarStar } from '@/lib/quant/math/rng';
import { Draws } from '@/lib/quant/planning/simulation/draws';

const SIZE = 200_000;
const drawsOf = (seed: number): Draws => new Draws(randomStream(seed));

/** Largest distance of the empirical distribution from the true one. */
function kolmogorovDistance(values: Float64Array, cdf: (x: number) => number): number {
  const sorted = values.slice().sort();
  return sorted.reduce((worst, value, at) => Math.max(worst, Math.abs(cdf(value) - (at + 0.5) / sorted.length)), 0);
}

/** One sample in a thousand is further off: 1.95 / sqrt(n). @see Smirnov (1948), Annals of Math. Statistics 19(2) */
const DISTANCE_MAX = 1.95 / Math.sqrt(SIZE);

describe('random numbers by the million', () => {
  // Oracle: the distribution function of the normal.
  test.each([1, 2, 3])('normals follow the normal distribution (seed %i)', (seed) => {
    const normals = new Float64Array(SIZE);
    drawsOf(seed).fillNormals(normals, SIZE);
    expect(kolmogorovDistance(normals, normalCdf)).toBeLessThan(DISTANCE_MAX);
  });

  // Oracle: 2 N(-3.654...) beyond the last layer, within 3 standard errors; a tail left out or doubled shows.
  test('the tail beyond the layers is as heavy as it should be', () => {
    const normals = new Float64Array(2_000_000);
    drawsOf(4).fillNormals(normals, normals.length);
    const chance = 2 * normalCdf(-3.6541528853610088);
    const beyond = normals.reduce((count, x) => count + (Math.abs(x) > 3.6541528853610088 ? 1 : 0), 0);
    const error = Math.sqrt(chance * normals.length);
    expect(Math.abs(beyond - chance * normals.length)).toBeLessThan(3 * error);
  });

  // Oracle: with two degrees chi-square is exponential; in general the mean is df and the variance 2 df.
  test('chi-squares of two degrees are exponential', () => {
    const squares = new Float64Array(SIZE);
    drawsOf(5).fillChiSquares(squares, SIZE, 2);
    expect(kolmogorovDistance(squares, (x) => -Math.expm1(-x / 2))).toBeLessThan(DISTANCE_MAX);
  });

  test.each([3.5, 5, 30])('chi-squares of %d degrees have its mean and variance', (degrees) => {
    const squares = new Float64Array(SIZE);
    drawsOf(6).fillChiSquares(squares, SIZE, degrees);
    const mean = squares.reduce((sum, x) => sum + x, 0) / SIZE;
    const variance = squares.reduce((sum, x) => sum + (x - degrees) ** 2, 0) / SIZE;
    expect(Math.abs(mean - degrees)).toBeLessThan(3 * Math.sqrt((2 * degrees) / SIZE));
    // The fourth central moment of chi-square is 12 df (df + 4).
    const error = Math.sqrt((12 * degrees * (degrees + 4) - (2 * degrees) ** 2) / SIZE);
    expect(Math.abs(variance - 2 * degrees)).toBeLessThan(3 * error);
  });

  test('the same stream gives the same numbers one by one and by the array', () => {
    const normals = new Float64Array(1_000);
    drawsOf(7).fillNormals(normals, normals.length);
    const single = drawsOf(7);
    expect(Array.from(normals)).toEqual(Array.from({ length: 1_000 }, () => single.nextNormal()));
  });

  // Oracle: the generator of the streams, tested against its reference, from the four words that a stream starts draws with.
  test('the generator, written out for speed, is the one of the streams', () => {
    const stream = randomStream(8);
    const word = (): number => stream.nextInteger(2 ** 32) | 0;
    const nextBits = xoshiro128StarStar([word(), word(), word(), word()]);
    const draws = drawsOf(8);
    for (let at = 0; at < 1_000; at++) expect(draws.nextUniform()).toBe(((nextBits() >>> 0) + 0.5) / 2 ** 32);
  });
});
