import { expect, test } from 'vitest';
import { chartCellText, chartCsv, readableRows } from '../../../../components/charts/chart-table';
import { drawdownSummary, growthSummary, sharesSummary } from '../../../../components/charts/summaries';

const table = {
  columns: [
    { header: 'Day', kind: 'day' },
    { header: 'Plan', kind: 'money' },
    { header: 'Fall', kind: 'percent' },
  ],
  rows: Array.from({ length: 250 }, (_, index) => ['2026-01-02', index, -0.1] as const),
} as const;

test('people read formatted cells, machines read decimals', () => {
  expect(chartCellText('2026-01-02', 'day', 'USD')).toBe('2 Jan 2026');
  expect(chartCellText(-0.123456, 'percent', 'USD')).toBe('\u221212.35%');
  expect(chartCellText(null, 'money', 'USD')).toBe('\u2013');
  expect(chartCsv({ ...table, rows: [['2026-01-02', 1234.5, -0.1]] }, 'USD')).toBe(
    'Day,Plan (USD),Fall (decimal)\r\n2026-01-02,1234.5,-0.1\r\n',
  );
});

test('long tables are thinned and keep the last row', () => {
  const { rows, everyNth } = readableRows(table);
  expect(everyNth).toBe(3);
  expect(rows.length).toBeLessThanOrEqual(120);
  expect(rows.at(-1)).toBe(table.rows[249]);
});

test('summaries say in words what the chart shows', () => {
  const dates = ['2020-01-01', '2020-03-23', '2020-12-31'];
  expect(growthSummary([{ label: 'Your plan', values: [10_000, 8_000, 11_500] }], dates, 'USD')).toBe(
    'From 1 Jan 2020 to 31 Dec 2020: Your plan from $10,000 to $11,500.',
  );
  expect(drawdownSummary([{ label: 'Your plan', drawdowns: [0, -0.2, 0] }], dates)).toBe(
    'Your plan fell furthest on 23 Mar 2020, 20.0% below its high.',
  );
  expect(drawdownSummary([{ label: 'Cash', drawdowns: [0, 0, 0] }], dates)).toBe(
    'Cash was never below an earlier high.',
  );
  expect(
    sharesSummary([
      { label: 'Bonds', share: 0.3 },
      { label: 'Stocks', share: 0.7 },
    ]),
  ).toBe('Stocks 70.0%, Bonds 30.0%.');
});
