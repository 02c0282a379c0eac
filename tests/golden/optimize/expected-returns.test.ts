import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ParameterValues } from '@/lib/quant/features/parameters';
import type { ReturnEstimate } from '@/lib/quant/forecast/return-model';
import { RETURN_MODELS } from '@/lib/quant/forecast/return-models';
import { annualCovariance } from '@/lib/quant/risk/covariance';
import type { ReturnsSample } from '@/lib/quant/risk/risk-model';
import { sampleCovariance } from '@/lib/quant/risk/sample';
import { expectClose, TOLERANCE } from '../../support/close';

/** Oracles: PyPortfolioOpt 1.6 and skfolio 1.12 by scripts/estimators.py, on 150 daily returns of eight instruments. */
interface Fixture {
  readonly samples: {
    readonly tall: { readonly returns: readonly number[]; readonly observations: number; readonly instruments: number };
  };
  readonly expected: {
    readonly market_weights: readonly number[];
    readonly apart: readonly number[];
    readonly pypfopt_geometric: readonly number[];
    readonly pypfopt_ema: Readonly<Record<string, readonly number[]>>;
    readonly pypfopt_capm: readonly number[];
    readonly skfolio_bayes_stein: readonly number[];
    readonly skfolio_james_stein: readonly number[];
  };
}

const { samples, expected } = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/estimators.json'), 'utf8'),
) as Fixture;

const sample = { ...samples.tall, returns: Float64Array.from(samples.tall.returns) };

/** Unrelated, with means far apart: skfolio does not keep its James-Stein share inside [0, 1]. */
const apart = { returns: Float64Array.from(expected.apart), observations: 60, instruments: 8 };

const estimate = (
  id: keyof typeof RETURN_MODELS,
  parameters: ParameterValues = {},
  returns: ReturnsSample = sample,
): ReturnEstimate =>
  RETURN_MODELS[id].estimate(
    {
      sample: returns,
      periodsPerYear: 252,
      annualCovariance: annualCovariance(sampleCovariance.estimate(returns).covariance, 252),
      cashReturn: 0,
      policyWeights: Float64Array.from(expected.market_weights),
      policySharpe: 0.4,
    },
    parameters,
  );

function expectReturns({ expectedReturns }: ReturnEstimate, oracle: readonly number[]): void {
  expect(expectedReturns.length).toBe(oracle.length);
  oracle.forEach((value, at) => expectClose(expectedReturns[at]!, value, TOLERANCE.longSum));
}

describe('expected returns', () => {
  test('geometric-mean: PyPortfolioOpt mean_historical_return, compounding', () => {
    expectReturns(estimate('geometric-mean'), expected.pypfopt_geometric);
  });

  // A span s of PyPortfolioOpt decays by 1 - 2 / (s + 1) a period.
  test.each(Object.entries(expected.pypfopt_ema))(
    'ewma-mean: PyPortfolioOpt ema_historical_return, span %s',
    (span, oracle) => {
      const decay = 1 - 2 / (Number(span) + 1);
      expectReturns(estimate('ewma-mean', { halfLifePeriods: Math.log(0.5) / Math.log(decay) }), oracle);
    },
  );

  test('capm: PyPortfolioOpt capm_return', () => expectReturns(estimate('capm'), expected.pypfopt_capm));

  test('bayes-stein: skfolio ShrunkMu', () => {
    expectReturns(estimate('bayes-stein'), expected.skfolio_bayes_stein);
  });

  test('james-stein: skfolio ShrunkMu', () => {
    expectReturns(estimate('james-stein', {}, apart), expected.skfolio_james_stein);
  });
});
