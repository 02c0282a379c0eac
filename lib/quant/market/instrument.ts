/** What an instrument is, and the asset classes it can belong to. Which instruments we know by name: known-instruments.ts. */

export type AssetClass = 'equity' | 'bond' | 'cash' | 'commodity' | 'currency' | 'crypto';

/** `nyse`: the exchange's trading days. `always`: every calendar day, the clock around. */
export type CalendarId = 'nyse' | 'always';

export interface AssetClassEntry {
  readonly id: AssetClass;
  readonly name: string;
  /** Half the quoted spread an investor crosses on each trade when nothing better is known, in basis points of price. */
  readonly defaultHalfSpreadBasisPoints: number;
  /** Decimal per year, charged inside the fund's price; used when a fund's own fee is not known. */
  readonly defaultAnnualFee: number;
  readonly defaultCalendar: CalendarId;
  /** False for cash: risk-based methods leave it alone, because it would swallow the whole portfolio. */
  readonly isRisky: boolean;
}

/**
 * The spreads are cautious for large US funds: liquid ones quote 0.5 to 2 basis points, thin ones 5 to 15.
 * Order here is the order in which classes are shown.
 */
export const ASSET_CLASSES = {
  equity: {
    id: 'equity',
    name: 'Stocks',
    defaultHalfSpreadBasisPoints: 3,
    defaultAnnualFee: 0.002,
    defaultCalendar: 'nyse',
    isRisky: true,
  },
  bond: {
    id: 'bond',
    name: 'Bonds',
    defaultHalfSpreadBasisPoints: 2,
    defaultAnnualFee: 0.0015,
    defaultCalendar: 'nyse',
    isRisky: true,
  },
  cash: {
    id: 'cash',
    name: 'Cash',
    defaultHalfSpreadBasisPoints: 1,
    defaultAnnualFee: 0.0015,
    defaultCalendar: 'nyse',
    isRisky: false,
  },
  commodity: {
    id: 'commodity',
    name: 'Commodities',
    defaultHalfSpreadBasisPoints: 4,
    defaultAnnualFee: 0.006,
    defaultCalendar: 'nyse',
    isRisky: true,
  },
  currency: {
    id: 'currency',
    name: 'Currencies',
    defaultHalfSpreadBasisPoints: 4,
    defaultAnnualFee: 0.005,
    defaultCalendar: 'nyse',
    isRisky: true,
  },
  crypto: {
    id: 'crypto',
    name: 'Crypto',
    defaultHalfSpreadBasisPoints: 10,
    defaultAnnualFee: 0,
    defaultCalendar: 'always',
    isRisky: true,
  },
} as const satisfies Record<AssetClass, AssetClassEntry>;

/** A fund trades on an exchange in shares, crypto in coins, an index cannot be held at all. */
export type InstrumentKind = 'fund' | 'crypto' | 'index';

/** Something to hold, or an index to look at. Every vector of the house is in the order of a list of these. */
export interface Instrument {
  readonly symbol: string;
  readonly name: string;
  readonly assetClass: AssetClass;
  readonly sector: string | null;
  readonly region: string | null;
  readonly currency: 'USD';
  readonly calendar: CalendarId;
  readonly kind: InstrumentKind;
  readonly isInvestable: boolean;
  /** The symbol to hold instead of one that cannot be held. */
  readonly suggestedSubstitute: string | null;
  readonly isFractionable: boolean;
  /** A quantity is an integer count of 10^-quantityDecimals. */
  readonly quantityDecimals: number;
  readonly halfSpreadBasisPoints: number;
  /** Decimal per year, already inside the prices: for showing, never to be subtracted again. */
  readonly annualFee: number;
}

/** Finer than a cent at any fund price, and a million shares stay far below 2^53 steps. */
export const FUND_QUANTITY_DECIMALS = 6;

/** One satoshi, the smallest part of a bitcoin. */
export const CRYPTO_QUANTITY_DECIMALS = 8;
