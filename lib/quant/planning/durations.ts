import type { Instrument } from '../market/instrument';

/** How the price of a bond holding answers to its yield. */
interface InterestSensitivity {
  /** Modified (effective) duration: fraction of price lost per unit of yield, in years. */
  readonly durationYears: number;
  /** Second derivative of price by yield over price, in years squared. */
  readonly convexityYearsSquared: number;
  /** True where the instrument is not in the table and a figure of its class stands in. */
  readonly isEstimated: boolean;
}

/**
 * Effective duration and convexity, rounded from what the issuers showed around mid-2024; the simulated bonds carry the
 * figures of the funds they resemble. They move with yields, by about a tenth for two points.
 * Inflation-linked funds: to real yields. Municipal, mortgage and high-yield funds: after the option or spread effect.
 */
const KNOWN_SENSITIVITIES: Readonly<Record<string, readonly [durationYears: number, convexityYearsSquared: number]>> = {
  TLT: [16.5, 375],
  IEF: [7.1, 60],
  IEI: [4.3, 22],
  SHY: [1.8, 4],
  GOVT: [5.8, 56],
  TIP: [6.5, 70],
  LQD: [8.2, 105],
  AGG: [6, 52],
  BND: [6, 52],
  HYG: [3.1, 13],
  MUB: [6.3, 50],
  EMB: [7, 80],
  BNDX: [7, 75],
  SHV: [0.3, 0.2],
  BIL: [0.1, 0],
  SGOV: [0.1, 0],
  'SIM-LTB': [16.5, 375],
  'SIM-ITB': [7.1, 60],
  'SIM-CORP': [8.2, 105],
  'SIM-TIPS': [6.5, 70],
  'SIM-CASH': [0.1, 0],
};

/** A bond fund we know nothing of is taken to resemble the whole market of investment-grade bonds. */
const BOND_ASSUMED: InterestSensitivity = { durationYears: 6, convexityYearsSquared: 52, isEstimated: true };

/** Bills of up to six months. */
const CASH_ASSUMED: InterestSensitivity = { durationYears: 0.25, convexityYearsSquared: 0.1, isEstimated: true };

/**
 * Nominal government bonds: their yields are the yields of the scenarios. Others carry a spread on top, or pay by prices.
 */
const GOVERNMENT: ReadonlySet<string> = new Set([...['TLT', 'IEF', 'IEI', 'SHY', 'GOVT'], ...['SIM-LTB', 'SIM-ITB']]);

export const isGovernmentBond = ({ symbol }: Pick<Instrument, 'symbol'>): boolean => GOVERNMENT.has(symbol);

/**
 * How the price of a bond that can default answers when the spread of investment-grade corporate bonds widens: spread
 * duration in years, times how much further its own spread moves. The multiples are rounded from the widenings of 2008
 * and 2020, when high yield and emerging-market spreads moved about three and about twice as far.
 */
const SPREAD_SENSITIVITIES: Readonly<Record<string, readonly [spreadDurationYears: number, spreadMultiple: number]>> = {
  LQD: [8.2, 1],
  HYG: [3.1, 3],
  EMB: [7, 2],
  'SIM-CORP': [8.2, 1],
};

/** Fraction of price lost per unit of investment-grade spread, in years; 0 for what is not known to carry one. */
export function spreadSensitivityOf({ symbol }: Pick<Instrument, 'symbol'>): number {
  const known = SPREAD_SENSITIVITIES[symbol];
  return known === undefined ? 0 : known[0] * known[1];
}

/** What is known or assumed of a bond or cash instrument; undefined for other classes. */
export function interestSensitivityOf({
  symbol,
  assetClass,
}: Pick<Instrument, 'symbol' | 'assetClass'>): InterestSensitivity | undefined {
  if (assetClass !== 'bond' && assetClass !== 'cash') return undefined;
  const known = KNOWN_SENSITIVITIES[symbol];
  if (known === undefined) return assetClass === 'bond' ? BOND_ASSUMED : CASH_ASSUMED;
  return { durationYears: known[0], convexityYearsSquared: known[1], isEstimated: false };
}

/**
 * The rise of the yield at which duration and convexity show the deepest fall, D / C. Beyond it the parabola turns up
 * again, which no price does; infinite without convexity.
 */
export const deepestYieldRise = ({
  durationYears,
  convexityYearsSquared,
}: Omit<InterestSensitivity, 'isEstimated'>): number => durationYears / convexityYearsSquared;

/**
 * Return of a bond holding when its yield jumps: -D * dy + C / 2 * dy^2, held at its lowest for rises beyond that point.
 *
 * @param yieldChange decimal: 0.01 is one percentage point
 * @returns decimal return, before income
 * @see Fabozzi (2015), "Bond Markets, Analysis and Strategies", chapter 4
 */
export const yieldShockReturn = (
  { durationYears, convexityYearsSquared }: Omit<InterestSensitivity, 'isEstimated'>,
  yieldChange: number,
): number => {
  const change = Math.min(yieldChange, deepestYieldRise({ durationYears, convexityYearsSquared }));
  return -durationYears * change + (convexityYearsSquared / 2) * change ** 2;
};
