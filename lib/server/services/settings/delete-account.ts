import { done } from '@/lib/base/outcome';
import { DeleteAccountInput } from '@/lib/shared/contracts/settings';
import { appendAudit } from '../../audit/append';
import { service } from '../service';
import { checkCurrentPassword } from './current-password';
import { endUser } from './end-user';

/** No password has this hash, so the account cannot be entered again even if the row came back to life. */
const NO_PASSWORD = 'deleted';

/** Ends the account: name, mail and password go, every session ends; the record of what was done is kept, as it must be. */
export const deleteAccount = service({
  name: 'settings/delete-account',
  access: 'signed-in',
  input: DeleteAccountInput,
  run: async (ctx, { currentPassword }) => {
    const { db, clock, actor } = ctx;
    const { userId } = actor;
    const checked = await checkCurrentPassword(ctx, currentPassword);
    if (checked.status === 'refused') return checked;
    const now = new Date(clock.now());
    await db.$transaction(async (tx) => {
      await endUser(tx, clock, userId);
      await tx.user.update({ where: { id: userId }, data: { email: null, displayName: 'Deleted account' } });
      await tx.credential.update({ where: { userId }, data: { passwordHash: NO_PASSWORD, updatedAt: now } });
      await tx.profileDraft.deleteMany({ where: { userId } });
      await tx.goal.deleteMany({ where: { userId } });
      await tx.stressScenario.deleteMany({ where: { userId } });
      await appendAudit(tx, clock, { kind: 'user-deleted', userId, actor: userId, body: {} });
    });
    return done({});
  },
});
