import { describe, expect, test } from 'vitest';
import { expectClose, TOLERANCE } from '@/tests/support/close';
import { answerTo, ask, finishedRow, inlinePrices } from './prices';

const prices = inlinePrices(420);
const ASSETS = ['SPY', 'IEF', 'GLD', 'SHV'];
const FACTOR = prices.series['SPY']!.map((price, t, all) => (t === 0 ? 0 : price! / all[t - 1]! - 1));

const request = {
  prices,
  assets: ASSETS,
  strategies: [{ weights: { SPY: 0.5, IEF: 0.3, GLD: 0.1 } }],
  series: 'full',
  detail: {
    rolling: { windowDays: 60 },
    exposure: true,
    contributions: true,
    attribution: { weights: { SPY: 0.6, IEF: 0.4 } },
    factors: { dates: prices.dates, series: { market: FACTOR } },
    regimes: { periods: [{ name: 'spring', from: '2019-03-01', to: '2019-05-31' }] },
    trades: true,
    orders: true,
  },
};

describe('sections of the backtest door', () => {
  const answer = answerTo(request);
  const row = finishedRow(answer.runs[0]);
  const detail = row.detail!;
  const total = row.metrics['totalReturn']!;

  test('contributions of instruments and of classes sum to the total return', () => {
    const { instruments, classes, interest, fees, taxes, totalReturn } = detail.contributions!;
    expectClose(totalReturn, total, TOLERANCE.longSum);
    for (const parts of [instruments, classes]) {
      const sum = parts.reduce((all, { contribution }) => all + contribution, interest + fees + taxes);
      expectClose(sum, total, 1e-8);
    }
  });

  test('attribution sums to the excess over the mix', () => {
    const { classes, other, portfolioReturn, benchmarkReturn } = detail.attribution!;
    expectClose(portfolioReturn, total, 1e-8);
    const sum = classes.reduce((all, part) => all + part.allocation + part.selection + part.interaction, other);
    expectClose(sum, portfolioReturn - benchmarkReturn, TOLERANCE.longSum);
  });

  test('the last window is that of the last returns', () => {
    const { dates, volatility } = detail.rolling!;
    expect(dates.at(-1)).toBe(answer.lastDay);
    const values = row.series!.values.slice(-61);
    const returns = values.slice(1).map((value, t) => value / values[t]! - 1);
    const mean = returns.reduce((sum, value) => sum + value, 0) / 60;
    const variance = returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 59;
    expectClose(volatility.at(-1)!, Math.sqrt(variance * 252), 1e-9);
  });

  test('shares sum to one; half in stocks stays near half', () => {
    const { classes } = detail.exposure!;
    const last = classes.reduce((sum, { shares }) => sum + shares.at(-1)!, 0);
    expectClose(last, 1, TOLERANCE.closedForm);
    const stocks = classes.find(({ assetClass }) => assetClass === 'equity')!;
    expect(Math.abs(stocks.shares.at(-1)! - 0.5)).toBeLessThan(0.05);
  });

  test('half in the market has half its factor', () => {
    if (detail.factors?.status !== 'fitted') throw new Error(detail.factors?.status);
    const [market] = detail.factors.factors;
    expect(Math.abs(market!.beta - 0.5)).toBeLessThan(0.1);
    expectClose(detail.factors.alpha.value + market!.contribution, detail.factors.excessReturn, TOLERANCE.longSum);
  });

  test('regimes say what was known only afterwards; the dates given are there', () => {
    const regimes = detail.regimes!;
    expect(regimes.find(({ id }) => id === 'bear')?.knownOn).toBe('hindsight');
    expect(regimes.find(({ id }) => id === 'spring')).toMatchObject({ knownOn: 'given' });
    const [bull, bear] = regimes;
    expect(bull!.returns + bear!.returns).toBe(answer.days - 1);
  });

  test('trades cost what the row says', () => {
    const cost = detail.trades!.reduce((sum, trade) => sum + trade.cost, 0);
    expectClose(cost, row.costs.trading, TOLERANCE.longSum);
    expect(detail.trades).toHaveLength(row.trades);
    const filled = detail.orders!.filter(({ status }) => status === 'filled');
    expect(filled).toHaveLength(row.trades);
  });

  test('what was not asked for is not there', () => {
    const only = finishedRow(answerTo({ ...request, detail: { exposure: true } }).runs[0]).detail!;
    expect(Object.keys(only)).toEqual(['exposure']);
  });
});

// Oracle: by hand. All in SPY at no cost, one factor that is the market itself: beta one, and alpha what is left of rates.
test('factors are above the risk-free rate of the request', () => {
  const parts = { assets: ['SPY'], strategies: [{ hold: 'SPY' }], detail: { factors: request.detail.factors } };
  const fitted = (riskFreeRate: number) => {
    const row = finishedRow(answerTo({ ...request, ...parts, riskFreeRate, from: '2019-01-02' }).runs[0]);
    if (row.detail?.factors?.status !== 'fitted') throw new Error(row.detail?.factors?.status);
    return row.detail.factors;
  };
  const [free, dear] = [fitted(0), fitted(0.05)];
  expectClose(free.excessReturn - dear.excessReturn, 0.05, TOLERANCE.longSum);
  expectClose(free.alpha.value - dear.alpha.value, 0.05, TOLERANCE.longSum);
});

const MONTHLY = prices.dates.filter((_, row) => row % 21 === 20);

test.each<[string, Readonly<Record<string, unknown>>, string]>([
  ['a mix of strangers', { attribution: { weights: { TLT: 1 } } }, 'detail.attribution.weights.TLT'],
  ['a mix that does not sum to one', { attribution: { weights: { SPY: 0.5 } } }, 'detail.attribution.weights'],
  ['a factor too short', { factors: { dates: prices.dates, series: { f: [0] } } }, 'detail.factors.series.f'],
  [
    'factor days out of order',
    { factors: { dates: ['2019-01-03', '2019-01-02'], series: { f: [0, 0] } } },
    'detail.factors.dates.1',
  ],
  [
    'monthly factors of daily returns',
    { factors: { dates: MONTHLY, series: { f: MONTHLY.map(() => 0.01) } } },
    'detail.factors.dates',
  ],
  [
    'a period named like a regime',
    { regimes: { periods: [{ name: 'bear', from: '2019-01-02', to: '2019-02-01' }] } },
    'detail.regimes.periods.0.name',
  ],
  [
    'a period twice',
    { regimes: { periods: [1, 2].map(() => ({ name: 'p', from: '2019-01-02', to: '2019-02-01' })) } },
    'detail.regimes.periods.1',
  ],
])('refused by field: %s', (_, detail, field) => {
  expect(ask({ ...request, detail })).toMatchObject({ status: 'refused', code: 'bad-input', field });
});
