import type { PriceBasis, PriceLayers } from '../../quant/market/panel';

/** The usable prices of a file: days rising, each instrument with at least one price, layers as in a panel. */
export interface PriceTable {
  readonly fileName: string;
  readonly symbols: readonly string[];
  /** Whole days since 1970-01-01. */
  readonly days: Int32Array;
  /** Date-major, days x symbols; NaN where the file has no usable price. */
  readonly layers: PriceLayers;
  readonly basis: PriceBasis;
}
