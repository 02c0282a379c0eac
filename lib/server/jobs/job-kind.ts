import type { Clock } from '@/lib/base/clock';
import type { JobKindName } from '@/lib/shared/contracts/job';
import type { ServiceContext } from '../context';
import type { RunTask } from '../compute/run-task';
import type { DbTransaction } from '../db/client';
import type { ClaimedJob, JsonObject } from './job-rows';

/** What a running job may ask of its runner. */
export interface JobControl {
  /** 0 to 1; written at most four times a second. */
  readonly report: (fractionDone: number) => void;
  /** True once the investor has cancelled, the worker is going down or another attempt has taken over. */
  readonly shouldStop: () => boolean;
  /** True when the investor has cancelled: undo or round off what can be, then stop. */
  readonly isCancelled: () => boolean;
}

export interface JobRun {
  readonly ctx: ServiceContext;
  readonly job: ClaimedJob;
  readonly control: JobControl;
  /** Pure work in a thread of its own, so that this process keeps answering. */
  readonly runTask: RunTask;
}

/** How a job ends. `commit` runs in the transaction that ends the job, and only if this attempt still owns it. */
export type JobOutcome =
  | { readonly status: 'done'; readonly commit: (tx: DbTransaction) => Promise<JsonObject> }
  | { readonly status: 'failed'; readonly failure: string; readonly commit?: (tx: DbTransaction) => Promise<void> }
  /** The work stopped because `shouldStop` said so, and nothing is left to round off. */
  | { readonly status: 'stopped' }
  /** The same, but another run must go on or round it off, even when the investor has cancelled meanwhile. */
  | { readonly status: 'interrupted' };

/** One kind of long work: one file in kinds/ and one line in the registry. A throw is tried again, with a limit. */
export interface JobKind {
  readonly id: JobKindName;
  readonly attemptsMax: number;
  readonly run: (run: JobRun) => Promise<JobOutcome>;
  /** What must be said about the job's thing when the job ends without its own word: cancelled, or out of attempts. */
  readonly onEnded?: (tx: DbTransaction, job: EndedJob, clock: Clock) => Promise<void>;
}

export interface EndedJob {
  readonly id: string;
  readonly key: string;
  readonly status: 'failed' | 'cancelled';
  readonly failure: string | null;
}
