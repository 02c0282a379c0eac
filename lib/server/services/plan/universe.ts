import { type Refusal, refused } from '@/lib/base/outcome';
import type { UniverseChoice } from '@/lib/shared/contracts/profile';
import { InstrumentView } from '@/lib/shared/contracts/price-set';
import { z } from 'zod';
import type { ServiceContext } from '../../context';
import type { PriceSet } from '../../db/generated/client';
import { usablePriceSet } from '../../prices/price-set-rows';

/** The instruments of a set, as they were described when it was kept. */
export const instrumentsOf = (priceSet: PriceSet): InstrumentView[] => z.array(InstrumentView).parse(priceSet.symbols);

/** One sentence when something in the choice cannot be held: unknown, an index, or named twice. */
export async function universeProblem(
  ctx: ServiceContext & { readonly actor: { readonly userId: string } },
  universe: UniverseChoice,
): Promise<Refusal | undefined> {
  const priceSet = await usablePriceSet(ctx.db, ctx.actor.userId, universe.priceSetId);
  if (priceSet === null)
    return refused('not-found', 'There is no such price set, or it is not yours.', 'universe.priceSetId');
  const bySymbol = new Map(instrumentsOf(priceSet).map((instrument) => [instrument.symbol, instrument]));
  const all = [...universe.symbols, ...universe.excluded];
  for (const symbol of all) {
    const instrument = bySymbol.get(symbol);
    if (instrument === undefined)
      return refused('bad-input', `${priceSet.label} has no prices for ${symbol}.`, 'universe.symbols');
    if (!instrument.isInvestable) {
      const hint =
        instrument.suggestedSubstitute === null ? '' : ` ${instrument.suggestedSubstitute} can be held instead.`;
      return refused('bad-input', `${symbol} is an index and cannot be held.${hint}`, 'universe.symbols');
    }
  }
  const twice = all.find((symbol, index) => all.indexOf(symbol) !== index);
  return twice === undefined ? undefined : refused('bad-input', `${twice} is named twice.`, 'universe.symbols');
}
