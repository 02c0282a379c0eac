import type { LimitInstrument, LimitRequest } from '@/lib/quant/optimize/limit-kinds/types';

/** A small market, and short words for the limits on it. */

export const INSTRUMENTS: readonly LimitInstrument[] = (
  [
    ['ACME', 'equity', 'tech', 'us', 1.4, 40, 4e6, 0.5],
    ['BOLT', 'equity', 'energy', 'us', 0.9, 25, 2e6, -0.2],
    ['CARE', 'equity', 'health', 'eu', 0.7, 75, 1e6, 0.1],
    ['GILT', 'bond', null, 'eu', 0, 80, 8e6, 0],
    ['GOLD', 'commodity', null, 'world', 0.1, 50, 3e6, 0.3],
    ['CASH', 'cash', null, 'us', 0, 60, 9e9, 0],
  ] as const
).map(([symbol, assetClass, sector, region, beta, esgScore, dailyValueTraded, momentum]) => {
  return { symbol, assetClass, sector, region, beta, esgScore, dailyValueTraded, factors: { momentum } };
});
export const PORTFOLIO_VALUE = 1e6;
export const EXPECTED_RETURNS = Float64Array.of(0.1, 0.07, 0.06, 0.03, 0.04, 0.02);
export const VOLATILITIES = [0.3, 0.22, 0.18, 0.07, 0.16, 0.005];
/** Between each two of the three equities; nothing else moves together. */
export const EQUITY_CORRELATION = 0.5;
export const HELD = Float64Array.of(0.2, 0.15, 0.15, 0.3, 0.1, 0.1);
export const BENCHMARK = { ACME: 0.2, BOLT: 0.15, CARE: 0.15, GILT: 0.3, GOLD: 0.1, CASH: 0.1 };

export interface InfeasibleCase {
  readonly title: string;
  readonly limits: readonly LimitRequest[];
  /** Fully invested when absent. */
  readonly budget?: number;
  /** Long only when absent. */
  readonly isLongShort?: true;
  readonly returnMin?: number;
  readonly volatilityMax?: number;
  /** By hand: an irreducible conflict. */
  readonly conflict: readonly string[];
  /** By hand, where the least loosening is easily seen: its total. */
  readonly loosened?: number;
  /** By hand: the only limit that gives way, by how much. */
  readonly gives?: readonly [limit: string, by: number];
  /** Why the request stays infeasible when only one of the named limits is left out: something else says the same. */
  readonly saidTwice?: string;
}

export const bounds = (symbols: readonly string[] | undefined, min?: number, max?: number): LimitRequest => ({
  kind: 'asset-bounds',
  ...(symbols === undefined ? {} : { symbols }),
  ...(min === undefined ? {} : { min }),
  ...(max === undefined ? {} : { max }),
});
const grouped =
  (by: 'assetClass' | 'sector' | 'region') =>
  (of: string, min = -Infinity, max = Infinity): LimitRequest => ({ kind: 'group', by, of, min, max });
export const assetClass = grouped('assetClass');
export const sector = grouped('sector');
export const region = grouped('region');
export const exclude = (...symbols: string[]): LimitRequest => ({ kind: 'exclusion', symbols });
export const keep = (...symbols: string[]): LimitRequest => ({ kind: 'no-trade', symbols });
export const turnover = (max: number): LimitRequest => ({ kind: 'turnover', max });
export const cash = (min: number): LimitRequest => ({ kind: 'cash-floor', min });
export const tracking = (max: number): LimitRequest => ({ kind: 'tracking-error', benchmarkWeights: BENCHMARK, max });

const SYMBOLS = INSTRUMENTS.map(({ symbol }) => symbol);
export const all = (side: string, except: readonly string[] = []): string[] =>
  SYMBOLS.filter((symbol) => !except.includes(symbol)).map((symbol) => `${symbol} ${side}`);
