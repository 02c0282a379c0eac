import { microsFromNumber } from '@/lib/base/money';
import { notionalMicros, priceFromNumber } from '@/lib/base/quantity';
import { policyFor } from '@/lib/quant/policy/policy';
import { fillMarketOrder } from '@/lib/quant/trading/fills';
import type { OrderSide } from '@/lib/quant/trading/types';
import type { Quote } from '../store/last-prices';

/** What a paper account pays, the same at every level: the policy's costs are those the plan was made with. */
export const PAPER_COSTS = policyFor('balanced').costs;

/** The most pieces an order is filled in. */
export const PARTS_MAX = 3;

/** Each piece rounds its value and its commission to a micro-unit, so pieces may cost this much more than the whole. */
const ROUNDING_MICROS_MAX = 2n * BigInt(PARTS_MAX);

/** What filling so much at the quote moves, exactly; the ledger of whoever reads the report computes the same. */
export interface ExactFill {
  readonly price: bigint;
  readonly referencePrice: bigint;
  readonly valueMicros: bigint;
  readonly commissionMicros: bigint;
}

export function exactFill(quote: Quote, side: OrderSide, steps: bigint, commissionBasisPoints: number): ExactFill {
  const { instrument, referencePrice } = quote;
  const order = { side, quantitySteps: Number(steps) };
  const fill = fillMarketOrder(order, instrument, referencePrice, { commissionBasisPoints });
  const price = priceFromNumber(fill.price);
  return {
    price,
    referencePrice: priceFromNumber(referencePrice),
    valueMicros: notionalMicros(steps, instrument.quantityDecimals, price),
    commissionMicros: microsFromNumber(fill.commission),
  };
}

/** What must be at hand to buy so much, in however many pieces. */
export function cashNeededFor(quote: Quote, steps: bigint, commissionBasisPoints: number): bigint {
  const { valueMicros, commissionMicros } = exactFill(quote, 'buy', steps, commissionBasisPoints);
  return valueMicros + commissionMicros + ROUNDING_MICROS_MAX;
}
