import { z } from 'zod';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import type { BacktestResult, BacktestTradeView } from '@/lib/shared/contracts/backtest';
import { ExportFormat, type ExportedFile } from '@/lib/shared/contracts/wire';
import type { CsvCell } from '@/lib/shared/format/csv';
import { ownerOfBacktest } from '../backtest/backtest-view';
import { getBacktest } from '../backtest/get-backtest';
import { exportTurn } from '../export-turn';
import { service } from '../service';
import { AGAINST_HEADER, againstRows } from './against-rows';
import { exportedFile } from './export-file';

const rowsOf = ({ dates, runs }: BacktestResult): (readonly CsvCell[])[] =>
  dates.map((date, index) => [date, ...runs.map((run) => run.values[index] ?? null)]);

const TRADES_HEADER = ['date', 'symbol', 'side', 'quantity', 'price', 'value', 'cost'];

const tradeRows = (trades: readonly BacktestTradeView[]): (readonly CsvCell[])[] =>
  trades.map(({ day, symbol, side, quantity, price, value, cost }) => [
    day,
    symbol,
    side,
    quantity,
    price,
    value,
    cost,
  ]);

/** The value of every line on every day shown, net of costs; or the trades of the plan's own line, or how it did against others; or the whole result. */
export const exportBacktest = service({
  name: 'export/export-backtest',
  access: 'owner',
  input: z.strictObject({
    backtestId: z.uuid(),
    format: ExportFormat,
    of: z.enum(['values', 'trades', 'against']).default('values'),
  }),
  ownerOf: (ctx, { backtestId }) => ownerOfBacktest(ctx, backtestId),
  run: async (ctx, { backtestId, format, of }): Promise<Outcome<ExportedFile>> => {
    const turn = await exportTurn(ctx);
    if (turn.status === 'refused') return turn;
    const backtest = await getBacktest.call(ctx, { backtestId });
    if (backtest.status === 'refused') return backtest;
    const { result } = backtest.value;
    if (result === null) return refused('conflict', 'This backtest has no result to download yet.');
    const header = ['date', ...result.runs.map(({ name }) => name)];
    const name = `ballast-backtest-${result.firstDay}-${result.lastDay}`;
    if (of === 'trades') {
      if (result.detail === null)
        return refused('conflict', 'This backtest was stored without its trades. Run it again to get them.');
      const { trades } = result.detail;
      return done(
        exportedFile(format, { name: `${name}-trades`, header: TRADES_HEADER, rows: tradeRows(trades), json: trades }),
      );
    }
    if (of === 'against') {
      const against = result.detail?.against ?? null;
      if (against === null)
        return refused('conflict', 'This backtest was stored before other lines were held against it. Run it again.');
      const rows = againstRows(against);
      return done(exportedFile(format, { name: `${name}-against`, header: AGAINST_HEADER, rows, json: against }));
    }
    return done(exportedFile(format, { name, header, rows: rowsOf(result), json: backtest.value }));
  },
});
