import { z } from 'zod';
import { newId } from '@/lib/base/ids';
import { done, refused } from '@/lib/base/outcome';
import { SAMPLE_AMOUNT } from '@/lib/codec/profile/sample-profile';
import { appendAudit } from '../../audit/append';
import { LIMITS, takeTurn } from '../../auth/rate-limit';
import { startSession } from '../../auth/sessions';
import { prepareToEnqueue } from '../../jobs/job-rows';
import { LONG_TRANSACTION } from '../../jobs/run-job';
import { fundAccount } from '../account/fund-account';
import { openAccount } from '../account/open-account';
import { service, type UserContext } from '../service';
import { startSamplePlan } from './sample-plan';

const DISCLOSURE_VERSION = 1;

/**
 * A private copy of the product for one visitor: a user without mail or password, kept apart like any other, with a
 * finished sample questionnaire whose plan is under way and a funded paper account to follow it.
 */
export const enterSandbox = service({
  name: 'sandbox/enter-sandbox',
  access: 'public',
  input: z.strictObject({ agent: z.string().max(200) }),
  run: async (ctx, { agent }) => {
    const { db, clock, randomBytes } = ctx;
    const turn = await takeTurn(db, clock, LIMITS.sandboxNetwork, ctx.network ?? 'direct');
    if (!turn.isAllowed) {
      const minutes = Math.ceil(turn.retryAfterSeconds / 60);
      return refused('too-many-requests', `Too many demos from this network; try again in ${minutes} minutes.`);
    }
    const userId = newId(clock, randomBytes);
    await prepareToEnqueue(db);
    await db.$transaction(async (tx) => {
      const createdAt = new Date(clock.now());
      await tx.user.create({
        data: { id: userId, email: null, displayName: 'Visitor', kind: 'sandbox', role: 'investor', createdAt },
      });
      const body = { disclosureVersion: DISCLOSURE_VERSION };
      await appendAudit(tx, clock, { kind: 'sandbox-entered', userId, actor: userId, body });
    }, LONG_TRANSACTION);
    const token = await startSession(ctx, userId, agent);
    const actor = { kind: 'user', userId, sessionId: token.sessionId, role: 'investor', userKind: 'sandbox' } as const;
    const userCtx: UserContext = { ...ctx, actor };
    await Promise.all([startSamplePlan(userCtx), openSampleAccount(userCtx)]);
    return done({ userId, token });
  },
});

/** The exchange is a process of its own; when it does not answer, the account can be opened by hand later. */
async function openSampleAccount(ctx: UserContext): Promise<void> {
  const account = await openAccount.call(ctx, { name: 'Paper account' });
  if (account.status === 'refused') return;
  const funding = { accountId: account.value.id, amount: SAMPLE_AMOUNT.toFixed(2), key: 'sandbox-opening' };
  await fundAccount.call(ctx, funding);
}
