import { mean, multiply, std, transpose, variance } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { isoDayFromNumber } from '@/lib/base/iso-day';
import { estimateInputs } from '@/lib/codec/optimize/estimate-inputs';
import { panelFromInline } from '@/lib/codec/prices-input';
import { randomStream } from '@/lib/quant/math/rng';
import { RISK_MODELS } from '@/lib/quant/risk/risk-models';
import { PortfolioInputs } from '@/lib/shared/contracts/portfolio-inputs';
import { expectClose, TOLERANCE } from '@/tests/support/close';

/** Where estimates come from, against mathjs on the same numbers. */

const random = randomStream('door inputs');
const ASSETS = ['A', 'B', 'C'];
const ROWS = 60;
const RETURNS = ASSETS.map((_, column) =>
  Array.from({ length: ROWS }, () => 0.001 * column + 0.01 * (random.nextUniform() - 0.5)),
);
const SERIES = Object.fromEntries(ASSETS.map((symbol, column) => [symbol, RETURNS[column]!]));
const DATES = Array.from({ length: ROWS + 1 }, (_, row) => isoDayFromNumber(19_723 + row));
const PRICES = Object.fromEntries(
  ASSETS.map((symbol, column) => {
    const prices = [100];
    for (const value of RETURNS[column]!) prices.push(prices.at(-1)! * (1 + value));
    return [symbol, prices];
  }),
);

function estimated(parts: Readonly<Record<string, unknown>>) {
  const request = PortfolioInputs.parse({ assets: ASSETS, ...parts });
  const { prices } = request;
  const panel = prices !== undefined && 'series' in prices ? panelFromInline(prices) : undefined;
  if (panel?.status === 'refused') throw new Error(panel.message);
  return estimateInputs(request, panel?.value);
}

function done(parts: Readonly<Record<string, unknown>>) {
  const outcome = estimated(parts);
  if (outcome.status === 'refused') throw new Error(outcome.message);
  return outcome.value;
}

const sampleMoments = (columns: readonly (readonly number[])[], periodsPerYear: number) => {
  const centred = columns.map((column) => column.map((value) => value - mean([...column])));
  const rows = columns[0]!.length;
  const covariance = multiply(centred, transpose(centred)).map((row) =>
    row.map((value) => (value / (rows - 1)) * periodsPerYear),
  );
  return { means: columns.map((column) => mean([...column]) * periodsPerYear), covariance: covariance.flat() };
};

describe('moments from returns and from prices', () => {
  test.each([
    ['returns', { returns: { series: SERIES } }],
    ['prices', { prices: { dates: DATES, series: PRICES } }],
  ])('%s: the sample covariance and the arithmetic mean, times 252', (_, parts) => {
    const { expectedReturns, covariance, info } = done({ ...parts, riskModel: { kind: 'sample' } });
    const oracle = sampleMoments(RETURNS, 252);
    oracle.means.forEach((value, at) => expectClose(expectedReturns[at]!, value, TOLERANCE.independentSolver));
    oracle.covariance.forEach((value, at) => expectClose(covariance[at]!, value, TOLERANCE.independentSolver));
    expect(info).toMatchObject({ observations: ROWS, periodsPerYear: 252, riskModel: 'sample' });
  });

  test('periodsPerYear 1 leaves them as they are', () => {
    const { expectedReturns, covariance } = done({
      returns: { series: SERIES },
      riskModel: { kind: 'sample' },
      periodsPerYear: 1,
    });
    expectClose(expectedReturns[2]!, mean(RETURNS[2]!), TOLERANCE.independentSolver);
    expectClose(Math.sqrt(covariance[8]!), Number(std(RETURNS[2]!)), TOLERANCE.independentSolver);
  });

  test('a model that is not named is the documented one', () => {
    const { info } = done({ returns: { series: SERIES } });
    expect(info).toMatchObject({ returnModel: 'historical-mean', riskModel: 'ledoit-wolf' });
  });

  test('assets come in their own order, and others are not looked at', () => {
    const { covariance } = done({
      assets: ['C', 'A'],
      returns: { series: SERIES },
      riskModel: { kind: 'sample' },
      periodsPerYear: 1,
    });
    expectClose(covariance[0]!, Number(variance(RETURNS[2]!)), TOLERANCE.independentSolver);
    expectClose(covariance[3]!, Number(variance(RETURNS[0]!)), TOLERANCE.independentSolver);
  });
});

describe('what a risk model is told', () => {
  // Oracle: the model itself, told the same directly.
  test('reaches it', () => {
    const returns = Float64Array.from({ length: ROWS * ASSETS.length }, (_, at) => {
      return RETURNS[at % ASSETS.length]![Math.floor(at / ASSETS.length)]!;
    });
    const covarianceAt = (parameters: Readonly<Record<string, number>>) =>
      done({ returns: { series: SERIES }, riskModel: { kind: 'ewma', parameters } }).covariance;
    for (const halfLifePeriods of [3, 30]) {
      const sample = { returns, observations: ROWS, instruments: ASSETS.length };
      const direct = RISK_MODELS.ewma.estimate(sample, { halfLifePeriods }).covariance;
      expect(covarianceAt({ halfLifePeriods })).toEqual(direct.map((entry) => entry * 252));
    }
    expect(covarianceAt({ halfLifePeriods: 3 })).not.toEqual(covarianceAt({}));
  });
});

describe('what is missing is left out and said', () => {
  test('rows of returns with a hole', () => {
    const series = { ...SERIES, B: RETURNS[1]!.map((value, row) => (row < 4 ? null : value)) };
    const { covariance, warnings, info } = done({ returns: { series }, riskModel: { kind: 'sample' } });
    const oracle = sampleMoments(
      RETURNS.map((column) => column.slice(4)),
      252,
    );
    oracle.covariance.forEach((value, at) => expectClose(covariance[at]!, value, TOLERANCE.independentSolver));
    expect(info.observations).toBe(ROWS - 4);
    expect(warnings.join()).toContain('4 of 60 rows are left out because some asset is not known on them: B on 4.');
  });

  test('a day without a price: the return spans the hole for all', () => {
    const series = { ...PRICES, A: PRICES['A']!.map((value, row) => (row === 10 ? null : value)) };
    const { covariance, info, warnings } = done({ prices: { dates: DATES, series }, riskModel: { kind: 'sample' } });
    const merged = RETURNS.map((column) => [
      ...column.slice(0, 9),
      (1 + column[9]!) * (1 + column[10]!) - 1,
      ...column.slice(11),
    ]);
    const oracle = sampleMoments(merged, 252);
    oracle.covariance.forEach((value, at) => expectClose(covariance[at]!, value, TOLERANCE.independentSolver));
    expect(info).toMatchObject({ observations: ROWS - 1, from: DATES[0], to: DATES[ROWS] });
    expect(warnings.join()).toContain('1 of 61 rows');
  });

  test('dates that are not 252 a year are pointed at, unless periodsPerYear is given', () => {
    const daily = { dates: DATES, series: PRICES };
    expect(done({ prices: daily }).warnings.join()).toContain('The dates are about 365 a year');
    expect(done({ prices: daily, periodsPerYear: 365 }).warnings).toEqual([]);
  });
});

// Oracle: Sharpe (1964) by hand on the sample: cash plus beta to the equal mix times what that mix earned above cash.
test('capm pays for beta above cash, and cash for none', () => {
  const riskFreeRate = 0.03;
  const { expectedReturns } = done({
    returns: { series: SERIES },
    returnModel: { kind: 'capm' },
    riskModel: { kind: 'sample' },
    riskFreeRate,
  });
  const { means, covariance } = sampleMoments(RETURNS, 252);
  const withMarket = ASSETS.map((_, row) => mean(ASSETS.map((__, at) => covariance[row * 3 + at]!)));
  const premium = mean(means) - riskFreeRate;
  withMarket.forEach((shared, at) => {
    expectClose(
      expectedReturns[at]!,
      riskFreeRate + (shared / mean(withMarket)) * premium,
      TOLERANCE.independentSolver,
    );
  });
});

describe('what cannot be used is refused, the field named', () => {
  const EQUILIBRIUM = { returns: { series: SERIES }, returnModel: { kind: 'equilibrium' } };
  const moments = {
    expectedReturns: [0, 0, 0],
    covariance: [0, 1, 2].map((row) => [0, 1, 2].map((at) => Number(at === row))),
  };
  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['nothing to estimate from', {}, 'prices'],
    ['two things to estimate from', { moments, returns: { series: SERIES } }, 'prices'],
    ['a symbol without returns', { assets: ['A', 'Z'], returns: { series: SERIES } }, 'assets.1'],
    ['a symbol without prices', { assets: ['Z'], prices: { dates: DATES, series: PRICES } }, 'assets.0'],
    ['a symbol twice', { assets: ['A', 'A'], returns: { series: SERIES } }, 'assets.1'],
    ['columns of unlike length', { returns: { series: { ...SERIES, C: [0.1, 0.2] } } }, 'returns.series.C'],
    ['one return', { returns: { series: { A: [0.1], B: [0.1], C: [0.1] } } }, 'returns'],
    ['two prices', { prices: { dates: DATES.slice(0, 2), series: { A: [1, 2], B: [1, 2], C: [2, 3] } } }, 'prices'],
    ['a return that is none', { returns: { series: { ...SERIES, A: RETURNS[0]!.map(() => 1e9) } } }, 'returns'],
    ['a risk model beside moments', { moments, riskModel: { kind: 'sample' } }, 'riskModel'],
    [
      'a parameter that the model does not have',
      { returns: { series: SERIES }, riskModel: { kind: 'sample', parameters: { halfLifePeriods: 5 } } },
      'riskModel.parameters.halfLifePeriods',
    ],
    [
      'a parameter out of range',
      { returns: { series: SERIES }, riskModel: { kind: 'ewma', parameters: { halfLifePeriods: 0 } } },
      'riskModel.parameters.halfLifePeriods',
    ],
    ['weights of strangers', { ...EQUILIBRIUM, marketWeights: { Z: 1 } }, 'marketWeights.Z'],
    ['a market without weight', { ...EQUILIBRIUM, marketWeights: { A: 0 } }, 'marketWeights'],
  ])('%s', (_, parts, field) => {
    expect(estimated(parts)).toMatchObject({ status: 'refused', code: 'bad-input', field });
  });
});
