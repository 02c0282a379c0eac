import { marketOf } from './costs/market-conditions';
import { stepsPerUnit } from './steps';
import { fillMarketOrder, roundToMicros, type Fill } from './fills';
import type { PreparedRequest } from './rebalance-pass';
import type { Holdings } from './types';

export interface ExecutedTrades {
  readonly holdings: Holdings;
  /** Length n, signed integer steps as executed: a buy may have been cut to the cash there was. */
  readonly trades: Float64Array;
  /** By column; absent where nothing traded. */
  readonly fills: ReadonlyMap<number, Fill>;
  readonly cost: number;
}

/** Rounding to micro-units misses by single steps; a buy that is still unpaid after this many cuts is dropped. */
const CUTS_MAX = 8;

/**
 * Fills trades at the request's prices, sells first, then buys in universe order, each only from cash in hand.
 *
 * @param trades length n, signed integer steps; a sell never exceeds what is held
 */
export function executeTrades(
  request: Pick<PreparedRequest, 'instruments' | 'holdings' | 'prices' | 'costs' | 'market' | 'stepRates'>,
  trades: Float64Array,
): ExecutedTrades {
  const executed = new Float64Array(trades.length);
  const quantitySteps = request.holdings.quantitySteps.slice();
  const fills = new Map<number, Fill>();
  let cash = request.holdings.cash;
  let cost = 0;
  const book = (i: number, signedSteps: number, fill: Fill): void => {
    executed[i] = signedSteps;
    quantitySteps[i] = quantitySteps[i]! + signedSteps;
    cash = roundToMicros(cash + fill.cashChange);
    cost = roundToMicros(cost + fill.cost);
    fills.set(i, fill);
  };
  const fillOf = (i: number, signedSteps: number): Fill =>
    fillMarketOrder(
      { side: signedSteps > 0 ? 'buy' : 'sell', quantitySteps: Math.abs(signedSteps) },
      request.instruments[i]!,
      request.prices[i]!,
      request.costs,
      marketOf(request.market, i),
    );
  for (let i = 0; i < trades.length; i++) {
    if (trades[i]! < 0) book(i, trades[i]!, fillOf(i, trades[i]!));
  }
  for (let i = 0; i < trades.length; i++) {
    let steps = trades[i]!;
    for (let cut = 0; cut < CUTS_MAX && steps > 0; cut++) {
      const fill = fillOf(i, steps);
      const shortfall = -(cash + fill.cashChange);
      if (shortfall <= 0) {
        book(i, steps, fill);
        break;
      }
      const stepPrice =
        (request.prices[i]! * (1 + request.stepRates[i]!)) / stepsPerUnit(request.instruments[i]!.quantityDecimals);
      steps -= Math.max(1, Math.ceil(shortfall / stepPrice));
    }
  }
  return { holdings: { cash, quantitySteps }, trades: executed, fills, cost };
}
