import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ParameterValues } from '@/lib/quant/features/parameters';
import type { CovarianceEstimate } from '@/lib/quant/risk/risk-model';
import { nearestCorrelation } from '@/lib/quant/math/nearest-correlation';
import { RISK_MODELS } from '@/lib/quant/risk/risk-models';
import { expectClose, TOLERANCE } from '../../support/close';

/**
 * Oracles: scikit-learn 1.9, PyPortfolioOpt 1.6 and skfolio 1.12 by scripts/estimators.py, on 150 returns of eight
 * instruments (tall) and on 14 of sixteen (wide), per period.
 */
interface Shrunk {
  readonly covariance: readonly number[];
  readonly shrinkage: number;
}
type ByParameter = Readonly<Record<string, readonly number[]>>;
interface Covariances {
  readonly sklearn_ledoit_wolf: Shrunk;
  readonly sklearn_oas: Shrunk;
  readonly pypfopt_constant_correlation: Shrunk;
  readonly pypfopt_single_factor: Shrunk;
  readonly ledoit_wolf_2020: readonly number[];
  readonly pypfopt_exp_cov: ByParameter;
  readonly pypfopt_semicovariance: ByParameter;
  readonly skfolio_detone: ByParameter;
  readonly sklearn_pca: ByParameter;
  readonly skfolio_gerber: ByParameter;
  readonly skfolio_ew_zero_mean: readonly number[];
}
interface Sample {
  readonly returns: readonly number[];
  readonly observations: number;
  readonly instruments: number;
}
interface Fixture {
  readonly statsmodels_factors: { readonly returns: readonly number[]; readonly covariance: readonly number[] };
  readonly skfolio_denoise: readonly number[];
  readonly samples: Readonly<Record<'tall' | 'wide', Sample>>;
  readonly cvxpy_nearest_correlation: { readonly matrix: readonly number[]; readonly nearest: readonly number[] };
  readonly covariances: Readonly<Record<'tall' | 'wide', Covariances>>;
}

const fixture = JSON.parse(readFileSync(path.join(import.meta.dirname, 'fixtures/estimators.json'), 'utf8')) as Fixture;

function expectMatrix(actual: Float64Array, expected: readonly number[], tolerance: number = TOLERANCE.longSum): void {
  expect(actual.length).toBe(expected.length);
  const scale = expected.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  expected.forEach((entry, at) => expectClose(actual[at]! / scale, entry / scale, tolerance));
}

describe.each(['tall', 'wide'] as const)('%s sample', (shape) => {
  const { returns, ...size } = fixture.samples[shape];
  const expected = fixture.covariances[shape];
  const estimate = (id: keyof typeof RISK_MODELS, parameters: ParameterValues = {}): CovarianceEstimate =>
    RISK_MODELS[id].estimate({ returns: Float64Array.from(returns), ...size }, parameters);

  function expectShrunk({ covariance, shrinkage }: CovarianceEstimate, oracle: Shrunk): void {
    expectClose(shrinkage, oracle.shrinkage, TOLERANCE.longSum);
    expectMatrix(covariance, oracle.covariance);
  }

  test('ledoit-wolf: scikit-learn LedoitWolf', () => {
    expectShrunk(estimate('ledoit-wolf'), expected.sklearn_ledoit_wolf);
  });

  test('ledoit-wolf-constant-correlation: PyPortfolioOpt, on the covariance divided by T', () => {
    expectShrunk(estimate('ledoit-wolf-constant-correlation'), expected.pypfopt_constant_correlation);
  });

  test('ledoit-wolf-single-factor: PyPortfolioOpt', () => {
    expectShrunk(estimate('ledoit-wolf-single-factor'), expected.pypfopt_single_factor);
  });

  test('ledoit-wolf-nonlinear: the program printed in the paper', () => {
    expectMatrix(estimate('ledoit-wolf-nonlinear').covariance, expected.ledoit_wolf_2020);
  });

  test('oas: scikit-learn OAS', () => expectShrunk(estimate('oas'), expected.sklearn_oas));

  // A span s of PyPortfolioOpt decays by 1 - 2 / (s + 1) a period.
  test.each(Object.entries(expected.pypfopt_exp_cov))('ewma: PyPortfolioOpt exp_cov, span %s', (span, oracle) => {
    const decay = 1 - 2 / (Number(span) + 1);
    const { covariance } = estimate('ewma', { halfLifePeriods: Math.log(0.5) / Math.log(decay) });
    expectMatrix(covariance, oracle);
  });

  // Without a mean of its own: the returns are given to it centred.
  test('ewma: skfolio EWCovariance', () => {
    expectMatrix(estimate('ewma', { halfLifePeriods: 20 }).covariance, expected.skfolio_ew_zero_mean);
  });

  test.each(Object.entries(expected.skfolio_gerber))(
    'gerber: skfolio GerberCovariance, threshold %s',
    (given, oracle) => expectMatrix(estimate('gerber', { threshold: Number(given) }).covariance, oracle),
  );

  test.each(Object.entries(expected.skfolio_detone))('detoned: skfolio DetoneCovariance, %s markets', (count, oracle) =>
    expectMatrix(estimate('detoned', { marketCount: Number(count) }).covariance, oracle),
  );

  test.each(Object.entries(expected.sklearn_pca))('statistical-factors: scikit-learn PCA, %s', (count, oracle) =>
    expectMatrix(estimate('statistical-factors', { factorCount: Number(count) }).covariance, oracle),
  );

  test.each(Object.entries(expected.pypfopt_semicovariance))(
    'semicovariance: PyPortfolioOpt semicovariance, benchmark %s',
    (benchmark, oracle) =>
      expectMatrix(estimate('semicovariance', { threshold: Number(benchmark) }).covariance, oracle),
  );
});

// On eight eigenvalues both fits of the noise keep the same ones, and the answer depends on nothing else of the fit.
test('denoised: skfolio DenoiseCovariance', () => {
  const { returns, ...size } = fixture.samples.tall;
  const { covariance } = RISK_MODELS.denoised.estimate({ returns: Float64Array.from(returns), ...size });
  expectMatrix(covariance, fixture.skfolio_denoise);
});

test('factor-regression: statsmodels OLS on three factors', () => {
  const { returns, ...size } = fixture.samples.tall;
  const factorReturns = {
    names: ['market', 'size', 'value'],
    returns: Float64Array.from(fixture.statsmodels_factors.returns),
  };
  const { covariance, factors } = RISK_MODELS['factor-regression'].estimate({
    returns: Float64Array.from(returns),
    ...size,
    factorReturns,
  });
  expectMatrix(covariance, fixture.statsmodels_factors.covariance);
  expect(factors?.loadings.length).toBe(3 * size.instruments);
});

describe('nearest correlation', () => {
  const upper = (matrix: Float64Array, digits: number): string[] =>
    Array.from(matrix, (entry) => entry.toFixed(digits));

  // Printed: Higham (2002), section 4, the tridiagonal matrix with 2 and -1.
  test('nearest correlation: Higham (2002), section 4', () => {
    const { correlation, isSettled } = nearestCorrelation(
      Float64Array.of(2, -1, 0, 0, -1, 2, -1, 0, 0, -1, 2, -1, 0, 0, -1, 2),
      4,
    );
    expect(isSettled).toBe(true);
    expect(upper(correlation, 4)).toEqual(
      [
        1, -0.8084, 0.1916, 0.1068, -0.8084, 1, -0.6562, 0.1916, 0.1916, -0.6562, 1, -0.8084, 0.1068, 0.1916, -0.8084,
        1,
      ].map((entry) => entry.toFixed(4)),
    );
  });

  // The program's optimum is flat where eigenvalues are zero: both sides stop at about 1e-9.
  test('nearest correlation: cvxpy with Clarabel', () => {
    const { matrix, nearest } = fixture.cvxpy_nearest_correlation;
    const { correlation, isSettled } = nearestCorrelation(Float64Array.from(matrix), 6);
    expect(isSettled).toBe(true);
    expectMatrix(correlation, nearest, TOLERANCE.independentSolver);
  });
});
