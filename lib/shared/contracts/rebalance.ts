import { z } from 'zod';
import { AssetClassName, IsoDayText, MoneyText, PriceSourceInfo, SymbolText } from './common';
import { FactView, InstantText, IntentKey, PriceText, QuantityText } from './wire';

/**
 * Services: rebalance/preview-rebalance, rebalance/confirm-rebalance, rebalance/get-rebalance,
 * rebalance/list-rebalances, rebalance/cancel-rebalance.
 */

export const RebalanceOptions = z.strictObject({
  /** Only put idle cash to work: no sales. */
  cashOnly: z.boolean().default(false),
  /** Holdings to leave as they are. */
  excludedSymbols: z.array(SymbolText).max(50).default([]),
});
export type RebalanceOptions = z.infer<typeof RebalanceOptions>;

const WHOLE_PLAN: RebalanceOptions = { cashOnly: false, excludedSymbols: [] };

export const PreviewRebalanceInput = z.strictObject({
  accountId: z.uuid(),
  options: RebalanceOptions.default(WHOLE_PLAN),
});

export const OrderSideName = z.enum(['buy', 'sell']);

export const PlannedOrderView = z.strictObject({
  /** Position in the plan, from 0; sells come before buys. */
  sequence: z.int().nonnegative(),
  symbol: z.string(),
  name: z.string(),
  side: OrderSideName,
  quantity: QuantityText,
  referencePrice: PriceText,
  /** At the reference price. */
  value: MoneyText,
  /** Half-spread and commission. */
  estimatedCost: MoneyText,
  reason: FactView,
});
export type PlannedOrderView = z.infer<typeof PlannedOrderView>;

export const RebalancePreview = z.strictObject({
  accountId: z.uuid(),
  recommendationId: z.uuid(),
  /** Names this very plan; confirming another one is refused with a request to look again. */
  planHash: z.string(),
  options: RebalanceOptions,
  asOfDate: IsoDayText,
  source: PriceSourceInfo,
  /** Empty: the portfolio is where it should be. */
  orders: z.array(PlannedOrderView),
  skipped: z.array(
    z.strictObject({ symbol: z.string(), name: z.string(), side: OrderSideName, value: MoneyText, reason: FactView }),
  ),
  valueBefore: MoneyText,
  cashBefore: MoneyText,
  cashAfter: MoneyText,
  estimatedCost: MoneyText,
  /** Fractions of the portfolio: half the sum of absolute gaps. */
  driftBefore: z.number(),
  driftAfter: z.number(),
  /** Half the traded value over the portfolio value. */
  turnover: z.number(),
  weights: z.array(
    z.strictObject({
      symbol: z.string(),
      name: z.string(),
      assetClass: AssetClassName,
      before: z.number(),
      after: z.number(),
      target: z.number(),
    }),
  ),
});
export type RebalancePreview = z.infer<typeof RebalancePreview>;

export const ConfirmRebalanceInput = z.strictObject({
  accountId: z.uuid(),
  planHash: z.string().min(1).max(100),
  options: RebalanceOptions.default(WHOLE_PLAN),
  key: IntentKey,
});

export const ConfirmedRebalance = z.strictObject({
  rebalanceId: z.uuid(),
  jobId: z.uuid(),
  /** False when the key had been confirmed before. */
  isNew: z.boolean(),
});
export type ConfirmedRebalance = z.infer<typeof ConfirmedRebalance>;

export const RebalanceStatus = z.enum(['confirmed', 'selling', 'buying', 'done', 'failed', 'cancelled']);
export const OrderStatus = z.enum(['intended', 'submitted', 'partially-filled', 'filled', 'cancelled', 'rejected']);

export const OrderView = z.strictObject({
  id: z.uuid(),
  sequence: z.int().nonnegative(),
  symbol: z.string(),
  side: OrderSideName,
  /** What is ordered; a buy may be smaller than planned when sales brought in less, and says so. */
  quantity: QuantityText,
  filledQuantity: QuantityText,
  averagePrice: PriceText.nullable(),
  fees: MoneyText,
  status: OrderStatus,
  statusReason: z.string().nullable(),
  fills: z.array(
    z.strictObject({
      quantity: QuantityText,
      price: PriceText,
      fee: MoneyText,
      value: MoneyText,
      filledAt: InstantText,
    }),
  ),
});
export type OrderView = z.infer<typeof OrderView>;

export const RebalanceView = z.strictObject({
  id: z.uuid(),
  accountId: z.uuid(),
  recommendationId: z.uuid(),
  jobId: z.uuid(),
  status: RebalanceStatus,
  statusReason: z.string().nullable(),
  /** 0 to 1: filled share of the ordered value. */
  progress: z.number(),
  /** True while it runs and has not been asked to stop. */
  canCancel: z.boolean(),
  /** As it was shown and confirmed. */
  plan: RebalancePreview,
  orders: z.array(OrderView),
  /** Half-spread and commission actually paid. */
  cost: MoneyText,
  createdAt: InstantText,
  finishedAt: InstantText.nullable(),
});
export type RebalanceView = z.infer<typeof RebalanceView>;

export const GetRebalanceInput = z.strictObject({ rebalanceId: z.uuid() });
export const CancelRebalanceInput = z.strictObject({ rebalanceId: z.uuid() });
export const ListRebalancesInput = z.strictObject({ accountId: z.uuid() });

export const RebalanceSummary = RebalanceView.pick({
  id: true,
  status: true,
  statusReason: true,
  createdAt: true,
  finishedAt: true,
}).extend({ orderCount: z.int(), value: MoneyText });
export type RebalanceSummary = z.infer<typeof RebalanceSummary>;
