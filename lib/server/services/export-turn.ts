import { done, type Outcome, refused } from '@/lib/base/outcome';
import { LIMITS, takeTurn } from '../auth/rate-limit';
import type { UserContext } from './service';

/** Exports read everything a user has; counted, so that a loop of them does not slow the others down. */
export async function exportTurn({ db, clock, actor }: UserContext): Promise<Outcome<null>> {
  const turn = await takeTurn(db, clock, LIMITS.exportsUser, actor.userId);
  if (turn.isAllowed) return done(null);
  const minutes = Math.ceil(turn.retryAfterSeconds / 60);
  return refused('too-many-requests', `You have downloaded many files; the next one is ready in ${minutes} minutes.`);
}
