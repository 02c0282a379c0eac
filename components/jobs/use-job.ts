'use client';

import { useCallback, useEffect, useState } from 'react';
import type { JobView } from '@/lib/shared/contracts/job';
import { isEnded, millisecondsLeft, type ProgressSample } from './job-texts';
import { cancelJob, watchJob } from './watch-job';

export interface WatchedJob {
  /** Undefined until the first answer. */
  readonly job: JobView | undefined;
  readonly leftMilliseconds: number | undefined;
  /** The server does not answer at the moment; it is asked again. */
  readonly isOutOfTouch: boolean;
  readonly cancel: () => Promise<void>;
}

/** A job as it is now, until it ends. `onDone` is called once, when it is seen to be done. */
export function useJob(jobId: string, onDone: (job: JobView) => void): WatchedJob {
  const [job, setJob] = useState<JobView>();
  const [leftMilliseconds, setLeftMilliseconds] = useState<number>();
  const [isOutOfTouch, setIsOutOfTouch] = useState(false);

  useEffect(() => {
    let first: (ProgressSample & { readonly attempt: number }) | undefined;
    const onJob = (next: JobView): void => {
      setIsOutOfTouch(false);
      setJob(next);
      const sample = { atMilliseconds: performance.now(), fractionDone: next.progress, attempt: next.attempt };
      // A job taken up again after an interruption starts its measurement anew.
      if (first?.attempt !== next.attempt || sample.fractionDone < first.fractionDone) first = sample;
      setLeftMilliseconds(millisecondsLeft(first, sample));
      if (next.status === 'done') onDone(next);
    };
    return watchJob(jobId, { onJob, onMiss: () => setIsOutOfTouch(true) });
  }, [jobId, onDone]);

  const cancel = useCallback(async () => {
    const answer = await cancelJob(jobId);
    // The stream may have told the end before this answer came, and nothing comes after it to put it right.
    if (answer !== undefined) setJob((known) => (known !== undefined && isEnded(known) ? known : answer));
  }, [jobId]);

  return { job, leftMilliseconds, isOutOfTouch, cancel };
}
