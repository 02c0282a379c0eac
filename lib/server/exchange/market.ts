import { z } from 'zod';
import type { Clock } from '@/lib/base/clock';
import { lastPrices, type LastPrices } from '../store/last-prices';
import { loadPanel } from '../store/panel-store';
import { sharedSimulatedPanel, simulatedLastDay } from '../store/simulated-prices';

/** Where an account's prices come from: the built-in simulated market of today, or one stored price set for good. */
export const MarketSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('simulated') }),
  z.strictObject({ kind: z.literal('price-set'), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
]);
export type MarketSpec = z.infer<typeof MarketSpec>;

export type Market = LastPrices;

export type MarketOf = (spec: MarketSpec) => Promise<Market>;

/** Markets by specification; the simulated one is made again when a new day has come. */
export function markets(clock: Clock): MarketOf {
  let simulated: { readonly lastDay: number; readonly market: Market } | undefined;
  const stored = new Map<string, Market>();
  return async (spec) => {
    if (spec.kind === 'simulated') {
      const lastDay = simulatedLastDay(clock);
      if (simulated?.lastDay !== lastDay) simulated = { lastDay, market: lastPrices(sharedSimulatedPanel(clock)) };
      return simulated.market;
    }
    const known = stored.get(spec.hash);
    if (known !== undefined) return known;
    const market = lastPrices(await loadPanel(spec.hash));
    stored.set(spec.hash, market);
    return market;
  };
}
