import { z } from 'zod';
import { done, refused } from '@/lib/base/outcome';
import { appendAudit } from '../../audit/append';
import { service } from '../service';
import { endUser } from '../settings/end-user';

/**
 * Throws the visitor's sandbox away: its user ends and with it every session, so nothing in it can be seen again. The
 * page then enters a new one. The record stays, as every record does.
 */
export const resetSandbox = service({
  name: 'sandbox/reset-sandbox',
  access: 'signed-in',
  input: z.strictObject({}),
  run: async ({ db, clock, actor }) => {
    const { userId } = actor;
    if (actor.userKind !== 'sandbox') return refused('not-allowed', 'Only a demo can be reset; your account is kept.');
    await db.$transaction(async (tx) => {
      await endUser(tx, clock, userId);
      await appendAudit(tx, clock, { kind: 'sandbox-reset', userId, actor: userId, body: {} });
    });
    return done({});
  },
});
