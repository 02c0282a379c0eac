import { invariant } from '../../base/invariant';

/** Orders of given sizes in many columns, each column with money of its own: instruments, or variants of one idea. */
export interface OrderSimulation {
  /** Bars times columns, row-major by bar: units to buy, negative to sell, zero to leave. */
  readonly sizes: Float64Array;
  /** Row-major like `sizes`: what a unit costs at that bar, account currency; NaN where there is no price, and no trade. */
  readonly prices: Float64Array;
  readonly columns: number;
  /** Each column's, account currency. */
  readonly startCash: number;
  /** Fee as a fraction of the traded value. */
  readonly feeRate: number;
  /** Buyers pay so much more and sellers receive so much less, as a fraction of the price. */
  readonly slippage?: number;
}

/** What was traded, in the order of bars and within a bar of columns; arrays are of the length `count`. */
export interface SimulatedOrders {
  readonly count: number;
  readonly bar: Int32Array;
  readonly column: Int32Array;
  /** Signed: negative was sold. Smaller than asked for where the cash or the holding ended. */
  readonly size: Float64Array;
  /** After slippage. */
  readonly price: Float64Array;
  readonly fee: Float64Array;
  /** Length `columns`, after the last bar. */
  readonly cash: Float64Array;
  readonly position: Float64Array;
}

/**
 * Fills every order at its bar's price, long only: a purchase is cut to the cash, a sale to what is held. Nothing is
 * decided here; `runBacktest` is where decisions, calendars, lots and whole steps are. One pass, linear in bars, no
 * allocation inside.
 *
 * @throws InvariantError on shapes that disagree, or a rate that is not a fraction
 */
export function simulateOrders(request: OrderSimulation): SimulatedOrders {
  const { sizes, prices, columns, startCash, feeRate, slippage = 0 } = request;
  checkRequest(request);
  const total = sizes.length;
  const bar = new Int32Array(total);
  const column = new Int32Array(total);
  const size = new Float64Array(total);
  const price = new Float64Array(total);
  const fee = new Float64Array(total);
  const cash = new Float64Array(columns).fill(startCash);
  const position = new Float64Array(columns);
  let count = 0;
  for (let start = 0, row = 0; start < total; start += columns, row++) {
    for (let i = 0; i < columns; i++) {
      const wanted = sizes[start + i]!;
      const quoted = prices[start + i]!;
      if (wanted === 0 || !(quoted > 0)) continue;
      const isBuy = wanted > 0;
      const paid = isBuy ? quoted * (1 + slippage) : quoted * (1 - slippage);
      const filled = isBuy ? Math.min(wanted, cash[i]! / (paid * (1 + feeRate))) : Math.max(wanted, -position[i]!);
      if (filled === 0) continue;
      const value = filled * paid;
      const charged = Math.abs(value) * feeRate;
      cash[i] = Math.max(0, cash[i]! - value - charged);
      position[i] = position[i]! + filled;
      bar[count] = row;
      column[count] = i;
      size[count] = filled;
      price[count] = paid;
      fee[count] = charged;
      count += 1;
    }
  }
  return {
    count,
    bar: bar.subarray(0, count),
    column: column.subarray(0, count),
    size: size.subarray(0, count),
    price: price.subarray(0, count),
    fee: fee.subarray(0, count),
    cash,
    position,
  };
}

function checkRequest({ sizes, prices, columns, startCash, feeRate, slippage = 0 }: OrderSimulation): void {
  invariant(Number.isInteger(columns) && columns > 0, `${columns} columns`);
  invariant(sizes.length === prices.length, `${sizes.length} sizes for ${prices.length} prices`);
  invariant(sizes.length % columns === 0, `${sizes.length} sizes do not fill ${columns} columns`);
  invariant(Number.isFinite(startCash) && startCash >= 0, `a start with ${startCash}`);
  for (const rate of [feeRate, slippage]) invariant(rate >= 0 && rate < 1, `a rate of ${rate}`);
}
