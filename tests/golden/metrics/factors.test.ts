import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { attributeToFactors } from '@/lib/quant/backtest/analysis/factor-attribution';
import { leastSquares } from '@/lib/quant/math/least-squares';
import { neweyWestErrors, neweyWestLags } from '@/lib/quant/math/newey-west';
import { expectClose, TOLERANCE } from '../../support/close';

interface Fixture {
  readonly returns: readonly number[];
  readonly market: readonly number[];
  readonly size: readonly number[];
  readonly statsmodels: readonly {
    readonly lags: number;
    readonly params: readonly number[];
    readonly bse: readonly number[];
    readonly rsquared: number;
  }[];
}
const fixture = JSON.parse(readFileSync(path.join(import.meta.dirname, 'fixtures/factors.json'), 'utf8')) as Fixture;
const returns = Float64Array.from(fixture.returns);
const factors = [
  { name: 'market', returns: Float64Array.from(fixture.market) },
  { name: 'size', returns: Float64Array.from(fixture.size) },
];

// Oracle: statsmodels 0.15, by scripts/factors.py, on 300 returns whose noise remembers and grows with the market.
describe('against statsmodels', () => {
  test.each(fixture.statsmodels)('$lags lags', ({ lags, params, bse }) => {
    const columns = [new Float64Array(returns.length).fill(1), ...factors.map((factor) => factor.returns)];
    const fit = leastSquares(columns, returns);
    if (fit.status !== 'fitted') throw new Error(fit.status);
    const errors = neweyWestErrors(columns, fit.residuals, lags);
    params.forEach((value, at) => expectClose(fit.coefficients[at]!, value, TOLERANCE.longSum));
    bse.forEach((value, at) => expectClose(errors[at]! / value, 1, 1e-9));
  });

  test('the attribution is annual and adds up', () => {
    expect(neweyWestLags(300)).toBe(5);
    const { params, bse, rsquared } = fixture.statsmodels[1]!;
    const outcome = attributeToFactors(returns, factors, 252);
    if (outcome.status !== 'fitted') throw new Error(outcome.status);
    expectClose(outcome.alpha.value, params[0]! * 252, TOLERANCE.longSum);
    expectClose(outcome.alpha.standardError / (bse[0]! * 252), 1, 1e-9);
    expectClose(outcome.factors[1]!.beta, params[2]!, TOLERANCE.longSum);
    expectClose(outcome.factors[0]!.t!, params[1]! / bse[1]!, 1e-8);
    expectClose(outcome.rSquared, rsquared, TOLERANCE.longSum);
    const parts = outcome.factors.reduce((sum, { contribution }) => sum + contribution, outcome.alpha.value);
    expectClose(parts, outcome.excessReturn, TOLERANCE.longSum);
  });
});

test('a factor that is another one, and too few returns, are named', () => {
  const twice = [factors[0]!, { name: 'again', returns: factors[0]!.returns.map((value) => 2 * value) }];
  expect(attributeToFactors(returns, twice, 252)).toEqual({ status: 'collinear', name: 'again' });
  expect(attributeToFactors(returns.subarray(0, 20), factors, 252)).toEqual({ status: 'too-few', observations: 20 });
});
