import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { policyFor } from '@/lib/quant/policy/policy';
import { backtestTask } from '@/lib/server/compute/backtest-task';
import { compareTask, type CompareTaskInput } from '@/lib/server/compute/compare-task';
import type { ComparisonResult, TestedLine } from '@/lib/shared/contracts/comparison';
import { panelOf, randomPanel, weekdaysFrom } from '../../quant/backtest/panels';
import { testInstrument } from '../../quant/trading/instruments';

const DAYS = weekdaysFrom(2014, 1, 1, 1_500);
const INSTRUMENTS = [
  testInstrument('A'),
  testInstrument('B', { assetClass: 'bond' }),
  testInstrument('C', { assetClass: 'commodity' }),
  testInstrument('D', { assetClass: 'cash' }),
  testInstrument('E'),
  testInstrument('F', { assetClass: 'bond' }),
];
const PANEL = randomPanel(INSTRUMENTS, DAYS, 11);

const inputOf = (parts: Partial<CompareTaskInput> = {}): CompareTaskInput => ({
  panel: PANEL,
  policy: policyFor('balanced'),
  aim: { kind: 'most-return' },
  fromDay: DAYS[0]!,
  toDay: DAYS.at(-1)!,
  calendar: 'quarterly',
  startMoney: 10_000,
  commissionBasisPoints: 5,
  strategies: ['mean-variance', 'inverse-volatility'],
  holdSymbols: ['A'],
  ...parts,
});

const CONTROL = { report: () => undefined, shouldStop: () => false };

function compared(parts: Partial<CompareTaskInput> = {}): Omit<ComparisonResult, 'source'> {
  const ended = compareTask(inputOf(parts), CONTROL);
  if (ended.status !== 'finished' || ended.value.status !== 'finished') throw new Error(JSON.stringify(ended));
  return ended.value.result;
}

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
    const alone = backtestTask(inputOf(), CONTROL);
    if (alone.status !== 'finished' || alone.value.status !== 'finished') throw new Error('it should have finished');
    const { runs, firstDay } = alone.value.result;
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
    const price = (row: number): number => PANEL.layers.totalReturnIndex[row * INSTRUMENTS.length]!;
    const { endValue } = lineOf(result, 'hold:A');
    const expected = (10_000 / 1.0005) * (price(DAYS.length - 1) / price(firstRow + 1));
    expect(Math.abs(Number(endValue.amount) / expected - 1)).toBeLessThan(5e-4);
  });
});

test('a rule that cannot decide says so in its row and takes nobody along', () => {
  const stocks = INSTRUMENTS.filter(({ assetClass }) => assetClass === 'equity' || assetClass === 'cash');
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
    INSTRUMENTS.map((_instrument, i) =>
      i === 0 && row < DAYS.length - 100 ? Number.NaN : PANEL.layers.totalReturnIndex[row * INSTRUMENTS.length + i]!,
    ),
  );
  const result = compared({ panel: panelOf(INSTRUMENTS, DAYS, rows), strategies: ['equal-weight'] });
  expect(result.lines.find(({ id }) => id === 'hold:A')).toMatchObject({
    status: 'failed',
    reason: expect.stringMatching(/not enough price history for A/) as string,
  });
  expect(result.dayCount).toBeGreaterThan(252);
});
