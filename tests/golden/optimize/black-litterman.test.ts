import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  blackLitterman,
  impliedReturns,
  type ReturnsPrior,
  type ViewsPosterior,
} from '@/lib/quant/forecast/views/black-litterman';
import { checkViews, type ReturnView, type ViewCertainty } from '@/lib/quant/forecast/views/view';
import { linearSolve } from '@/lib/quant/math/linear-solve';
import { expectClose, TOLERANCE } from '../../support/close';

function posteriorOf(prior: ReturnsPrior, views: readonly ReturnView[], symbols: readonly string[]): ViewsPosterior {
  const checked = checkViews(views, symbols);
  if (checked.status === 'refused') throw new Error(checked.message);
  const posterior = blackLitterman(prior, checked.value);
  if (posterior.status === 'refused') throw new Error(posterior.message);
  return posterior.value;
}

/** Best weights without limits: (riskAversion * S)^-1 mu. */
function bestMix(covariance: Float64Array, expectedReturns: Float64Array, riskAversion: number): Float64Array {
  const scaled = covariance.map((entry) => riskAversion * entry);
  return linearSolve(scaled, expectedReturns, expectedReturns.length) ?? new Float64Array();
}

/** Printed in percent with so many digits: the number lies within half a unit of the last one. */
function expectPrinted(actual: Float64Array, printedPercent: readonly number[], halfUnit: number): void {
  printedPercent.forEach((printed, at) => {
    expect(Math.abs(100 * actual[at]! - printed), `entry ${at}: ${100 * actual[at]!} against ${printed}`).toBeLessThan(
      halfUnit * 1.001,
    );
  });
}

/** He & Litterman (1999), "The Intuition Behind Black-Litterman Model Portfolios": tables 1, 2 and 4 to 7. */
describe('Black-Litterman, He & Litterman (1999), seven countries', () => {
  const countries = ['Australia', 'Canada', 'France', 'Germany', 'Japan', 'UK', 'USA'];
  const volatilities = [0.16, 0.203, 0.248, 0.271, 0.21, 0.2, 0.187];
  const market = Float64Array.of(0.016, 0.022, 0.052, 0.055, 0.116, 0.124, 0.615);
  const correlations = [
    [1, 0.488, 0.478, 0.515, 0.439, 0.512, 0.491],
    [0.488, 1, 0.664, 0.655, 0.31, 0.608, 0.779],
    [0.478, 0.664, 1, 0.861, 0.355, 0.783, 0.668],
    [0.515, 0.655, 0.861, 1, 0.354, 0.777, 0.653],
    [0.439, 0.31, 0.355, 0.354, 1, 0.405, 0.306],
    [0.512, 0.608, 0.783, 0.777, 0.405, 1, 0.652],
    [0.491, 0.779, 0.668, 0.653, 0.306, 0.652, 1],
  ];
  const covariance = Float64Array.from(
    correlations.flatMap((row, at) => row.map((entry, to) => entry * volatilities[at]! * volatilities[to]!)),
  );
  const riskAversion = 2.5;
  const prior = { expectedReturns: impliedReturns(covariance, market, riskAversion), covariance, tau: 0.05 };
  // 'Germany outperforms the rest of Europe', weighted by capitalisation.
  const europe = 0.052 + 0.124;
  const germany = (certainty: ViewCertainty): ReturnView => ({
    kind: 'combination',
    name: 'Germany over the rest of Europe',
    coefficients: new Map([
      ['Germany', 1],
      ['France', -0.052 / europe],
      ['UK', -0.124 / europe],
    ]),
    value: 0.05,
    ...certainty,
  });
  const canada = (value: number): ReturnView => ({ kind: 'relative', asset: 'Canada', versus: 'USA', value });

  test('equilibrium returns: He & Litterman, table 2', () => {
    expectPrinted(prior.expectedReturns, [3.9, 6.9, 8.4, 9, 4.3, 6.8, 7.6], 0.05);
  });

  const tables: [string, ReturnView[], number[], number[]][] = [
    ['4', [germany({})], [4.3, 7.6, 9.3, 11, 4.5, 7, 8.1], [1.5, 2.1, -4, 35.4, 11, -9.5, 58.6]],
    ['5', [germany({}), canada(0.03)], [4.4, 8.7, 9.5, 11.2, 4.6, 7, 7.5], [1.5, 41.9, -3.4, 33.6, 11, -8.2, 18.8]],
    ['6', [germany({}), canada(0.04)], [4.4, 9.1, 9.5, 11.3, 4.6, 7, 7.3], [1.5, 53.3, -3.3, 33.1, 11, -7.8, 7.3]],
    // Half as sure of the first view: twice the variance, which is a confidence of 1/3.
    [
      '7',
      [germany({ confidence: 1 / 3 }), canada(0.04)],
      [4.3, 8.9, 9.3, 10.6, 4.6, 6.9, 7.2],
      [1.5, 53.9, -0.5, 23.6, 11, -1.1, 6.8],
    ],
  ];
  test.each(tables)('returns and best mix after the views: He & Litterman, table %s', (_, views, returns, weights) => {
    const posterior = posteriorOf(prior, views, countries);
    expectPrinted(posterior.expectedReturns, returns, 0.05);
    expectPrinted(bestMix(posterior.covariance, posterior.expectedReturns, riskAversion), weights, 0.05);
  });

  test('the best mix leaves the market, over 1 + tau, only along the mixes of the views: He & Litterman, section 3', () => {
    const posterior = posteriorOf(prior, [germany({}), canada(0.03)], countries);
    const weights = bestMix(posterior.covariance, posterior.expectedReturns, riskAversion);
    const moved = weights.map((weight, at) => weight - market[at]! / 1.05);
    expectClose(moved[0]!, 0, TOLERANCE.closedForm);
    expectClose(moved[4]!, 0, TOLERANCE.closedForm);
    expectClose(moved[1]!, -moved[6]!, TOLERANCE.closedForm);
    expectClose(moved[2]! / moved[5]!, 0.052 / 0.124, TOLERANCE.closedForm);
    expectClose(moved[3]!, -moved[2]! - moved[5]!, TOLERANCE.closedForm);
  });
});

/** Idzorek (2005), "A Step-by-Step Guide to the Black-Litterman Model": tables 1, 5 and 6, and section 3. */
describe('Black-Litterman, Idzorek (2005), eight asset classes', () => {
  const classes = ['US bonds', 'World bonds', 'US LG', 'US LV', 'US SG', 'US SV', 'World equity', 'Emerging equity'];
  const market = Float64Array.of(0.1934, 0.2613, 0.1209, 0.1209, 0.0134, 0.0134, 0.2418, 0.0349);
  const covariance = Float64Array.from(
    [
      [0.001005, 0.001328, -0.000579, -0.000675, 0.000121, 0.000128, -0.000445, -0.000437],
      [0.001328, 0.007277, -0.001307, -0.00061, -0.002237, -0.000989, 0.001442, -0.001535],
      [-0.000579, -0.001307, 0.059852, 0.027588, 0.063497, 0.023036, 0.032967, 0.048039],
      [-0.000675, -0.00061, 0.027588, 0.029609, 0.026572, 0.021465, 0.020697, 0.029854],
      [0.000121, -0.002237, 0.063497, 0.026572, 0.102488, 0.042744, 0.039443, 0.065994],
      [0.000128, -0.000989, 0.023036, 0.021465, 0.042744, 0.032056, 0.019881, 0.032235],
      [-0.000445, 0.001442, 0.032967, 0.020697, 0.039443, 0.019881, 0.028355, 0.035064],
      [-0.000437, -0.001535, 0.048039, 0.029854, 0.065994, 0.032235, 0.035064, 0.079958],
    ].flat(),
  );
  const riskAversion = 3.07;
  const printedPrior = [0.08, 0.67, 6.41, 4.08, 7.43, 3.7, 4.8, 6.6];
  const tau = 0.025;
  const viewsWith = (certainties: readonly ViewCertainty[]): ReturnView[] => [
    { kind: 'absolute', asset: 'World equity', value: 0.0525, ...certainties[0] },
    { kind: 'relative', asset: 'World bonds', versus: 'US bonds', value: 0.0025, ...certainties[1] },
    {
      kind: 'combination',
      name: 'US growth over US value',
      coefficients: new Map([
        ['US LG', 0.9],
        ['US LV', -0.9],
        ['US SG', 0.1],
        ['US SV', -0.1],
      ]),
      value: 0.02,
      ...certainties[2],
    },
  ];

  // The paper's weights and covariances are printed rounded; its returns follow from the unrounded ones.
  test('implied returns: Idzorek, table 1', () => {
    expectPrinted(impliedReturns(covariance, market, riskAversion), printedPrior, 0.03);
  });

  test('combined returns, view variances and weights: Idzorek, table 6 and section on Omega', () => {
    const prior = { expectedReturns: Float64Array.from(printedPrior, (entry) => entry / 100), covariance, tau };
    const posterior = posteriorOf(prior, viewsWith([{}, {}, {}]), classes);
    expectPrinted(posterior.expectedReturns, [0.07, 0.5, 6.5, 4.32, 7.59, 3.94, 4.93, 6.84], 0.015);
    expectPrinted(
      Float64Array.from(posterior.views, ({ variance }) => 100 * variance),
      [7.09, 1.41, 8.66],
      0.005,
    );
    const equilibrium = { expectedReturns: impliedReturns(covariance, market, riskAversion), covariance, tau };
    const consistent = posteriorOf(equilibrium, viewsWith([{}, {}, {}]), classes);
    const weights = bestMix(covariance, consistent.expectedReturns, riskAversion);
    expectPrinted(weights, [29.88, 15.59, 9.35, 14.82, 1.04, 1.65, 27.81, 3.49], 0.04);
  });

  test.each([0.25, 0.5, 0.65, 0.9])(
    'a confidence of %d moves the mix that share of the way: Idzorek, section 3',
    (confidence) => {
      const prior = { expectedReturns: impliedReturns(covariance, market, riskAversion), covariance, tau };
      for (const view of [0, 1, 2]) {
        const mixAt = (sure: number): Float64Array => {
          const only = viewsWith([{ confidence: sure }, { confidence: sure }, { confidence: sure }])[view]!;
          return bestMix(covariance, posteriorOf(prior, [only], classes).expectedReturns, riskAversion);
        };
        const full = mixAt(1);
        mixAt(confidence).forEach((weight, at) => {
          expectClose(weight - market[at]!, confidence * (full[at]! - market[at]!), TOLERANCE.longSum);
        });
      }
    },
  );
});

interface Fixture {
  readonly symbols: readonly string[];
  readonly covariance: readonly number[];
  readonly prior: readonly number[];
  readonly picks: readonly (readonly number[])[];
  readonly values: readonly number[];
  readonly confidences: readonly number[];
  readonly variances: readonly number[];
  readonly tau: number;
  readonly heLitterman: Moments;
  readonly idzorek: Moments;
  readonly given: Moments;
}
interface Moments {
  readonly mean: readonly number[];
  readonly covariance: readonly number[];
}

/** Oracle: PyPortfolioOpt 1.6, by scripts/views.py. */
describe('Black-Litterman, PyPortfolioOpt', () => {
  const fixture = JSON.parse(readFileSync(path.join(import.meta.dirname, 'fixtures/views.json'), 'utf8')) as Fixture;
  const cases: [string, (view: number) => ViewCertainty, Moments][] = [
    ['default Omega', () => ({}), fixture.heLitterman],
    ['Idzorek confidences', (view) => ({ confidence: fixture.confidences[view]! }), fixture.idzorek],
    ['given Omega', (view) => ({ variance: fixture.variances[view]! }), fixture.given],
  ];
  test.each(cases)('posterior mean and covariance, %s: PyPortfolioOpt', (_, certainty, expected) => {
    const views = fixture.picks.map((row, view): ReturnView => ({
      kind: 'combination',
      name: `view ${view}`,
      coefficients: new Map(row.map((coefficient, at) => [fixture.symbols[at]!, coefficient])),
      value: fixture.values[view]!,
      ...certainty(view),
    }));
    const prior = {
      expectedReturns: Float64Array.from(fixture.prior),
      covariance: Float64Array.from(fixture.covariance),
      tau: fixture.tau,
    };
    const posterior = posteriorOf(prior, views, fixture.symbols);
    posterior.expectedReturns.forEach((value, at) => {
      expectClose(value, expected.mean[at]!, TOLERANCE.closedForm);
    });
    posterior.covariance.forEach((value, at) => {
      expectClose(value, expected.covariance[at]!, TOLERANCE.closedForm);
    });
  });
});
