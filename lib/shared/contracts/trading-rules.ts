import { z } from 'zod';
import { COST_PRESET_CATALOGUE, IMPACT_MODEL_CATALOGUE, LOT_METHOD_CATALOGUE } from '../catalogue.generated';
import { Decimal, IsoDayText, SymbolText } from './common';

/** How a replay trades: what it costs, when it rebalances, how orders fill, what comes in, goes out and is taxed. */

const between = (min: number, max: number) =>
  Decimal.refine((value) => value >= min && value <= max, `must lie between ${min} and ${max}`);

const BasisPoints = between(0, 500);
const Fraction = between(0, 1);
const MONEY_MAX = 1e9;
const FLOWS_MAX = 1_000;

export const ImpactInput = z.strictObject({
  model: z.enum(IMPACT_MODEL_CATALOGUE.ids),
  coefficient: between(0, 10).describe('Times daily volatility and a power of the share of a day’s volume.'),
});

export const CostsInput = z
  .strictObject({
    preset: z.exactOptional(z.enum(COST_PRESET_CATALOGUE.ids)).describe('Where the fields below start from.'),
    commissionBasisPoints: z.exactOptional(BasisPoints),
    commissionPerShare: z.exactOptional(between(0, 10)).describe('Account currency.'),
    commissionPerOrder: z.exactOptional(between(0, 1_000)),
    commissionMin: z.exactOptional(between(0, 1_000)).describe('Of one order.'),
    commissionMax: z.exactOptional(between(0, 100_000)).describe('Of one order.'),
    commissionBasisPointsMax: z
      .exactOptional(between(1, 10_000))
      .describe('Of the order’s value; stands above the minimum.'),
    slippageBasisPoints: z.exactOptional(BasisPoints).describe('Always against the order.'),
    impact: z.exactOptional(ImpactInput).describe('Needs prices with volumes.'),
    halfSpreadBasisPoints: z
      .exactOptional(z.union([BasisPoints, z.record(SymbolText, BasisPoints)]))
      .describe('Of all instruments, or by symbol. Default: what is known of each.'),
  })
  .refine(({ commissionMin, commissionMax }) => (commissionMin ?? 0) <= (commissionMax ?? Infinity), {
    path: ['commissionMax'],
    message: 'must not be below commissionMin',
  });
export type CostsInput = z.infer<typeof CostsInput>;

const Calendar = z.enum(['daily', 'weekly', 'monthly', 'quarterly', 'semi-annual', 'annual', 'never']);
const Check = z.enum(['daily', 'weekly', 'monthly', 'quarterly', 'semi-annual', 'annual']);
const checked = {
  check: Check.default('daily').describe('When it is looked at: the first close of each such period.'),
};
const coolDown = {
  coolDownDays: z.exactOptional(z.int().min(0).max(1_000)).describe('Calendar days of rest after a trade.'),
};

const Bands = z.union(
  [
    z.strictObject({ kind: z.literal('absolute'), points: between(0.001, 1).describe('0.05 is five points.') }),
    z.strictObject({ kind: z.literal('relative'), share: between(0.01, 10).describe('Of the target weight.') }),
    z.strictObject({ kind: z.literal('five-twenty-five') }),
  ],
  { error: 'is { kind: "absolute", points }, { kind: "relative", share } or { kind: "five-twenty-five" }' },
);
const banded = {
  bands: Bands,
  tolerance: z.enum(['target', 'edge']).default('target').describe('Trade to the target, or to the edge of the band.'),
};

export const RebalanceRuleInput = z.union(
  [
    Calendar,
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('calendar'), every: Calendar, ...coolDown }),
      z.strictObject({ kind: z.literal('bands'), ...banded, ...checked, ...coolDown }),
      z.strictObject({ kind: z.literal('calendar-bands'), every: Calendar, ...banded, ...coolDown }),
      z.strictObject({
        kind: z.literal('volatility-target'),
        annualVolatility: between(0.001, 2),
        band: between(0, 1).describe('Either side, in points of volatility.'),
        lookbackDays: z.int().min(5).max(1_000).default(63),
        ...checked,
        ...coolDown,
      }),
      z.strictObject({
        kind: z.literal('signal-change'),
        weightsMoved: Fraction.describe('Half the sum of absolute differences to what was wanted last.'),
        check: Check.default('monthly').describe('The strategy is asked at the first close of each such period.'),
        ...coolDown,
      }),
      z.strictObject({
        kind: z.literal('cash-flow-first'),
        ...banded,
        ...checked,
        cashWeightMin: Fraction.default(0).describe('Less free cash than this share of the portfolio waits.'),
        ...coolDown,
      }),
    ]),
  ],
  { error: 'is a frequency such as "monthly" or a rule such as { kind: "bands", bands }' },
);
export type RebalanceRuleInput = z.infer<typeof RebalanceRuleInput>;

export const ExecutionInput = z.strictObject({
  at: z.enum(['close', 'open']).default('close').describe('Of the day after the decision.'),
  volumeShareMax: z
    .exactOptional(between(0.0001, 1))
    .describe('Most of a day’s volume that an order takes; the rest stays open. Needs prices with volumes.'),
  orderDaysMax: z.exactOptional(z.int().min(1).max(60)).describe('Rows an order stays open. Default 5.'),
});
export type ExecutionInput = z.infer<typeof ExecutionInput>;

const FlowAmount = between(-MONEY_MAX, MONEY_MAX).describe('Account currency: positive in, negative out.');

export const FlowsInput = z
  .array(
    z.union([
      z.strictObject({ date: IsoDayText, amount: FlowAmount }),
      z.strictObject({
        every: z.enum(['monthly', 'quarterly', 'annual']).describe('On the first day of each such period.'),
        amount: FlowAmount,
        from: z.exactOptional(IsoDayText),
        to: z.exactOptional(IsoDayText),
      }),
    ]),
  )
  .max(FLOWS_MAX);
export type FlowsInput = z.infer<typeof FlowsInput>;

export const FeesInput = z.strictObject({
  advisoryAnnual: z.exactOptional(between(0, 0.1)).describe('Of the mean value of each month, in arrears, from cash.'),
  fundAnnual: z
    .exactOptional(z.record(SymbolText, between(0, 0.1)))
    .describe('Of instruments whose prices are an index: taken off the price day by day.'),
});
export type FeesInput = z.infer<typeof FeesInput>;

const Rate = z.exactOptional(Fraction);
const taxOverrides = {
  lotMethod: z.enum(LOT_METHOD_CATALOGUE.ids).default('fifo').describe('Which lots a sale takes.'),
  shortTermRate: Rate,
  longTermRate: Rate,
  qualifiedDividendRate: Rate,
  ordinaryDividendRate: Rate,
  qualifiedShare: Rate.describe('Of each dividend, instead of what the preset takes by asset class.'),
  washSaleDays: z.exactOptional(z.int().min(0).max(365)).describe('Each side of a sale at a loss.'),
};

export const TaxesInput = z.discriminatedUnion('preset', [
  z.strictObject({ preset: z.literal('none'), ...taxOverrides }),
  z.strictObject({ preset: z.literal('flat'), rate: Fraction, ...taxOverrides }),
  z.strictObject({
    preset: z.literal('us-federal-2024'),
    filing: z.enum(['single', 'married']).default('single'),
    taxableIncome: between(0, MONEY_MAX).describe('Dollars a year besides the portfolio: it sets the brackets.'),
    ...taxOverrides,
  }),
]);
export type TaxesInput = z.infer<typeof TaxesInput>;

/** The fields of a door that replays, besides costs and the rule. */
export const tradingRuleFields = {
  execution: z.exactOptional(ExecutionInput).describe('Default: whole orders at the next close.'),
  income: z
    .exactOptional(z.enum(['in-prices', 'paid', 'reinvested']))
    .describe(
      'Where dividends go. in-prices (default): total-return prices. paid: shares at their traded prices, dividends in cash until the next rebalance; reinvested: dividends buy their payer. Both need prices with dividends apart.',
    ),
  flows: z.exactOptional(FlowsInput).describe('Money in and out, on the first row on or after each day.'),
  fees: z.exactOptional(FeesInput),
  taxes: z.exactOptional(TaxesInput).describe('Default: none.'),
  delisting: z
    .exactOptional(z.enum(['carry', 'cash']))
    .describe('A holding whose prices end stays at the last one (default), or is cash after a month.'),
};
