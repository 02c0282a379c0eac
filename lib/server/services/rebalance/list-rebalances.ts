import { done, type Outcome } from '@/lib/base/outcome';
import { parseMicros, formatMicros } from '@/lib/base/money';
import {
  ListRebalancesInput,
  RebalancePreview,
  RebalanceStatus,
  type RebalanceSummary,
} from '@/lib/shared/contracts/rebalance';
import { ownerOfAccount } from '../account/account-rows';
import { service } from '../service';

const LIST_MAX = 100;

/** The account's rebalances, newest first. */
export const listRebalances = service({
  name: 'rebalance/list-rebalances',
  access: 'owner',
  input: ListRebalancesInput,
  ownerOf: (ctx, { accountId }) => ownerOfAccount(ctx, accountId),
  run: async ({ db }, { accountId }): Promise<Outcome<RebalanceSummary[]>> => {
    const rows = await db.rebalance.findMany({ where: { accountId }, orderBy: { createdAt: 'desc' }, take: LIST_MAX });
    return done(
      rows.map((row) => {
        const { orders } = RebalancePreview.parse(row.plan);
        const valueMicros = orders.reduce((sum, { value }) => sum + (parseMicros(value.amount) ?? 0n), 0n);
        return {
          id: row.id,
          status: RebalanceStatus.parse(row.status),
          statusReason: row.statusReason,
          createdAt: row.createdAt.toISOString(),
          finishedAt: row.finishedAt?.toISOString() ?? null,
          orderCount: orders.length,
          value: { amount: formatMicros(valueMicros), currency: 'USD' },
        };
      }),
    );
  },
});
