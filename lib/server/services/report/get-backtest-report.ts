import { z } from 'zod';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import { backtestReport } from '../../reports/backtest-report';
import { ownerOfBacktest } from '../backtest/backtest-view';
import { getBacktest } from '../backtest/get-backtest';
import { exportTurn } from '../export-turn';
import { service } from '../service';
import { type ReportFile, reportFile, ReportFormat } from './report-file';

/** A finished backtest as a document. */
export const getBacktestReport = service({
  name: 'report/get-backtest-report',
  access: 'owner',
  input: z.strictObject({ backtestId: z.uuid(), format: ReportFormat }),
  ownerOf: (ctx, { backtestId }) => ownerOfBacktest(ctx, backtestId),
  run: async (ctx, { backtestId, format }): Promise<Outcome<ReportFile>> => {
    const turn = await exportTurn(ctx);
    if (turn.status === 'refused') return turn;
    const backtest = await getBacktest.call(ctx, { backtestId });
    if (backtest.status === 'refused') return backtest;
    const { value: view } = backtest;
    const { result } = view;
    if (result === null) return refused('conflict', 'This backtest has no result to report on yet.');
    const { inputHash, engineVersion } = await ctx.db.backtest.findUniqueOrThrow({ where: { id: backtestId } });
    const { contentHash: pricesHash } = await ctx.db.priceSet.findUniqueOrThrow({ where: { id: view.priceSetId } });
    const report = backtestReport({ view, result, inputHash, pricesHash, engineVersion });
    return done(await reportFile(format, `ballast-backtest-${result.firstDay}-${result.lastDay}`, report));
  },
});
