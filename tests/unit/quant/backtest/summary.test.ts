import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { holdSymbol, runBenchmarks } from '@/lib/quant/backtest/benchmarks';
import { emptyPaths } from '@/lib/quant/backtest/paths';
import { runBacktest } from '@/lib/quant/backtest/run-backtest';
import { summarise } from '@/lib/quant/backtest/summary';
import type { BacktestFinished } from '@/lib/quant/backtest/types';
import { expectClose, TOLERANCE } from '../../../support/close';
import { testInstrument } from '../trading/instruments';
import { randomPanel, weekdaysFrom } from './panels';
import { backtestRequest, finished } from './requests';

const day = (text: string): number => dayNumber(isoDay(text));

/** A run with these values and nothing else of interest. */
const runOf = (entries: readonly (readonly [date: string, value: number])[], cashReturn = 0): BacktestFinished => ({
  status: 'finished',
  symbols: [],
  startMoney: entries[0]![1],
  days: Int32Array.from(entries, ([date]) => day(date)),
  ...emptyPaths(entries.length, 0),
  value: Float64Array.from(entries, ([, value]) => value),
  cashReturns: new Float64Array(entries.length).fill(cashReturn, 1),
  orders: [],
  holdings: { cash: 0, quantitySteps: new Float64Array(0) },
  rebalances: [],
  trades: [],
  totals: { cost: 0, tradesCount: 0, turnoverAnnual: 0 },
  facts: [],
});

describe('figures of a run', () => {
  const run = runOf([
    ['2019-06-28', 100],
    ['2019-12-31', 120],
    ['2020-01-02', 90],
    ['2020-12-31', 132],
    ['2021-12-31', 118.8],
    ['2022-02-01', 130.68],
  ]);

  test('calendar years, full ones marked, the worst of those', () => {
    const { annualReturns, worstYear } = summarise(run);
    expect(annualReturns.map(({ year, isFullYear }) => [year, isFullYear])).toEqual([
      [2019, false],
      [2020, true],
      [2021, true],
      [2022, false],
    ]);
    [0.2, 0.1, -0.1, 0.1].forEach((value, i) => expectClose(annualReturns[i]!.return, value, TOLERANCE.closedForm));
    expect(worstYear?.year).toBe(2021);
  });

  test('the deepest fall with its days', () => {
    const { drawdown } = summarise(run);
    expect(drawdown).toEqual({
      maxDrawdown: -0.25,
      peakDay: day('2019-12-31'),
      troughDay: day('2020-01-02'),
      recoveryDay: day('2020-12-31'),
    });
    const falling = summarise(
      runOf([
        ['2020-01-01', 2],
        ['2020-01-02', 1],
      ]),
    );
    expect(falling.drawdown).toEqual({ maxDrawdown: -0.5, peakDay: day('2020-01-01'), troughDay: day('2020-01-02') });
  });

  test('a value that never falls has no drawdown, a run inside one year no worst year', () => {
    const rising = summarise(
      runOf([
        ['2020-02-03', 1],
        ['2020-02-04', 2],
      ]),
    );
    expect(rising).not.toHaveProperty('drawdown');
    expect(rising).not.toHaveProperty('worstYear');
    expect(rising.metrics.maxDrawdown).toBe(0);
  });

  test('month ends start with the first day and end with the last', () => {
    const { monthEnds } = summarise(
      runOf([
        ['2020-01-15', 1],
        ['2020-01-31', 2],
        ['2020-02-03', 3],
        ['2020-02-28', 4],
        ['2020-03-02', 5],
      ]),
    );
    expect([...monthEnds.values]).toEqual([1, 2, 4, 5]);
    expect([...monthEnds.days]).toEqual(['2020-01-15', '2020-01-31', '2020-02-28', '2020-03-02'].map(day));
  });

  // A run that earns exactly what cash earns, but for one day up and one day down by the same, has no excess return.
  test('Sharpe is measured above what cash earned', () => {
    const days = weekdaysFrom(2020, 1, 1, 101);
    const daily = 0.0002;
    let value = 100;
    const path = days.map((number, t): [number, number] => {
      if (t > 0) value *= 1 + daily + (t % 2 === 0 ? 0.01 : -0.01);
      return [number, value];
    });
    const base = runOf([['2020-01-01', 100]]);
    const even: BacktestFinished = {
      ...base,
      ...emptyPaths(path.length, 0),
      days: Int32Array.from(path, ([number]) => number),
      value: Float64Array.from(path, ([, amount]) => amount),
      cashReturns: new Float64Array(101).fill(daily, 1),
    };
    const { riskFreeRate, metrics } = summarise(even);
    expectClose(riskFreeRate, daily * 252, TOLERANCE.closedForm);
    expectClose(metrics.sharpe!, 0, 1e-9);
  });
});

describe('benchmarks', () => {
  const instruments = [
    testInstrument('SPY', { halfSpreadBasisPoints: 1 }),
    testInstrument('BND', { assetClass: 'bond', halfSpreadBasisPoints: 1 }),
    testInstrument('GLD', { assetClass: 'commodity', halfSpreadBasisPoints: 1 }),
  ];
  const panel = randomPanel(instruments, weekdaysFrom(2018, 1, 1, 600), 9);
  const { strategy, ...request } = backtestRequest(panel, { costs: { commissionBasisPoints: 1 } });

  test('run on the same days, money and costs, each by its own rule', () => {
    const seen: number[] = [];
    const control = { report: (fraction: number) => void seen.push(fraction), shouldStop: () => false };
    const runs = runBenchmarks({ ...request, control }, ['SPY', 'XXX']);
    expect(runs.map((run) => [run.strategy.id, run.rebalance, run.outcome.status])).toEqual([
      ['equal-weight', 'monthly', 'finished'],
      ['sixty-forty', 'monthly', 'finished'],
      ['hold:SPY', 'never', 'finished'],
      ['hold:XXX', 'never', 'insufficient-history'],
    ]);
    expect(runs[0]!.outcome).toEqual(runBacktest({ ...request, strategy }));
    const [first, second, third] = runs.slice(0, 3).map(({ outcome }) => finished(outcome));
    expect(second!.days).toEqual(first!.days);
    expect(third!.days).toEqual(first!.days);
    expect(seen).toEqual(seen.toSorted((left, right) => left - right));
  });

  // Oracle: bought at the second close, less 1 bp of spread and 1 bp of commission on what is paid.
  test('buy and hold is the price ratio less the cost of the first trade', () => {
    const run = finished(runBacktest({ ...request, strategy: holdSymbol('SPY'), rebalance: 'never' }));
    const n = instruments.length;
    const prices = panel.layers.close;
    const ratio = prices[(panel.dayCount - 1) * n]! / prices[n]!;
    const expected = (10_000 * ratio) / (1.0001 * 1.0001);
    expectClose(run.value.at(-1)!, expected, 1e-7);
    expect(run.trades.length).toBe(1);
  });
});
