import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fitDcc } from '@/lib/quant/math/dcc';
import {
  fitGarch,
  garchHorizonVariance,
  garchLogLikelihood,
  type GarchParameters,
  garchVariances,
} from '@/lib/quant/math/garch';
import { centredReturns } from '@/lib/quant/risk/returns-sample';
import { RISK_MODELS } from '@/lib/quant/risk/risk-models';
import { expectClose, TOLERANCE } from '../../support/close';

/** Oracles: arch 8.0 and scipy, by scripts/garch.py, on 800 returns of three instruments. */
interface Ahead {
  readonly logLikelihood: number;
  readonly nextVariance: number;
  readonly meanVariance21: number;
}
interface Dcc {
  readonly a: number;
  readonly b: number;
  readonly logLikelihood: number;
  readonly next: readonly number[];
}
interface Fixture {
  readonly returns: readonly number[];
  readonly observations: number;
  readonly fixedParameters: GarchParameters;
  readonly arch_fits: readonly (Ahead & GarchParameters)[];
  readonly arch_fixed: readonly (Ahead & { readonly lastVariance: number })[];
  readonly standardised: readonly number[];
  readonly scipy_dcc_two: Dcc;
  readonly scipy_dcc_three: Dcc;
}

const fixture = JSON.parse(readFileSync(path.join(import.meta.dirname, 'fixtures/garch.json'), 'utf8')) as Fixture;

/**
 * The likelihood is flat at its maximum: both searches end within 1e-7 of it, and so within about its square root of the
 * same parameters.
 */
const SEARCHED = 1e-3;
const LIKELIHOOD = 1e-5;

const sample = { returns: Float64Array.from(fixture.returns), observations: fixture.observations, instruments: 3 };
const centred = centredReturns(sample);
const seriesOf = (values: Float64Array, column: number): Float64Array => values.filter((_, at) => at % 3 === column);

const expectRatio = (actual: number, expected: number, tolerance: number): void =>
  expectClose(actual / expected, 1, tolerance);

describe.each([0, 1, 2])('series %d', (column) => {
  const residuals = seriesOf(centred, column);

  test('garch at given parameters: arch likelihood, variances and forecasts', () => {
    const oracle = fixture.arch_fixed[column]!;
    const variances = garchVariances(residuals, fixture.fixedParameters);
    const next = variances.at(-1)!;
    expectRatio(garchLogLikelihood(residuals, fixture.fixedParameters), oracle.logLikelihood, TOLERANCE.longSum);
    expectRatio(variances.at(-2)!, oracle.lastVariance, TOLERANCE.longSum);
    expectRatio(next, oracle.nextVariance, TOLERANCE.longSum);
    const mean = garchHorizonVariance(fixture.fixedParameters, next, 21);
    expectRatio(mean, oracle.meanVariance21, TOLERANCE.longSum);
  });

  test('garch by maximum likelihood: arch', () => {
    const oracle = fixture.arch_fits[column]!;
    const fit = fitGarch(residuals);
    expect(fit.isConverged).toBe(true);
    expect(fit.logLikelihood).toBeGreaterThanOrEqual(oracle.logLikelihood - LIKELIHOOD);
    expectClose(fit.logLikelihood, oracle.logLikelihood, LIKELIHOOD);
    expectRatio(fit.omega, oracle.omega, SEARCHED);
    expectRatio(fit.alpha, oracle.alpha, SEARCHED);
    expectRatio(fit.beta, oracle.beta, SEARCHED);
    expectRatio(fit.nextVariance, oracle.nextVariance, SEARCHED);
  });

  test('garch as a risk model: arch mean variance of the next 21 periods', () => {
    const { covariance } = RISK_MODELS.garch.estimate(sample);
    expectRatio(covariance[4 * column]!, fixture.arch_fits[column]!.meanVariance21, SEARCHED);
  });
});

describe('dynamic correlations', () => {
  function expectDcc(standardised: Float64Array, size: number, oracle: Dcc): void {
    const fit = fitDcc(standardised, size);
    expect(fit.isConverged).toBe(true);
    expectClose(fit.logLikelihood, oracle.logLikelihood, LIKELIHOOD);
    expectClose(fit.a, oracle.a, SEARCHED);
    expectClose(fit.b, oracle.b, SEARCHED);
    oracle.next.forEach((value, at) => expectClose(fit.nextCorrelation[at]!, value, SEARCHED));
  }

  const standardised = Float64Array.from(fixture.standardised);

  test('dcc of two series: the likelihood of Engle (2002), maximised by scipy', () => {
    const two = standardised.filter((_, at) => at % 3 < 2);
    expectDcc(two, 2, fixture.scipy_dcc_two);
  });

  test('dcc of three series: the sum over pairs, maximised by scipy', () => {
    expectDcc(standardised, 3, fixture.scipy_dcc_three);
  });

  // A GARCH fitted by arch and a DCC fitted by scipy, put together: D R D for the next period.
  test('dcc as a risk model: arch and scipy', () => {
    const { covariance } = RISK_MODELS.dcc.estimate(sample, { horizonPeriods: 1 });
    fixture.scipy_dcc_three.next.forEach((correlation, at) => {
      const variances = [Math.floor(at / 3), at % 3].map((column) => fixture.arch_fits[column]!.nextVariance);
      expectRatio(covariance[at]!, correlation * Math.sqrt(variances[0]! * variances[1]!), 3 * SEARCHED);
    });
  });
});
