import { type Outcome, done, refused } from '@/lib/base/outcome';
import { isPasswordQueueFull, verifyPassword } from '../../auth/password';
import { LIMITS, returnTurn, takeTurn } from '../../auth/rate-limit';
import type { UserContext } from '../service';

/** Whoever holds a session must still know the password before it is changed or the account goes; guesses are counted. */
export async function checkCurrentPassword(ctx: UserContext, password: string): Promise<Outcome<null>> {
  const { db, clock, actor } = ctx;
  if (actor.userKind !== 'investor') {
    return refused('not-allowed', 'The demo is shared or has no password; there is nothing to change here.');
  }
  if (isPasswordQueueFull()) return refused('unavailable', 'Many people are signing in; please try again in a moment.');
  const turn = await takeTurn(db, clock, LIMITS.passwordUser, actor.userId);
  if (!turn.isAllowed) {
    const minutes = Math.ceil(turn.retryAfterSeconds / 60);
    return refused('too-many-requests', `Too many wrong passwords; try again in ${minutes} minutes.`);
  }
  const credential = await db.credential.findUnique({ where: { userId: actor.userId } });
  const isRight = await verifyPassword(password, credential?.passwordHash);
  if (!isRight) return refused('bad-input', 'This is not your current password.', 'currentPassword');
  await returnTurn(db, LIMITS.passwordUser, actor.userId);
  return done(null);
}
