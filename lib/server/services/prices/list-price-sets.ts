import { done, type Outcome } from '@/lib/base/outcome';
import { ListPriceSetsInput, type PriceSetView } from '@/lib/shared/contracts/price-set';
import { newestSimulatedSet, priceSetView } from '../../prices/price-set-rows';
import { service } from '../service';

const LIST_MAX = 200;

/** The simulated market of today, then the user's own sets, newest first. */
export const listPriceSets = service({
  name: 'prices/list-price-sets',
  access: 'signed-in',
  input: ListPriceSetsInput,
  run: async ({ db, clock, actor }): Promise<Outcome<PriceSetView[]>> => {
    const own = await db.priceSet.findMany({
      where: { userId: actor.userId },
      orderBy: { createdAt: 'desc' },
      take: LIST_MAX,
    });
    const shared = await newestSimulatedSet(db);
    return done([...(shared === null ? [] : [shared]), ...own].map((row) => priceSetView(row, clock)));
  },
});
