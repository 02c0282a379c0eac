import { mean as oracleMean, std } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { randomStream } from '../../../../lib/quant/math/rng';
import { metricSeries, type MetricSeriesInput } from '../../../../lib/quant/risk/metric';
import { computeMetrics, METRICS, type MetricId } from '../../../../lib/quant/risk/metrics';
import { expectClose, TOLERANCE } from '../../../support/close';

const percent = (...values: number[]): Float64Array => Float64Array.from(values, (value) => value / 100);

type Options = Omit<Partial<MetricSeriesInput>, 'returns'>;

const metric = (id: MetricId, returns: Float64Array, options: Options = {}): number | null =>
  METRICS[id].compute(metricSeries({ periodsPerYear: 252, ...options, returns }));

/** Eight printed decimals. */
const PRINTED = 5e-9;

function expectMetric(actual: number | null, expected: number | null, tolerance = PRINTED): void {
  if (expected === null || actual === null) expect(actual).toBe(expected);
  else expectClose(actual, expected, tolerance);
}

/**
 * Oracle: the expected values printed in empyrical's own tests, github.com/quantopian/empyrical,
 * empyrical/tests/test_stats.py (last version). Its series MIXED begins with a missing value, which its ratios drop and its annual
 * return counts; here the value is dropped, or replaced by the zero return of its WEEKLY and MONTHLY twins.
 */
describe('values printed in the tests of empyrical', () => {
  const MIXED = percent(1, 10, -4, 2, 3, 2, 1, -10);
  const WEEKLY = percent(0, 1, 10, -4, 2, 3, 2, 1, -10);
  const SIMPLE = percent(0, 1, 0, 1, 0, 1, 0, 1, 0);
  const POSITIVE = percent(1, 2, 1, 1, 1, 1, 1, 1, 1);
  const NEGATIVE = percent(0, -6, -7, -1, -9, -2, -6, -8, -5);
  const ALL_NEGATIVE = percent(-2, -6, -7, -1, -9, -2, -6, -8, -5);
  const FLAT = percent(1, 1, 1, 1, 1, 1, 1, 1);
  const ONE = percent(1);
  const NONE = percent();
  const LIST_ONE = Float64Array.of(
    -0.00171614,
    0.01322056,
    0.03063862,
    -0.01422057,
    -0.00489779,
    0.01268925,
    -0.03357711,
    0.01797036,
  );
  const LIST_TWO = Float64Array.of(
    0.01846232,
    0.00793951,
    -0.01448395,
    0.00422537,
    -0.00339611,
    0.03756813,
    0.0151531,
    0.03549769,
  );
  const tail = (series: Float64Array): Float64Array => series.subarray(1);

  test.each<[MetricId, string, Float64Array, Options, number | null]>([
    ['totalReturn', 'negative', NEGATIVE, {}, -0.36590730349873601],
    ['totalReturn', 'one', ONE, {}, 0.01],
    ['annualReturn', 'mixed with its first day', WEEKLY, {}, 1.9135925373194231],
    ['annualReturn', 'weekly', WEEKLY, { periodsPerYear: 52 }, 0.24690830513998208],
    ['annualReturn', 'monthly', WEEKLY, { periodsPerYear: 12 }, 0.052242061386048144],
    ['annualReturn', 'one', ONE, {}, 11.274002099240244],
    ['annualReturn', 'three flat years', percent(3, 3, 3), { periodsPerYear: 1 }, 0.03],
    ['annualVolatility', 'mixed', MIXED, {}, 0.9136465399704637],
    ['annualVolatility', 'weekly', WEEKLY, { periodsPerYear: 52 }, 0.38851569394870583],
    ['annualVolatility', 'monthly', WEEKLY, { periodsPerYear: 12 }, 0.18663690238892558],
    ['annualVolatility', 'flat', FLAT, {}, 0],
    ['sharpe', 'mixed', MIXED, {}, 1.7238613961706866],
    ['sharpe', 'positive', POSITIVE, {}, 52.915026221291804],
    ['sharpe', 'negative', NEGATIVE, {}, -24.406808633910085],
    ['sharpe', 'one', ONE, {}, null],
    ['sortino', 'mixed', MIXED, {}, 2.605531251673693],
    ['sortino', 'weekly', WEEKLY, { periodsPerYear: 52 }, 1.1158901056866439],
    ['sortino', 'monthly', WEEKLY, { periodsPerYear: 12 }, 0.53605626741889756],
    ['sortino', 'negative', NEGATIVE, {}, -13.532743075043401],
    ['sortino', 'list one', LIST_ONE, {}, 3.0639640966566306],
    ['sortino', 'list two', LIST_TWO, {}, 38.090963117002495],
    ['sortino', 'mixed, 1 % a day required', MIXED, { requiredReturn: 0.01 }, -1.3934779588919977],
    ['sortino', 'list one, weekly', LIST_ONE, { periodsPerYear: 52 }, 1.3918264112070571],
    ['sortino', 'list two, monthly', LIST_TWO, { periodsPerYear: 12 }, 8.3121296084492844],
    ['sortino', 'positive (infinite there)', POSITIVE, {}, null],
    ['calmar', 'mixed with its first day', WEEKLY, {}, 19.135925373194233],
    ['calmar', 'weekly', WEEKLY, { periodsPerYear: 52 }, 2.469083051399821],
    ['calmar', 'monthly', WEEKLY, { periodsPerYear: 12 }, 0.5224206138604814],
    ['calmar', 'one', ONE, {}, null],
    [
      'omega',
      'mixed, 1,000 % a year required',
      MIXED,
      { requiredReturn: Math.pow(11, 1 / 252) - 1 },
      0.83354263497557934,
    ],
    ['omega', 'mixed, 1 % a day required', MIXED, { requiredReturn: 0.01 }, 0.8125],
    ['omega', 'positive, 1 % a day required', POSITIVE, { requiredReturn: 0.01 }, null],
    ['omega', 'positive, 1.1 % a day required', POSITIVE, { requiredReturn: 0.011 }, 1.125],
    ['omega', 'positive, 2 % a day required', POSITIVE, { requiredReturn: 0.02 }, 0],
    ['omega', 'negative, 1 % a day required', NEGATIVE, { requiredReturn: 0.01 }, 0],
    ['maxDrawdown', 'mixed', MIXED, {}, -0.1],
    ['maxDrawdown', 'negative', NEGATIVE, {}, -0.36590730349873601],
    ['maxDrawdown', 'simple', SIMPLE, {}, 0],
    ['maxDrawdown', 'one', ONE, {}, 0],
    ['maxDrawdown', 'none', NONE, {}, null],
    ['downsideRisk', 'mixed', MIXED, {}, 0.60448325038829653],
    ['downsideRisk', 'mixed, 10 % a day required', MIXED, { requiredReturn: 0.1 }, 1.7161730681956295],
    ['downsideRisk', 'weekly', WEEKLY, { periodsPerYear: 52 }, 0.25888650451930134],
    ['downsideRisk', 'weekly, 10 % required', WEEKLY, { periodsPerYear: 52, requiredReturn: 0.1 }, 0.7733045971672482],
    ['downsideRisk', 'monthly', WEEKLY, { periodsPerYear: 12 }, 0.1243650540411842],
    [
      'downsideRisk',
      'monthly, 10 % required',
      WEEKLY,
      { periodsPerYear: 12, requiredReturn: 0.1 },
      0.37148351242013422,
    ],
    ['downsideRisk', 'list one', LIST_ONE, {}, 0.20671788246185202],
    ['downsideRisk', 'list two', LIST_TWO, {}, 0.083495680595704475],
    ['downsideRisk', 'one', ONE, {}, 0],
    ['alpha', 'mixed on negative', MIXED, { benchmark: tail(NEGATIVE) }, -0.9997853834885004],
    ['alpha', 'mixed on itself', MIXED, { benchmark: MIXED }, 0],
    ['alpha', 'mixed on its opposite', MIXED, { benchmark: MIXED.map((value) => -value) }, 0],
    ['alpha', 'mixed on flat', MIXED, { benchmark: FLAT }, null],
    ['beta', 'mixed on negative', MIXED, { benchmark: tail(NEGATIVE) }, -0.71296296296296313],
    ['beta', 'mixed on itself', MIXED, { benchmark: MIXED }, 1],
    ['beta', 'mixed on its opposite', MIXED, { benchmark: MIXED.map((value) => -value) }, -1],
    ['beta', 'mixed on flat', MIXED, { benchmark: FLAT }, null],
    // empyrical prints these two a period; the dictionary is annual.
    [
      'informationRatio',
      'mixed on nothing',
      MIXED,
      { benchmark: new Float64Array(8) },
      0.10859306069076737 * Math.sqrt(252),
    ],
    ['informationRatio', 'mixed on flat', MIXED, { benchmark: FLAT }, -0.06515583641446039 * Math.sqrt(252)],
    ['informationRatio', 'mixed on itself', MIXED, { benchmark: MIXED }, null],
    ['upCapture', 'one', ONE, { benchmark: ONE }, 1],
    ['upCapture', 'mixed on itself', MIXED, { benchmark: MIXED }, 1],
    ['upCapture', 'positive on mixed', tail(POSITIVE), { benchmark: MIXED }, 0.0076167762],
    ['upCapture', 'negative on mixed', tail(ALL_NEGATIVE), { benchmark: MIXED }, -0.0004336328],
    ['downCapture', 'one', ONE, { benchmark: ONE }, null],
    ['downCapture', 'mixed on itself', MIXED, { benchmark: MIXED }, 1],
    ['downCapture', 'negative on mixed', tail(ALL_NEGATIVE), { benchmark: MIXED }, 0.99956025703798634],
    ['downCapture', 'positive on mixed', tail(POSITIVE), { benchmark: MIXED }, -11.27400221],
  ])('%s: %s', (...[id, , returns, options, expected]) => expectMetric(metric(id, returns, options), expected));

  // Printed there to one decimal.
  test('tailRatio: mixed', () => expectMetric(metric('tailRatio', MIXED), 0.9473684210526313, 0.05));
  test('tailRatio: one', () => expectMetric(metric('tailRatio', ONE), 1));
});

describe('by hand', () => {
  const returns = Float64Array.of(0.02, -0.01, 0.03, -0.02);
  const benchmark = Float64Array.of(0.01, -0.01, 0.02, -0.02);

  test('the risk-free rate is annual, the required return is per period', () => {
    // Mean 0.005, excess 0.005 - 0.024 / 12 = 0.003; squares around the mean sum to 0.0017; n - 1 = 3.
    expectMetric(
      metric('sharpe', returns, { periodsPerYear: 12, riskFreeRate: 0.024 }),
      (0.003 / Math.sqrt(0.0017 / 3)) * Math.sqrt(12),
      TOLERANCE.closedForm,
    );
    // Shortfalls below 0.01: 0, 0.02, 0, 0.03 over all four periods.
    const risk = Math.sqrt(((0.0004 + 0.0009) / 4) * 12);
    const options = { periodsPerYear: 12, requiredReturn: 0.01 };
    expectMetric(metric('downsideRisk', returns, options), risk, TOLERANCE.closedForm);
    expectMetric(metric('sortino', returns, options), (-0.005 * 12) / risk, TOLERANCE.closedForm);
    expectMetric(metric('omega', returns, options), 0.03 / 0.05, TOLERANCE.closedForm);
  });

  test('beta, alpha, tracking error and captures', () => {
    const options = { periodsPerYear: 12, benchmark, riskFreeRate: 0.012 };
    // Benchmark mean 0, squares 0.001; products 0.0002 + 0.0001 + 0.0006 + 0.0004 = 0.0013.
    expectMetric(metric('beta', returns, options), 1.3, TOLERANCE.closedForm);
    // Excess 0.005 - 0.001 against 1.3 times (0 - 0.001).
    expectMetric(metric('alpha', returns, options), Math.pow(1.0053, 12) - 1, TOLERANCE.closedForm);
    // Active 0.01, 0, 0.01, 0: deviation 0.01 / sqrt(3).
    expectMetric(
      metric('trackingError', returns, options),
      (0.01 / Math.sqrt(3)) * Math.sqrt(12),
      TOLERANCE.closedForm,
    );
    expectMetric(
      metric('informationRatio', returns, options),
      (0.005 / (0.01 / Math.sqrt(3))) * Math.sqrt(12),
      TOLERANCE.closedForm,
    );
    // Up periods: 1.02 * 1.03 = 1.0506 against 1.01 * 1.02 = 1.0302, six pairs a year.
    expectMetric(metric('upCapture', returns, options), (1.0506 ** 6 - 1) / (1.0302 ** 6 - 1), TOLERANCE.closedForm);
    expectMetric(metric('downCapture', returns, options), 1, TOLERANCE.closedForm);
  });

  test('tail figures are returns: a loss is negative', () => {
    const hundred = Float64Array.from({ length: 101 }, (_, index) => (index - 50) / 1000);
    expectMetric(metric('valueAtRisk', hundred), -0.045, TOLERANCE.closedForm);
    expectMetric(metric('tailRatio', hundred), 1, TOLERANCE.closedForm);
    // 5 % of 101 is 5.05 observations: -50 ... -46 whole and 0.05 of -45, over 5.05, in thousandths.
    expectMetric(metric('conditionalValueAtRisk', hundred), -(240 + 0.05 * 45) / 5.05 / 1000, TOLERANCE.closedForm);
  });

  // Oracle: moments of a coin with chance p: skew (1 - 2p) / sqrt(p q), excess kurtosis (1 - 6 p q) / (p q).
  test('skew and excess kurtosis of a coin with chance 1/4', () => {
    const coin = Float64Array.of(0.01, 0, 0, 0, 0.01, 0, 0, 0);
    expectMetric(metric('skew', coin), 0.5 / Math.sqrt(3 / 16), TOLERANCE.closedForm);
    expectMetric(metric('kurtosis', coin), (1 - 18 / 16) / (3 / 16), TOLERANCE.closedForm);
  });
});

// Oracle: mathjs.
test('volatility and Sharpe agree with mathjs on fat-tailed returns', () => {
  const stream = randomStream('metrics');
  const values = Array.from({ length: 500 }, () => 0.0004 + 0.01 * stream.nextStudentT(4));
  const returns = Float64Array.from(values);
  const deviation = std(...values);
  expectMetric(metric('annualVolatility', returns), deviation * Math.sqrt(252), TOLERANCE.closedForm);
  expectMetric(metric('sharpe', returns), (oracleMean(values) / deviation) * Math.sqrt(252), TOLERANCE.longSum);
});

describe('undefined is null', () => {
  test('returns that differ by rounding only have no ratios', () => {
    const prices = Array.from({ length: 50 }, (_, day) => 100 * 1.001 ** day);
    const returns = Float64Array.from({ length: 49 }, (_, day) => prices[day + 1]! / prices[day]! - 1);
    expect(new Set(returns).size).toBeGreaterThan(1);
    expect(metric('sharpe', returns)).toBeNull();
    expect(metric('skew', returns)).toBeNull();
    expect(metric('annualVolatility', returns)).toBe(0);
  });

  test('ruin has a total return, and no root below zero', () => {
    const ruined = computeMetrics(metricSeries({ returns: Float64Array.of(0.1, -1, 0.2), periodsPerYear: 12 }));
    expect([ruined.totalReturn, ruined.annualReturn, ruined.maxDrawdown]).toEqual([-1, -1, -1]);
    const owing = computeMetrics(metricSeries({ returns: Float64Array.of(0.1, -1.5), periodsPerYear: 12 }));
    expect([owing.annualReturn, owing.calmar]).toEqual([null, null]);
    expectMetric(owing.totalReturn, -1.55, TOLERANCE.closedForm);
  });

  test('an unexplained loss of more than everything a period cannot be compounded', () => {
    const benchmark = Float64Array.of(0.01, -0.01);
    expect(metric('alpha', Float64Array.of(-2, -2.1), { benchmark, periodsPerYear: 12 })).toBeNull();
  });

  test('one return has no Sortino ratio', () => expect(metric('sortino', Float64Array.of(-0.01))).toBeNull());

  test('compounding out of the doubles', () => {
    const huge = computeMetrics(metricSeries({ returns: new Float64Array(10).fill(1e40), periodsPerYear: 252 }));
    expect([huge.totalReturn, huge.annualReturn]).toEqual([null, null]);
  });
});

describe('refusals', () => {
  const returns = Float64Array.of(0.1, 0.2);
  test.each<[string, MetricSeriesInput, string]>([
    ['a missing return', { returns: Float64Array.of(Number.NaN), periodsPerYear: 12 }, 'not finite'],
    [
      'a short benchmark',
      { returns, benchmark: Float64Array.of(0.1), periodsPerYear: 12 },
      '1 benchmark returns for 2',
    ],
    [
      'a missing benchmark return',
      { returns, benchmark: Float64Array.of(0.1, Infinity), periodsPerYear: 12 },
      'not finite',
    ],
    ['no period', { returns, periodsPerYear: 0 }, '0 periods'],
    ['a missing rate', { returns, riskFreeRate: Number.NaN, periodsPerYear: 12 }, 'NaN'],
  ])('%s', (_, input, message) => expect(() => metricSeries(input)).toThrow(message));
});
