import { z } from 'zod';
import { parseMicros } from '@/lib/base/money';
import { AssetClassName, IsoDayText, MoneyText, PriceSourceInfo } from './common';
import { InstantText, IntentKey, PriceText, QuantityText } from './wire';

/** Services: account/open-account, account/list-accounts, account/fund-account, account/get-portfolio. */

export const AccountView = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  kind: z.literal('paper'),
  currency: z.literal('USD'),
  /** The price set of the market the account trades in. */
  priceSetId: z.uuid(),
  createdAt: InstantText,
});
export type AccountView = z.infer<typeof AccountView>;

/** Without a price set: that of the plan accepted last, else the simulated market. One open account a market. */
export const OpenAccountInput = z.strictObject({
  name: z.string().trim().min(1).max(60).default('Paper account'),
  priceSetId: z.exactOptional(z.uuid()),
});

export const ListAccountsInput = z.strictObject({});

/** Paper money: at least a dollar, so that an order can follow; the top keeps every sum exact in charts too. */
const DEPOSIT_MICROS_MIN = 1_000_000n;
const DEPOSIT_MICROS_MAX = 10_000_000_000_000n;

const DepositAmount = z
  .string()
  .regex(/^\d{1,8}(\.\d{1,2})?$/, 'must be an amount such as 10000 or 2500.50')
  .refine((text) => {
    const micros = parseMicros(text);
    return micros !== undefined && micros >= DEPOSIT_MICROS_MIN && micros <= DEPOSIT_MICROS_MAX;
  }, 'must be between 1.00 and 10,000,000.00');

export const FundAccountInput = z.strictObject({ accountId: z.uuid(), amount: DepositAmount, key: IntentKey });

export const FundingView = z.strictObject({
  accountId: z.uuid(),
  deposited: MoneyText,
  cash: MoneyText,
  /** False when the key had been used before: nothing was paid in twice. */
  isNew: z.boolean(),
});
export type FundingView = z.infer<typeof FundingView>;

export const PositionView = z.strictObject({
  symbol: z.string(),
  name: z.string(),
  assetClass: AssetClassName,
  quantity: QuantityText,
  /** What one of the units held cost, fees included: the cost of their lots over their number. */
  averageCost: PriceText,
  costBasis: MoneyText,
  price: PriceText,
  value: MoneyText,
  unrealizedGain: MoneyText,
  /** Decimal of the cost basis. */
  unrealizedGainRatio: z.number().nullable(),
  /** Fraction of the portfolio's value. */
  weight: z.number(),
  /** Null without an accepted plan. */
  targetWeight: z.number().nullable(),
  /** weight - targetWeight: positive is overweight. */
  drift: z.number().nullable(),
});
export type PositionView = z.infer<typeof PositionView>;

/** A target that is not held yet: shown with the holdings, so that the drift adds up. */
export const MissingTargetView = z.strictObject({
  symbol: z.string(),
  name: z.string(),
  assetClass: AssetClassName,
  targetWeight: z.number(),
});

/** Units that were bought together. First in, first out; losses of wash sales are in the cost of their replacement. */
export const TaxLotView = z.strictObject({
  symbol: z.string(),
  name: z.string(),
  boughtDate: IsoDayText,
  quantity: QuantityText,
  costBasis: MoneyText,
  value: MoneyText,
  unrealizedGain: MoneyText,
  /** Held for more than a year. */
  isLongTerm: z.boolean(),
  /** The first day on which a sale is long-term. */
  longTermFrom: IsoDayText,
  hasWashedLoss: z.boolean(),
});
export type TaxLotView = z.infer<typeof TaxLotView>;

export const TaxFigures = z.strictObject({
  /** The calendar year of the realised gains. */
  year: z.int(),
  unrealizedShort: MoneyText,
  unrealizedLong: MoneyText,
  realizedShort: MoneyText,
  realizedLong: MoneyText,
  /** Dividends received since the account was opened, by instrument. */
  income: z.array(z.strictObject({ symbol: z.string(), amount: MoneyText })),
});
export type TaxFigures = z.infer<typeof TaxFigures>;

export const PortfolioView = z.strictObject({
  account: AccountView,
  /** The market day of the prices. */
  asOfDate: IsoDayText,
  source: PriceSourceInfo,
  value: MoneyText,
  cash: MoneyText,
  cashWeight: z.number(),
  /** Deposits less withdrawals. */
  contributed: MoneyText,
  /** value - contributed. */
  gain: MoneyText,
  positions: z.array(PositionView),
  missing: z.array(MissingTargetView),
  lots: z.array(TaxLotView),
  taxFigures: TaxFigures,
  /** Null without an accepted plan. total and max are fractions of the portfolio: half the sum of absolute gaps. */
  drift: z
    .strictObject({ total: z.number(), max: z.number(), isOutside: z.boolean(), recommendationId: z.uuid() })
    .nullable(),
  /** A rebalance that has not ended, for the link to its progress. */
  openRebalanceId: z.uuid().nullable(),
  /** Cents are exact in `value`; these points are for the chart: one a market day since the first deposit. */
  history: z.array(z.strictObject({ date: IsoDayText, value: z.number(), contributed: z.number() })),
  /** Our books against the broker's last statement. */
  reconciliation: z.strictObject({
    status: z.enum(['matched', 'break', 'broker-unreachable']),
    differences: z.array(z.strictObject({ what: z.string(), ours: z.string(), brokers: z.string() })),
  }),
});
export type PortfolioView = z.infer<typeof PortfolioView>;

export const GetPortfolioInput = z.strictObject({ accountId: z.uuid() });
