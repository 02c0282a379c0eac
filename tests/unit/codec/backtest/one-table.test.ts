import { describe, expect, test } from 'vitest';
import { expectClose, TOLERANCE } from '@/tests/support/close';
import { answerTo, ask, finishedRow, inlinePrices } from './prices';

const prices = inlinePrices(300);

// The bill fund SHV earns a basis point a day; SPY is there twice, as weights and as the benchmark.
describe('one risk-free rate in one table', () => {
  const table = (assets: readonly string[]) => {
    const strategies = [{ weights: { SPY: 1 }, name: 'all in SPY' }, { hold: 'SHV' }];
    const request = { prices, assets, strategies, benchmark: 'SPY', rebalance: 'never', series: 'none' };
    const { runs, benchmarks } = answerTo(request);
    const [own, bills] = runs.map(finishedRow);
    return { own: own!, bills: bills!, market: finishedRow(benchmarks.find(({ id }) => id === 'hold:SPY')) };
  };

  test('a bill fund that one row holds changes no other row: cash is what the assets say', () => {
    const { own, market, bills } = table(['SPY', 'IEF']);
    expect(market.metrics).toEqual(own.metrics);
    expect(market.intervals).toEqual(own.intervals);
    expect([own.interest, market.interest, bills.interest]).toEqual([0, 0, 0]);
    expectClose(own.metrics['alpha']!, 0, TOLERANCE.longSum);
  });

  test('a bill fund among the assets is cash to every row', () => {
    const { own, market } = table(['SPY', 'SHV']);
    expect(market.metrics).toEqual(own.metrics);
    expect(own.interest).toBeGreaterThan(0);
    expect(market.interest).toBe(own.interest);
  });
});

describe('every row has a name of its own', () => {
  const request = { prices, assets: ['SPY', 'IEF'], benchmark: 'SPY', series: 'none' };

  test('a benchmark that is asked for as a run is one row, and the others are compared with it', () => {
    const strategies = ['equal-weight', { hold: 'SPY' }, { weights: { IEF: 1 }, name: 'bonds' }];
    const answer = answerTo({ ...request, strategies });
    expect(answer.benchmarks.map(({ id }) => id)).toEqual(['sixty-forty']);
    expect(answer.benchmark).toBe('hold:SPY');
    const bonds = finishedRow(answer.runs[2]);
    expect(bonds.differences.map(({ to }) => to)).toEqual(['equal-weight', 'sixty-forty', 'hold:SPY']);
    const market = finishedRow(answer.runs[1]);
    const apart = bonds.differences.find(({ to }) => to === 'hold:SPY')!.annualReturn!.value;
    expectClose(apart, bonds.metrics['annualReturn']! - market.metrics['annualReturn']!, TOLERANCE.longSum);
    expectClose(market.metrics['beta']!, 1, TOLERANCE.longSum);
  });

  test.each([
    [{ weights: { SPY: 1 }, name: 'sixty-forty' }],
    [{ hold: 'IEF', name: 'hold:SPY' }],
    [{ id: 'hrp', name: 'equal-weight' }],
    [{ weights: { SPY: 1 }, name: 'held-now' }],
  ])('no other strategy takes the name of a benchmark: %j', (strategy) => {
    expect(ask({ ...request, strategies: [strategy] })).toMatchObject({
      status: 'refused',
      code: 'bad-input',
      field: 'strategies.0',
    });
  });
});

test('resamples are counted from the day the run begins', () => {
  const strategies = Array.from({ length: 20 }, (_, at) => ({ weights: { SPY: at / 100 }, name: `row ${at}` }));
  const request = { prices, assets: ['SPY', 'IEF'], strategies, series: 'none', intervals: { samples: 3_500 } };
  // Twenty millions over 23 lines: 290 rows leave 3,000 resamples, the last five rows many more.
  expect(ask(request)).toMatchObject({ status: 'refused', field: 'intervals.samples' });
  expect(ask({ ...request, from: prices.dates.at(-5)! })).toMatchObject({ status: 'done' });
});

test('a benchmark that is listed later moves the start where none is named, and says so', () => {
  const { dates, series } = prices;
  const young = series['GLD']!.map((price, row) => (row < 100 ? null : price));
  const late = { dates, series: { SPY: series['SPY']!, IEF: series['IEF']!, GLD: young } };
  const request = { prices: late, assets: ['SPY', 'IEF'], strategies: ['equal-weight'], benchmark: 'GLD' };
  const answer = answerTo(request);
  expect(answer.firstDay).toBe(dates[100]);
  expect(answer.benchmark).toBe('hold:GLD');
  expect(answer.warnings[0]).toBe(`Starts on ${dates[100]!}, when hold:GLD can first decide.`);
  const named = answerTo({ ...request, from: dates[0]! });
  expect(named.firstDay).toBe(dates[0]);
  const row = named.benchmarks.find(({ id }) => id === 'hold:GLD');
  const why = 'On the day of the first decision there is no price of GLD.';
  expect(row).toMatchObject({ status: 'unavailable', why, firstPossibleDay: dates[100] });
});

test('a look-back that nothing reads is named', () => {
  const strategies = [{ id: 'equal-weight', parameters: { lookbackDays: 60 } }];
  const { warnings } = answerTo({ prices, assets: ['SPY', 'IEF'], strategies, series: 'none' });
  expect(warnings).toContain(
    'equal-weight does not look back, so nothing depends on strategies.0.parameters.lookbackDays.',
  );
});
