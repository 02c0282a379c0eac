import type { AssetClass } from '../../market/instrument';

/**
 * Which lots a sale takes when it names none. `least-tax`: short-term losses first, the largest a share before smaller
 * ones, then long-term losses, then gains by the tax a share costs now; ties by age.
 */
export const LOT_METHODS = ['fifo', 'lifo', 'highest-cost', 'least-tax'] as const;
export type LotMethod = (typeof LOT_METHODS)[number];

/** Which part of a dividend is taxed at the qualified rate: the narrowest entry counts. Fractions of one. */
export interface QualifiedShares {
  readonly otherwise: number;
  readonly byClass?: Partial<Readonly<Record<AssetClass, number>>>;
  readonly bySymbol?: Readonly<Record<string, number>>;
}

/** How gains and income are taxed. Rates are decimals of the amount: 0.15 is 15 %. */
export interface TaxPolicy {
  readonly lotMethod: LotMethod;
  readonly shortTermRate: number;
  readonly longTermRate: number;
  readonly qualifiedDividendRate: number;
  readonly ordinaryDividendRate: number;
  /** Calendar years after which a gain is long-term; it must be held for more than that. */
  readonly longTermYears: number;
  /** Net losses may lower other income by this much a year, integer micro-units; each unit saves `lossOffsetRate`. */
  readonly lossOffsetMaxMicros: number;
  readonly lossOffsetRate: number;
  /** A loss is disallowed when the same instrument is bought within so many days before or after; absent: no such rule. */
  readonly washSaleDays?: number;
  /** A dividend is qualified only on shares held for more than so many days around the ex-date; absent: no such rule. */
  readonly dividendHoldingDays?: number;
  readonly qualifiedShares: QualifiedShares;
}

/** One file a country and year: from what the investor says to rates. */
export interface TaxPreset<Inputs> {
  readonly id: string;
  readonly name: string;
  readonly policy: (inputs: Inputs) => TaxPolicy;
}
