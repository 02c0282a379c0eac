import { type Refusal, refused } from '@/lib/base/outcome';
import { ASSET_CLASSES } from '@/lib/quant/market/instrument';
import type { UniverseChoice } from '@/lib/shared/contracts/profile';
import { InstrumentView } from '@/lib/shared/contracts/price-set';
import { z } from 'zod';
import type { ServiceContext } from '../../context';
import type { PriceSet } from '../../db/generated/client';
import { usablePriceSet } from '../../prices/price-set-rows';

/** The instruments of a set, as they were described when it was kept. */
export const instrumentsOf = (priceSet: PriceSet): InstrumentView[] => z.array(InstrumentView).parse(priceSet.symbols);

/**
 * One sentence when something in the choice cannot be held: unknown, an index, named twice, or of a class that the
 * answers exclude.
 */
export async function universeProblem(
  ctx: ServiceContext & { readonly actor: { readonly userId: string } },
  universe: UniverseChoice,
  classesExcluded: readonly string[] = [],
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
  if (twice !== undefined) return refused('bad-input', `${twice} is named twice.`, 'universe.symbols');
  const against = universe.symbols
    .flatMap((symbol) => bySymbol.get(symbol) ?? [])
    .find(({ assetClass }) => classesExcluded.includes(assetClass));
  if (against === undefined) return undefined;
  const className = ASSET_CLASSES[against.assetClass].name;
  const message = `Your answers exclude ${className}, and ${against.symbol} is of that class: leave it out, or change the answer.`;
  return refused('conflict', message, 'universe.symbols');
}
