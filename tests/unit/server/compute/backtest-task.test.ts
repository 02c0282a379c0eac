import { expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { policyFor } from '@/lib/quant/policy/policy';
import { backtestTask, type BacktestTaskOutput } from '@/lib/server/compute/backtest-task';
import { panelOf } from '../../quant/backtest/panels';
import { testInstrument } from '../../quant/trading/instruments';

const day = (text: string): number => dayNumber(isoDay(text));

function testedOn(days: readonly number[], fromDay: number, toDay: number): BacktestTaskOutput {
  const closes = days.map((_, row) => [100 + row, 50 + Math.sin(row)]);
  const ended = backtestTask(
    {
      panel: panelOf([testInstrument('A'), testInstrument('B')], [...days], closes),
      policy: policyFor('balanced'),
      aim: { kind: 'most-return' },
      fromDay,
      toDay,
      calendar: 'monthly',
      startMoney: 10_000,
      commissionBasisPoints: 1,
    },
    { report: () => undefined, shouldStop: () => false },
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
