import { z } from 'zod';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import { KNOWN_INSTRUMENTS } from '@/lib/quant/market/known-instruments';
import { InstrumentView, SearchInstrumentsInput } from '@/lib/shared/contracts/price-set';
import { instrumentView, usablePriceSet } from '../../prices/price-set-rows';
import { service, type UserContext } from '../service';

/** By symbol or name; the best match first. With a price set, only what it has prices for. */
export const searchInstruments = service({
  name: 'market/search-instruments',
  access: 'signed-in',
  input: SearchInstrumentsInput,
  run: async (ctx, { query, assetClasses, priceSetId, limit }): Promise<Outcome<InstrumentView[]>> => {
    const all = await candidates(ctx, priceSetId);
    if (all === undefined) return refused('not-found', 'There is no such price set, or it is not yours.', 'priceSetId');
    const wanted = query.toUpperCase();
    const found = all
      .filter(({ assetClass }) => assetClasses === undefined || assetClasses.includes(assetClass))
      .map((instrument) => ({ instrument, rank: rankOf(instrument, wanted) }))
      .filter(({ rank }) => rank < NO_MATCH)
      .sort((left, right) => left.rank - right.rank);
    return done(found.slice(0, limit).map(({ instrument }) => instrument));
  },
});

async function candidates(ctx: UserContext, priceSetId: string | undefined): Promise<InstrumentView[] | undefined> {
  if (priceSetId === undefined) return KNOWN_INSTRUMENTS.map(instrumentView);
  const row = await usablePriceSet(ctx.db, ctx.actor.userId, priceSetId);
  return row === null ? undefined : z.array(InstrumentView).parse(row.symbols);
}

const NO_MATCH = 4;

/** 0 the symbol itself, 1 its beginning, 2 the beginning of a word of the name, 3 anywhere. Equal ranks keep their order. */
function rankOf({ symbol, name }: InstrumentView, wanted: string): number {
  const upperName = name.toUpperCase();
  if (wanted === '' || symbol === wanted) return 0;
  if (symbol.startsWith(wanted)) return 1;
  if (` ${upperName}`.includes(` ${wanted}`)) return 2;
  return symbol.includes(wanted) || upperName.includes(wanted) ? 3 : NO_MATCH;
}
