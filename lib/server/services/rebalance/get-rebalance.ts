import { done, type Outcome } from '@/lib/base/outcome';
import { GetRebalanceInput, type RebalanceView } from '@/lib/shared/contracts/rebalance';
import { service } from '../service';
import { ownerOfRebalance, rebalanceView } from './rebalance-view';

/** Status, orders, fills and progress of one rebalance. */
export const getRebalance = service({
  name: 'rebalance/get-rebalance',
  access: 'owner',
  input: GetRebalanceInput,
  ownerOf: (ctx, { rebalanceId }) => ownerOfRebalance(ctx, rebalanceId),
  run: async ({ db }, { rebalanceId }): Promise<Outcome<RebalanceView>> => done(await rebalanceView(db, rebalanceId)),
});
