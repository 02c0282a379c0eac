import { DAYS_PER_YEAR } from '../../base/iso-day';
import { KNOWN, type PricePanel } from '../market/panel';
import type { Fact } from '../policy/types';
import { fillLimitSteps } from '../trading/corporate-actions';
import type { MarketConditions } from '../trading/costs/market-conditions';
import { isObserved } from './prices';
import type { BacktestRequest } from './types';

/** Rows behind mean daily volume and volatility: a quarter of a year. */
const CONDITIONS_ROWS = 63;

type Asked = Pick<BacktestRequest, 'panel' | 'prices' | 'execution' | 'fees' | 'costs'>;

/** The prices of a replay row by row: what is valued, what is traded at, what is paid out. Asks no row after its own. */
export class MarketRows {
  readonly #panel: PricePanel;
  readonly #closes: Float64Array;
  readonly #isTraded: boolean;
  readonly #isAtOpen: boolean;
  readonly #volumeShareMax: number | undefined;
  /** Length n: what a fund's fee has left of an index since the start. */
  readonly #afterFees: Float64Array;
  readonly #fundAnnual: readonly number[] | undefined;
  readonly #openPrices: Float64Array;
  /** Length n, the last known closes; NaN before the first. */
  readonly lastPrices: Float64Array;
  readonly facts: readonly Fact[];

  constructor({ panel, prices, execution, fees, costs }: Asked) {
    const n = panel.instruments.length;
    const { layers, basis } = panel;
    this.#panel = panel;
    this.#isTraded = prices === 'traded' && basis !== 'total-return';
    this.#closes = this.#isTraded ? layers.close : layers.totalReturnIndex;
    this.#isAtOpen = execution?.at === 'open' && layers.open !== undefined;
    this.#volumeShareMax = layers.volume === undefined ? undefined : execution?.volumeShareMax;
    this.#fundAnnual = fees?.fundAnnual;
    this.#afterFees = new Float64Array(n).fill(1);
    this.#openPrices = new Float64Array(n);
    this.lastPrices = new Float64Array(n).fill(Number.NaN);
    const needsVolume = costs.impact !== undefined || execution?.volumeShareMax !== undefined;
    const noted: readonly (readonly [boolean, string])[] = [
      [prices === 'traded' && !this.#isTraded, 'backtest.prices-are-total-return'],
      [this.#isTraded && layers.dividend === undefined, 'backtest.no-dividends'],
      [execution?.at === 'open' && !this.#isAtOpen, 'backtest.no-opening-prices'],
      [needsVolume && layers.volume === undefined, 'backtest.no-volume'],
    ];
    this.facts = noted.flatMap(([isSo, key]) => (isSo ? [{ key, values: {} }] : []));
  }

  get hasVolumeLimit(): boolean {
    return this.#volumeShareMax !== undefined;
  }

  /** Takes the row's known closes over what was known before; a fund's fee runs from the first row of the replay. */
  advance(row: number, firstRow: number): void {
    const { known, instruments, days } = this.#panel;
    const n = instruments.length;
    if (this.#fundAnnual !== undefined && row > firstRow) {
      const years = (days[row]! - days[row - 1]!) / DAYS_PER_YEAR;
      for (let i = 0; i < n; i++) this.#afterFees[i] = this.#afterFees[i]! * (1 - this.#fundAnnual[i]! * years);
    }
    for (let i = 0, at = row * n; i < n; i++, at++) {
      if (known[at] !== KNOWN.absent) this.lastPrices[i] = this.#closes[at]! * this.#afterFees[i]!;
    }
  }

  /** Length n, what orders of this row trade at; an instrument without an opening price trades at the close. */
  tradePrices(row: number): Float64Array {
    if (!this.#isAtOpen) return this.lastPrices;
    const { layers, instruments } = this.#panel;
    const n = instruments.length;
    for (let i = 0; i < n; i++) {
      const at = row * n + i;
      const open = layers.open![at]!;
      const isOpen = isObserved(this.#panel, row, i) && open > 0;
      // The index moves with the price during a day: dividends come off before the open.
      this.#openPrices[i] = isOpen ? (this.lastPrices[i]! * open) / layers.close[at]! : this.lastPrices[i]!;
      if (isOpen && this.#isTraded && this.#fundAnnual === undefined) this.#openPrices[i] = open;
    }
    return this.#openPrices;
  }

  isTradable(row: number, column: number): boolean {
    return isObserved(this.#panel, row, column);
  }

  /** The most steps of an instrument that one order may trade on this row. */
  limitSteps(row: number, column: number, price: number): number {
    if (this.#volumeShareMax === undefined) return Number.POSITIVE_INFINITY;
    const instrument = this.#panel.instruments[column]!;
    const at = row * this.#panel.instruments.length + column;
    const volume = this.#panel.layers.volume![at]!;
    // Volume counts shares at their closes: units of an index, or dollars of a coin, are worth as many.
    const isInUnits = this.#isTraded && instrument.kind !== 'crypto';
    const units = isInUnits ? volume : this.#tradedValue(at, column) / price;
    return fillLimitSteps(units, this.#volumeShareMax, instrument);
  }

  /** New shares per old share on this row; 1 where nothing is split, and where prices are corrected already. */
  splitFactor(row: number, column: number): number {
    const { basis, layers, instruments } = this.#panel;
    if (!this.#isTraded || basis !== 'raw' || layers.splitFactor === undefined) return 1;
    const factor = layers.splitFactor[row * instruments.length + column]!;
    return factor > 0 ? factor : 1;
  }

  /** Paid per share on this row, on shares as they stand after its split. */
  dividend(row: number, column: number): number {
    const { layers, instruments } = this.#panel;
    if (!this.#isTraded || layers.dividend === undefined) return 0;
    const perShare = layers.dividend[row * instruments.length + column]!;
    return perShare > 0 ? perShare : 0;
  }

  get paysOut(): boolean {
    return this.#isTraded;
  }

  /** What is known of the markets at the close of a row: the last quarter of a year. */
  conditions(row: number): MarketConditions {
    const n = this.#panel.instruments.length;
    const dailyValues = new Float64Array(n);
    const dailyVolatilities = new Float64Array(n);
    const first = Math.max(1, row - CONDITIONS_ROWS + 1);
    for (let i = 0; i < n; i++) {
      dailyValues[i] = meanOf(row - first + 1, (k) => this.#tradedValue((first + k) * n + i, i));
      const returns = (k: number): number => this.#returnAt((first + k) * n + i);
      const mean = meanOf(row - first + 1, returns);
      dailyVolatilities[i] = Math.sqrt(meanOf(row - first + 1, (k) => (returns(k) - mean) ** 2));
    }
    return { dailyValues, dailyVolatilities };
  }

  #tradedValue(at: number, column: number): number {
    const { layers, instruments } = this.#panel;
    if (layers.volume === undefined) return Number.NaN;
    const isInDollars = instruments[column]!.kind === 'crypto';
    return isInDollars ? layers.volume[at]! : layers.volume[at]! * layers.close[at]!;
  }

  #returnAt(at: number): number {
    const { layers, instruments } = this.#panel;
    return layers.totalReturnIndex[at]! / layers.totalReturnIndex[at - instruments.length]! - 1;
  }
}

/** Mean of what is known among so many values; NaN when nothing is. */
function meanOf(count: number, valueAt: (k: number) => number): number {
  let sum = 0;
  let known = 0;
  for (let k = 0; k < count; k++) {
    const value = valueAt(k);
    if (!Number.isFinite(value)) continue;
    sum += value;
    known += 1;
  }
  return known === 0 ? Number.NaN : sum / known;
}
