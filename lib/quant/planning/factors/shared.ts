import type { Instrument } from '../../market/instrument';
import { isGovernmentBond, interestSensitivityOf, spreadSensitivityOf } from '../durations';
import type { Factor, FactorMarket, FactorReading } from './factor';

export const noFactor = (name: string): FactorReading => ({
  status: 'unavailable',
  reason: { key: 'stress.no-factor', values: { name } },
});

const hasRisk = ({ instruments, covariance }: FactorMarket, column: number): boolean =>
  covariance[column * instruments.length + column]! > 0;

/** Columns with a risk estimate that pass the test. */
export const columnsWith = (market: FactorMarket, isWanted: (instrument: Instrument) => boolean): readonly number[] =>
  market.instruments.flatMap((instrument, column) => (isWanted(instrument) && hasRisk(market, column) ? [column] : []));

interface Carrier {
  readonly symbols: readonly string[];
  /** How far these move when the factor moves by one. */
  readonly share: number;
}

/** A price that shows in instruments known by symbol: the first group of which anything is there, in equal parts. */
export const priceFactor = (id: string, name: string, carriers: readonly Carrier[]): Factor => ({
  id,
  name,
  unit: 'return',
  read: (market) => {
    for (const { symbols, share } of carriers) {
      const columns = columnsWith(market, ({ symbol }) => symbols.includes(symbol));
      if (columns.length === 0) continue;
      const direction = new Float64Array(market.instruments.length);
      for (const column of columns) direction[column] = 1 / columns.length / share;
      const names = columns.map((column) => market.instruments[column]!.symbol).join(', ');
      const facts = share === 1 ? [] : [{ key: 'stress.factor-by-share', values: { name, symbols: names, share } }];
      return { status: 'read', direction, facts };
    }
    return noFactor(name);
  },
});

/** Government bonds where there are any, else bonds without much of a spread, else all bonds. */
export function yieldColumns(market: FactorMarket): readonly number[] {
  const isBond = ({ assetClass }: Instrument): boolean => assetClass === 'bond';
  const choices = [
    (instrument: Instrument) => isBond(instrument) && isGovernmentBond(instrument),
    (instrument: Instrument) => isBond(instrument) && spreadSensitivityOf(instrument) === 0,
    isBond,
  ];
  return choices.map((choice) => columnsWith(market, choice)).find((columns) => columns.length > 0) ?? [];
}

/** The two ends of the curve, in years of duration: notes of two years, and long bonds. */
const SHORT_DURATION_YEARS = 2;
const LONG_DURATION_YEARS = 15;

/** How far along the curve a duration lies: 0 moves with the short end, 1 with the long end. */
export const longShare = (durationYears: number): number =>
  Math.min(1, Math.max(0, (durationYears - SHORT_DURATION_YEARS) / (LONG_DURATION_YEARS - SHORT_DURATION_YEARS)));

/** Zero for what is neither bond nor cash: yields do not price it. */
export function durationOf(instrument: Instrument): number {
  const sensitivity = interestSensitivityOf(instrument);
  return sensitivity === undefined ? 0 : sensitivity.durationYears;
}

/**
 * The level of yields that returns r_i = -D_i y fit best, as a combination of those returns: y = -D'r / D'D.
 *
 * @returns undefined without a bond to read it from
 */
export function levelDirection(market: FactorMarket): Float64Array | undefined {
  const columns = yieldColumns(market);
  const squares = columns.reduce((sum, column) => sum + durationOf(market.instruments[column]!) ** 2, 0);
  if (!(squares > 0)) return undefined;
  const direction = new Float64Array(market.instruments.length);
  for (const column of columns) direction[column] = -durationOf(market.instruments[column]!) / squares;
  return direction;
}

/** Two bonds whose durations share the curve more alike than this cannot tell its ends apart. */
const CURVE_DETERMINANT_MIN = 1e-3;

/**
 * Both ends of the curve, as the least-squares fit of r_i = -D_i ((1 - u_i) short + u_i long).
 *
 * @returns undefined where the bonds are all of one maturity
 */
export function curveDirections(
  market: FactorMarket,
): { readonly short: Float64Array; readonly long: Float64Array } | undefined {
  const columns = yieldColumns(market);
  const rows = columns.map((column) => {
    const duration = durationOf(market.instruments[column]!);
    const share = longShare(duration);
    return { column, short: -duration * (1 - share), long: -duration * share };
  });
  const sum = (pick: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((total, row) => total + pick(row), 0);
  const shorts = sum(({ short }) => short * short);
  const longs = sum(({ long }) => long * long);
  const both = sum(({ short, long }) => short * long);
  const determinant = shorts * longs - both * both;
  if (!(determinant > CURVE_DETERMINANT_MIN * shorts * longs) || !(shorts * longs > 0)) return undefined;
  const result = {
    short: new Float64Array(market.instruments.length),
    long: new Float64Array(market.instruments.length),
  };
  for (const { column, short, long } of rows) {
    result.short[column] = (longs * short - both * long) / determinant;
    result.long[column] = (shorts * long - both * short) / determinant;
  }
  return result;
}
