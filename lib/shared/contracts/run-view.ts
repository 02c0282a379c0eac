import { z } from 'zod';
import { JobStatus } from './job';
import { InstantText } from './wire';

/** What every run over past prices is shown with: what was asked, how far it is, and its result once it is done. */
export const runView = <Settings extends z.ZodType, Result extends z.ZodType>(request: Settings, result: Result) =>
  z.strictObject({
    id: z.uuid(),
    recommendationId: z.uuid(),
    priceSetId: z.uuid(),
    jobId: z.uuid(),
    status: JobStatus,
    progress: z.number(),
    failure: z.string().nullable(),
    request,
    result: result.nullable(),
    createdAt: InstantText,
    finishedAt: InstantText.nullable(),
  });
