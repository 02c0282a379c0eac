import type { OrderSide } from '@/lib/quant/trading/types';

/** What Ballast asks of any broker. Amounts are exact; what the broker reports is booked as reported. */

export interface BrokerOrder {
  readonly brokerOrderId: string;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: OrderSide;
  /** Exact decimals. */
  readonly quantity: string;
  readonly filledQuantity: string;
  readonly status: 'open' | 'filled' | 'cancelled' | 'rejected';
  readonly statusReason: string | null;
  /** It is open, and nothing will happen to it before the next market day. */
  readonly rests: boolean;
}

export interface BrokerFill {
  readonly executionId: string;
  readonly brokerOrderId: string;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly quantity: string;
  readonly price: string;
  /** Middle of the quote, where the broker tells it. */
  readonly referencePrice: string | null;
  readonly feeMicros: bigint;
  readonly filledAt: Date;
}

export interface BrokerDeposit {
  readonly depositId: string;
  readonly reference: string | null;
  readonly amountMicros: bigint;
  readonly paidAt: Date;
}

/** What moved the account without an order. */
export interface BrokerAction {
  readonly actionId: string;
  readonly kind: 'dividend' | 'split' | 'tax';
  readonly symbol: string | null;
  /** Market day, as text. */
  readonly date: string;
  /** Into the account; less than zero for what left it. */
  readonly amountMicros: bigint;
  /** Exact decimal with a sign: what a split changed. */
  readonly quantityChange: string;
  readonly ratio: { readonly numerator: number; readonly denominator: number } | null;
  /** The last execution before it. */
  readonly afterExecutionId: string | null;
  readonly bookedAt: Date;
}

export interface BrokerPosition {
  readonly symbol: string;
  readonly quantity: string;
}

export interface BrokerCash {
  readonly cashMicros: bigint;
  /** What may be spent now: cash less what open purchases have set aside. */
  readonly buyingPowerMicros: bigint;
}

/** No answer that could be trusted; nothing is known about what the broker did. */
export interface Unreachable {
  readonly status: 'unreachable';
  readonly message: string;
}

export interface Answered<T> {
  readonly status: 'answered';
  readonly value: T;
}

export type BrokerAnswer<T> = Answered<T> | Unreachable;

export type SubmitOutcome =
  | { readonly status: 'accepted'; readonly order: BrokerOrder }
  /** The broker said no, for good: the same order will not be taken later either. */
  | { readonly status: 'rejected'; readonly reason: string }
  | Unreachable;

/** The prices a paper account trades at. A real broker has one market and ignores it. */
export type PaperMarket =
  | { readonly kind: 'simulated' }
  | { readonly kind: 'price-set'; readonly hash: string }
  /** A price set played by the clock, day by day. */
  | {
      readonly kind: 'replay';
      readonly hash: string;
      readonly volume_share_max?: number;
      readonly order_days_max: number;
    };

export interface NewBrokerOrder {
  /** Made and stored before sending; the broker takes it once. */
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly quantity: string;
}

/** A connection to one account. */
export interface Broker {
  readonly openAccount: (market: PaperMarket, commissionBasisPoints: number) => Promise<BrokerAnswer<BrokerCash>>;
  readonly deposit: (reference: string, amount: string) => Promise<BrokerAnswer<BrokerDeposit> | SubmitRefused>;
  readonly cash: () => Promise<BrokerAnswer<BrokerCash>>;
  readonly positions: () => Promise<BrokerAnswer<readonly BrokerPosition[]>>;
  /** Never leads to two orders: an unknown outcome is settled by asking for the client order id. */
  readonly submit: (order: NewBrokerOrder) => Promise<SubmitOutcome>;
  readonly orderByClientId: (clientOrderId: string) => Promise<BrokerAnswer<BrokerOrder | undefined>>;
  /** True when the order is open no longer because of this call; false when it had ended before. */
  readonly cancel: (brokerOrderId: string) => Promise<BrokerAnswer<boolean>>;
  /** In the order they happened, everything after the one named; the whole history when none is. */
  readonly fillsAfter: (executionId: string | undefined) => Promise<BrokerAnswer<readonly BrokerFill[]>>;
  readonly depositsAfter: (depositId: string | undefined) => Promise<BrokerAnswer<readonly BrokerDeposit[]>>;
  readonly actionsAfter: (actionId: string | undefined) => Promise<BrokerAnswer<readonly BrokerAction[]>>;
  /** Takes money out for a tax, once a reference. */
  readonly payTax: (reference: string, amount: string) => Promise<BrokerAnswer<BrokerAction> | SubmitRefused>;
}

export interface SubmitRefused {
  readonly status: 'refused';
  readonly reason: string;
}
