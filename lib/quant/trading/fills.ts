import { invariant } from '../../base/invariant';
import { PRICE_DECIMALS } from '../../base/quantity';
import type { Instrument } from '../market/instrument';
import type { CostPolicy } from '../policy/types';
import { commissionOf, isCommissionOfParts } from './costs/commission';
import { halfSpreadOf, slippageRateOf } from './costs/cost-rates';
import { impactRate, type MarketContext } from './costs/impact/impact-rate';
import { stepsToQuantity } from './steps';
import type { OrderSide } from './types';

const MICROS_PER_UNIT = 1_000_000;

/** Money has a grain of one micro-unit; every amount a fill reports is a whole number of them. */
export const roundToMicros = (amount: number): number => Math.round(amount * MICROS_PER_UNIT) / MICROS_PER_UNIT;

/** The same amount as an integer count of micro-units, exact below 2^53 of them. */
export const toMicros = (amount: number): number => Math.round(amount * MICROS_PER_UNIT);

export const fromMicros = (micros: number): number => micros / MICROS_PER_UNIT;

export interface Fill {
  readonly side: OrderSide;
  readonly quantitySteps: number;
  /** What was paid or received per unit, ten decimals. */
  readonly price: number;
  /** Quantity x price, in account currency. */
  readonly value: number;
  readonly commission: number;
  /** Commission, half-spread, slippage and impact together: what the trade lost against the reference price. */
  readonly cost: number;
  /** Negative for a buy; cash after = cash before + this. */
  readonly cashChange: number;
}

/** What an order has come to in the parts that are filled already. */
export interface FilledSoFar {
  readonly quantitySteps: number;
  /** Quantity x price, account currency. */
  readonly value: number;
  readonly commission: number;
}

export interface MarketOrder {
  readonly side: OrderSide;
  /** Positive integer count of the instrument's step, at most 2^53. */
  readonly quantitySteps: number;
  /** The order's earlier parts: a ticket, a minimum and a maximum are those of the order, not of each part. */
  readonly filled?: FilledSoFar;
}

/**
 * Matches a market order at a quote: price = reference x (1 +- half-spread, slippage and impact), plus commission on the
 * money that moves. Plans, backtests and the paper exchange all fill here, so their costs cannot differ.
 *
 * @param referencePrice middle of the quote, account currency per unit
 * @param market         what the decision knew of the instrument's market; without it an order has no impact
 * @throws InvariantError when the quantity is not a positive exact integer or the price is not positive
 */
export function fillMarketOrder(
  order: MarketOrder,
  instrument: Pick<Instrument, 'halfSpreadBasisPoints' | 'quantityDecimals'>,
  referencePrice: number,
  costs: CostPolicy,
  market?: MarketContext,
): Fill {
  const { side, quantitySteps } = order;
  invariant(Number.isSafeInteger(quantitySteps) && quantitySteps > 0, `${quantitySteps} is not a quantity to trade`);
  invariant(Number.isFinite(referencePrice) && referencePrice > 0, `${referencePrice} is not a price`);
  const direction = side === 'buy' ? 1 : -1;
  const quantity = stepsToQuantity(quantitySteps, instrument.quantityDecimals);
  const move =
    halfSpreadOf(instrument) + slippageRateOf(costs) + impactRate(costs.impact, quantity * referencePrice, market);
  const price = Number((referencePrice * (1 + direction * move)).toFixed(PRICE_DECIMALS));
  const value = roundToMicros(quantity * price);
  const commission =
    order.filled === undefined || isCommissionOfParts(costs)
      ? roundToMicros(commissionOf(costs, value, quantity))
      : commissionOfRest(costs, order.filled, { value, quantity, ...instrument });
  const spreadCost = roundToMicros(direction * quantity * (price - referencePrice));
  return {
    side,
    quantitySteps,
    price,
    value,
    commission,
    cost: roundToMicros(spreadCost + commission),
    cashChange: roundToMicros(-direction * value - commission),
  };
}

/** What the order as a whole owes by now, less what its earlier parts have paid. */
function commissionOfRest(
  costs: CostPolicy,
  filled: FilledSoFar,
  part: { readonly value: number; readonly quantity: number; readonly quantityDecimals: number },
): number {
  const quantity = stepsToQuantity(filled.quantitySteps, part.quantityDecimals) + part.quantity;
  const owed = commissionOf(costs, filled.value + part.value, quantity);
  return Math.max(0, roundToMicros(owed - filled.commission));
}
