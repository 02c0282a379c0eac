import type { Fact } from '../policy/types';

/** A portfolio at one instant. Quantities are whole counts of the instrument's step, exact below 2^53. */
export interface Holdings {
  readonly cash: number;
  /** Length n, in universe order, integer steps of 10^-quantityDecimals. */
  readonly quantitySteps: Float64Array;
}

export type OrderSide = 'buy' | 'sell';

export interface PlannedOrder {
  readonly symbol: string;
  readonly side: OrderSide;
  readonly quantitySteps: number;
  readonly quantityDecimals: number;
  /** At the reference price, account currency. */
  readonly value: number;
  readonly referencePrice: number;
  /** Half-spread, slippage, impact and commission together, account currency. */
  readonly estimatedCost: number;
  /** Why the order exists; its sentence is made in shared/narrate. */
  readonly reason: Fact;
}

export interface SkippedTrade {
  readonly symbol: string;
  readonly side: OrderSide;
  readonly value: number;
  readonly reason: Fact;
}

/** Sells come first: buys are funded only from cash in hand and executed sells. */
export interface RebalancePlan {
  readonly orders: readonly PlannedOrder[];
  readonly skipped: readonly SkippedTrade[];
  readonly valueBefore: number;
  readonly cashBefore: number;
  readonly cashAfter: number;
  readonly estimatedCost: number;
  readonly driftBefore: number;
  readonly driftAfter: number;
  /** Half the traded value as a fraction of the portfolio's. */
  readonly turnover: number;
  readonly weightsBefore: Float64Array;
  readonly weightsAfter: Float64Array;
  readonly weightsTarget: Float64Array;
}

/** Reports progress and asks whether to stop; what takes long receives one. */
export interface Control {
  readonly report: (fractionDone: number) => void;
  readonly shouldStop: () => boolean;
}
