import { newId } from '@/lib/base/ids';
import { done, refused } from '@/lib/base/outcome';
import { SignUpInput } from '@/lib/shared/contracts/auth';
import { appendAudit } from '../../audit/append';
import { hashPassword, isPasswordQueueFull } from '../../auth/password';
import { passwordProblem } from '../../auth/password-rules';
import { LIMITS, takeTurn } from '../../auth/rate-limit';
import { service } from '../service';

const DISCLOSURE_VERSION = 1;

/**
 * Makes an account. A known address gets the same answer as a new one, and nothing is changed,
 * so that nobody learns who has an account; sign-in with the old password goes on working.
 */
export const signUp = service({
  name: 'auth/sign-up',
  access: 'public',
  input: SignUpInput,
  run: async (ctx, input) => {
    const { db, clock, randomBytes } = ctx;
    const turn = await takeTurn(db, clock, LIMITS.signUpNetwork, ctx.network ?? 'direct');
    if (!turn.isAllowed) {
      return refused(
        'too-many-requests',
        `Too many new accounts from this network; try again in ${Math.ceil(turn.retryAfterSeconds / 60)} minutes.`,
      );
    }
    const problem = passwordProblem(input.password, [input.email, input.displayName]);
    if (problem !== undefined) return refused('bad-input', problem, 'password');
    if (isPasswordQueueFull())
      return refused('unavailable', 'Many people are signing in; please try again in a moment.');
    const passwordHash = await hashPassword(input.password);
    const userId = newId(clock, randomBytes);
    const now = new Date(clock.now());
    await db.$transaction(async (tx) => {
      // One statement decides who is first; a second sign-up with the same address changes nothing.
      const inserted = await tx.$executeRaw`
        INSERT INTO users (id, email, display_name, kind, role, created_at)
        VALUES (${userId}::uuid, ${input.email}, ${input.displayName}, 'investor', 'investor', ${now})
        ON CONFLICT (email) DO NOTHING`;
      if (inserted === 0) return;
      await tx.credential.create({ data: { userId, passwordHash, updatedAt: now } });
      await appendAudit(tx, clock, {
        kind: 'signed-up',
        userId,
        actor: userId,
        body: { disclosureVersion: DISCLOSURE_VERSION },
      });
    });
    return done({ email: input.email });
  },
});
