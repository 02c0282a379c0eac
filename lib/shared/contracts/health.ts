import { z } from 'zod';

/** Service: health/check-health. */

export const DEPENDENCY_IDS = ['database', 'migrations', 'prices', 'worker', 'exchange'] as const;

export const HealthView = z.strictObject({
  /** ready: everything that every page needs works. */
  status: z.enum(['ready', 'not-ready']),
  dependencies: z.array(
    z.strictObject({
      id: z.enum(DEPENDENCY_IDS),
      status: z.enum(['up', 'down']),
      /** Without it people are not let in. */
      isRequired: z.boolean(),
      /** One sentence when it is down. */
      problem: z.string().nullable(),
      milliseconds: z.number(),
    }),
  ),
});
export type HealthView = z.infer<typeof HealthView>;
