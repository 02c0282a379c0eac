import { describe, expect, test } from 'vitest';
import type { PricePanel } from '../../../../lib/quant/market/panel';
import { randomStream } from '../../../../lib/quant/math/rng';
import { type ScenarioId, SCENARIOS } from '../../../../lib/quant/planning/scenarios';
import { runStress } from '../../../../lib/quant/planning/stress';
import type { StressInput, StressResult } from '../../../../lib/quant/planning/types';
import { expectClose, TOLERANCE } from '../../../support/close';
import { corePanel, HAS_SHARED_DATA } from '../policy/core-panel';
import { covarianceOf, panelOf } from './panels';

const MONEY = 10_000;

type Computed = Extract<StressResult, { status: 'computed' }>;

const resultOf = (id: ScenarioId, input: StressInput): StressResult => runStress(input, [SCENARIOS[id]])[0]!;

function computed(id: ScenarioId, input: StressInput): Computed {
  const result = resultOf(id, input);
  if (result.status !== 'computed') throw new Error(`${id}: ${result.reason.key}`);
  return result;
}

const inputOf = (panel: PricePanel, weights: number[], covariance: Float64Array): StressInput => ({
  panel,
  weights: Float64Array.from(weights),
  covariance,
  money: MONEY,
  asOfIndex: panel.dayCount - 1,
});

describe('a window of history', () => {
  const covariance = covarianceOf([0.2, 0.24, 0.1], () => 0.5);
  const lines = [
    ['2020-02-18', 90, 45, 100],
    ['2020-02-19', 100, 50, 100],
    ['2020-03-02', 95, 48, 104],
    ['2020-03-23', 66, 37, 110],
    ['2020-12-31', 120, 60, 105],
  ] as const;
  const panel = panelOf(['SPY', 'QQQ', 'TLT'], lines);

  // Oracle: by hand, -34 %, -26 %, +10 % with weights 50 / 10 / 30 and 10 % uninvested.
  test('holds the weights from close to close', () => {
    const result = computed('covid-2020', inputOf(panel, [0.5, 0.1, 0.3], covariance));
    expectClose(result.portfolioReturn, 0.5 * -0.34 + 0.1 * -0.26 + 0.3 * 0.1, TOLERANCE.closedForm);
    expectClose(result.moneyChange, -1_660, TOLERANCE.closedForm);
    expect(result).toMatchObject({ from: '2020-02-19', to: '2020-03-23', proxied: [], facts: [] });
  });

  test('a window outside the prices at hand is unavailable, with the reason', () => {
    const input = inputOf(panel, [0.5, 0.1, 0.3], covariance);
    expect(resultOf('crisis-2008', input)).toMatchObject({
      status: 'unavailable',
      reason: { key: 'stress.prices-start-later', values: { firstDay: '2020-02-18' } },
    });
    expect(resultOf('covid-2020', { ...input, asOfIndex: 2 })).toMatchObject({
      status: 'unavailable',
      reason: { key: 'stress.prices-end-earlier', values: { lastDay: '2020-03-02' } },
    });
  });

  // Oracle: by hand. QQQ has no price at the start: beta to SPY is 0.5 * 0.24 / 0.2 = 0.6, times -34 %.
  test('an absent instrument moves by beta with its class, and is named', () => {
    const late = panelOf(
      ['SPY', 'QQQ', 'TLT'],
      lines.map(([date, spy, qqq, tlt], row) => [date, spy, row < 2 ? null : qqq, tlt]),
    );
    const result = computed('covid-2020', inputOf(late, [0.5, 0.1, 0.3], covariance));
    expectClose(result.contributions[1]!, 0.1 * 0.6 * -0.34, TOLERANCE.closedForm);
    expect(result.proxied).toEqual(['QQQ']);
    expect(result.facts[0]).toMatchObject({
      key: 'stress.proxied-by-beta',
      values: { symbol: 'QQQ', basketClass: 'equity' },
    });
  });

  // Oracle: by hand. TLT has no bond beside it: beta to the mean of SPY and QQQ is
  // (0.5 * 0.1 * (0.2 + 0.24) / 2) / ((0.04 + 0.0576 + 2 * 0.024) / 4) = 0.011 / 0.0364, times -30 %.
  test('without a class beside it, it moves by beta with stocks', () => {
    const late = panelOf(
      ['SPY', 'QQQ', 'TLT'],
      lines.map(([date, spy, qqq, tlt], row) => [date, spy, qqq, row < 2 ? null : tlt]),
    );
    const result = computed('covid-2020', inputOf(late, [0, 0, 1], covariance));
    expectClose(result.portfolioReturn, (0.011 / 0.0364) * -0.3, TOLERANCE.closedForm);
    expect(result.facts[0]).toMatchObject({ values: { basketClass: 'equity' } });
  });

  test('an absent instrument that is not held changes nothing', () => {
    const late = panelOf(
      ['SPY', 'QQQ', 'TLT'],
      lines.map(([date, spy, , tlt]) => [date, spy, null, tlt]),
    );
    const result = computed('covid-2020', inputOf(late, [0.5, 0, 0.3], covariance));
    expectClose(result.portfolioReturn, 0.5 * -0.34 + 0.3 * 0.1, TOLERANCE.closedForm);
    expect(result.proxied).toEqual([]);
  });

  test('with nothing to stand in, the window is unavailable by name', () => {
    const empty = panelOf(
      ['SPY', 'GLD'],
      lines.map(([date, , , tlt], row) => [date, row < 2 ? null : 100, row < 2 ? null : tlt]),
    );
    expect(
      resultOf(
        'covid-2020',
        inputOf(
          empty,
          [1, 0],
          covarianceOf([0.2, 0.1], () => 0),
        ),
      ),
    ).toMatchObject({
      status: 'unavailable',
      reason: { key: 'stress.no-proxy', values: { symbol: 'SPY' } },
    });
  });

  test('absent cash earns what other cash earned, or nothing', () => {
    const cash = panelOf(
      ['BIL', 'SHV'],
      [
        ['2020-02-19', null, 100],
        ['2020-03-23', 100, 100.2],
      ],
    );
    const zero = new Float64Array(4);
    expectClose(computed('covid-2020', inputOf(cash, [1, 0], zero)).portfolioReturn, 0.002, TOLERANCE.closedForm);
    const alone = panelOf(
      ['BIL', 'SHV'],
      [
        ['2020-02-19', null, null],
        ['2020-03-23', 100, 100.2],
      ],
    );
    const result = computed('covid-2020', inputOf(alone, [1, 0], zero));
    expect(result.portfolioReturn).toBe(0);
    expect(result.proxied).toEqual(['BIL']);
  });
});

// Oracle: widely published total returns of the S&P 500 over the three windows: -55 %, -34 %, -24 %.
describe.skipIf(!HAS_SHARED_DATA)('on the core file of the shared data (skipped where it is absent)', () => {
  test.each([
    ['crisis-2008', -0.55],
    ['covid-2020', -0.34],
    ['rates-2022', -0.24],
  ] as const)('%s: all in SPY loses about %d', (id, expected) => {
    const panel = corePanel();
    const result = computed(id, inputOf(panel, [1, 0, 0, 0, 0, 0, 0, 0, 0, 0], new Float64Array(100)));
    expect(Math.abs(result.portfolioReturn - expected)).toBeLessThan(0.01);
  });
});

describe('stocks -30 %', () => {
  const panel = panelOf(['SPY', 'TLT'], [['2024-01-02', 100, 100]]);

  // Oracle: the regression line of two jointly normal returns, rho * sigma_bond / sigma_stock * -30 %.
  test('two assets match the closed form', () => {
    const covariance = covarianceOf([0.2, 0.14], () => -0.3);
    const result = computed('equities-down-30', inputOf(panel, [0.6, 0.4], covariance));
    expectClose(result.contributions[0]!, 0.6 * -0.3, TOLERANCE.closedForm);
    expectClose(result.contributions[1]!, 0.4 * ((-0.3 * 0.14) / 0.2) * -0.3, TOLERANCE.closedForm);
  });

  // Oracle: the mean of sampled bond returns where the sampled stock return is near -30 %.
  test('two assets match sampling', () => {
    const [stockVolatility, bondVolatility, correlation] = [0.3, 0.15, 0.4];
    const stream = randomStream('stress');
    const hits: number[] = [];
    for (let draw = 0; draw < 100_000; draw++) {
      const first = stream.nextNormal();
      const second = stream.nextNormal();
      if (Math.abs(first * stockVolatility + 0.3) > 0.01) continue;
      hits.push(bondVolatility * (correlation * first + Math.sqrt(1 - correlation ** 2) * second));
    }
    const sampled = hits.reduce((sum, value) => sum + value, 0) / hits.length;
    const covariance = covarianceOf([stockVolatility, bondVolatility], () => correlation);
    const result = computed('equities-down-30', inputOf(panel, [0, 1], covariance));
    const standardError = (bondVolatility * Math.sqrt(1 - correlation ** 2)) / Math.sqrt(hits.length);
    expect(hits.length).toBeGreaterThan(1_000);
    expect(Math.abs(result.portfolioReturn - sampled)).toBeLessThan(4 * standardError);
  });

  test('the basket of all stocks in equal parts loses 30 %', () => {
    const four = panelOf(['SPY', 'QQQ', 'IWM', 'TLT'], [['2024-01-02', 1, 1, 1, 1]]);
    const covariance = covarianceOf([0.16, 0.21, 0.24, 0.1], (i, j) => (j === 3 ? -0.2 : 0.8 - 0.1 * i));
    const result = computed('equities-down-30', inputOf(four, [1 / 3, 1 / 3, 1 / 3, 0], covariance));
    expectClose(result.portfolioReturn, -0.3, TOLERANCE.closedForm);
    expect(result.contributions[0]!).toBeGreaterThan(result.contributions[2]!);
  });

  test('nothing loses more than all of it, and the estimate is kept', () => {
    const crypto = panelOf(['SPY', 'BTC-USD'], [['2024-01-02', 1, 1]]);
    const covariance = covarianceOf([0.1, 0.8], () => 0.9);
    const result = computed('equities-down-30', inputOf(crypto, [0, 1], covariance));
    expect(result.portfolioReturn).toBe(-1);
    expect(result.facts.map(({ key }) => key)).toContain('stress.loss-capped');
    expectClose(Number(result.facts[1]!.values['estimate']), -0.3 * 7.2, TOLERANCE.closedForm);
  });

  test('without stocks in the universe it is unavailable', () => {
    const bonds = panelOf(['TLT', '^GSPC'], [['2024-01-02', 1, 1]]);
    expect(
      resultOf(
        'equities-down-30',
        inputOf(
          bonds,
          [1, 0],
          covarianceOf([0.1, 0.2], () => 0),
        ),
      ),
    ).toMatchObject({
      status: 'unavailable',
      reason: { key: 'stress.no-stocks' },
    });
  });
});

// Oracle: 1.6448536269514722 is the 95 % point of the normal distribution in any table.
test('volatility doubled: the one-year loss at 95 % is twice the normal one, beside it', () => {
  const panel = panelOf(['SPY', 'TLT'], [['2024-01-02', 100, 100]]);
  const result = computed(
    'volatility-doubled',
    inputOf(
      panel,
      [0.5, 0.5],
      covarianceOf([0.2, 0.3], () => 0),
    ),
  );
  const volatility = Math.sqrt(0.25 * 0.04 + 0.25 * 0.09);
  expectClose(result.portfolioReturn, -2 * 1.6448536269514722 * volatility, TOLERANCE.closedForm);
  expectClose(Number(result.facts[0]!.values['normalReturn']), -1.6448536269514722 * volatility, TOLERANCE.closedForm);
  // Euler: variance shares 4 : 9.
  expectClose(result.contributions[0]! / result.portfolioReturn, 4 / 13, TOLERANCE.closedForm);
});

test('rates +1 %: known and assumed durations, nothing outside bonds and cash', () => {
  const panel = panelOf(['SPY', 'IEF', 'SHV'], [['2024-01-02', 1, 1, 1]]);
  const result = computed('rates-up-1', inputOf(panel, [0.5, 0.4, 0.1], new Float64Array(9)));
  // Oracle: by hand, -7.1 * 0.01 + 60 / 2 * 0.0001 and -0.3 * 0.01 + 0.2 / 2 * 0.0001.
  expectClose(result.portfolioReturn, 0.4 * -0.068 + 0.1 * -0.00299, TOLERANCE.closedForm);
  expect(result.contributions[0]).toBe(0);
  expect(result.proxied).toEqual([]);
});

test.each([
  ['weights of another universe', { weights: new Float64Array(3) }],
  ['a covariance of another universe', { covariance: new Float64Array(9) }],
  ['weights that are not numbers', { weights: Float64Array.of(Number.NaN, 1) }],
  ['negative money', { money: -1 }],
  ['a day beyond the panel', { asOfIndex: 1 }],
])('%s are refused', (_, change) => {
  const panel = panelOf(['SPY', 'TLT'], [['2024-01-02', 100, 100]]);
  expect(() => runStress({ ...inputOf(panel, [0.5, 0.5], new Float64Array(4)), ...change }, [])).toThrow();
});
