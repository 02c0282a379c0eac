import { corr, mean, std } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { featureHistory } from '../../../../lib/quant/features/feature-history';
import type { Feature } from '../../../../lib/quant/features/feature';
import { defaultParameters, type ParameterValues } from '../../../../lib/quant/features/parameters';
import { FEATURES } from '../../../../lib/quant/features/registry';
import { describeInstrument } from '../../../../lib/quant/market/known-instruments';
import { type PricePanel, view } from '../../../../lib/quant/market/panel';
import { panelFromRows } from '../../../../lib/quant/market/panel-from-rows';
import { randomStream } from '../../../../lib/quant/math/rng';
import { expectClose, TOLERANCE } from '../../../support/close';

/** Prices by symbol; NaN leaves a day out. */
const panelOf = (columns: Readonly<Record<string, readonly number[]>>): PricePanel =>
  panelFromRows(
    Object.entries(columns).flatMap(([symbol, prices]) =>
      prices.flatMap((close, day) => (Number.isNaN(close) ? [] : [{ symbol, day, close, totalReturnIndex: close }])),
    ),
    {
      instruments: Object.keys(columns).map(describeInstrument),
      basis: 'total-return',
      source: { kind: 'inline', label: 'test' },
    },
  ).panel;

const random = randomStream('features');
const market = Array.from({ length: 300 }, () => 0.01 * random.nextNormal());
const pricesOf = (returns: readonly number[]): number[] => {
  let price = 100;
  return [price, ...returns.map((value) => (price *= 1 + value))];
};

/** TLT moves half as much as SPY, the other way, plus noise; GLD starts on day 250. */
const noisy = market.map((value) => -0.5 * value + 0.004 * random.nextNormal());
const panel = panelOf({
  SPY: pricesOf(market),
  TLT: pricesOf(noisy),
  GLD: pricesOf(market).map((price, t) => (t < 250 ? Number.NaN : price)),
});

const compute = (feature: Feature, values: ParameterValues = {}): Float64Array =>
  feature.compute(panel, { ...defaultParameters(feature.parameters), ...values });

const returnsOf = (symbolReturns: readonly number[], count: number): number[] => symbolReturns.slice(-count);

describe('features against an independent library or by hand', () => {
  // Oracle: mathjs, on the returns the prices were made from.
  test('volatility is the sample deviation times the root of 252', () => {
    const expected = Number(std(returnsOf(market, 63), 'unbiased')) * Math.sqrt(252);
    const [spy, , gld] = compute(FEATURES['rolling-volatility'], { windowDays: 63 });
    expectClose(spy!, expected, TOLERANCE.closedForm);
    expect(gld).toBeNaN();
  });

  test('correlation with the named benchmark', () => {
    const expected = Number(corr(returnsOf(noisy, 252), returnsOf(market, 252)));
    const [spy, tlt] = compute(FEATURES.correlation, { windowDays: 252, benchmark: 'SPY' });
    expectClose(spy!, 1, TOLERANCE.closedForm);
    expectClose(tlt!, expected, TOLERANCE.longSum);
  });

  test('beta is covariance over variance of the benchmark', () => {
    const ratio = Number(std(returnsOf(noisy, 252))) / Number(std(returnsOf(market, 252)));
    const expected = Number(corr(returnsOf(noisy, 252), returnsOf(market, 252))) * ratio;
    const [spy, tlt] = compute(FEATURES.beta, { windowDays: 252, benchmark: 'SPY' });
    expectClose(spy!, 1, TOLERANCE.closedForm);
    expectClose(tlt!, expected, TOLERANCE.longSum);
  });

  // Oracle: the definition on the prices themselves.
  test('returns, momentum and price over average', () => {
    const prices = pricesOf(market);
    const back = (rows: number): number => prices[prices.length - 1 - rows]!;
    expectClose(compute(FEATURES['simple-return'], { windowDays: 5 })[0]!, back(0) / back(5) - 1, TOLERANCE.closedForm);
    expectClose(
      compute(FEATURES['log-return'], { windowDays: 5 })[0]!,
      Math.log(back(0) / back(5)),
      TOLERANCE.closedForm,
    );
    expectClose(compute(FEATURES['momentum-12-1'])[0]!, back(21) / back(252) - 1, TOLERANCE.closedForm);
    const average = mean(prices.slice(-200));
    expectClose(compute(FEATURES['moving-average'])[0]!, back(0) / average, TOLERANCE.closedForm);
  });
});

test('the benchmark is the first instrument when none is named', () => {
  const named = compute(FEATURES.beta, { windowDays: 100, benchmark: 'SPY' });
  expect(compute(FEATURES.beta, { windowDays: 100 })).toEqual(named);
  expect(() => compute(FEATURES.beta, { benchmark: 'QQQ' })).toThrow('QQQ');
});

test('a benchmark that does not move has no beta and no correlation', () => {
  const flat = panelOf({ SHV: new Array<number>(10).fill(100), SPY: pricesOf(market).slice(0, 10) });
  const values = { windowDays: 5, benchmark: 'SHV' };
  expect([...FEATURES.beta.compute(flat, values)]).toEqual([Number.NaN, Number.NaN]);
  expect([...FEATURES.correlation.compute(flat, values)]).toEqual([Number.NaN, Number.NaN]);
});

test('momentum that leaves out its whole window is not known', () => {
  expect(compute(FEATURES['momentum-12-1'], { windowDays: 20, skipDays: 20 })[0]).toBeNaN();
});

test('a history holds on every row what a view ending there gives', () => {
  const values = { windowDays: 20, periodsPerYear: 252 };
  const history = featureHistory(panel, FEATURES['rolling-volatility'], values);
  for (const t of [0, 19, 20, 21, 260, 300]) {
    const single = FEATURES['rolling-volatility'].compute(view(panel, t + 1), values);
    expect([...history.subarray(t * 3, t * 3 + 3)]).toEqual([...single]);
  }
  expect(history[19 * 3]).toBeNaN();
  expect(history[20 * 3]).not.toBeNaN();
});
