import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { answerTo, finishedRow } from '../../unit/codec/backtest/prices';
import { expectClose } from '../../support/close';

interface Fixture {
  readonly dates: readonly string[];
  readonly series: Readonly<Record<string, readonly number[]>>;
  readonly weights: Readonly<Record<string, number>>;
  readonly startAmount: number;
  readonly values: readonly number[];
  readonly months: readonly number[];
  readonly empyrical: Readonly<Record<string, number>>;
}
const fixture = JSON.parse(readFileSync(path.join(import.meta.dirname, 'fixtures/replay.json'), 'utf8')) as Fixture;

/** Orders are whole millionths of a share, and gaps below a ten-millionth of the portfolio are not traded. */
const STEP_ROUNDING = 1e-7;

// Oracle: a replay written in numpy and its figures by empyrical-reloaded 0.7.1, by scripts/replay.py.
test('the backtest door replays a year as an independent simulation does, day by day and figure by figure', () => {
  const { dates, series, weights, startAmount } = fixture;
  const answer = answerTo({
    prices: {
      dates: [...dates],
      series: Object.fromEntries(Object.entries(series).map(([symbol, column]) => [symbol, [...column]])),
    },
    assets: Object.keys(series),
    strategies: [{ weights }],
    benchmark: 'SPY',
    startAmount,
    costs: { commissionBasisPoints: 0, halfSpreadBasisPoints: 0 },
    intervals: { samples: 50 },
    series: 'full',
  });
  const row = finishedRow(answer.runs[0]);
  expect(row.series!.dates).toEqual(dates);
  fixture.values.forEach((value, day) => expectClose(row.series!.values[day]!, value, STEP_ROUNDING));
  const months = row.monthReturns.flatMap((year) => year.months.filter((value) => value !== null));
  fixture.months.forEach((value, month) => expectClose(months[month]!, value, STEP_ROUNDING));
  // Ratios and tails divide small numbers, which takes a few digits off the agreement of the values.
  for (const [id, figure] of Object.entries(fixture.empyrical)) expectClose(row.metrics[id]!, figure, 1e-5);
  expect(row.costs.trading).toBe(0);
});
