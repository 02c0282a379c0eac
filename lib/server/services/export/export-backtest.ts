import { z } from 'zod';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import type { BacktestResult } from '@/lib/shared/contracts/backtest';
import { ExportFormat, type ExportedFile } from '@/lib/shared/contracts/wire';
import type { CsvCell } from '@/lib/shared/format/csv';
import { ownerOfBacktest } from '../backtest/backtest-view';
import { getBacktest } from '../backtest/get-backtest';
import { exportTurn } from '../export-turn';
import { service } from '../service';
import { exportedFile } from './export-file';

const rowsOf = ({ dates, runs }: BacktestResult): (readonly CsvCell[])[] =>
  dates.map((date, index) => [date, ...runs.map((run) => run.values[index] ?? null)]);

/** The value of every line on every day shown, net of costs; or the whole result. */
export const exportBacktest = service({
  name: 'export/export-backtest',
  access: 'owner',
  input: z.strictObject({ backtestId: z.uuid(), format: ExportFormat }),
  ownerOf: (ctx, { backtestId }) => ownerOfBacktest(ctx, backtestId),
  run: async (ctx, { backtestId, format }): Promise<Outcome<ExportedFile>> => {
    const turn = await exportTurn(ctx);
    if (turn.status === 'refused') return turn;
    const backtest = await getBacktest.call(ctx, { backtestId });
    if (backtest.status === 'refused') return backtest;
    const { result } = backtest.value;
    if (result === null) return refused('conflict', 'This backtest has no result to download yet.');
    const header = ['date', ...result.runs.map(({ name }) => name)];
    const name = `ballast-backtest-${result.firstDay}-${result.lastDay}`;
    return done(exportedFile(format, { name, header, rows: rowsOf(result), json: backtest.value }));
  },
});
