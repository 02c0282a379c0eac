import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'vitest';
import { predictiveMoments, updateBelief } from '@/lib/quant/forecast/views/normal-inverse-wishart';
import { expectClose, TOLERANCE } from '../../support/close';

/**
 * Oracles, by scripts/bayes.py: the textbook update (Gelman et al., section 3.6) with scipy's inverse Wishart and
 * Student t; for one instrument the posterior by numerical integration of likelihood times prior.
 */
interface Fixture {
  readonly returns: readonly number[];
  readonly observations: number;
  readonly prior: {
    readonly mean: readonly number[];
    readonly covariance: readonly number[];
    readonly meanObservations: number;
    readonly covarianceObservations: number;
  };
  readonly mean: readonly number[];
  readonly covariance: readonly number[];
  readonly predictiveCovariance: readonly number[];
  readonly predictiveVariances: readonly number[];
  readonly degreesOfFreedom: number;
  readonly single: {
    readonly returns: readonly number[];
    readonly prior: {
      readonly mean: number;
      readonly variance: number;
      readonly meanObservations: number;
      readonly covarianceObservations: number;
    };
    readonly mean: number;
    readonly variance: number;
    readonly meanVariance: number;
  };
}
const fixture = JSON.parse(readFileSync(path.join(import.meta.dirname, 'fixtures/bayes.json'), 'utf8')) as Fixture;

function expectAll(actual: Float64Array, expected: readonly number[], tolerance: number): void {
  actual.forEach((value, at) => {
    expectClose(value, expected[at]!, tolerance);
  });
}

describe('normal-inverse-Wishart belief', () => {
  test('posterior and predictive moments of three instruments: scipy', () => {
    const belief = updateBelief(
      {
        ...fixture.prior,
        expectedReturns: Float64Array.from(fixture.prior.mean),
        covariance: Float64Array.from(fixture.prior.covariance),
      },
      { returns: Float64Array.from(fixture.returns), observations: fixture.observations, instruments: 3 },
    );
    expectAll(belief.expectedReturns, fixture.mean, TOLERANCE.closedForm);
    expectAll(belief.covariance, fixture.covariance, TOLERANCE.closedForm);
    const next = predictiveMoments(belief, 1);
    expectAll(next.covariance, fixture.predictiveCovariance, TOLERANCE.closedForm);
    expectAll(
      Float64Array.from([0, 4, 8], (at) => next.covariance[at]!),
      fixture.predictiveVariances,
      TOLERANCE.closedForm,
    );
    expectClose(next.degreesOfFreedom, fixture.degreesOfFreedom, TOLERANCE.closedForm);
  });

  test('posterior moments of one instrument: numerical integration of likelihood times prior', () => {
    const { single } = fixture;
    const belief = updateBelief(
      {
        ...single.prior,
        expectedReturns: Float64Array.of(single.prior.mean),
        covariance: Float64Array.of(single.prior.variance),
      },
      { returns: Float64Array.from(single.returns), observations: single.returns.length, instruments: 1 },
    );
    expectClose(belief.expectedReturns[0]! / single.mean, 1, TOLERANCE.longSum);
    expectClose(belief.covariance[0]! / single.variance, 1, TOLERANCE.independentSolver);
    const { standardErrors } = predictiveMoments(belief, 1);
    expectClose(standardErrors[0]! ** 2 / single.meanVariance, 1, TOLERANCE.independentSolver);
  });
});
