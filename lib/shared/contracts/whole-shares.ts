import { z } from 'zod';
import { Decimal, SymbolText } from './common';

/** Orders in whole shares towards the weights of an answer. Amounts of money are plain decimals, as text. */

const Amount = z.string().regex(/^\d{1,12}(\.\d{1,6})?$/, 'an amount is a plain decimal such as 1250.00, as text');
const Count = z.number().int().min(0).max(1e9);

export const WholeSharesInput = z.strictObject({
  prices: z.record(SymbolText, Amount).describe('Of one share of each asset.'),
  held: z.exactOptional(z.record(SymbolText, Count)).describe('Shares held now. Default: none.'),
  cash: Amount.describe('In hand; it is never overspent, fees included.'),
  feePerOrder: z.exactOptional(Amount).describe('Default 0.'),
  feeRate: z
    .exactOptional(Decimal.refine((rate) => rate >= 0 && rate < 1, 'must be from 0 to below 1'))
    .describe("Share of an order's value: 0.0001 = 1 basis point. Counted to a millionth. Default 0."),
  orderMin: z.exactOptional(Amount).describe('No order is smaller. Default 0.'),
  measure: z
    .exactOptional(z.enum(['absolute', 'variance']))
    .describe(
      'What is made small together with the fees: the sum of absolute differences to the target in money (default), or what the tracking variance is worth at a risk aversion of 4.',
    ),
});
export type WholeSharesInput = z.infer<typeof WholeSharesInput>;

export const WholeSharesAnswer = z.strictObject({
  shares: z.record(z.string(), Count),
  orders: z.array(
    z.strictObject({
      symbol: z.string(),
      side: z.enum(['buy', 'sell']),
      shares: Count,
      value: Amount.describe('Before the fee.'),
      fee: Amount,
    }),
  ),
  cashAfter: Amount,
  fees: Amount,
  cost: Decimal.describe('Tracking difference plus fees, in money: what was made as small as can be.'),
  gap: Decimal.describe('How much smaller the cost of another answer could be at most; 0 = proven to be the best.'),
});
export type WholeSharesAnswer = z.infer<typeof WholeSharesAnswer>;
