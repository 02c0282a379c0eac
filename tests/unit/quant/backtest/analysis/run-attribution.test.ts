import { describe, expect, test } from 'vitest';
import { classReturns } from '@/lib/quant/backtest/analysis/class-returns';
import { attributeToRun, type RunAttribution } from '@/lib/quant/backtest/analysis/run-attribution';
import { runBacktest } from '@/lib/quant/backtest/run-backtest';
import type { BacktestFinished, BacktestRequest } from '@/lib/quant/backtest/types';
import type { AssetClass } from '@/lib/quant/market/instrument';
import type { PricePanel } from '@/lib/quant/market/panel';
import { expectClose, TOLERANCE } from '@/tests/support/close';
import { testInstrument } from '../../trading/instruments';
import { panelOf, randomPanel, weekdaysFrom } from '../panels';
import { backtestRequest, finished, fixedWeights } from '../requests';

const INSTRUMENTS = [
  testInstrument('A', { quantityDecimals: 9 }),
  testInstrument('B', { quantityDecimals: 9 }),
  testInstrument('C', { quantityDecimals: 9, assetClass: 'bond' }),
];
const CLASSES: readonly AssetClass[] = ['equity', 'equity', 'bond'];

/** The charge is paid from cash, a hundredth of the whole, so that the shares differ by as much for two years. */
const SHARES_MOVED = 2e-3;

/** Money is booked in millionths of 10,000. */
const BOOKING_ROUNDING = 1e-8;

const runOf = (panel: PricePanel, weights: readonly number[], parts: Partial<BacktestRequest> = {}): BacktestFinished =>
  finished(runBacktest(backtestRequest(panel, { strategy: fixedWeights(...weights), ...parts })));

const partOf = ({ classes }: RunAttribution, id: AssetClass) => classes.find(({ assetClass }) => assetClass === id)!;

// By hand: bought before the only day on which anything moves; A gains a tenth, B and C nothing.
describe('one day that moves', () => {
  const panel = panelOf(INSTRUMENTS, weekdaysFrom(2020, 1, 1, 4), [
    [100, 100, 100],
    [100, 100, 100],
    [100, 100, 100],
    [110, 100, 100],
  ]);

  test('more of the class that gains is allocation', () => {
    // Benchmark 0.6 x 10 % = 6 %; 0.2 more stocks above it by 4 points, 0.2 less bonds below it by 6.
    const parts = attributeToRun(runOf(panel, [0.8, 0, 0.2]), runOf(panel, [0.6, 0, 0.4]), CLASSES, 1);
    expectClose(parts.ownReturn, 0.08, BOOKING_ROUNDING);
    expectClose(parts.benchmarkReturn, 0.06, BOOKING_ROUNDING);
    expectClose(partOf(parts, 'equity').allocation, 0.2 * 0.04, BOOKING_ROUNDING);
    expectClose(partOf(parts, 'bond').allocation, 0.2 * 0.06, BOOKING_ROUNDING);
    for (const { selection, interaction } of parts.classes) expectClose(selection + interaction, 0, BOOKING_ROUNDING);
    // One of three rows begins in cash.
    expectClose(partOf(parts, 'equity').ownShare, (2 * 0.8) / 3, BOOKING_ROUNDING);
    expectClose(partOf(parts, 'equity').benchmarkShare, (2 * 0.6) / 3, BOOKING_ROUNDING);
  });

  test('the better stock is selection, and more of it interaction', () => {
    // The benchmark's stocks earn 5 %, its whole 4 %; the run's stocks 10 %.
    const parts = attributeToRun(runOf(panel, [1, 0, 0]), runOf(panel, [0.4, 0.4, 0.2]), CLASSES, 1);
    const stocks = partOf(parts, 'equity');
    expectClose(stocks.allocation, 0.2 * (0.05 - 0.04), BOOKING_ROUNDING);
    expectClose(stocks.selection, 0.8 * 0.05, BOOKING_ROUNDING);
    expectClose(stocks.interaction, 0.2 * 0.05, BOOKING_ROUNDING);
    expectClose(partOf(parts, 'bond').allocation, -0.2 * (0 - 0.04), BOOKING_ROUNDING);
  });
});

// By hand, on one row: what is bought in the morning gains before the close, without a share at the start of the row.
describe('bought in the morning', () => {
  const panel = panelOf(INSTRUMENTS, weekdaysFrom(2020, 1, 1, 2), [
    [100, 100, 100],
    [100, 100, 100],
  ]);
  const blank = runOf(panel, [0, 0, 0]);
  /** Starts with these amounts of 10,000 in A, B and C and the rest in cash; then each adds so much. */
  const oneRow = (held: readonly number[], added: readonly number[]): BacktestFinished => {
    const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
    return {
      ...blank,
      value: Float64Array.of(10_000, 10_000 + total(added)),
      cash: Float64Array.of(10_000 - total(held), 0),
      positionValues: Float64Array.from([...held, ...held]),
      contributions: Float64Array.from([0, 0, 0, ...added]),
    };
  };

  test('by both alike, it makes no difference', () => {
    const morning = oneRow([0, 0, 0], [500, 0, 0]);
    const { classes, other } = attributeToRun(morning, morning, CLASSES, 1);
    for (const { allocation, selection, interaction } of classes)
      expect([allocation, selection, interaction]).toEqual([0, 0, 0]);
    expect(other).toBe(0);
  });

  test('on top of a remnant, it is not divided by the remnant', () => {
    // 5 of 10,000 in stocks, which end the day 300 up; the benchmark has half in stocks that gain 2 %.
    const parts = attributeToRun(oneRow([5, 0, 0], [300, 0, 0]), oneRow([5_000, 0, 0], [100, 0, 0]), CLASSES, 1);
    const stocks = partOf(parts, 'equity');
    expect(stocks.selection).toBe(0);
    expectClose(stocks.allocation, (0.0005 - 0.5) * (0.02 - 0.01), TOLERANCE.closedForm);
    expectClose(stocks.interaction, 0.03 - 0.0005 * 0.02, TOLERANCE.closedForm);
    expectClose(parts.other, 0, TOLERANCE.closedForm);
  });
});

describe('years that move', () => {
  const panel = randomPanel(INSTRUMENTS, weekdaysFrom(2018, 1, 1, 500), 3);
  const benchmark = runOf(panel, [0.3, 0.3, 0.4]);

  test('a run against itself differs by nothing', () => {
    const { classes, other } = attributeToRun(benchmark, benchmark, CLASSES, 1);
    for (const { allocation, selection, interaction, ownShare, benchmarkShare } of classes) {
      for (const effect of [allocation, selection, interaction]) expectClose(effect, 0, TOLERANCE.longSum);
      expect(ownShare).toBe(benchmarkShare);
    }
    expectClose(other, 0, TOLERANCE.longSum);
  });

  // Oracle: what no class explains is what was charged, and without charges there is nothing left.
  test('without charges the effects are the whole difference', () => {
    const { other, ownReturn, benchmarkReturn } = attributeToRun(runOf(panel, [0.1, 0.2, 0.5]), benchmark, CLASSES, 1);
    expect(Math.abs(ownReturn - benchmarkReturn)).toBeGreaterThan(0.01);
    expectClose(other, 0, 1e-6);
  });

  test('the same holdings with charges differ by the charges alone', () => {
    const costs = { commissionBasisPoints: 100 };
    const once = { rebalance: 'never' } as const;
    const [dear, free] = [runOf(panel, [0.9, 0, 0], { costs, ...once }), runOf(panel, [0.9, 0, 0], once)];
    const { other, classes } = attributeToRun(dear, free, CLASSES, 1);
    // A hundredth of the nine tenths, as it would have grown: the end values say by how much.
    expectClose(other, (dear.value.at(-1)! - free.value.at(-1)!) / 10_000, SHARES_MOVED);
    expect(other).toBeLessThan(-0.005);
    const effects = classes.reduce((sum, part) => sum + part.allocation + part.selection + part.interaction, 0);
    expect(Math.abs(effects)).toBeLessThan(SHARES_MOVED);
  });

  // Oracle: the definition. A year's return compounds to the whole, and so do the parts of the difference, in proportion.
  test('spread over years, the effects sum to the difference of the yearly returns', () => {
    const run = runOf(panel, [0.1, 0.2, 0.5]);
    const [whole, yearly] = [attributeToRun(run, benchmark, CLASSES, 1), attributeToRun(run, benchmark, CLASSES, 2)];
    expectClose((1 + yearly.ownReturn) ** 2, 1 + whole.ownReturn, TOLERANCE.closedForm);
    expectClose(yearly.other, 0, 1e-6);
    const shares = (parts: RunAttribution): number[] => parts.classes.map((part) => part.allocation + part.selection);
    const ratio = (yearly.ownReturn - yearly.benchmarkReturn) / (whole.ownReturn - whole.benchmarkReturn);
    shares(whole).forEach((effect, at) => {
      expectClose(shares(yearly)[at]!, effect * ratio, 1e-6);
    });
  });

  test('runs over other days are refused', () => {
    const later = runOf(panel, [1, 0, 0], { fromDay: panel.days[9]! });
    expect(() => attributeToRun(later, benchmark, CLASSES, 1)).toThrow(/other rows/);
  });
});

describe('returns of classes', () => {
  const gap = Number.NaN;
  const days = weekdaysFrom(2020, 1, 1, 3);

  test('are means of the instruments with a price on both rows', () => {
    const panel = panelOf(INSTRUMENTS, days, [
      [100, gap, 100],
      [110, 50, 100],
      [121, 60, 99],
    ]);
    const returns = classReturns(panel, panel.days);
    expectClose(returns.get('equity')![0]!, 0.1, TOLERANCE.closedForm);
    expectClose(returns.get('equity')![1]!, (0.1 + 0.2) / 2, TOLERANCE.closedForm);
    expectClose(returns.get('bond')![1]!, -0.01, TOLERANCE.closedForm);
  });

  test('a class without a price on some row has none', () => {
    const panel = panelOf(INSTRUMENTS, days, [
      [100, 100, gap],
      [110, 50, 100],
      [121, 60, 99],
    ]);
    expect([...classReturns(panel, panel.days).keys()]).toEqual(['equity']);
  });
});
