import {
  ASSET_CLASSES,
  type AssetClass,
  CRYPTO_QUANTITY_DECIMALS,
  FUND_QUANTITY_DECIMALS,
  type Instrument,
} from './instrument';
import { SIMULATED_INSTRUMENTS } from './simulated-instruments';

/**
 * Instruments known by symbol. Fees are the issuers' published expense ratios of 2024, rounded as published, and
 * half-spreads are typical of quiet hours; both serve estimates and display. A broker's or provider's figures outrank them.
 */

interface FundFacts {
  readonly symbol: string;
  readonly name: string;
  readonly sector?: string;
  readonly region?: string;
  readonly fee: number;
  readonly halfSpread: number;
}

const fund =
  (assetClass: AssetClass) =>
  ({ symbol, name, sector, region, fee, halfSpread }: FundFacts): Instrument => ({
    symbol,
    name,
    assetClass,
    sector: sector ?? null,
    region: region ?? null,
    currency: 'USD',
    calendar: 'nyse',
    kind: 'fund',
    isInvestable: true,
    suggestedSubstitute: null,
    isFractionable: true,
    quantityDecimals: FUND_QUANTITY_DECIMALS,
    halfSpreadBasisPoints: halfSpread,
    annualFee: fee,
  });

const coin = (symbol: string, name: string): Instrument => ({
  symbol,
  name,
  assetClass: 'crypto',
  sector: null,
  region: 'Global',
  currency: 'USD',
  calendar: 'always',
  kind: 'crypto',
  isInvestable: true,
  suggestedSubstitute: null,
  isFractionable: true,
  quantityDecimals: CRYPTO_QUANTITY_DECIMALS,
  halfSpreadBasisPoints: ASSET_CLASSES.crypto.defaultHalfSpreadBasisPoints,
  annualFee: 0,
});

interface IndexFacts {
  readonly symbol: string;
  readonly name: string;
  readonly assetClass: AssetClass;
  readonly region: string;
  readonly substitute: string | null;
}

const index = ({ symbol, name, assetClass, region, substitute }: IndexFacts): Instrument => ({
  symbol,
  name,
  assetClass,
  sector: null,
  region,
  currency: 'USD',
  calendar: 'nyse',
  kind: 'index',
  isInvestable: false,
  suggestedSubstitute: substitute,
  isFractionable: false,
  quantityDecimals: 0,
  halfSpreadBasisPoints: 0,
  annualFee: 0,
});

const US = 'United States';

const EQUITIES: readonly FundFacts[] = [
  { symbol: 'SPY', name: 'SPDR S&P 500 ETF Trust', region: US, fee: 0.000945, halfSpread: 0.5 },
  { symbol: 'IVV', name: 'iShares Core S&P 500 ETF', region: US, fee: 0.0003, halfSpread: 0.5 },
  { symbol: 'VOO', name: 'Vanguard S&P 500 ETF', region: US, fee: 0.0003, halfSpread: 0.5 },
  { symbol: 'VTI', name: 'Vanguard Total Stock Market ETF', region: US, fee: 0.0003, halfSpread: 0.5 },
  { symbol: 'QQQ', name: 'Invesco QQQ Trust', sector: 'Technology', region: US, fee: 0.002, halfSpread: 0.5 },
  {
    symbol: 'IWM',
    name: 'iShares Russell 2000 ETF',
    sector: 'Small companies',
    region: US,
    fee: 0.0019,
    halfSpread: 0.5,
  },
  { symbol: 'DIA', name: 'SPDR Dow Jones Industrial Average ETF Trust', region: US, fee: 0.0016, halfSpread: 1 },
  {
    symbol: 'EFA',
    name: 'iShares MSCI EAFE ETF',
    region: 'Developed outside North America',
    fee: 0.0033,
    halfSpread: 1,
  },
  {
    symbol: 'VEA',
    name: 'Vanguard FTSE Developed Markets ETF',
    region: 'Developed outside the US',
    fee: 0.0006,
    halfSpread: 1,
  },
  {
    symbol: 'VXUS',
    name: 'Vanguard Total International Stock ETF',
    region: 'World outside the US',
    fee: 0.0008,
    halfSpread: 1,
  },
  { symbol: 'EEM', name: 'iShares MSCI Emerging Markets ETF', region: 'Emerging markets', fee: 0.007, halfSpread: 1.5 },
  {
    symbol: 'VWO',
    name: 'Vanguard FTSE Emerging Markets ETF',
    region: 'Emerging markets',
    fee: 0.0008,
    halfSpread: 1.5,
  },
  { symbol: 'EWJ', name: 'iShares MSCI Japan ETF', region: 'Japan', fee: 0.005, halfSpread: 1 },
  { symbol: 'VNQ', name: 'Vanguard Real Estate ETF', sector: 'Real estate', region: US, fee: 0.0013, halfSpread: 1 },
  {
    symbol: 'XLK',
    name: 'Technology Select Sector SPDR Fund',
    sector: 'Technology',
    region: US,
    fee: 0.0009,
    halfSpread: 1,
  },
  {
    symbol: 'XLF',
    name: 'Financial Select Sector SPDR Fund',
    sector: 'Financials',
    region: US,
    fee: 0.0009,
    halfSpread: 1,
  },
  { symbol: 'XLE', name: 'Energy Select Sector SPDR Fund', sector: 'Energy', region: US, fee: 0.0009, halfSpread: 1 },
  {
    symbol: 'XLV',
    name: 'Health Care Select Sector SPDR Fund',
    sector: 'Health care',
    region: US,
    fee: 0.0009,
    halfSpread: 1,
  },
  {
    symbol: 'XLU',
    name: 'Utilities Select Sector SPDR Fund',
    sector: 'Utilities',
    region: US,
    fee: 0.0009,
    halfSpread: 1,
  },
  {
    symbol: 'XLP',
    name: 'Consumer Staples Select Sector SPDR Fund',
    sector: 'Consumer staples',
    region: US,
    fee: 0.0009,
    halfSpread: 1,
  },
];

const BONDS: readonly FundFacts[] = [
  { symbol: 'AGG', name: 'iShares Core US Aggregate Bond ETF', region: US, fee: 0.0003, halfSpread: 0.5 },
  { symbol: 'BND', name: 'Vanguard Total Bond Market ETF', region: US, fee: 0.0003, halfSpread: 0.7 },
  {
    symbol: 'TLT',
    name: 'iShares 20+ Year Treasury Bond ETF',
    sector: 'Long Treasuries',
    region: US,
    fee: 0.0015,
    halfSpread: 0.5,
  },
  {
    symbol: 'IEF',
    name: 'iShares 7-10 Year Treasury Bond ETF',
    sector: 'Intermediate Treasuries',
    region: US,
    fee: 0.0015,
    halfSpread: 0.5,
  },
  {
    symbol: 'IEI',
    name: 'iShares 3-7 Year Treasury Bond ETF',
    sector: 'Intermediate Treasuries',
    region: US,
    fee: 0.0015,
    halfSpread: 0.5,
  },
  {
    symbol: 'SHY',
    name: 'iShares 1-3 Year Treasury Bond ETF',
    sector: 'Short Treasuries',
    region: US,
    fee: 0.0015,
    halfSpread: 0.6,
  },
  {
    symbol: 'GOVT',
    name: 'iShares US Treasury Bond ETF',
    sector: 'Treasuries',
    region: US,
    fee: 0.0005,
    halfSpread: 2,
  },
  {
    symbol: 'TIP',
    name: 'iShares TIPS Bond ETF',
    sector: 'Inflation-linked',
    region: US,
    fee: 0.0018,
    halfSpread: 0.5,
  },
  {
    symbol: 'LQD',
    name: 'iShares iBoxx $ Investment Grade Corporate Bond ETF',
    sector: 'Corporate',
    region: US,
    fee: 0.0014,
    halfSpread: 0.5,
  },
  {
    symbol: 'HYG',
    name: 'iShares iBoxx $ High Yield Corporate Bond ETF',
    sector: 'High yield',
    region: US,
    fee: 0.0049,
    halfSpread: 0.7,
  },
  {
    symbol: 'MUB',
    name: 'iShares National Muni Bond ETF',
    sector: 'Municipal',
    region: US,
    fee: 0.0005,
    halfSpread: 0.7,
  },
  {
    symbol: 'EMB',
    name: 'iShares J.P. Morgan USD Emerging Markets Bond ETF',
    region: 'Emerging markets',
    fee: 0.0039,
    halfSpread: 1,
  },
  {
    symbol: 'BNDX',
    name: 'Vanguard Total International Bond ETF',
    region: 'World outside the US',
    fee: 0.0007,
    halfSpread: 1,
  },
];

const CASH: readonly FundFacts[] = [
  { symbol: 'SHV', name: 'iShares Short Treasury Bond ETF', region: US, fee: 0.0015, halfSpread: 0.5 },
  { symbol: 'BIL', name: 'SPDR Bloomberg 1-3 Month T-Bill ETF', region: US, fee: 0.001356, halfSpread: 0.5 },
  { symbol: 'SGOV', name: 'iShares 0-3 Month Treasury Bond ETF', region: US, fee: 0.0009, halfSpread: 0.5 },
];

const COMMODITIES: readonly FundFacts[] = [
  { symbol: 'GLD', name: 'SPDR Gold Shares', sector: 'Gold', fee: 0.004, halfSpread: 0.5 },
  { symbol: 'IAU', name: 'iShares Gold Trust', sector: 'Gold', fee: 0.0025, halfSpread: 1 },
  { symbol: 'SLV', name: 'iShares Silver Trust', sector: 'Silver', fee: 0.005, halfSpread: 2 },
  { symbol: 'DBC', name: 'Invesco DB Commodity Index Tracking Fund', sector: 'Broad', fee: 0.0087, halfSpread: 2.5 },
  { symbol: 'GSG', name: 'iShares S&P GSCI Commodity-Indexed Trust', sector: 'Broad', fee: 0.0075, halfSpread: 3 },
  { symbol: 'USO', name: 'United States Oil Fund', sector: 'Oil', fee: 0.006, halfSpread: 1 },
];

const CURRENCIES: readonly FundFacts[] = [
  { symbol: 'UUP', name: 'Invesco DB US Dollar Index Bullish Fund', region: US, fee: 0.0077, halfSpread: 2 },
  { symbol: 'FXY', name: 'Invesco CurrencyShares Japanese Yen Trust', region: 'Japan', fee: 0.004, halfSpread: 1.5 },
  { symbol: 'FXE', name: 'Invesco CurrencyShares Euro Trust', region: 'Euro area', fee: 0.004, halfSpread: 1 },
  {
    symbol: 'FXB',
    name: 'Invesco CurrencyShares British Pound Sterling Trust',
    region: 'United Kingdom',
    fee: 0.004,
    halfSpread: 2,
  },
  { symbol: 'FXF', name: 'Invesco CurrencyShares Swiss Franc Trust', region: 'Switzerland', fee: 0.004, halfSpread: 2 },
];

const INDICES: readonly IndexFacts[] = [
  { symbol: 'DXY', name: 'US Dollar Index', assetClass: 'currency', region: US, substitute: 'UUP' },
  { symbol: 'DX-Y.NYB', name: 'US Dollar Index', assetClass: 'currency', region: US, substitute: 'UUP' },
  { symbol: '^GSPC', name: 'S&P 500 Index', assetClass: 'equity', region: US, substitute: 'SPY' },
  { symbol: '^NDX', name: 'Nasdaq-100 Index', assetClass: 'equity', region: US, substitute: 'QQQ' },
  { symbol: '^VIX', name: 'CBOE Volatility Index', assetClass: 'equity', region: US, substitute: null },
];

/** In the order shown to people: class by class, the most traded first. */
export const KNOWN_INSTRUMENTS: readonly Instrument[] = [
  ...EQUITIES.map(fund('equity')),
  ...BONDS.map(fund('bond')),
  ...CASH.map(fund('cash')),
  ...COMMODITIES.map(fund('commodity')),
  ...CURRENCIES.map(fund('currency')),
  coin('BTC-USD', 'Bitcoin'),
  coin('ETH-USD', 'Ether'),
  ...INDICES.map(index),
];

/** The simulated ones are known by symbol too, so that an exported file reads back as what it was. */
const BY_SYMBOL: ReadonlyMap<string, Instrument> = new Map(
  [...KNOWN_INSTRUMENTS, ...SIMULATED_INSTRUMENTS.map(({ instrument }) => instrument)].map((entry) => [
    entry.symbol,
    entry,
  ]),
);

/** `isKnown` false means that class, fee and spread are assumptions, and pages must say so. */
export type DescribedInstrument = Instrument & { readonly isKnown: boolean };

export type DescribeInstrument = (symbol: string) => DescribedInstrument;

/** The catalogue entry of a symbol, or an exchange-traded stock with the class defaults, marked as not known. */
export function describeInstrument(symbol: string): DescribedInstrument {
  const entry = BY_SYMBOL.get(symbol);
  if (entry !== undefined) return { ...entry, isKnown: true };
  const { defaultHalfSpreadBasisPoints, defaultAnnualFee } = ASSET_CLASSES.equity;
  const facts = {
    symbol,
    name: `${symbol} (unclassified)`,
    fee: defaultAnnualFee,
    halfSpread: defaultHalfSpreadBasisPoints,
  };
  return { ...fund('equity')(facts), isKnown: false };
}
