import { describe, expect, test } from 'vitest';
import {
  expectedImprovement,
  fitGaussianProcess,
  type GaussianProcess,
  gaussianProcess,
} from '@/lib/quant/math/gaussian-process';
import { randomStream } from '@/lib/quant/math/rng';
import { expectClose, TOLERANCE } from '../../../support/close';

/** The kernel adds 1e-10 to its diagonal. */
const JITTER = 1e-8;

const kernel = (distance: number, scale: number): number => {
  const r = (Math.sqrt(5) * distance) / scale;
  return (1 + r + r ** 2 / 3) * Math.exp(-r);
};

const at = (process: GaussianProcess, ...point: number[]): { mean: number; deviation: number } => {
  const { means, deviations } = process.predict(Float64Array.from(point));
  return { mean: means[0]!, deviation: deviations[0]! };
};

describe('Gaussian process', () => {
  // One point: the mean is its value, the variance of the residual is nought.
  test('a single point is its own mean everywhere', () => {
    const process = gaussianProcess(
      { points: Float64Array.of(0.3), values: Float64Array.of(2), dimensions: 1 },
      { lengthScale: 0.5, noiseShare: 0 },
    );
    expect(at(process, 0.9)).toEqual({ mean: 2, deviation: 0 });
  });

  // Two points at distance d, values +1 and -1: mean 0, and K^-1 y = y / (1 - k), so the variance is 1 / (1 - k).
  // Half way both covariances are equal, the mean is 0 and 1 - c' K^-1 c = 1 - 2 c^2 / (1 + k).
  test('two points in closed form', () => {
    const process = gaussianProcess(
      { points: Float64Array.of(0, 0, 0.6, 0), values: Float64Array.of(1, -1), dimensions: 2 },
      { lengthScale: 0.7, noiseShare: 0 },
    );
    const k = kernel(0.6, 0.7);
    const c = kernel(0.3, 0.7);
    const variance = 1 / (1 - k);
    const half = at(process, 0.3, 0);
    expectClose(half.mean, 0, TOLERANCE.closedForm);
    expectClose(half.deviation, Math.sqrt(variance * (1 - (2 * c ** 2) / (1 + k))), JITTER);
    const near = kernel(0.1, 0.7);
    const far = kernel(0.5, 0.7);
    expectClose(at(process, 0.1, 0).mean, (near - far) / (1 - k), JITTER);
    // n log(2 pi variance) + log |K| + n, with |K| = 1 - k^2.
    expectClose(
      process.logLikelihood,
      -0.5 * (2 * Math.log(2 * Math.PI * variance) + Math.log(1 - k ** 2) + 2),
      JITTER,
    );
  });

  test('without noise it goes through what was seen, with noise between', () => {
    const points = Float64Array.of(0, 0.2, 0.5, 0.8, 1);
    const data = { points, values: points.map((x) => Math.sin(5 * x)), dimensions: 1 };
    const exact = gaussianProcess(data, { lengthScale: 0.4, noiseShare: 0 });
    points.forEach((x, i) => {
      const { mean, deviation } = at(exact, x);
      expectClose(mean, data.values[i]!, 1e-6);
      expect(deviation).toBeLessThan(1e-4);
    });
    expect(at(exact, 0.65).deviation).toBeGreaterThan(0.001);
  });

  // Oracle: the process fitted anew with the believed points; its variance is the one found before, so only shares compare.
  test('believing a point is seeing its mean there', () => {
    const points = Float64Array.of(0, 0.3, 0.9);
    const parameters = { lengthScale: 0.3, noiseShare: 0.05 };
    const process = gaussianProcess({ points, values: Float64Array.of(1, 3, 2), dimensions: 1 }, parameters);
    const targets = Float64Array.of(0.15, 0.5, 0.65, 1);
    const prediction = process.predict(targets);
    const variance = process.predict(Float64Array.of(99)).deviations[0]! ** 2;
    prediction.believe(1);
    prediction.believe(3);
    const believed = Float64Array.of(...points, 0.5, 1);
    const values = Float64Array.of(1, 3, 2, prediction.means[1]!, prediction.means[3]!);
    const anew = gaussianProcess({ points: believed, values, dimensions: 1 }, parameters);
    const varianceAnew = anew.predict(Float64Array.of(99)).deviations[0]! ** 2;
    anew.predict(targets).deviations.forEach((deviation, i) => {
      expectClose(prediction.deviations[i]! ** 2 / variance, deviation ** 2 / varianceAnew, JITTER);
    });
  });

  test('the fit prefers noise for noise and none for a smooth function', () => {
    const stream = randomStream('fit');
    const points = Float64Array.from({ length: 40 }, () => stream.nextUniform());
    const noisy = { points, values: points.map(() => stream.nextNormal()), dimensions: 1 };
    const smooth = { points, values: points.map((x) => Math.sin(4 * x)), dimensions: 1 };
    expect(fitGaussianProcess(noisy).noiseShare).toBe(0.5);
    expect(fitGaussianProcess(smooth).noiseShare).toBe(1e-6);
  });
});

describe('expected improvement', () => {
  // At the best value itself it is the deviation times the density at nought.
  test('closed forms', () => {
    expectClose(expectedImprovement(1, 2, 1), 2 / Math.sqrt(2 * Math.PI), TOLERANCE.closedForm);
    expect(expectedImprovement(3, 0, 1)).toBe(2);
    expect(expectedImprovement(0, 0, 1)).toBe(0);
  });

  test('agrees with an average over the normal distribution', () => {
    const stream = randomStream('improvement');
    let sum = 0;
    for (let i = 0; i < 200_000; i++) sum += Math.max(0.3 + 0.8 * stream.nextNormal() - 0.9, 0);
    // Three standard errors of the average.
    expect(Math.abs(sum / 200_000 - expectedImprovement(0.3, 0.8, 0.9))).toBeLessThan(0.0025);
  });
});
