import { z } from 'zod';

/** Exact figures and keys that accounts, orders and jobs share; what every door shares is in common.ts. */

/** An instant in UTC, as `2026-11-21T10:00:00.000Z`. */
export const InstantText = z.iso.datetime();

/** An exact decimal with at most nine places; the direction is carried by the side of the trade. */
export const QuantityText = z.string().regex(/^\d{1,18}(\.\d{1,9})?$/, 'a quantity has at most nine decimals');

/** An exact decimal with at most ten places. */
export const PriceText = z.string().regex(/^\d{1,10}(\.\d{1,10})?$/, 'a price has at most ten decimals');

/** A statement by key and values; `shared/narrate` makes the sentence. */
export const FactView = z.strictObject({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type FactView = z.infer<typeof FactView>;

/** A key the caller makes once per intent: sending the same request twice under one key has one effect. */
export const IntentKey = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/, 'a key is 8 to 64 letters, digits, dashes');

export const ExportFormat = z.enum(['csv', 'json']).default('csv');

/** A file to download. */
export const ExportedFile = z.strictObject({
  fileName: z.string(),
  mediaType: z.enum(['text/csv', 'application/json']),
  text: z.string(),
});
export type ExportedFile = z.infer<typeof ExportedFile>;
