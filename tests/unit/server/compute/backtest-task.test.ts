import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { backtestTask, type BacktestTaskInput, type BacktestTaskOutput } from '@/lib/server/compute/backtest-task';
import { storedResult } from '@/lib/server/services/backtest/stored-result';
import type { BacktestResult } from '@/lib/shared/contracts/backtest';
import { expectClose, TOLERANCE } from '../../../support/close';
import { replaySetting, resultOf, UNWATCHED } from '../../../support/replays';
import { panelOf, randomPanel, weekdaysFrom } from '../../quant/backtest/panels';
import { testInstrument } from '../../quant/trading/instruments';

const day = (text: string): number => dayNumber(isoDay(text));

function testedOn(days: readonly number[], fromDay: number, toDay: number): BacktestTaskOutput {
  const closes = days.map((_, row) => [100 + row, 50 + Math.sin(row)]);
  const ended = backtestTask(
    {
      ...replaySetting(panelOf([testInstrument('A'), testInstrument('B')], days, closes)),
      fromDay,
      toDay,
      calendar: 'monthly',
      commissionBasisPoints: 1,
    },
    UNWATCHED,
  );
  if (ended.status !== 'finished') throw new Error('nothing stops the test');
  return ended.value;
}

test('a window of monthly prices is not replayed, and the sentence says why', () => {
  const months = Array.from({ length: 120 }, (_, row) => day('2010-01-31') + 30 * row);
  const output = testedOn(months, months[60]!, months.at(-1)!);
  expect(output).toMatchObject({ status: 'not-possible', message: expect.stringMatching(/not daily/) as string });
});

test('rows after the window have no say in it', () => {
  const days = Array.from({ length: 30 }, (_, row) => day('2020-03-02') + row);
  const months = Array.from({ length: 40 }, (_, row) => day('2020-05-01') + 30 * row);
  const output = testedOn([...days, ...months], days[0]!, days.at(-1)!);
  expect(output).toMatchObject({ status: 'not-possible', message: expect.stringMatching(/not enough/) as string });
});

const DAYS = weekdaysFrom(2015, 1, 1, 1_200);
const PANEL = randomPanel(
  [
    testInstrument('A'),
    testInstrument('B', { assetClass: 'bond' }),
    testInstrument('C', { assetClass: 'commodity' }),
    testInstrument('E'),
    testInstrument('F'),
    testInstrument('G', { assetClass: 'bond' }),
    testInstrument('H', { assetClass: 'bond' }),
    testInstrument('D', { assetClass: 'cash' }),
  ],
  DAYS,
  7,
);

const finishedWith = (parts: Partial<BacktestTaskInput> = {}): Omit<BacktestResult, 'source'> =>
  resultOf(backtestTask({ ...replaySetting(PANEL), ...parts }, UNWATCHED));

test('money past what can be counted is refused with its day, with taxes and without', () => {
  // Two per cent a day on top, a hundred times in 233 days: ninety millions become more than nine thousand millions.
  const n = PANEL.instruments.length;
  const closes = DAYS.map((_, row) =>
    Array.from(PANEL.layers.close.subarray(row * n, (row + 1) * n), (close) => close * 1.02 ** row),
  );
  const setting = { ...replaySetting(panelOf(PANEL.instruments, DAYS, closes)), startMoney: 90_000_000 };
  const taxes = { preset: 'flat', rate: 0.2, lotMethod: 'fifo' } as const;
  const refusal = {
    value: {
      status: 'not-possible',
      message: expect.stringMatching(/^The account grows on 201\d-.* counted/) as string,
    },
  };
  expect(backtestTask({ ...setting, rules: { taxes } }, UNWATCHED)).toMatchObject(refusal);
  expect(backtestTask(setting, UNWATCHED)).toMatchObject(refusal);
  expect(backtestTask({ ...setting, startMoney: 10_000 }, UNWATCHED)).toMatchObject({ value: { status: 'finished' } });
});

describe('a finished test', () => {
  const held = { accountName: 'Savings', weights: { A: 0.3, B: 0.3 }, elsewhere: 0.25 };
  const result = finishedWith({ held });

  test('has a line for the plan, its rivals and what is held now', () => {
    expect(result.runs.map(({ id }) => id)).toEqual([
      'recommendation',
      'equal-weight',
      'sixty-forty',
      'buy-and-hold',
      'current-holdings',
    ]);
    expect(result.warnings).toContainEqual({
      key: 'backtest.held-elsewhere',
      values: { accountName: 'Savings', share: 0.25 },
    });
  });

  test('leaves out what is held when most of it is elsewhere', () => {
    const { runs } = finishedWith({ held: { ...held, elsewhere: 0.6 } });
    expect(runs.map(({ id }) => id)).not.toContain('current-holdings');
  });

  // Oracle: compounding. Whatever is thinned, the months multiply to the whole.
  test('months compound to the whole return of each line', () => {
    for (const { monthReturns, metrics } of result.runs) {
      expect(monthReturns).toHaveLength(result.months.length);
      const whole = monthReturns.reduce((product, value) => product * (1 + value), 1) - 1;
      expectClose(whole, metrics.totalReturn!, TOLERANCE.closedForm);
    }
    expect(result.months).toEqual([...new Set(result.months)].sort());
  });

  test('trades add up to the costs and the count of the line', () => {
    const own = result.runs[0]!;
    const { trades } = result.detail!;
    expect(trades).toHaveLength(own.tradeCount);
    expect(trades.reduce((sum, { cost }) => sum + cost, 0).toFixed(2)).toBe(own.costs.amount);
    for (const { quantity, price, value } of trades) expect(Math.abs(quantity * price - value)).toBeLessThan(0.01);
  });

  // Oracle: the books. What instruments and interest added, less fees and taxes, is the gain to the cent.
  test('contributions and interest make the gain, and the gain is the difference of the values', () => {
    const own = result.runs[0]!;
    const { contributions, accounting } = result.detail!;
    const { gain, instruments, interest, fees, taxes, costs } = accounting;
    expect(gain).toBeCloseTo(Number(own.endValue.amount) - 10_000, 1);
    expect(Math.abs(instruments + interest - fees - taxes - gain)).toBeLessThan(0.03);
    const sum = contributions.reduce((total, { amount }) => total + amount, 0);
    expect(Math.abs(sum - instruments)).toBeLessThan(0.01 * PANEL.instruments.length);
    expect(costs.toFixed(2)).toBe(own.costs.amount);
  });

  test('the deepest fall of the table is that of the figures, and each way back begins where the way down ends', () => {
    const { drawdowns } = result.detail!;
    expectClose(drawdowns[0]!.depth, result.runs[0]!.metrics.maxDrawdown!, TOLERANCE.closedForm);
    for (const { peakDay, troughDay, recoveryDay, daysToRecovery } of drawdowns) {
      expect(troughDay > peakDay).toBe(true);
      expect(recoveryDay === null).toBe(daysToRecovery === null);
    }
  });

  test('every figure lies inside its interval, and the same test draws the same intervals', () => {
    const { metrics, against } = result.detail!.intervals!;
    expect(against).toBe('Equal weight');
    for (const { id, interval } of metrics) {
      const value = result.runs[0]!.metrics[id]!;
      // A maximum is deeper in the sample than in most draws of it, so that one may lie at the edge.
      if (id === 'maxDrawdown' || id === 'calmar') continue;
      expect(interval!.low).toBeLessThan(value);
      expect(interval!.high).toBeGreaterThan(value);
    }
    expect(finishedWith({ held }).detail!.intervals).toEqual(result.detail!.intervals);
  });

  test('the mix sums to one at each close', () => {
    const { dates, classes } = result.detail!.exposure;
    dates.forEach((_, index) => {
      const sum = classes.reduce((total, { shares }) => total + shares[index]!, 0);
      expect(Math.abs(sum - 1)).toBeLessThan(1e-5);
    });
  });
});

describe('results of earlier versions open in today’s shape, and guess nothing', () => {
  const today = finishedWith();
  const source = {
    kind: 'inline',
    label: 'test',
    isSimulated: false,
    basis: 'total-return',
    firstDay: '2015-01-01',
    lastDay: '2019-01-01',
  };

  test('the first had no months and no detail', () => {
    const { months: _months, detail: _detail, ...rest } = today;
    const runs = rest.runs.map(({ monthReturns: _returns, ...run }) => run);
    const upgraded = storedResult({ ...rest, source, runs, schemaVersion: 1 });
    expect(upgraded).toMatchObject({ schemaVersion: 3, months: [], detail: null, firstDay: rest.firstDay });
    expect(upgraded.runs.map(({ endValue }) => endValue)).toEqual(runs.map(({ endValue }) => endValue));
  });

  test('the second stood beside no other line', () => {
    const { against: _against, ...detail } = today.detail!;
    const upgraded = storedResult({ ...today, source, detail, schemaVersion: 2 });
    expect(upgraded).toEqual({ ...today, source, detail: { ...detail, against: null } });
    expect(storedResult({ ...today, source, detail: null, schemaVersion: 2 }).detail).toBeNull();
  });

  test('today’s is read as it is', () => {
    expect(storedResult({ ...today, source })).toEqual({ ...today, source });
  });
});

describe('rules of trading', () => {
  const costs = finishedWith({ rules: { costs: { preset: 'ten-basis-points' } } });

  test('a broker’s prices stand in place of the commission', () => {
    const plain = finishedWith();
    const [dear, cheap] = [costs.runs[0]!, plain.runs[0]!];
    // Twice the commission on nearly the same trades, and no spread on these instruments.
    expect(Number(dear.costs.amount) / Number(cheap.costs.amount)).toBeCloseTo(2, 1);
  });

  test('bands trade less often than dates, and buying and holding stays as it was', () => {
    const rebalance = {
      kind: 'bands',
      bands: { kind: 'absolute', points: 0.2 },
      tolerance: 'target',
      check: 'daily',
    } as const;
    const banded = finishedWith({ rules: { rebalance }, calendar: 'monthly' });
    const dated = finishedWith({ calendar: 'monthly' });
    const runOf = ({ runs }: typeof banded, id: string) => runs.find((run) => run.id === id)!;
    expect(runOf(banded, 'equal-weight').rebalanceCount).toBeLessThan(runOf(dated, 'equal-weight').rebalanceCount);
    expect(runOf(banded, 'buy-and-hold').values).toEqual(runOf(dated, 'buy-and-hold').values);
  });

  test('taxes are taken from the gain and shown, with what a sale of all would leave', () => {
    const taxes = { preset: 'flat', rate: 0.25, lotMethod: 'fifo' } as const;
    const n = PANEL.instruments.length;
    const rising = DAYS.map((_, row) =>
      PANEL.instruments.map((_instrument, i) => PANEL.layers.totalReturnIndex[row * n + i]! * 1.0005 ** row),
    );
    const { detail, runs } = finishedWith({ panel: panelOf(PANEL.instruments, DAYS, rising), rules: { taxes } });
    const { accounting } = detail!;
    expect(accounting.taxes).toBeGreaterThan(0);
    // What is still to be taxed, and the cost of selling, come off the value.
    expect(accounting.liquidationValue).toBeLessThan(Number(runs[0]!.endValue.amount));
    expect(accounting.liquidationValue).toBeGreaterThan(10_000);
    expect(costs.detail!.accounting.liquidationValue).toBeNull();
  });
});
