import { done, type Outcome } from '@/lib/base/outcome';
import { type ActivityCheck, VerifyActivityInput } from '@/lib/shared/contracts/activity';
import { chainOf } from '../../audit/append';
import { verifyChain } from '../../audit/verify';
import { service } from '../service';

/** Recomputes the investor's own record from its first row: whether it still says what was written. */
export const verifyActivity = service({
  name: 'audit/verify-activity',
  access: 'signed-in',
  input: VerifyActivityInput,
  run: async ({ db, actor, log }): Promise<Outcome<ActivityCheck>> => {
    const { userId } = actor;
    const accounts = await db.account.findMany({
      where: { userId },
      select: { id: true },
      orderBy: { createdAt: 'asc' },
    });
    const chains: ActivityCheck['chains'] = [];
    for (const accountId of [null, ...accounts.map(({ id }) => id)]) {
      const chain = chainOf(accountId === null ? { userId } : { userId, accountId });
      const check = await verifyChain(db, chain);
      const brokenAt = check.status === 'broken' ? check.brokenAt : null;
      if (brokenAt !== null) log.error({ chain, brokenAt }, 'audit chain broken');
      chains.push({ accountId, status: check.status, count: check.count, brokenAt });
    }
    return done({
      status: chains.some(({ status }) => status === 'broken') ? 'broken' : 'intact',
      eventCount: chains.reduce((sum, { count }) => sum + count, 0),
      chains,
    });
  },
});
