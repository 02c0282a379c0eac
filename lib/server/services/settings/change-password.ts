import { done, type Outcome, refused } from '@/lib/base/outcome';
import { ChangePasswordInput, type PasswordChanged } from '@/lib/shared/contracts/settings';
import { appendAudit } from '../../audit/append';
import { hashPassword } from '../../auth/password';
import { passwordProblem } from '../../auth/password-rules';
import { endSessionsOf } from '../../auth/sessions';
import { service } from '../service';
import { checkCurrentPassword } from './current-password';

/** Sets a new password; every other session ends, as it may be the reason for the change. */
export const changePassword = service({
  name: 'settings/change-password',
  access: 'signed-in',
  input: ChangePasswordInput,
  run: async (ctx, { currentPassword, newPassword }): Promise<Outcome<PasswordChanged>> => {
    const { db, clock, actor } = ctx;
    const { userId, sessionId } = actor;
    const checked = await checkCurrentPassword(ctx, currentPassword);
    if (checked.status === 'refused') return checked;
    const { email, displayName } = await db.user.findUniqueOrThrow({ where: { id: userId } });
    const problem = passwordProblem(newPassword, [email ?? '', displayName, currentPassword]);
    if (problem !== undefined) return refused('bad-input', problem, 'newPassword');
    const passwordHash = await hashPassword(newPassword);
    const endedSessions = await db.$transaction(async (tx) => {
      const updatedAt = new Date(clock.now());
      await tx.credential.update({ where: { userId }, data: { passwordHash, updatedAt } });
      const ended = await endSessionsOf({ db: tx, clock }, userId, sessionId);
      await appendAudit(tx, clock, { kind: 'password-changed', userId, actor: userId, body: { endedSessions: ended } });
      return ended;
    });
    return done({ endedSessions });
  },
});
