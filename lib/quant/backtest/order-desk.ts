import type { PricePanel } from '../market/panel';
import type { CostPolicy, Fact } from '../policy/types';
import { halfSpreadOf } from '../trading/costs/cost-rates';
import { type MarketConditions, marketOf } from '../trading/costs/market-conditions';
import { type Fill, type FilledSoFar, fillMarketOrder } from '../trading/fills';
import { stepsPerUnit, stepsToQuantity } from '../trading/steps';
import type { OrderSide, RebalancePlan } from '../trading/types';
import type { Account } from './account';
import type { MarketRows } from './market-rows';
import type { BacktestOrder, BacktestTrade } from './types';

/** Rows an order stays open when nothing else is said. */
const ORDER_DAYS_DEFAULT = 5;

/** A buy that is still unpaid after this many cuts waits for the next row. */
const CUTS_MAX = 8;

interface OpenOrder {
  readonly record: { -readonly [Key in keyof BacktestOrder]: BacktestOrder[Key] };
  readonly column: number;
  readonly side: OrderSide;
  readonly market: MarketConditions | undefined;
  rowsLeft: number;
  /** What its fills have come to. */
  filled: FilledSoFar;
}

const NOTHING_FILLED: FilledSoFar = { quantitySteps: 0, value: 0, commission: 0 };

export interface PlacedPlan {
  readonly plan: Pick<RebalancePlan, 'orders' | 'skipped'>;
  readonly day: number;
  readonly decisionDay: number;
  /** What the decision knew of the markets. */
  readonly market: MarketConditions | undefined;
}

interface WorkRow {
  readonly row: number;
  readonly day: number;
  /** Length n, what orders trade at. */
  readonly prices: Float64Array;
}

/** Orders of a replay from a plan to their end: filled, partly filled, expired or rejected. */
export class OrderDesk {
  readonly #panel: PricePanel;
  readonly #costs: CostPolicy;
  readonly #rows: MarketRows;
  readonly #orderRowsMax: number;
  #open: OpenOrder[] = [];
  readonly orders: BacktestOrder[] = [];
  readonly trades: BacktestTrade[] = [];
  #firstDecisionDay: number | undefined;
  #tradedLater = 0;

  constructor(panel: PricePanel, costs: CostPolicy, rows: MarketRows, orderRowsMax = ORDER_DAYS_DEFAULT) {
    this.#panel = panel;
    this.#costs = costs;
    this.#rows = rows;
    this.#orderRowsMax = orderRowsMax;
  }

  get hasOpenOrders(): boolean {
    return this.#open.length > 0;
  }

  /** The value of all trades but those of the first decision that came to orders: the first investment is no turnover. */
  get tradedLater(): number {
    return this.#tradedLater;
  }

  /** Takes a plan's orders over, sells first, and notes what it had to leave out. */
  place({ plan, day, decisionDay, market }: PlacedPlan, columnOf: ReadonlyMap<string, number>): void {
    if (plan.orders.length > 0) this.#firstDecisionDay ??= decisionDay;
    for (const { symbol, side, quantitySteps, quantityDecimals, reason } of plan.orders) {
      const record: OpenOrder['record'] = {
        decisionDay,
        day,
        symbol,
        side,
        quantitySteps,
        quantityDecimals,
        filledSteps: 0,
        status: 'expired',
        reason,
      };
      this.#open.push({
        record,
        column: columnOf.get(symbol)!,
        side,
        market,
        rowsLeft: this.#orderRowsMax,
        filled: NOTHING_FILLED,
      });
    }
    for (const { symbol, side, reason } of plan.skipped) {
      const { quantityDecimals } = this.#panel.instruments[columnOf.get(symbol)!]!;
      const quantities = { quantitySteps: 0, quantityDecimals, filledSteps: 0 };
      this.orders.push({ decisionDay, day, symbol, side, ...quantities, status: 'rejected', reason });
    }
  }

  /** Fills what the row's prices, volume and cash let through, sells first; orders that are too old expire. */
  work(account: Account, { row, day, prices }: WorkRow): void {
    const isBuying = (order: OpenOrder): boolean => order.side === 'buy';
    for (const order of this.#open) if (!isBuying(order)) this.#fill(account, order, { row, day, prices });
    for (const order of this.#open) if (isBuying(order)) this.#fill(account, order, { row, day, prices });
    const before = this.#open;
    this.#open = [];
    for (const order of before) {
      order.rowsLeft -= 1;
      const isFilled = order.record.filledSteps === order.record.quantitySteps;
      if (isFilled) this.#close(order);
      else if (order.rowsLeft <= 0) this.#close(order, { key: 'order.expired', values: {} });
      else this.#open.push(order);
    }
  }

  /** Ends what is still open: all of it, or one instrument's. */
  end(reason: Fact, column?: number): void {
    const [ended, kept] = [[], []] as [OpenOrder[], OpenOrder[]];
    for (const order of this.#open) (column === undefined || order.column === column ? ended : kept).push(order);
    for (const order of ended) this.#close(order, reason);
    this.#open = kept;
  }

  #close({ record }: OpenOrder, reason?: Fact): void {
    if (record.filledSteps === record.quantitySteps) record.status = 'filled';
    else if (record.filledSteps > 0) record.status = 'partially-filled';
    if (reason !== undefined) record.reason = reason;
    this.orders.push(record);
  }

  #fill(account: Account, order: OpenOrder, { row, day, prices }: WorkRow): void {
    const { record, column, side } = order;
    const price = prices[column]!;
    if (!this.#rows.isTradable(row, column) || !(price > 0)) return;
    const left = record.quantitySteps - record.filledSteps;
    const held = side === 'sell' ? account.quantitySteps[column]! : left;
    const wanted = Math.min(left, held, this.#rows.limitSteps(row, column, price));
    const fill = this.#affordable(account, order, wanted, price);
    if (fill === undefined) return;
    account.trade(column, side, { fill, day });
    record.filledSteps += fill.quantitySteps;
    order.filled = {
      quantitySteps: record.filledSteps,
      value: order.filled.value + fill.value,
      commission: order.filled.commission + fill.commission,
    };
    const { symbol, quantityDecimals } = record;
    const value = stepsToQuantity(fill.quantitySteps, quantityDecimals) * price;
    if (record.decisionDay !== this.#firstDecisionDay) this.#tradedLater += value;
    this.trades.push({
      day,
      symbol,
      side,
      quantitySteps: fill.quantitySteps,
      quantityDecimals,
      price,
      value,
      cost: fill.cost,
    });
  }

  /** As much of an order as cash pays for; what is owed to others is not there to buy with. */
  #affordable(account: Account, order: OpenOrder, wanted: number, price: number): Fill | undefined {
    const instrument = this.#panel.instruments[order.column]!;
    let steps = wanted;
    for (let cut = 0; cut < CUTS_MAX && steps > 0; cut++) {
      const market = marketOf(order.market, order.column);
      const part = { side: order.side, quantitySteps: steps, filled: order.filled };
      const fill = fillMarketOrder(part, instrument, price, this.#costs, market);
      // A price that has fallen below its commission: nobody pays for the right to sell.
      if (order.side === 'sell') return fill.cashChange > 0 ? fill : undefined;
      const shortfall = -(account.cash - account.owed + fill.cashChange);
      if (shortfall <= 0) return fill;
      const stepPrice = (price * (1 + halfSpreadOf(instrument))) / stepsPerUnit(instrument.quantityDecimals);
      steps -= Math.max(1, Math.ceil(shortfall / stepPrice));
    }
    return undefined;
  }
}
