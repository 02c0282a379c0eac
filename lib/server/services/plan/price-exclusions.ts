import { done, type Outcome } from '@/lib/base/outcome';
import { exclusionPrices } from '@/lib/codec/recommend/exclusion-prices';
import { type ExclusionPrices, PriceExclusionsInput } from '@/lib/shared/contracts/plan';
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
    const costs = exclusionPrices(await loadPanel(priceSet.contentHash), symbols, level);
    return done({
      costs: costs.map(({ symbol, returnCost, volatilityCost }) => ({ symbol, returnCost, volatilityCost })),
    });
  },
});
