import { done, type Outcome, refused } from '@/lib/base/outcome';
import { PreviewRebalanceInput, type RebalancePreview } from '@/lib/shared/contracts/rebalance';
import { brokerOf } from '../../adapters/brokers/registry';
import { syncAccount } from '../../ledger/sync-account';
import { ownerOfAccount } from '../account/account-rows';
import { service } from '../service';
import { makePlan } from './make-plan';

/** The orders that would bring the account to its plan, with cost and reason for each. Changes nothing. */
export const previewRebalance = service({
  name: 'rebalance/preview-rebalance',
  access: 'owner',
  input: PreviewRebalanceInput,
  ownerOf: (ctx, { accountId }) => ownerOfAccount(ctx, accountId),
  run: async (ctx, { accountId, options }): Promise<Outcome<RebalancePreview>> => {
    const { db, log } = ctx;
    const account = await db.account.findUniqueOrThrow({ where: { id: accountId } });
    const synced = await syncAccount(ctx, accountId, brokerOf(account));
    if (synced.status === 'unreachable') {
      log.warn({ why: synced.message, accountId }, 'the exchange does not answer');
      return refused('unavailable', 'The paper exchange does not answer. Please try again in a minute.');
    }
    const made = await makePlan(db, account, options);
    return made.status === 'refused' ? made : done(made.value.preview);
  },
});
