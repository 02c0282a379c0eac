import { type Outcome, refused } from '@/lib/base/outcome';
import { type ExclusionPrices, PriceExclusionsInput } from '@/lib/shared/contracts/plan';
import { LIMITS, takeTurn } from '../../auth/rate-limit';
import { compute } from '../../compute/compute';
import { usablePriceSet } from '../../prices/price-set-rows';
import { loadPanel } from '../../store/panel-store';
import { service } from '../service';
import { universeProblem } from './universe';
import { invariant } from '@/lib/base/invariant';

/** What each exclusion would cost, shown before the investor decides on it. */
export const priceExclusions = service({
  name: 'plan/price-exclusions',
  access: 'signed-in',
  input: PriceExclusionsInput,
  run: async (ctx, { priceSetId, symbols, level }): Promise<Outcome<ExclusionPrices>> => {
    const problem = await universeProblem(ctx, { priceSetId, symbols, excluded: [] });
    if (problem !== undefined) return problem;
    const priceSet = await usablePriceSet(ctx.db, ctx.actor.userId, priceSetId);
    invariant(priceSet !== null, 'the universe was just checked against it');
    const turn = await takeTurn(ctx.db, ctx.clock, LIMITS.exclusionsUser, ctx.actor.userId);
    if (!turn.isAllowed)
      return refused('too-many-requests', 'You have asked for many prices; try again in some minutes.');
    return compute('exclusions', { panel: await loadPanel(priceSet.contentHash), symbols, level });
  },
});
