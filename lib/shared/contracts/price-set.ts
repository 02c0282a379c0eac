import { z } from 'zod';
import { AssetClassName, IsoDayText, PriceBasisName, PriceSourceInfo, SymbolText } from './common';
import { InstantText, IntentKey } from './wire';

/**
 * Services: prices/upload-prices, prices/get-import, prices/decide-import, prices/pull-yahoo, prices/list-price-sets,
 * prices/get-price-set, market/search-instruments.
 */

export const InstrumentView = z.strictObject({
  symbol: z.string(),
  name: z.string(),
  assetClass: AssetClassName,
  kind: z.enum(['fund', 'crypto', 'index']),
  sector: z.string().nullable(),
  region: z.string().nullable(),
  isInvestable: z.boolean(),
  /** What to hold instead of an index. */
  suggestedSubstitute: z.string().nullable(),
  /** Decimal per year, already inside the prices. */
  annualFee: z.number(),
});
export type InstrumentView = z.infer<typeof InstrumentView>;

/** How far apart the newest rows are; a plan is made from daily ones only. */
export const RowSpacing = z.enum(['daily', 'weekly', 'monthly', 'sparse']);
export type RowSpacing = z.infer<typeof RowSpacing>;

export const PriceSetView = z.strictObject({
  id: z.uuid(),
  label: z.string(),
  source: PriceSourceInfo,
  basis: PriceBasisName,
  contentHash: z.string(),
  /** The simulated market is shared by all; everything else is the user's own. */
  isShared: z.boolean(),
  instruments: z.array(InstrumentView),
  dayCount: z.int(),
  spacing: RowSpacing,
  firstDay: IsoDayText,
  lastDay: IsoDayText,
  /** Calendar days since the last price. */
  ageDays: z.int(),
  createdAt: InstantText,
});
export type PriceSetView = z.infer<typeof PriceSetView>;

/** One thing found while reading. row counts lines of the file from 1 (the header); column is its heading. */
export const ImportProblem = z.strictObject({
  /** fatal: nothing can be kept. dropped: this cell, row or column would be left out. note: worth knowing. */
  severity: z.enum(['fatal', 'dropped', 'note']),
  code: z.string(),
  row: z.int().nullable(),
  column: z.string().nullable(),
  /** One whole sentence that names file, row and column. */
  message: z.string(),
});
export type ImportProblem = z.infer<typeof ImportProblem>;

export const ImportReport = z.strictObject({
  schemaVersion: z.literal(1),
  layout: z.enum(['wide', 'long', 'single', 'provider', 'simulated', 'unknown']),
  rowCount: z.int(),
  /** The first problems in file order; `problemCount` counts all. */
  problems: z.array(ImportProblem),
  problemCount: z.int(),
  /** Absent: daily, or kept before this was looked at. */
  spacing: z.exactOptional(RowSpacing),
});
export type ImportReport = z.infer<typeof ImportReport>;

export const PriceImportView = z.strictObject({
  id: z.uuid(),
  fileName: z.string(),
  /** read: waits for a decision. unreadable: nothing in it can be kept. */
  status: z.enum(['read', 'kept', 'dropped', 'unreadable']),
  report: ImportReport,
  /** True when something in the file would be left out: then it is kept only if the user agrees. */
  needsConsent: z.boolean(),
  /** What would be kept; null when unreadable. */
  good: z
    .strictObject({
      symbols: z.array(z.string()),
      dayCount: z.int(),
      firstDay: IsoDayText,
      lastDay: IsoDayText,
    })
    .nullable(),
  priceSetId: z.uuid().nullable(),
  createdAt: InstantText,
});
export type PriceImportView = z.infer<typeof PriceImportView>;

/** Bounds are enforced with a sentence: 20 MB as sent, 40 MB unpacked. */
export const UploadPricesInput = z.strictObject({
  fileName: z.string().trim().min(1).max(200),
  bytes: z.instanceof(Uint8Array),
});

export const DecideImportInput = z.strictObject({
  importId: z.uuid(),
  decision: z.enum(['keep', 'drop']),
  label: z.exactOptional(z.string().trim().min(1).max(80)),
});

export const GetImportInput = z.strictObject({ importId: z.uuid() });

export const PullYahooInput = z.strictObject({
  symbols: z.array(SymbolText).min(1).max(30),
  from: IsoDayText,
  /** Until yesterday when absent. */
  to: z.exactOptional(IsoDayText),
  label: z.exactOptional(z.string().trim().min(1).max(80)),
  key: IntentKey,
});

/** The job's subject is the price set once it is done. */
export const StartedPull = z.strictObject({ jobId: z.uuid(), isNew: z.boolean() });
export type StartedPull = z.infer<typeof StartedPull>;

export const ListPriceSetsInput = z.strictObject({});
export const GetPriceSetInput = z.strictObject({ priceSetId: z.uuid() });

export const PriceSetDetail = PriceSetView.extend({
  coverage: z.array(
    z.strictObject({
      symbol: z.string(),
      firstDay: IsoDayText.nullable(),
      lastDay: IsoDayText.nullable(),
      observedDays: z.int(),
      /** Between its first and last day. */
      carriedDays: z.int(),
      missingDays: z.int(),
      lastClose: z.number().nullable(),
    }),
  ),
  report: ImportReport,
  /** Of daily log returns on the days both have, indices included; null where there are too few. */
  correlations: z.strictObject({
    symbols: z.array(z.string()),
    matrix: z.array(z.array(z.number().nullable())),
    fromDay: IsoDayText,
    toDay: IsoDayText,
  }),
});
export type PriceSetDetail = z.infer<typeof PriceSetDetail>;

export const SearchInstrumentsInput = z.strictObject({
  query: z.string().trim().max(60).default(''),
  assetClasses: z.exactOptional(z.array(AssetClassName).max(6)),
  /** Only what this price set has prices for. */
  priceSetId: z.exactOptional(z.uuid()),
  limit: z.int().min(1).max(100).default(50),
});
