import { z } from 'zod';
import { Decimal } from './common';

/** The `metrics` door. Returns are simple, one a period; definitions stand in lib/quant/risk. */
export const MetricsRequest = z.strictObject({
  returns: z.array(Decimal).max(1_000_000),
  benchmark: z.exactOptional(z.array(Decimal).max(1_000_000)),
  /** Annual decimal. */
  riskFreeRate: z.exactOptional(Decimal),
  /** Decimal per period. */
  requiredReturn: z.exactOptional(Decimal),
  periodsPerYear: z.exactOptional(Decimal.refine((value) => value > 0, 'must be above zero')),
});
export type MetricsRequest = z.infer<typeof MetricsRequest>;
