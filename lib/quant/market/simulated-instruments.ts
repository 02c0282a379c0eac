import { type AssetClass, CRYPTO_QUANTITY_DECIMALS, FUND_QUANTITY_DECIMALS, type Instrument } from './instrument';

/**
 * The instruments of the simulated market and the long-run behaviour each is made to have.
 *
 * Returns and volatilities are rounded from long published records: stocks, bonds and bills from Dimson, Marsh &
 * Staunton, "Global Investment Returns Yearbook" (summary editions 2018-2024: real US equities near 6.5 %, bonds near
 * 2 %, bills near 0.5 % a year since 1900, inflation near 3 %), valued more cautiously for the present; commodities from
 * Gorton & Rouwenhorst (2006), "Facts and Fantasies about Commodity Futures", Financial Analysts Journal 62(2), and
 * Erb & Harvey (2006) in the same issue; gold and currencies from their free-floating record since 1973. Bitcoin has no
 * long run: its figure is far below what it has earned since 2014, which nobody should expect again.
 */
export interface SimulatedInstrument {
  readonly instrument: Instrument;
  /** Geometric total return, decimal per year. For bills the yearly rates of the episodes file rule; this is their mean. */
  readonly annualReturn: number;
  /** Standard deviation of log returns, decimal per year, over calm and crisis together. */
  readonly annualVolatility: number;
  /** How far the market's agitation reaches it: 1 = as stocks, 0 = not at all. */
  readonly agitation: number;
  readonly firstPrice: number;
  readonly firstDate: string;
  /**
   * Loadings on four uncorrelated drivers, in units of its own volatility: stocks, falling interest rates, commodity
   * inflation, US dollar. Squares sum to less than one; the rest is its own noise. Two instruments correlate by the
   * product of their loadings.
   */
  readonly loadings: readonly [stocks: number, rates: number, inflation: number, dollar: number];
}

/** The first day of the simulated market. */
export const SIMULATED_FIRST_DATE = '2000-01-03';

type Description = Pick<Instrument, 'symbol' | 'name' | 'assetClass' | 'region' | 'sector'> & { halfSpread: number };

const describe = ({ halfSpread, ...facts }: Description): Instrument => ({
  ...facts,
  name: `${facts.name} (simulated)`,
  currency: 'USD',
  calendar: 'always',
  kind: facts.assetClass === 'crypto' ? 'crypto' : 'fund',
  isInvestable: true,
  suggestedSubstitute: null,
  isFractionable: true,
  quantityDecimals: facts.assetClass === 'crypto' ? CRYPTO_QUANTITY_DECIMALS : FUND_QUANTITY_DECIMALS,
  halfSpreadBasisPoints: halfSpread,
  annualFee: 0,
});

const US = 'United States';

type Row = readonly [
  symbol: string,
  name: string,
  assetClass: AssetClass,
  region: string | null,
  sector: string | null,
  halfSpread: number,
];

type Behaviour = Pick<SimulatedInstrument, 'annualReturn' | 'annualVolatility' | 'agitation' | 'loadings'> &
  Partial<Pick<SimulatedInstrument, 'firstPrice' | 'firstDate'>>;

const simulated = (
  [symbol, name, assetClass, region, sector, halfSpread]: Row,
  behaviour: Behaviour,
): SimulatedInstrument => ({
  firstPrice: 100,
  firstDate: SIMULATED_FIRST_DATE,
  ...behaviour,
  instrument: describe({ symbol, name, assetClass, region, sector, halfSpread }),
});

const dollarIndex: SimulatedInstrument = {
  instrument: {
    ...describe({
      symbol: 'SIM-DXY',
      name: 'US dollar index',
      assetClass: 'currency',
      region: US,
      sector: null,
      halfSpread: 0,
    }),
    kind: 'index',
    isInvestable: false,
    isFractionable: false,
    quantityDecimals: 0,
    suggestedSubstitute: 'SIM-USD',
  },
  annualReturn: 0,
  annualVolatility: 0.078,
  agitation: 0.4,
  firstPrice: 101.8,
  firstDate: SIMULATED_FIRST_DATE,
  loadings: [-0.18, 0.03, -0.1, 0.96],
};

export const SIMULATED_INSTRUMENTS: readonly SimulatedInstrument[] = [
  simulated(['SIM-USEQ', 'US equity', 'equity', US, null, 1], {
    annualReturn: 0.08,
    annualVolatility: 0.18,
    agitation: 1,
    loadings: [0.97, 0, 0, -0.05],
  }),
  simulated(['SIM-TECH', 'US technology', 'equity', US, 'Technology', 1], {
    annualReturn: 0.085,
    annualVolatility: 0.25,
    agitation: 0.9,
    loadings: [0.88, 0.02, -0.08, 0],
  }),
  simulated(['SIM-SMALL', 'US small companies', 'equity', US, 'Small companies', 2], {
    annualReturn: 0.082,
    annualVolatility: 0.225,
    agitation: 0.95,
    loadings: [0.88, -0.1, 0.08, 0],
  }),
  simulated(['SIM-INTL', 'International developed equity', 'equity', 'Developed outside the US', null, 2], {
    annualReturn: 0.062,
    annualVolatility: 0.19,
    agitation: 1,
    loadings: [0.83, -0.06, 0.12, -0.3],
  }),
  simulated(['SIM-EM', 'Emerging markets equity', 'equity', 'Emerging markets', null, 3], {
    annualReturn: 0.068,
    annualVolatility: 0.235,
    agitation: 0.95,
    loadings: [0.74, -0.06, 0.22, -0.3],
  }),
  simulated(['SIM-LTB', 'Long US Treasuries', 'bond', US, 'Long Treasuries', 1], {
    annualReturn: 0.045,
    annualVolatility: 0.135,
    agitation: 0.35,
    loadings: [-0.28, 0.92, -0.08, 0],
  }),
  simulated(['SIM-ITB', 'Intermediate US Treasuries', 'bond', US, 'Intermediate Treasuries', 1], {
    annualReturn: 0.038,
    annualVolatility: 0.065,
    agitation: 0.35,
    loadings: [-0.28, 0.91, -0.1, -0.03],
  }),
  simulated(['SIM-CORP', 'US corporate bonds', 'bond', US, 'Corporate', 1.5], {
    annualReturn: 0.047,
    annualVolatility: 0.075,
    agitation: 0.6,
    loadings: [0.22, 0.8, -0.02, -0.1],
  }),
  simulated(['SIM-TIPS', 'Inflation-linked US Treasuries', 'bond', US, 'Inflation-linked', 1.5], {
    annualReturn: 0.04,
    annualVolatility: 0.065,
    agitation: 0.45,
    loadings: [-0.02, 0.72, 0.32, -0.15],
  }),
  simulated(['SIM-CASH', 'US Treasury bills', 'cash', US, null, 0.5], {
    annualReturn: 0.019,
    annualVolatility: 0.002,
    agitation: 0,
    loadings: [0, 0, 0, 0],
  }),
  simulated(['SIM-GOLD', 'Gold', 'commodity', null, 'Gold', 1], {
    annualReturn: 0.06,
    annualVolatility: 0.165,
    agitation: 0.4,
    loadings: [0.03, 0.22, 0.42, -0.42],
  }),
  simulated(['SIM-COMM', 'Broad commodities', 'commodity', null, 'Broad', 3], {
    annualReturn: 0.035,
    annualVolatility: 0.17,
    agitation: 0.6,
    loadings: [0.3, -0.18, 0.74, -0.28],
  }),
  simulated(['SIM-YEN', 'Japanese yen', 'currency', 'Japan', null, 2], {
    annualReturn: -0.005,
    annualVolatility: 0.1,
    agitation: 0.4,
    loadings: [-0.25, 0.35, -0.05, -0.5],
  }),
  simulated(['SIM-USD', 'US dollar bullish', 'currency', US, null, 2], {
    annualReturn: 0.012,
    annualVolatility: 0.08,
    agitation: 0.4,
    loadings: [-0.18, 0.03, -0.1, 0.96],
  }),
  simulated(['SIM-BTC', 'Bitcoin', 'crypto', null, null, 10], {
    annualReturn: 0.3,
    annualVolatility: 0.7,
    agitation: 0.2,
    firstPrice: 450,
    firstDate: '2014-09-17',
    loadings: [0.22, 0, 0.05, -0.1],
  }),
  dollarIndex,
];
