import { z } from 'zod';
import type { Clock } from '@/lib/base/clock';
import { dayNumber, isoDayOfInstant } from '@/lib/base/iso-day';
import { indexOfDay, indexOfSymbol, KNOWN, type PricePanel, view } from '@/lib/quant/market/panel';
import { fillLimitSteps, type SplitRatio, splitRatioOf } from '@/lib/quant/trading/corporate-actions';
import { lastClose, lastPrices, type LastPrices, type Quote } from '../store/last-prices';
import { loadPanel } from '../store/panel-store';
import { sharedSimulatedPanel, simulatedLastDay } from '../store/simulated-prices';

/**
 * Where an account's prices come from: the built-in simulated market of today, one stored price set as it ends, or one
 * stored price set played by the clock, day by day, with its volumes, halts, dividends and splits.
 */
export const MarketSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('simulated') }),
  z.strictObject({ kind: z.literal('price-set'), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.strictObject({
    kind: z.literal('replay'),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    /** An order takes at most this share of a day's volume. */
    volume_share_max: z.exactOptional(z.number().positive().max(1)),
    /** Market days an order stays open, its first included. */
    order_days_max: z.int().min(1).max(60),
  }),
]);
export type MarketSpec = z.infer<typeof MarketSpec>;

/** What a day does to who holds an instrument when it begins; a split comes before a dividend. */
export interface MarketAction {
  readonly day: number;
  readonly quote: Quote;
  readonly splitRatio?: SplitRatio;
  readonly dividendPerShare?: number;
}

/** How a market that is played day by day lets orders through; absent: any quantity, at once. */
export interface DailyRules {
  /** The most that one order may trade of a symbol on the day; nothing while it is halted. */
  readonly limitSteps: (quote: Quote) => number;
  readonly isHalted: (symbol: string) => boolean;
  readonly orderDaysMax: number;
  /** On the days after `afterDay`, up to today, in order. */
  readonly actionsAfter: (afterDay: number) => readonly MarketAction[];
}

export interface Market extends LastPrices {
  readonly daily?: DailyRules;
}

export type MarketOf = (spec: MarketSpec) => Promise<Market>;

/** Markets by specification; those that move with the clock are made again when a new day has come. */
export function markets(clock: Clock): MarketOf {
  let simulated: { readonly lastDay: number; readonly market: Market } | undefined;
  const stored = new Map<string, Market>();
  const played = new Map<string, { readonly today: number; readonly market: Market }>();
  return async (spec) => {
    if (spec.kind === 'simulated') {
      const lastDay = simulatedLastDay(clock);
      if (simulated?.lastDay !== lastDay) simulated = { lastDay, market: lastPrices(sharedSimulatedPanel(clock)) };
      return simulated.market;
    }
    if (spec.kind === 'replay') {
      const today = dayNumber(isoDayOfInstant(clock.now()));
      const key = JSON.stringify(spec);
      const last = played.get(key);
      if (last?.today === today) return last.market;
      const market = replayMarket(await loadPanel(spec.hash), spec, today);
      played.set(key, { today, market });
      return market;
    }
    const known = stored.get(spec.hash);
    if (known !== undefined) return known;
    const market = lastPrices(await loadPanel(spec.hash));
    stored.set(spec.hash, market);
    return market;
  };
}

type ReplaySpec = Extract<MarketSpec, { kind: 'replay' }>;

/** The panel as it stood at the close of a day; before its first day there is no price. */
function replayMarket(panel: PricePanel, spec: ReplaySpec, today: number): Market {
  const row = indexOfDay(panel, today);
  const width = panel.instruments.length;
  const prices = lastPrices(view(panel, row === undefined ? 0 : row + 1));
  /** Where a symbol stands today; undefined where it is not traded. */
  const cellOf = (symbol: string): number | undefined => {
    const column = indexOfSymbol(panel, symbol);
    const cell = row === undefined || column === undefined ? undefined : row * width + column;
    return cell !== undefined && panel.known[cell] === KNOWN.observed ? cell : undefined;
  };
  const { volume } = panel.layers;
  const { volume_share_max: shareMax } = spec;
  return {
    ...prices,
    daily: {
      isHalted: (symbol) => cellOf(symbol) === undefined,
      orderDaysMax: spec.order_days_max,
      limitSteps: ({ instrument, referencePrice }) => {
        const cell = cellOf(instrument.symbol);
        if (cell === undefined) return 0;
        if (volume === undefined || shareMax === undefined) return Number.MAX_SAFE_INTEGER;
        const traded = volume[cell] ?? Number.NaN;
        // Coins count their volume in dollars.
        return fillLimitSteps(instrument.kind === 'crypto' ? traded / referencePrice : traded, shareMax, instrument);
      },
      actionsAfter: (afterDay) => actionsOf(panel, afterDay, today),
    },
  };
}

function actionsOf(panel: PricePanel, afterDay: number, today: number): MarketAction[] {
  const { splitFactor, dividend } = panel.layers;
  const width = panel.instruments.length;
  const actions: MarketAction[] = [];
  const first = (indexOfDay(panel, afterDay) ?? -1) + 1;
  const end = (indexOfDay(panel, today) ?? -1) + 1;
  for (let row = first; row < end; row++) {
    panel.instruments.forEach((instrument, column) => {
      const cell = row * width + column;
      const factor = panel.basis === 'raw' ? splitFactor?.[cell] : undefined;
      const dividendPerShare = panel.basis === 'total-return' ? undefined : dividend?.[cell];
      const isSplit = factor !== undefined && factor > 0 && factor !== 1;
      const isPaid = dividendPerShare !== undefined && dividendPerShare > 0;
      if (!isSplit && !isPaid) return;
      actions.push({
        day: panel.days[row] ?? today,
        quote: { instrument, referencePrice: lastClose(panel, row, column) ?? Number.NaN },
        ...(isSplit ? { splitRatio: splitRatioOf(factor) } : {}),
        ...(isPaid ? { dividendPerShare } : {}),
      });
    });
  }
  return actions;
}
