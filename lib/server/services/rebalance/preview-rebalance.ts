import { done, type Outcome } from '@/lib/base/outcome';
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
  run: async ({ db }, { accountId, options }): Promise<Outcome<RebalancePreview>> => {
    const account = await db.account.findUniqueOrThrow({ where: { id: accountId } });
    await syncAccount(db, accountId, brokerOf(account));
    const made = await makePlan(db, account, options);
    return made.status === 'refused' ? made : done(made.value.preview);
  },
});
