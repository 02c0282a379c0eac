import { invariant } from '@/lib/base/invariant';
import { formatMicros, parseMicros } from '@/lib/base/money';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import { FundAccountInput, type FundingView } from '@/lib/shared/contracts/account';
import { brokerOf } from '../../adapters/brokers/registry';
import { readBalances } from '../../ledger/ledger';
import { syncAccount } from '../../ledger/sync-account';
import { service } from '../service';
import { ownerOfAccount } from './account-rows';

/** Below this, every amount of the account is exact in charts and plans too. */
const CONTRIBUTED_MICROS_MAX = 1_000_000_000_000_000n;

/**
 * Pays paper money in: at the exchange first, under the caller's key; then the books are brought up to the exchange's,
 * with whatever an earlier crash left unbooked. The same key never pays in twice.
 */
export const fundAccount = service({
  name: 'account/fund-account',
  access: 'owner',
  input: FundAccountInput,
  ownerOf: (ctx, { accountId }) => ownerOfAccount(ctx, accountId),
  run: async (ctx, { accountId, amount, key }): Promise<Outcome<FundingView>> => {
    const { db } = ctx;
    const amountMicros = parseMicros(amount);
    invariant(amountMicros !== undefined, 'the contract checked the amount');
    const { externalId } = await db.account.findUniqueOrThrow({ where: { id: accountId } });
    const broker = brokerOf({ externalId });
    const { contributedMicros } = await readBalances(db, accountId);
    if (contributedMicros + amountMicros > CONTRIBUTED_MICROS_MAX) {
      return refused('bad-input', 'A paper account holds at most 1,000,000,000.00 of deposits.', 'amount');
    }
    const paidIn = await broker.deposit(key, formatMicros(amountMicros));
    if (paidIn.status === 'refused') {
      return refused('conflict', 'This deposit key was used for another amount; nothing was paid in now.', 'key');
    }
    const synced = paidIn.status === 'answered' ? await syncAccount(ctx, accountId, broker) : paidIn;
    if (paidIn.status === 'unreachable' || synced.status === 'unreachable') {
      ctx.log.warn({ why: synced, accountId }, 'the exchange does not answer');
      return refused('unavailable', 'The paper exchange does not answer. Try again: nothing is paid in twice.');
    }
    const { cashMicros } = await readBalances(db, accountId);
    return done({
      accountId,
      deposited: { amount: formatMicros(amountMicros), currency: 'USD' },
      cash: { amount: formatMicros(cashMicros), currency: 'USD' },
      isNew: synced.bookedDepositIds.includes(paidIn.value.depositId),
    });
  },
});
