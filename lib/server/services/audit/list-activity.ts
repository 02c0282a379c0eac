import { done, type Outcome } from '@/lib/base/outcome';
import { type ActivityPage, ListActivityInput } from '@/lib/shared/contracts/activity';
import { service } from '../service';
import { activityEvent } from './activity-view';

/** What happened, newest first, a page at a time. */
export const listActivity = service({
  name: 'audit/list-activity',
  access: 'signed-in',
  input: ListActivityInput,
  run: async ({ db, actor }, { cursor, limit, kinds }): Promise<Outcome<ActivityPage>> => {
    const rows = await db.auditEvent.findMany({
      where: {
        userId: actor.userId,
        ...(cursor === undefined ? {} : { id: { lt: BigInt(cursor) } }),
        ...(kinds === undefined ? {} : { kind: { in: kinds } }),
      },
      orderBy: { id: 'desc' },
      take: limit + 1,
    });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const nextCursor = rows.length > limit && last !== undefined ? last.id.toString() : null;
    return done({ events: shown.map(activityEvent), nextCursor });
  },
});
