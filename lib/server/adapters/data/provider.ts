import type { PricePanel } from '@/lib/quant/market/panel';
import type { ImportProblem } from '@/lib/shared/contracts/price-set';

/** A source of price history outside: one `fetch` and one pure transform. */
export interface PriceProvider {
  readonly id: string;
  readonly name: string;
  readonly fetchPrices: (wanted: WantedPrices, control: FetchControl) => Promise<FetchOutcome>;
}

export interface WantedPrices {
  readonly symbols: readonly string[];
  /** Whole days since 1970-01-01, both included. */
  readonly fromDay: number;
  readonly toDay: number;
}

export interface FetchControl {
  readonly report: (fractionDone: number) => void;
  readonly shouldStop: () => boolean;
}

export type FetchOutcome =
  | { readonly status: 'fetched'; readonly panel: PricePanel; readonly problems: readonly ImportProblem[] }
  /** One sentence for the investor; nothing of it was kept. */
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'stopped' };
