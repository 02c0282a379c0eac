import { done, type Outcome } from '@/lib/base/outcome';
import { CancelRebalanceInput, type RebalanceView } from '@/lib/shared/contracts/rebalance';
import { cancelJobById } from '../job/cancel-job';
import { service } from '../service';
import { ownerOfRebalance, rebalanceView } from './rebalance-view';

/** Stops a rebalance: what has filled stays, what is open is taken back, what was not sent is not sent. */
export const cancelRebalance = service({
  name: 'rebalance/cancel-rebalance',
  access: 'owner',
  input: CancelRebalanceInput,
  ownerOf: (ctx, { rebalanceId }) => ownerOfRebalance(ctx, rebalanceId),
  run: async (ctx, { rebalanceId }): Promise<Outcome<RebalanceView>> => {
    const job = await ctx.db.job.findUniqueOrThrow({ where: { kind_key: { kind: 'rebalance', key: rebalanceId } } });
    const cancelled = await cancelJobById(ctx, job.id);
    return cancelled.status === 'refused' ? cancelled : done(await rebalanceView(ctx.db, rebalanceId));
  },
});
