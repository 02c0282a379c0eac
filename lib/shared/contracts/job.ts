import { z } from 'zod';
import { InstantText } from './wire';

/** Services: job/get-job, job/list-jobs, job/cancel-job. Live progress: the job stream, then read again. */

export const JobStatus = z.enum(['queued', 'running', 'done', 'failed', 'cancelled']);
export type JobStatus = z.infer<typeof JobStatus>;

export const JOB_KIND_IDS = ['recommend', 'backtest', 'compare', 'search', 'rebalance', 'pull-yahoo'] as const;
export const JobKindName = z.enum(JOB_KIND_IDS);
export type JobKindName = z.infer<typeof JobKindName>;

/** The thing a job works on or has made, for the link on its progress bar. */
export const JobSubject = z.strictObject({
  kind: z.enum(['recommendation', 'backtest', 'comparison', 'search', 'rebalance', 'price-set']),
  id: z.uuid(),
});
export type JobSubject = z.infer<typeof JobSubject>;

export const JobView = z.strictObject({
  id: z.uuid(),
  kind: JobKindName,
  status: JobStatus,
  /** 0 to 1, never falling within one attempt. */
  progress: z.number().min(0).max(1),
  /** 1 on the first run; more when a worker died and the job was taken up again. */
  attempt: z.int().nonnegative(),
  /** One sentence for the investor when status is failed. */
  failure: z.string().nullable(),
  subject: JobSubject.nullable(),
  isCancelRequested: z.boolean(),
  canCancel: z.boolean(),
  createdAt: InstantText,
  startedAt: InstantText.nullable(),
  finishedAt: InstantText.nullable(),
});
export type JobView = z.infer<typeof JobView>;

export const GetJobInput = z.strictObject({ jobId: z.uuid() });
export const CancelJobInput = z.strictObject({ jobId: z.uuid() });
export const ListJobsInput = z.strictObject({
  /** active: queued or running. */
  only: z.enum(['active', 'all']).default('all'),
  limit: z.int().min(1).max(100).default(20),
});
