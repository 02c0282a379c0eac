import { done } from '@/lib/base/outcome';
import { EndSessionInput } from '@/lib/shared/contracts/settings';
import { appendAudit } from '../../audit/append';
import { service } from '../service';

/** Signs one of the user's other devices out; ending it twice is ending it once. */
export const endSession = service({
  name: 'settings/end-session',
  access: 'owner',
  input: EndSessionInput,
  ownerOf: async ({ db }, { sessionId }) =>
    (await db.session.findUnique({ where: { id: sessionId }, select: { userId: true } }))?.userId,
  run: async ({ db, clock, actor }, { sessionId }) => {
    const { userId } = actor;
    await db.$transaction(async (tx) => {
      const { count } = await tx.session.updateMany({
        where: { id: sessionId, userId, revokedAt: null },
        data: { revokedAt: new Date(clock.now()) },
      });
      if (count === 0) return;
      await appendAudit(tx, clock, { kind: 'session-ended', userId, actor: userId, body: { sessionId } });
    });
    return done({ sessionId });
  },
});
