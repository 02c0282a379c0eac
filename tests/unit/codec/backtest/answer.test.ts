import { describe, expect, test } from 'vitest';
import { expectClose, TOLERANCE } from '@/tests/support/close';
import { answerTo, ask, finishedRow, inlinePrices } from './prices';

const prices = inlinePrices(330);
const ASSETS = ['SPY', 'IEF', 'GLD', 'SHV'];
const EIGHT = ['SPY', 'EFA', 'EEM', 'IEF', 'TLT', 'LQD', 'GLD', 'SHV'];
const at = (symbol: string, day: string): number => prices.series[symbol]![prices.dates.indexOf(day)]!;

/** Holdings are whole millionths of a share: 1e-4 of a 10,000 portfolio's cents. */
const STEP_ROUNDING = 1e-7;

describe('the backtest door', () => {
  const answer = answerTo({
    prices,
    assets: ASSETS,
    strategies: [{ hold: 'SPY' }, { weights: { SPY: 0.5, IEF: 0.5 }, name: 'half and half' }],
    currentWeights: { GLD: 1 },
    rebalance: 'never',
    costs: { commissionBasisPoints: 0 },
    series: 'full',
  });

  const dates = finishedRow(answer.runs[0]).series!.dates;
  const [traded, last] = [dates[1]!, dates.at(-1)!];

  // Oracle: by hand. The money comes on row 0, earns what the cash fund earns that day, and buys at the next close.
  const started = (cost: number): number => 10_000 * (at('SHV', traded) / at('SHV', dates[0]!)) - cost;

  test('one instrument held is its price from the day after the first decision, less half the spread', () => {
    const row = finishedRow(answer.runs[0]);
    const spread = row.costs.trading / 10_000;
    expect(spread).toBeGreaterThan(0);
    expect(spread).toBeLessThan(0.0005);
    expectClose(row.endValue, started(row.costs.trading) * (at('SPY', last) / at('SPY', traded)), STEP_ROUNDING);
    expect(row.trades).toBe(1);
    expect(row.turnoverAnnual).toBe(0);
  });

  test('fixed weights that are never brought back to drift with their prices', () => {
    const row = finishedRow(answer.runs[1]);
    const growth = 0.5 * (at('SPY', last) / at('SPY', traded)) + 0.5 * (at('IEF', last) / at('IEF', traded));
    expectClose(row.endValue, started(row.costs.trading) * growth, STEP_ROUNDING);
  });

  test('figures belong to the series: total return, drawdowns, months and years', () => {
    for (const row of answer.runs.map(finishedRow)) {
      const { values, drawdowns } = row.series!;
      expectClose(row.metrics['totalReturn']!, row.endValue / 10_000 - 1, TOLERANCE.longSum);
      expectClose(row.metrics['maxDrawdown']!, Math.min(...drawdowns), TOLERANCE.longSum);
      expectClose(row.drawdowns[0]!.depth, Math.min(...drawdowns), TOLERANCE.longSum);
      const linked = row.monthReturns.reduce((growth, { total }) => growth * (1 + total), 1);
      expectClose(linked, values.at(-1)! / values[0]!, TOLERANCE.longSum);
      expectClose(
        row.annualReturns.reduce((growth, year) => growth * (1 + year.return), 1),
        linked,
        TOLERANCE.longSum,
      );
    }
  });

  test('equal weight, 60/40, the market held and what is held now stand beside, on the same days', () => {
    // The market held is a run already.
    expect(answer.benchmarks.map(({ id }) => id)).toEqual(['equal-weight', 'sixty-forty', 'held-now']);
    expect(answer.benchmark).toBe('hold:SPY');
    const dates = [...answer.runs, ...answer.benchmarks].map((row) => finishedRow(row).series!.dates);
    for (const other of dates) expect(other).toEqual(dates[0]);
  });

  test('the benchmark against itself differs by nothing; every metric lies near its interval', () => {
    const spy = finishedRow(answer.runs[0]);
    expectClose(spy.metrics['beta']!, 1, TOLERANCE.longSum);
    expect(Math.abs(spy.metrics['alpha']!)).toBeLessThan(TOLERANCE.longSum);
    expect(spy.differences.map(({ to }) => to)).not.toContain('hold:SPY');
    for (const row of answer.runs.map(finishedRow)) {
      const { low, high } = row.intervals['annualVolatility']!;
      expect(low).toBeLessThan(row.metrics['annualVolatility']!);
      expect(high).toBeGreaterThan(row.metrics['annualVolatility']!);
      for (const { sharpe } of row.differences) expect(sharpe!.low).toBeLessThanOrEqual(sharpe!.high);
    }
  });

  test('says that it is hypothetical, and how many were tried', () => {
    expect(answer.disclosure).toContain('Hypothetical');
    expect(answer.warnings.join(' ')).toContain('2 strategies were tried');
  });
});

test('two days are enough for a row, and say little', () => {
  const two = {
    prices: inlinePrices(2),
    assets: ASSETS,
    strategies: ['equal-weight'],
    detail: { regimes: {}, rolling: { windowDays: 20 } },
  };
  const row = finishedRow(answerTo(two).runs[0]);
  expect([row.metrics['annualVolatility'], row.intervals['annualVolatility'], row.metrics['sharpe']]).toEqual([
    null,
    null,
    null,
  ]);
  expect(row.detail!.rolling!.dates).toEqual([]);
});

describe('rows that cannot be run', () => {
  test('a strategy without its look-back or classes says so in its own row; the others go on', () => {
    const answer = answerTo({
      prices: inlinePrices(120, ['SPY', 'GLD']),
      assets: ['SPY', 'GLD'],
      strategies: ['mean-variance', 'sixty-forty', 'equal-weight'],
      from: '2019-01-02',
      series: 'none',
    });
    expect(answer.runs.map(({ id, status }) => [id, status])).toEqual([
      ['mean-variance', 'unavailable'],
      ['sixty-forty', 'unavailable'],
      ['equal-weight', 'finished'],
    ]);
    expect(JSON.stringify(answer.runs[1])).toContain('nothing to hold');
    expect(finishedRow(answer.runs[2]).series).toBeUndefined();
    expect(answer.warnings.join(' ')).toContain('shorter than a year');
  });

  test('without a first day the test begins when the look-backs are filled', () => {
    const answer = answerTo({
      prices: inlinePrices(200, EIGHT),
      assets: EIGHT,
      strategies: [{ id: 'hrp', parameters: { lookbackDays: 100 } }, 'equal-weight'],
    });
    expect(answer.runs.map(({ status }) => status)).toEqual(['finished', 'finished']);
    expect(answer.firstDay).toBe('2019-05-28');
    expect(answer.warnings[0]).toContain('has the look-back it needs');
  });
});

test('limits of the request stand instead of those of the level', () => {
  const few = { prices: inlinePrices(200), assets: ['SPY', 'IEF', 'SHV'], series: 'none' };
  const strategies = [{ id: 'inverse-volatility', parameters: { lookbackDays: 100 } }];
  expect(answerTo({ ...few, strategies }).runs[0]).toMatchObject({ status: 'unavailable' });
  const limits = { weightMax: 1, annualVolatilityMax: 1 };
  expect(answerTo({ ...few, strategies, limits }).runs[0]).toMatchObject({ status: 'finished' });
});

test('what changes nothing is said', () => {
  const request = { prices: inlinePrices(60), assets: ASSETS, strategies: ['equal-weight'], level: 'aggressive' };
  expect(answerTo(request).warnings.join(' ')).toContain('nothing depends on level.');
});

test('the same request gives the same answer', () => {
  const request = { prices: inlinePrices(90), assets: ASSETS, strategies: ['equal-weight'] };
  expect(JSON.stringify(answerTo(request))).toBe(JSON.stringify(answerTo(request)));
});

describe('money that comes and goes, and taxes', () => {
  const base = { prices, assets: ASSETS, strategies: [{ hold: 'SPY' }], costs: { commissionBasisPoints: 0 } };
  const plain = finishedRow(answerTo(base).runs[0]);

  test('more money changes what is there, hardly the return; the money-weighted return counts when it came', () => {
    const flows = [{ date: '2019-09-02', amount: 5_000 }];
    const row = finishedRow(answerTo({ ...base, rebalance: 'monthly', flows }).runs[0]);
    expect(row.endValue).toBeGreaterThan(plain.endValue + 4_000);
    // The new money waits in cash for the next rebalance, which "hold" never has.
    expect(Math.abs(row.metrics['totalReturn']! - plain.metrics['totalReturn']!)).toBeLessThan(0.1);
    expect(row.moneyWeightedReturn).not.toBeCloseTo(plain.moneyWeightedReturn!, 4);
    const days = (Date.parse(prices.dates.at(-1)!) - Date.parse('2019-01-02')) / 86_400_000;
    expectClose((1 + plain.moneyWeightedReturn!) ** (days / 365), plain.endValue / 10_000, TOLERANCE.longSum);
  });

  // Oracle: one flat rate on the whole gain of one lot, sold at the end less half a spread.
  test('after-tax value is there when taxes are asked for, and the disclosure says so', () => {
    const answer = answerTo({ ...base, taxes: { preset: 'flat', rate: 0.2 } });
    const row = finishedRow(answer.runs[0]);
    const gain = row.endValue - 10_000;
    expect(Math.abs(row.afterTax!.liquidationTax - 0.2 * gain)).toBeLessThan(1);
    expect(Math.abs(row.afterTax!.liquidationValue - (row.endValue - 0.2 * gain))).toBeLessThan(2);
    expect(row.afterTax!.realisedLong).toBe(0);
    expect(answer.disclosure).toContain('after the taxes asked for');
    expect(plain.afterTax).toBeUndefined();
  });
});

describe('refusals name the field', () => {
  const valid = { prices, assets: ASSETS, strategies: ['equal-weight'] };
  const many = Array.from({ length: 20 }, (_, at) => ({ hold: 'SPY', name: `row ${at}` }));
  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['an unknown asset', { assets: ['SPY', 'NOPE'] }, 'assets.1'],
    ['an asset twice', { assets: ['SPY', 'SPY'] }, 'assets.1'],
    ['an unknown holding', { strategies: [{ hold: 'NOPE' }] }, 'strategies.0.hold'],
    [
      'a weight outside the assets',
      { assets: ['SPY'], strategies: [{ weights: { IEF: 1 } }] },
      'strategies.0.weights.IEF',
    ],
    ['two rows of one name', { strategies: ['hrp', { id: 'hrp' }] }, 'strategies.1'],
    ['an unknown benchmark', { benchmark: 'NOPE' }, 'benchmark'],
    ['held now outside the assets', { assets: ['SPY'], currentWeights: { IEF: 1 } }, 'currentWeights.IEF'],
    ['a start after the end', { from: '2030-01-01' }, 'from'],
    ['an end before the start', { to: '2018-01-01' }, 'to'],
  ])('%s', (_, part, field) => {
    expect(ask({ ...valid, ...part })).toMatchObject({ status: 'refused', code: 'bad-input', field });
  });

  test('more resamples than there is time for', () => {
    const outcome = ask({ ...valid, intervals: { samples: 10_000 }, strategies: many });
    expect(outcome).toMatchObject({ status: 'refused', code: 'too-large', field: 'intervals.samples' });
  });

  test('weeks taken for days', () => {
    const weekly = {
      dates: prices.dates.filter((_, row) => row % 5 === 0),
      series: { SPY: prices.series['SPY']!.filter((_, row) => row % 5 === 0) },
    };
    expect(ask({ prices: weekly, assets: ['SPY'], strategies: ['equal-weight'] })).toMatchObject({ field: 'prices' });
  });
});
