import { z } from 'zod';
import { parseIsoDay } from '@/lib/base/iso-day';
import { ASSET_CLASS_CATALOGUE, PRICE_SOURCE_CATALOGUE, RISK_LEVEL_CATALOGUE } from '../catalogue.generated';

/** Pieces that every door shares. Numbers are decimals (0.12 = 12 %), annual unless the name says otherwise. */

export const SYMBOL_LENGTH_MAX = 24;
export const ASSETS_MAX = 2_000;

export const SymbolText = z
  .string()
  .min(1)
  .max(SYMBOL_LENGTH_MAX)
  .regex(/^[A-Za-z0-9^][A-Za-z0-9.^=_-]*$/, 'a symbol has letters, digits and . ^ = _ - only');

export const IsoDayText = z.string().refine((text) => parseIsoDay(text) !== undefined, 'a day is written YYYY-MM-DD');

export const UuidText = z.uuid();

export const Decimal = z.number().refine(Number.isFinite, 'must be a finite number');

/** Fractions of the portfolio by symbol. */
export const WeightMap = z.record(z.string(), Decimal);
export type WeightMap = z.infer<typeof WeightMap>;

/** Money on the wire: exact text, never a float. */
export const MoneyText = z.strictObject({
  amount: z.string().regex(/^-?\d{1,15}(\.\d{1,6})?$/, 'an amount is a plain decimal such as 1250.00'),
  currency: z.literal('USD'),
});
export type MoneyText = z.infer<typeof MoneyText>;

export const AssetClassName = z.enum(ASSET_CLASS_CATALOGUE.ids);

export const RiskLevelName = z.enum(RISK_LEVEL_CATALOGUE.ids);

/** A fact with the numbers it speaks of, and its sentence. */
export const NarratedFact = z.strictObject({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), Decimal])),
  text: z.string(),
});
export type NarratedFact = z.infer<typeof NarratedFact>;

/** What a price has been through: as traded, corrected for splits, or with dividends put back in. */
export const PriceBasisName = z.enum(['raw', 'split-adjusted', 'total-return']);

export const PriceSourceInfo = z.strictObject({
  kind: z.enum(PRICE_SOURCE_CATALOGUE.ids),
  label: z.string(),
  isSimulated: z.boolean(),
  basis: PriceBasisName,
  firstDay: IsoDayText,
  lastDay: IsoDayText,
});
export type PriceSourceInfo = z.infer<typeof PriceSourceInfo>;

const SeriesMap = z.record(SymbolText, z.array(z.number().nullable()));

/** Whether nothing is named twice. */
export const isUnique = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

const PRICE_EVENTS_MAX = 5_000;

const eventsOf = <Value extends z.ZodRawShape>(value: Value) =>
  z.record(SymbolText, z.array(z.strictObject({ date: IsoDayText, ...value })).max(PRICE_EVENTS_MAX));

/**
 * Prices sent along: one column of closes a symbol, null where there is none. Dividends are in the closes already, unless
 * dividends or splits are sent beside them: then the closes are those that were traded.
 */
export const InlinePrices = z.strictObject({
  dates: z.array(IsoDayText).min(2).max(20_000),
  series: SeriesMap,
  opens: z.exactOptional(SeriesMap),
  volumes: z.exactOptional(SeriesMap).describe('Shares a day, or dollars for crypto.'),
  dividends: z
    .exactOptional(eventsOf({ amount: Decimal.refine((amount) => amount >= 0, 'must not be negative') }))
    .describe('A share, on the ex-day, which must have a price.'),
  splits: z
    .exactOptional(eventsOf({ factor: Decimal.refine((factor) => factor > 0, 'must be above 0') }))
    .describe('New shares per old share; the close of the day is already on the new count.'),
});
export type InlinePrices = z.infer<typeof InlinePrices>;
/** A CSV or gzip CSV on the caller's machine; the command line only. */
export const FilePrices = z.strictObject({
  file: z.string().min(1),
  from: z.exactOptional(IsoDayText),
  to: z.exactOptional(IsoDayText),
  /** Agrees to leave out what cannot be used; without it such a file is refused, cell named. */
  keepGoodPart: z.exactOptional(z.boolean()),
});
/** A price set kept by the product, by its id. */
export const StoredPrices = z.strictObject({
  set: UuidText,
  from: z.exactOptional(IsoDayText),
  to: z.exactOptional(IsoDayText),
});
/** The built-in simulated market: the same seed and day give the same prices, always. */
export const SimulatedPrices = z.strictObject({
  simulated: z.strictObject({ seed: z.string().min(1).max(64), from: z.exactOptional(IsoDayText), to: IsoDayText }),
});
export type SimulatedPrices = z.infer<typeof SimulatedPrices>;

export const PricesInput = z.union([FilePrices, StoredPrices, SimulatedPrices, InlinePrices], {
  error: 'give one of { file }, { set }, { simulated } or { dates, series }',
});
export type PricesInput = z.infer<typeof PricesInput>;
