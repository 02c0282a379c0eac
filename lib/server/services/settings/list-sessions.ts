import { done, type Outcome } from '@/lib/base/outcome';
import { ListSessionsInput, type SessionView } from '@/lib/shared/contracts/settings';
import { isSessionLive } from '../../auth/sessions';
import { service } from '../service';

/** Where the user is signed in, the latest use first. */
export const listSessions = service({
  name: 'settings/list-sessions',
  access: 'signed-in',
  input: ListSessionsInput,
  run: async ({ db, clock, actor }): Promise<Outcome<SessionView[]>> => {
    const sessions = await db.session.findMany({
      where: { userId: actor.userId, revokedAt: null },
      orderBy: { lastSeenAt: 'desc' },
    });
    const live = sessions.filter((session) => isSessionLive(session, clock.now()));
    return done(
      live.map(({ id, createdAt, lastSeenAt, agent }) => ({
        id,
        createdAt: createdAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
        agent,
        isCurrent: id === actor.sessionId,
      })),
    );
  },
});
