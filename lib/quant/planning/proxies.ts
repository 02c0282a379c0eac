import type { Instrument } from '../market/instrument';
import { KNOWN, type PricePanel } from '../market/panel';
import { basketOf, betaTo } from './basket';
import { factorProxies } from './factor-proxy';
import type { Fact } from '../policy/types';
import type { Rows, ScenarioInput } from './types';

type Proxy =
  | {
      readonly status: 'proxied';
      /** Return over the window, decimal. */
      readonly estimate: number;
      /** Standard deviation of what the estimate leaves open; 0 where it is not known. */
      readonly deviation: number;
      readonly fact: Fact;
    }
  | { readonly status: 'none' };

/** Total return of each column between two rows, NaN where either end is unknown. */
export function returnsBetween({ instruments, layers, known }: PricePanel, { fromRow, toRow }: Rows): Float64Array {
  const n = instruments.length;
  return Float64Array.from(instruments, (_, column) => {
    const start = fromRow * n + column;
    const end = toRow * n + column;
    const isKnown = known[start] !== KNOWN.absent && known[end] !== KNOWN.absent;
    return isKnown ? layers.totalReturnIndex[end]! / layers.totalReturnIndex[start]! - 1 : Number.NaN;
  });
}

/** Cash for cash: the mean of the cash instruments with prices, or nothing earned. */
function cashProxy(symbol: string, instruments: readonly Instrument[], returns: Float64Array): Proxy {
  const others = returns.filter((value, column) => instruments[column]!.assetClass === 'cash' && !Number.isNaN(value));
  const estimate = others.length === 0 ? 0 : others.reduce((sum, value) => sum + value, 0) / others.length;
  const fact = { key: 'stress.proxied-by-cash', values: { symbol, estimate } };
  return { status: 'proxied', estimate, deviation: 0, fact };
}

/** Beta to the priced instruments of the same class times their mean return; where there are none, the same with stocks. */
function classProxy(column: number, { panel, covariance }: ScenarioInput, returns: Float64Array): Proxy {
  const { symbol, assetClass } = panel.instruments[column]!;
  const isPriced = (other: number): boolean => !Number.isNaN(returns[other]!);
  for (const basketClass of [assetClass, 'equity'] as const) {
    const basket = basketOf(panel.instruments, covariance, basketClass, isPriced);
    if (basket === undefined) continue;
    const beta = betaTo(basket, covariance, column);
    const basketReturn = basket.members.reduce((sum, member) => sum + returns[member]!, 0) / basket.members.length;
    const fact = { key: 'stress.proxied-by-beta', values: { symbol, basketClass, beta, basketReturn } };
    return { status: 'proxied', estimate: beta * basketReturn, deviation: 0, fact };
  }
  return { status: 'none' };
}

/**
 * What an instrument without a price at an end of the window would have returned.
 *
 * @param returns length n, of the window; NaN where unknown
 */
export function proxyReturns(input: ScenarioInput, rows: Rows, returns: Float64Array): (column: number) => Proxy {
  const { instruments } = input.panel;
  const byFactors = factorProxies(input.panel, rows, returns);
  return (column) => {
    const { symbol, assetClass } = instruments[column]!;
    if (assetClass === 'cash') return cashProxy(symbol, instruments, returns);
    const proxy = input.proxyBy === 'class' ? undefined : byFactors(column);
    if (proxy === undefined) return classProxy(column, input, returns);
    const { estimate, deviation, rSquared, observations, betas } = proxy;
    const values = { symbol, rSquared, estimate, observations, ...Object.fromEntries(betas) };
    return { status: 'proxied', estimate, deviation, fact: { key: 'stress.proxied-by-factors', values } };
  };
}
