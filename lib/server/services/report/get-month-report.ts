import { z } from 'zod';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import { monthReport } from '../../reports/month-report';
import { ownerOfAccount } from '../account/account-rows';
import { exportTurn } from '../export-turn';
import { service } from '../service';
import { monthRecord } from './month-record';
import { type ReportFile, reportFile, ReportFormat } from './report-file';

const MonthText = z.string().regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/, 'a month is written YYYY-MM');

/** A month of an account as a document. */
export const getMonthReport = service({
  name: 'report/get-month-report',
  access: 'owner',
  /** The running month when none is named. */
  input: z.strictObject({ accountId: z.uuid(), month: z.exactOptional(MonthText), format: ReportFormat }),
  ownerOf: (ctx, { accountId }) => ownerOfAccount(ctx, accountId),
  run: async (ctx, { accountId, month: asked, format }): Promise<Outcome<ReportFile>> => {
    const { db, clock } = ctx;
    const thisMonth = new Date(clock.now()).toISOString().slice(0, 7);
    const month = asked ?? thisMonth;
    if (month > thisMonth) return refused('bad-input', `month: ${month} has not begun.`, 'month');
    const turn = await exportTurn(ctx);
    if (turn.status === 'refused') return turn;
    const account = await db.account.findUniqueOrThrow({ where: { id: accountId } });
    const record = await monthRecord(db, account, month);
    return done(await reportFile(format, `ballast-month-${month}`, monthReport(record)));
  },
});
