import { dayNumber, isoDay, type IsoDay, isoDayFromNumber } from '../../../base/iso-day';
import type { AssetClass, Instrument } from '../../market/instrument';
import { indexOfDay, KNOWN, type PricePanel } from '../../market/panel';
import type { Fact } from '../../policy/types';
import type { Scenario, ScenarioOutcome, StressInput } from '../types';

type ScenarioInput = Omit<StressInput, 'asOfIndex'>;

/** Holdings of one class in equal parts, and how each instrument moves with them. */
interface Basket {
  readonly members: readonly number[];
  /** Per year. */
  readonly variance: number;
}

/**
 * Equal parts of the investable instruments of a class that have a risk estimate.
 *
 * @param isUsable leaves columns out, such as those without a price
 * @returns undefined when nothing is left
 */
export function basketOf(
  instruments: readonly Instrument[],
  covariance: Float64Array,
  assetClass: AssetClass,
  isUsable: (column: number) => boolean = () => true,
): Basket | undefined {
  const n = instruments.length;
  const members = instruments.flatMap((instrument, column) =>
    instrument.assetClass === assetClass &&
    instrument.isInvestable &&
    covariance[column * n + column]! > 0 &&
    isUsable(column)
      ? [column]
      : [],
  );
  let variance = 0;
  for (const row of members) {
    for (const column of members) variance += covariance[row * n + column]!;
  }
  return variance > 0 ? { members, variance: variance / members.length ** 2 } : undefined;
}

/**
 * Beta of an instrument to a basket: covariance with it over its variance. For jointly elliptical returns with no
 * drift, beta times the basket's move is the expected move of the instrument given that move.
 */
export function betaTo(basket: Basket, covariance: Float64Array, column: number): number {
  const n = Math.round(Math.sqrt(covariance.length));
  const sum = basket.members.reduce((total, member) => total + covariance[column * n + member]!, 0);
  return sum / basket.members.length / basket.variance;
}

/** A holding can lose all of its value and no more; a linear estimate may say otherwise, and the fact keeps what it said. */
export function cappedReturn(estimate: number, symbol: string, facts: Fact[]): number {
  if (estimate >= -1) return estimate;
  facts.push({ key: 'stress.loss-capped', values: { symbol, estimate } });
  return -1;
}

interface Window {
  readonly from: IsoDay;
  readonly to: IsoDay;
}

interface Rows {
  readonly status: 'found';
  readonly fromRow: number;
  readonly toRow: number;
}

type Unavailable = Extract<ScenarioOutcome, { status: 'unavailable' }>;

const unavailable = (window: Window, key: string, values: Fact['values'] = {}): Unavailable => ({
  ...window,
  status: 'unavailable',
  reason: { key, values },
});

function rowsOf(panel: PricePanel, window: Window): Rows | Unavailable {
  if (panel.dayCount === 0) return unavailable(window, 'stress.no-prices');
  const fromRow = indexOfDay(panel, dayNumber(window.from));
  const toRow = indexOfDay(panel, dayNumber(window.to));
  if (fromRow === undefined || toRow === undefined) {
    return unavailable(window, 'stress.prices-start-later', { firstDay: isoDayFromNumber(panel.days[0]!) });
  }
  const lastDay = panel.days[panel.dayCount - 1]!;
  if (lastDay < dayNumber(window.to)) {
    return unavailable(window, 'stress.prices-end-earlier', { lastDay: isoDayFromNumber(lastDay) });
  }
  return fromRow < toRow ? { status: 'found', fromRow, toRow } : unavailable(window, 'stress.no-prices');
}

/** Total return of each column between two rows, NaN where either end is unknown. */
function returnsBetween({ instruments, layers, known }: PricePanel, { fromRow, toRow }: Rows): Float64Array {
  const n = instruments.length;
  return Float64Array.from(instruments, (_, column) => {
    const start = fromRow * n + column;
    const end = toRow * n + column;
    const isKnown = known[start] !== KNOWN.absent && known[end] !== KNOWN.absent;
    return isKnown ? layers.totalReturnIndex[end]! / layers.totalReturnIndex[start]! - 1 : Number.NaN;
  });
}

type Proxy =
  { readonly status: 'proxied'; readonly estimate: number; readonly fact: Fact } | { readonly status: 'none' };

/** Cash for cash: the mean of the cash instruments with prices, or nothing earned. */
function cashProxy(symbol: string, instruments: readonly Instrument[], returns: Float64Array): Proxy {
  const others = returns.filter((value, column) => instruments[column]!.assetClass === 'cash' && !Number.isNaN(value));
  const estimate = others.length === 0 ? 0 : others.reduce((sum, value) => sum + value, 0) / others.length;
  return { status: 'proxied', estimate, fact: { key: 'stress.proxied-by-cash', values: { symbol, estimate } } };
}

/** Beta to the priced instruments of the same class times their mean return; where there are none, the same with stocks. */
function proxyReturn(column: number, { panel, covariance }: ScenarioInput, returns: Float64Array): Proxy {
  const { symbol, assetClass } = panel.instruments[column]!;
  if (assetClass === 'cash') return cashProxy(symbol, panel.instruments, returns);
  const isPriced = (other: number): boolean => !Number.isNaN(returns[other]!);
  for (const basketClass of [assetClass, 'equity'] as const) {
    const basket = basketOf(panel.instruments, covariance, basketClass, isPriced);
    if (basket === undefined) continue;
    const beta = betaTo(basket, covariance, column);
    const basketReturn = basket.members.reduce((sum, member) => sum + returns[member]!, 0) / basket.members.length;
    const values = { symbol, basketClass, beta, basketReturn };
    return { status: 'proxied', estimate: beta * basketReturn, fact: { key: 'stress.proxied-by-beta', values } };
  }
  return { status: 'none' };
}

/** Today's weights, bought at the close of the first day and held to the close of the last. */
function runWindow(window: Window, input: ScenarioInput): ScenarioOutcome {
  const { panel, weights } = input;
  const rows = rowsOf(panel, window);
  if (rows.status === 'unavailable') return rows;
  const returns = returnsBetween(panel, rows);
  const contributions = new Float64Array(weights.length);
  const proxied: string[] = [];
  const facts: Fact[] = [];
  for (let column = 0; column < weights.length; column++) {
    if (weights[column] === 0) continue;
    let own = returns[column]!;
    if (Number.isNaN(own)) {
      const { symbol } = panel.instruments[column]!;
      const proxy = proxyReturn(column, input, returns);
      if (proxy.status === 'none') return unavailable(window, 'stress.no-proxy', { symbol });
      proxied.push(symbol);
      facts.push(proxy.fact);
      own = cappedReturn(proxy.estimate, symbol, facts);
    }
    contributions[column] = weights[column]! * own;
  }
  return { status: 'computed', contributions, ...window, proxied, facts };
}

/** A stretch of history between two closes. */
export function historicalWindow(id: string, name: string, fromText: string, toText: string): Scenario {
  const window = { from: isoDay(fromText), to: isoDay(toText) };
  return { id, name, kind: 'history', run: (input) => runWindow(window, input) };
}
