import { invariant } from '@/lib/base/invariant';
import { formatMicros, parseMicros } from '@/lib/base/money';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import { FundAccountInput, type FundingView } from '@/lib/shared/contracts/account';
import { brokerOf } from '../../adapters/brokers/registry';
import { appendAudit } from '../../audit/append';
import { bookDeposit, lockAccount, readBalances } from '../../ledger/ledger';
import { service } from '../service';
import { ownerOfAccount } from './account-rows';

/** Below this, every amount of the account is exact in charts and plans too. */
const CONTRIBUTED_MICROS_MAX = 1_000_000_000_000_000n;

/**
 * Pays paper money in: at the exchange first, under the caller's key, then into the books under the exchange's name for
 * it. A crash between the two is mended by the next look at the account; the same key never pays in twice.
 */
export const fundAccount = service({
  name: 'account/fund-account',
  access: 'owner',
  input: FundAccountInput,
  ownerOf: (ctx, { accountId }) => ownerOfAccount(ctx, accountId),
  run: async (ctx, { accountId, amount, key }): Promise<Outcome<FundingView>> => {
    const { db, clock, actor } = ctx;
    const amountMicros = parseMicros(amount);
    invariant(amountMicros !== undefined, 'the contract checked the amount');
    const { externalId } = await db.account.findUniqueOrThrow({ where: { id: accountId } });
    const { contributedMicros } = await readBalances(db, accountId);
    if (contributedMicros + amountMicros > CONTRIBUTED_MICROS_MAX) {
      return refused('bad-input', 'A paper account holds at most 1,000,000,000.00 of deposits.', 'amount');
    }
    const paidIn = await brokerOf({ externalId }).deposit(key, formatMicros(amountMicros));
    if (paidIn.status === 'refused') {
      return refused('conflict', 'This deposit key was used for another amount; nothing was paid in now.', 'key');
    }
    if (paidIn.status === 'unreachable') {
      ctx.log.warn({ why: paidIn.message, accountId }, 'the exchange does not answer');
      return refused('unavailable', 'The paper exchange does not answer. Try again: nothing is paid in twice.');
    }
    const funding = await db.$transaction(async (tx) => {
      const account = await lockAccount(tx, accountId);
      invariant(account !== undefined, 'an owned account is open');
      const isNew = await bookDeposit(tx, account, paidIn.value);
      if (isNew) {
        const body = { amount: formatMicros(amountMicros), depositId: paidIn.value.depositId };
        await appendAudit(tx, clock, {
          kind: 'account-funded',
          userId: actor.userId,
          accountId,
          actor: actor.userId,
          body,
        });
      }
      const { cashMicros } = await readBalances(tx, accountId);
      return { isNew, cashMicros };
    });
    return done({
      accountId,
      deposited: { amount: formatMicros(amountMicros), currency: 'USD' },
      cash: { amount: formatMicros(funding.cashMicros), currency: 'USD' },
      isNew: funding.isNew,
    });
  },
});
