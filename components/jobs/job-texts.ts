import type { JobView } from '@/lib/shared/contracts/job';
import { formatDuration } from '@/lib/shared/format/duration';

/** One look at a running job: when it was taken, and how far the work was. */
export interface ProgressSample {
  readonly atMilliseconds: number;
  readonly fractionDone: number;
}

/** Below this much seen progress a guess of the time left would jump about. */
const SEEN_PROGRESS_MIN = 0.08;

/** What is left at the speed seen so far; undefined while too little has been seen. */
export function millisecondsLeft(first: ProgressSample, last: ProgressSample): number | undefined {
  const seen = last.fractionDone - first.fractionDone;
  if (seen < SEEN_PROGRESS_MIN || last.fractionDone >= 1) return undefined;
  return ((last.atMilliseconds - first.atMilliseconds) / seen) * (1 - last.fractionDone);
}

const SECOND = 1_000;

/** One line under the bar: what is happening now. */
export function jobText(job: JobView, leftMilliseconds: number | undefined): string {
  if (job.isCancelRequested && job.status !== 'cancelled') return 'Stopping.';
  switch (job.status) {
    case 'queued':
      return job.attempt > 0 ? 'Interrupted; it starts again by itself.' : 'Waiting for its turn.';
    case 'running':
      if (leftMilliseconds === undefined)
        return 'Working. You may leave this page; the work goes on and the result waits here.';
      return `About ${formatDuration(Math.max(SECOND, leftMilliseconds))} left. You may leave this page.`;
    case 'done':
      return 'Done.';
    case 'failed':
      return job.failure ?? 'It could not be finished.';
    case 'cancelled':
      return 'Stopped. Nothing was changed.';
  }
}

export const isEnded = ({ status }: JobView): boolean =>
  status === 'done' || status === 'failed' || status === 'cancelled';
