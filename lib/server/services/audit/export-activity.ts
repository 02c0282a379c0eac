import { isoDayOfInstant } from '@/lib/base/iso-day';
import { done, type Outcome } from '@/lib/base/outcome';
import { ExportActivityInput } from '@/lib/shared/contracts/activity';
import type { ExportedFile } from '@/lib/shared/contracts/wire';
import { exportedFile } from '../export/export-file';
import { exportTurn } from '../export-turn';
import { service } from '../service';
import { activityEvent } from './activity-view';

const HEADER = ['at', 'kind', 'by', 'what', 'account', 'subject', 'subject id', 'hash'];

/** The whole record, oldest first. */
export const exportActivity = service({
  name: 'audit/export-activity',
  access: 'signed-in',
  input: ExportActivityInput,
  run: async (ctx, { format }): Promise<Outcome<ExportedFile>> => {
    const { db, clock, actor } = ctx;
    const turn = await exportTurn(ctx);
    if (turn.status === 'refused') return turn;
    const stored = await db.auditEvent.findMany({ where: { userId: actor.userId }, orderBy: { id: 'asc' } });
    const events = stored.map(activityEvent);
    const rows = events.map(({ at, kind, by, text, accountId, subject, hash }) => {
      const { kind: subjectKind, id } = subject ?? { kind: null, id: null };
      return [at, kind, by, text, accountId, subjectKind, id, hash];
    });
    const name = `ballast-activity-${isoDayOfInstant(clock.now())}`;
    return done(exportedFile(format, { name, header: HEADER, rows, json: events }));
  },
});
