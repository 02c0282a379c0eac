import { type Refusal, refused } from '@/lib/base/outcome';
import { ASSET_CLASSES } from '@/lib/quant/market/instrument';
import type { UniverseChoice } from '@/lib/shared/contracts/profile';
import { InstrumentView } from '@/lib/shared/contracts/price-set';
import { notDailySentence } from '@/lib/shared/messages/en/row-spacing';
import { type RiskLevel, universeGap } from '@/lib/shared/universe-room';
import { z } from 'zod';
import type { ServiceContext } from '../../context';
import type { PriceSet } from '../../db/generated/client';
import { spacingOf, usablePriceSet } from '../../prices/price-set-rows';

/** The instruments of a set, as they were described when it was kept. */
export const instrumentsOf = (priceSet: PriceSet): InstrumentView[] => z.array(InstrumentView).parse(priceSet.symbols);

/** What the finished answers ask of the choice; nothing of it is known while they are being given. */
interface Answered {
  readonly classesExcluded: readonly string[];
  readonly level: RiskLevel;
}

/**
 * One sentence when the prices are not daily, or something in the choice cannot be held: unknown, an index, named twice, or of a class that the
 * answers exclude; or when the limits of their level leave no room for all the money.
 */
export async function universeProblem(
  ctx: ServiceContext & { readonly actor: { readonly userId: string } },
  universe: UniverseChoice,
  answered?: Answered,
): Promise<Refusal | undefined> {
  const priceSet = await usablePriceSet(ctx.db, ctx.actor.userId, universe.priceSetId);
  if (priceSet === null)
    return refused('not-found', 'There is no such price set, or it is not yours.', 'universe.priceSetId');
  const spacing = spacingOf(priceSet);
  if (spacing !== 'daily') return refused('conflict', notDailySentence(spacing), 'universe.priceSetId');
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
  if (answered === undefined) return undefined;
  const { classesExcluded, level } = answered;
  const used = universe.symbols.flatMap((symbol) => bySymbol.get(symbol) ?? []);
  const against = used.find(({ assetClass }) => classesExcluded.includes(assetClass));
  if (against === undefined) {
    const gap = universeGap(
      used.map(({ assetClass }) => assetClass),
      [level],
    );
    return gap === undefined ? undefined : refused('conflict', gap, 'universe.symbols');
  }
  const className = ASSET_CLASSES[against.assetClass].name;
  const message = `Your answers exclude ${className}, and ${against.symbol} is of that class: leave it out, or change the answer.`;
  return refused('conflict', message, 'universe.symbols');
}
