import { dayNumber, isoDay } from '../../base/iso-day';
import { tradingDays } from './calendar';

/**
 * The dated episodes of the simulated market. Each carries every instrument to a total return near the one the matching
 * class of index earned between the same dates (S&P 500, Nasdaq 100, Russell 2000, MSCI EAFE and Emerging Markets,
 * Bloomberg Treasury, corporate and TIPS indices, LBMA gold, Bloomberg Commodity, ICE US Dollar Index; widely reported,
 * rounded by hand). Between episodes the market is random.
 */

type Returns = Readonly<Record<string, number>>;

export interface Episode {
  readonly id: string;
  readonly name: string;
  readonly firstDate: string;
  readonly lastDate: string;
  /** Volatility of stocks as a multiple of their long-run volatility. */
  readonly volatilityMultiple: number;
  /** Added to the stock loading of bonds: negative where bonds were the refuge, positive where they fell together. */
  readonly bondStockTilt: number;
  /** Total return from the close before the first date to the close of the last, by symbol, decimal. */
  readonly totalReturns: Returns;
}

const symbols = (prefixless: Returns): Returns =>
  Object.fromEntries(Object.entries(prefixless).map(([name, value]) => [`SIM-${name}`, value]));

export const EPISODES: readonly Episode[] = [
  {
    id: 'dot-com',
    name: 'Dot-com bust',
    firstDate: '2000-03-27',
    lastDate: '2002-10-09',
    volatilityMultiple: 1.3,
    bondStockTilt: -0.1,
    totalReturns: symbols({
      ...{ USEQ: -0.47, TECH: -0.82, SMALL: -0.39, INTL: -0.47, EM: -0.42 },
      ...{ LTB: 0.34, ITB: 0.31, CORP: 0.25, TIPS: 0.3, GOLD: 0.11, COMM: 0.1 },
      ...{ YEN: -0.14, USD: 0.03, DXY: 0.02 },
    }),
  },
  {
    id: 'financial-crisis',
    name: 'Global financial crisis',
    firstDate: '2007-10-10',
    lastDate: '2009-03-09',
    volatilityMultiple: 2,
    bondStockTilt: -0.12,
    totalReturns: symbols({
      ...{ USEQ: -0.55, TECH: -0.52, SMALL: -0.58, INTL: -0.6, EM: -0.61 },
      ...{ LTB: 0.25, ITB: 0.19, CORP: -0.06, TIPS: 0.04, GOLD: 0.24, COMM: -0.4 },
      ...{ YEN: 0.18, USD: 0.11, DXY: 0.13 },
    }),
  },
  {
    id: 'recovery-2009',
    name: 'Recovery of 2009',
    firstDate: '2009-03-10',
    lastDate: '2009-12-31',
    volatilityMultiple: 1.4,
    bondStockTilt: 0,
    totalReturns: symbols({
      ...{ USEQ: 0.67, TECH: 0.78, SMALL: 0.84, INTL: 0.74, EM: 1.1 },
      ...{ LTB: -0.13, ITB: -0.03, CORP: 0.2, TIPS: 0.08, GOLD: 0.19, COMM: 0.3 },
      ...{ YEN: 0.06, USD: -0.12, DXY: -0.13 },
    }),
  },
  {
    id: 'euro-crisis',
    name: 'Euro and debt-ceiling crisis',
    firstDate: '2011-07-25',
    lastDate: '2011-10-03',
    volatilityMultiple: 1.8,
    bondStockTilt: -0.15,
    totalReturns: symbols({
      ...{ USEQ: -0.18, TECH: -0.13, SMALL: -0.27, INTL: -0.24, EM: -0.27 },
      ...{ LTB: 0.28, ITB: 0.09, CORP: 0.02, TIPS: 0.06, GOLD: 0.03, COMM: -0.14 },
      ...{ YEN: 0.02, USD: 0.06, DXY: 0.07 },
    }),
  },
  {
    id: 'late-2018',
    name: 'Sell-off of late 2018',
    firstDate: '2018-09-21',
    lastDate: '2018-12-24',
    volatilityMultiple: 1.3,
    bondStockTilt: -0.05,
    totalReturns: symbols({
      ...{ USEQ: -0.19, TECH: -0.22, SMALL: -0.26, INTL: -0.15, EM: -0.07 },
      ...{ LTB: 0.03, ITB: 0.03, CORP: -0.01, TIPS: 0, GOLD: 0.05, COMM: -0.14 },
      ...{ YEN: 0.02, USD: 0.03, DXY: 0.03, BTC: -0.38 },
    }),
  },
  {
    id: 'pandemic',
    name: 'Pandemic crash',
    firstDate: '2020-02-20',
    lastDate: '2020-03-23',
    volatilityMultiple: 3.2,
    bondStockTilt: -0.1,
    totalReturns: symbols({
      ...{ USEQ: -0.34, TECH: -0.28, SMALL: -0.41, INTL: -0.33, EM: -0.32 },
      ...{ LTB: 0.15, ITB: 0.06, CORP: -0.13, TIPS: -0.02, GOLD: -0.04, COMM: -0.25 },
      ...{ YEN: 0, USD: 0.03, DXY: 0.03, BTC: -0.35 },
    }),
  },
  {
    id: 'recovery-2020',
    name: 'Recovery of 2020',
    firstDate: '2020-03-24',
    lastDate: '2020-08-31',
    volatilityMultiple: 1.4,
    bondStockTilt: 0,
    totalReturns: symbols({
      ...{ USEQ: 0.58, TECH: 0.73, SMALL: 0.57, INTL: 0.41, EM: 0.47 },
      ...{ LTB: -0.01, ITB: 0.01, CORP: 0.2, TIPS: 0.07, GOLD: 0.26, COMM: 0.14 },
      ...{ YEN: 0.05, USD: -0.1, DXY: -0.1, BTC: 0.8 },
    }),
  },
  {
    id: 'inflation-shock',
    name: 'Inflation and interest-rate shock',
    firstDate: '2022-01-04',
    lastDate: '2022-10-14',
    volatilityMultiple: 1.25,
    bondStockTilt: 0.6,
    totalReturns: symbols({
      ...{ USEQ: -0.24, TECH: -0.35, SMALL: -0.24, INTL: -0.28, EM: -0.28 },
      ...{ LTB: -0.33, ITB: -0.16, CORP: -0.22, TIPS: -0.13, GOLD: -0.09, COMM: 0.16 },
      ...{ YEN: -0.22, USD: 0.17, DXY: 0.18, BTC: -0.58 },
    }),
  },
];

/** Up to here crises are the dated ones above; from here on they come at random. */
export const EPISODE_RECORD_END_DATE = '2025-01-01';

export interface EpisodeSpan {
  readonly episode: Episode;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly tradingDayCount: number;
}

export const EPISODE_SPANS: readonly EpisodeSpan[] = EPISODES.map((episode) => {
  const firstDay = dayNumber(isoDay(episode.firstDate));
  const lastDay = dayNumber(isoDay(episode.lastDate));
  return { episode, firstDay, lastDay, tradingDayCount: tradingDays('nyse', firstDay, lastDay).length };
});

/** Average federal funds rate of each year in decimals, rounded to a tenth of a percent (Federal Reserve, H.15). */
const BILL_RATES: readonly number[] = [
  0.062, 0.039, 0.017, 0.011, 0.014, 0.032, 0.05, 0.05, 0.019, 0.002, 0.002, 0.001, 0.001, 0.001, 0.001, 0.001, 0.004,
  0.01, 0.018, 0.022, 0.004, 0.001, 0.017, 0.05, 0.051,
];
const BILL_RATES_FIRST_YEAR = 2000;

/** What bills pay after the record: near the level that the Federal Reserve's own projections call long-run neutral. */
const BILL_RATE_AFTER_RECORD = 0.03;

/** Decimal per year. */
export const billRate = (year: number): number => BILL_RATES[year - BILL_RATES_FIRST_YEAR] ?? BILL_RATE_AFTER_RECORD;
