import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { backtestTask } from '@/lib/server/compute/backtest-task';
import { compareTask, type CompareTaskInput } from '@/lib/server/compute/compare-task';
import type { ComparisonResult, TestedLine } from '@/lib/shared/contracts/comparison';
import { replaySetting, resultOf, SIX_INSTRUMENTS, UNWATCHED } from '../../../support/replays';
import { panelOf, randomPanel, weekdaysFrom } from '../../quant/backtest/panels';

const DAYS = weekdaysFrom(2014, 1, 1, 1_500);
const PANEL = randomPanel(SIX_INSTRUMENTS, DAYS, 11);

const inputOf = (parts: Partial<CompareTaskInput> = {}): CompareTaskInput => ({
  ...replaySetting(PANEL),
  strategies: ['mean-variance', 'inverse-volatility'],
  holdSymbols: ['A'],
  ...parts,
});

const compared = (parts: Partial<CompareTaskInput> = {}): Omit<ComparisonResult, 'source'> =>
  resultOf(compareTask(inputOf(parts), UNWATCHED));

const lineOf = ({ lines }: Pick<ComparisonResult, 'lines'>, id: string): TestedLine => {
  const line = lines.find((candidate) => candidate.id === id);
  if (line?.status !== 'tested') throw new Error(`${id} was not tested`);
  return line;
};

describe('strategies side by side', () => {
  const result = compared();

  test('equal weight, 60/40 and the plan bought and held are there unasked', () => {
    expect(result.lines.map(({ id }) => id)).toEqual([
      'mean-variance',
      'inverse-volatility',
      'equal-weight',
      'sixty-forty',
      'plan-held',
      'hold:A',
    ]);
    expect(result.lines.every(({ status }) => status === 'tested')).toBe(true);
  });

  test('every line begins with the same money on the same day', () => {
    for (const line of result.lines) {
      if (line.status !== 'tested') continue;
      expect(line.values).toHaveLength(result.dates.length);
      expect(line.values[0]).toBe(10_000);
    }
    expect(result.warnings).toMatchObject([{ key: 'backtest.starts-later', values: { firstDay: result.firstDay } }]);
  });

  // Oracle: the test of a plan alone, which goes through the same replay.
  test('a line is what the same rule gives in a test of the plan', () => {
    const { runs, firstDay } = resultOf(backtestTask(inputOf(), UNWATCHED));
    expect(result.firstDay).toBe(firstDay);
    const pairs = { 'mean-variance': 'recommendation', 'equal-weight': 'equal-weight', 'sixty-forty': 'sixty-forty' };
    for (const [id, runId] of Object.entries(pairs)) {
      const run = runs.find((candidate) => candidate.id === runId)!;
      const { endValue, metrics, costs, turnoverAnnual } = lineOf(result, id);
      expect({ endValue, metrics, costs, turnoverAnnual }).toEqual({
        endValue: run.endValue,
        metrics: run.metrics,
        costs: run.costs,
        turnoverAnnual: run.turnoverAnnual,
      });
    }
  });

  // Oracle: by hand. One purchase at the close of the day after the first, 5 bp commission, no spread; the little that
  // is kept back for costs earns what cash earns.
  test('one instrument held ends where its price does', () => {
    const firstRow = DAYS.indexOf(dayNumber(isoDay(result.firstDay)));
    const price = (row: number): number => PANEL.layers.totalReturnIndex[row * SIX_INSTRUMENTS.length]!;
    const { endValue } = lineOf(result, 'hold:A');
    const expected = (10_000 / 1.0005) * (price(DAYS.length - 1) / price(firstRow + 1));
    expect(Math.abs(Number(endValue.amount) / expected - 1)).toBeLessThan(5e-4);
  });
});

test('a rule that cannot decide says so in its row and takes nobody along', () => {
  const stocks = SIX_INSTRUMENTS.filter(({ assetClass }) => assetClass === 'equity' || assetClass === 'cash');
  const result = compared({ panel: randomPanel(stocks, DAYS, 3), strategies: ['inverse-volatility'], holdSymbols: [] });
  expect(result.lines.find(({ id }) => id === 'sixty-forty')).toMatchObject({
    status: 'failed',
    reason: expect.stringMatching(
      /^Nothing could be decided on .*nothing with a price in a class it needs\.$/,
    ) as string,
  });
  expect(lineOf(result, 'equal-weight').values[0]).toBe(10_000);
});

test('an instrument that comes too late fails by itself and does not shorten the others', () => {
  const rows = DAYS.map((_, row) =>
    SIX_INSTRUMENTS.map((_instrument, i) =>
      i === 0 && row < DAYS.length - 100
        ? Number.NaN
        : PANEL.layers.totalReturnIndex[row * SIX_INSTRUMENTS.length + i]!,
    ),
  );
  const result = compared({ panel: panelOf(SIX_INSTRUMENTS, DAYS, rows), strategies: ['equal-weight'] });
  expect(result.lines.find(({ id }) => id === 'hold:A')).toMatchObject({
    status: 'failed',
    reason: expect.stringMatching(/not enough price history for A/) as string,
  });
  expect(result.dayCount).toBeGreaterThan(252);
});
