import type { Instrument } from '@/lib/quant/market/instrument';
import type { PricePanel } from '@/lib/quant/market/panel';

export interface Quote {
  readonly instrument: Instrument;
  /** Middle of the quote, dollars per unit. */
  readonly referencePrice: number;
}

/** What can be traded at a panel's end, and at which price. Valuation, plans and the paper exchange read it here. */
export interface LastPrices {
  readonly instruments: readonly Instrument[];
  /** Whole days since 1970-01-01. */
  readonly asOfDay: number;
  /** Undefined for a symbol that is not there, cannot be held or has no price. */
  readonly quote: (symbol: string) => Quote | undefined;
}

/** The last close of an instrument up to a row: what is halted keeps it. Undefined before its first. */
export function lastClose({ layers, instruments }: PricePanel, fromRow: number, column: number): number | undefined {
  for (let row = fromRow; row >= 0; row--) {
    const close = layers.close[row * instruments.length + column] ?? Number.NaN;
    if (close > 0) return close;
  }
  return undefined;
}

/** The last known close of every instrument that can be held. */
export function lastPrices(panel: PricePanel): LastPrices {
  const quotes = new Map<string, Quote>();
  panel.instruments.forEach((instrument, column) => {
    const referencePrice = instrument.isInvestable ? lastClose(panel, panel.dayCount - 1, column) : undefined;
    if (referencePrice !== undefined) quotes.set(instrument.symbol, { instrument, referencePrice });
  });
  return {
    instruments: panel.instruments,
    asOfDay: panel.days[panel.dayCount - 1] ?? 0,
    quote: (symbol) => quotes.get(symbol),
  };
}
