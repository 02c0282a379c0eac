import { mean, variance } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { optimizeAnswer } from '@/lib/codec/optimize/answer';
import { estimateInputs } from '@/lib/codec/optimize/estimate-inputs';
import { panelFromInline } from '@/lib/codec/prices-input';
import { isoDayFromNumber } from '@/lib/base/iso-day';
import { randomStream } from '@/lib/quant/math/rng';
import { OptimizeRequest } from '@/lib/shared/contracts/optimize';
import { EstimateInfo, PortfolioInputs } from '@/lib/shared/contracts/portfolio-inputs';
import { expectClose, TOLERANCE } from '@/tests/support/close';

/** Two assets, the second listed after a third of the rows. */
const ROWS = 60;
const LISTED = 20;
const draw = randomStream('missing returns');
const EARLY = Array.from({ length: ROWS }, () => 0.001 + 0.01 * draw.nextNormal());
const LATE = EARLY.map((move, row) => (row < LISTED ? null : 0.6 * move + 0.004 * draw.nextNormal()));
const REQUEST = { assets: ['OLD', 'NEW'], returns: { series: { OLD: EARLY, NEW: LATE } }, periodsPerYear: 1 };
const SAMPLE = { riskModel: { kind: 'sample' } };

function estimated(parts: Readonly<Record<string, unknown>>) {
  const request = PortfolioInputs.parse({ ...REQUEST, ...parts });
  const { prices } = request;
  const panel = prices !== undefined && 'series' in prices ? panelFromInline(prices) : undefined;
  if (panel?.status === 'refused') throw new Error(panel.message);
  return estimateInputs(request, panel?.value);
}

function done(parts: Readonly<Record<string, unknown>>) {
  const outcome = estimated(parts);
  if (outcome.status === 'refused') throw new Error(outcome.message);
  expect(EstimateInfo.safeParse(outcome.value.info).error).toBeUndefined();
  return outcome.value;
}

const SHARED_EARLY = EARLY.slice(LISTED);
const SHARED_LATE = LATE.slice(LISTED).map((value) => value ?? Number.NaN);
const varianceOf = (values: readonly number[]): number => Number(variance([...values]));
const covarianceOf = (left: readonly number[], right: readonly number[]): number => {
  const [a, b] = [mean([...left]), mean([...right])];
  return left.reduce((sum, value, at) => sum + (value - a) * ((right[at] ?? Number.NaN) - b), 0) / (left.length - 1);
};

function expectCovariance(actual: Float64Array, [first, shared, second]: readonly [number, number, number]): void {
  [first, shared, shared, second].forEach((value, at) => {
    expectClose(actual[at] ?? Number.NaN, value, TOLERANCE.closedForm);
  });
}

describe('where returns are missing', () => {
  test('complete rows are the default, and what they leave out is said', () => {
    const { covariance, warnings, info } = done(SAMPLE);
    expectCovariance(covariance, [
      varianceOf(SHARED_EARLY),
      covarianceOf(SHARED_EARLY, SHARED_LATE),
      varianceOf(SHARED_LATE),
    ]);
    expect(warnings[0]).toContain('20 of 60 rows');
    expect(info.missing).toBeUndefined();
  });

  // Stambaugh (1997): the later listing is joined on by its regression on the earlier one.
  test('since-listing keeps the whole history of the early asset', () => {
    const { covariance, info, warnings } = done({ ...SAMPLE, missing: 'since-listing' });
    const slope = covarianceOf(SHARED_EARLY, SHARED_LATE) / varianceOf(SHARED_EARLY);
    const rest = varianceOf(SHARED_LATE) - slope * covarianceOf(SHARED_EARLY, SHARED_LATE);
    const early = varianceOf(EARLY);
    expectCovariance(covariance, [early, slope * early, rest + slope * slope * early]);
    expect(info.missing).toEqual({
      rowsUsed: { OLD: 60, NEW: 40 },
      knownUnused: { OLD: 0, NEW: 0 },
      rowsSharedMin: 40,
    });
    expect(warnings).toEqual([
      'Expected returns rest on the 40 returns that all assets share, the covariance on all that since-listing can use.',
    ]);
  });

  test('pairwise takes each variance from all an asset has, and takes no risk model', () => {
    const { covariance, info } = done({ missing: 'pairwise' });
    const correlation =
      covarianceOf(SHARED_EARLY, SHARED_LATE) / Math.sqrt(varianceOf(SHARED_EARLY) * varianceOf(SHARED_LATE));
    const [first, second] = [varianceOf(EARLY), varianceOf(SHARED_LATE)];
    expectCovariance(covariance, [first, correlation * Math.sqrt(first * second), second]);
    expect(info.riskModel).toBe('pairwise');
    expect(estimated({ ...SAMPLE, missing: 'pairwise' })).toMatchObject({ status: 'refused', field: 'riskModel' });
  });

  test('prices give the same as their returns', () => {
    const prices = (returns: readonly (number | null)[]): (number | null)[] => {
      let price = 100;
      return [null, ...returns].map((value, row) => {
        if (row > 0 && value !== null) price *= 1 + value;
        return value === null && row < LISTED ? null : price;
      });
    };
    const series = { OLD: [100, ...prices(EARLY).slice(1)], NEW: prices(LATE) };
    const dates = Array.from({ length: ROWS + 1 }, (_, row) => isoDayFromNumber(19_723 + row));
    const { assets, periodsPerYear } = REQUEST;
    const fromPrices = PortfolioInputs.parse({
      assets,
      periodsPerYear,
      prices: { dates, series },
      missing: 'pairwise',
    });
    const panel = panelFromInline({ dates, series });
    if (panel.status === 'refused') throw new Error(panel.message);
    const outcome = estimateInputs(fromPrices, panel.value);
    if (outcome.status === 'refused') throw new Error(outcome.message);
    const { covariance } = done({ missing: 'pairwise' });
    covariance.forEach((value, at) => {
      expectClose((outcome.value.covariance[at] ?? Number.NaN) / value, 1, TOLERANCE.longSum);
    });
  });
});

describe('what the models can be told', () => {
  test('a factor that is given: slopes by least squares, the factor variance between assets', () => {
    const factor = EARLY.map((move) => 0.5 * move + 0.002 * draw.nextNormal());
    const other = EARLY.map((move) => 0.3 * move + 0.005 * draw.nextNormal());
    const series = { OLD: EARLY, NEW: other };
    const { covariance, info } = done({
      returns: { series },
      riskModel: { kind: 'factor-regression' },
      factorReturns: { series: { market: factor } },
    });
    const slopes = [EARLY, other].map((values) => covarianceOf(values, factor) / varianceOf(factor));
    const [first = Number.NaN, second = Number.NaN] = slopes;
    expectClose(covariance[1] ?? Number.NaN, first * second * varianceOf(factor), TOLERANCE.closedForm);
    expect(info.findings).toEqual([{ name: 'factors', value: 1 }]);
  });

  test('a half-life of expected returns counts the newest most', () => {
    const halfLifePeriods = 10;
    const { expectedReturns } = done({
      returns: { series: { OLD: EARLY, NEW: EARLY } },
      returnModel: { kind: 'ewma-mean', parameters: { halfLifePeriods } },
    });
    const weights = EARLY.map((_, row) => 0.5 ** ((ROWS - 1 - row) / halfLifePeriods));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const expected = EARLY.reduce((sum, value, row) => sum + ((weights[row] ?? Number.NaN) / total) * value, 0);
    expectClose(expectedReturns[0] ?? Number.NaN, expected, TOLERANCE.closedForm);
    const wrong = { returnModel: { kind: 'ewma-mean', parameters: { halfLife: 3 } } };
    expect(estimated(wrong)).toMatchObject({ status: 'refused', field: 'returnModel.parameters.halfLife' });
  });

  test.each([
    [
      'factor returns of another length',
      { riskModel: { kind: 'factor-regression' }, factorReturns: { series: { market: [0.1] } } },
      'factorReturns.series.market',
    ],
    ['a way with gaps beside moments', { missing: 'pairwise' }, 'missing'],
  ])('%s are refused by name', (_, parts, field) => {
    const { returns, ...others } = REQUEST;
    const moments = {
      expectedReturns: [0.1, 0.1],
      covariance: [
        [1, 0],
        [0, 1],
      ],
    };
    const request = 'missing' in parts ? { ...others, moments, ...parts } : { ...others, returns, ...parts };
    expect(estimateInputs(PortfolioInputs.parse(request), undefined)).toMatchObject({ status: 'refused', field });
  });
});

describe('a covariance that no returns can have', () => {
  // Higham (2002), "Computing the nearest correlation matrix", IMA Journal of Numerical Analysis 22: printed 0.7607, 0.1573.
  const covariance = [
    [1, 1, 0],
    [1, 1, 1],
    [0, 1, 1],
  ];
  const request = {
    assets: ['A', 'B', 'C'],
    moments: { expectedReturns: [0, 0, 0], covariance },
    objective: { kind: 'min-risk', measure: 'variance' },
  };
  const answer = (parts: Readonly<Record<string, unknown>>) =>
    optimizeAnswer(OptimizeRequest.parse({ ...request, ...parts }));

  test('is refused by its field unless repair is asked for, and then the repair is said', () => {
    expect(answer({})).toMatchObject({ status: 'refused', field: 'moments.covariance' });
    const outcome = answer({ repair: true });
    if (outcome.status !== 'done' || outcome.value.status !== 'solved') throw new Error(JSON.stringify(outcome));
    expect(outcome.value.estimates.repair?.largestChange).toBeCloseTo(1 - 0.7607, 4);
  });

  test('one that is possible is left as it is', () => {
    const moments = {
      expectedReturns: [0, 0, 0],
      covariance: [
        [1, 0.5, 0],
        [0.5, 1, 0.5],
        [0, 0.5, 1],
      ],
    };
    const outcome = answer({ moments, repair: true });
    if (outcome.status !== 'done' || outcome.value.status !== 'solved') throw new Error(JSON.stringify(outcome));
    expect(outcome.value.estimates.repair).toBeUndefined();
  });
});
