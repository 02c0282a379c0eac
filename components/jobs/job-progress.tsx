'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useCallback, useTransition } from 'react';
import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';
import { Notice } from '@/components/ui/states';
import type { JobView } from '@/lib/shared/contracts/job';
import { jobText } from './job-texts';
import { useJob } from './use-job';

export interface JobProgressProps {
  readonly jobId: string;
  /** What is being made: `Making your plan`. */
  readonly title: string;
  /** Called once when the job is done; for client components, and the same function at each render. */
  readonly onDone?: ((job: JobView) => void) | undefined;
  /** Where to go when it is done; without it, and without `onDone`, the page is read again. */
  readonly doneHref?: string | undefined;
  /** What the reader can do after a failure or a stop, such as a button that starts again. */
  readonly retry?: ReactNode | undefined;
}

/** A bar that follows a job to its end: found again after a reload, stopped by a button, failing with a sentence. */
export function JobProgress({ jobId, title, onDone, doneHref, retry }: JobProgressProps) {
  const router = useRouter();
  const [isStopping, startStopping] = useTransition();
  const follow = useCallback(
    (job: JobView) => {
      if (onDone !== undefined) onDone(job);
      else if (doneHref !== undefined) router.push(doneHref);
      else router.refresh();
    },
    [onDone, doneHref, router],
  );
  const { job, leftMilliseconds, isOutOfTouch, cancel } = useJob(jobId, follow);

  if (job?.status === 'failed' || job?.status === 'cancelled') {
    const isFailure = job.status === 'failed';
    return (
      <Notice
        tone={isFailure ? 'danger' : 'info'}
        isLive
        title={`${title}: ${isFailure ? 'this could not be finished' : 'stopped'}`}
        action={retry}
      >
        {jobText(job, undefined)}
      </Notice>
    );
  }
  return (
    <div className="flex flex-col items-start gap-3">
      <Progress
        className="w-full"
        label={title}
        fractionDone={job === undefined || job.status === 'queued' ? null : job.progress}
        text={
          isOutOfTouch ? OUT_OF_TOUCH : job === undefined ? 'Looking up how far it is.' : jobText(job, leftMilliseconds)
        }
      />
      {job !== undefined && job.status !== 'done' && (
        <Button
          variant="secondary"
          size="small"
          isLoading={isStopping || job.isCancelRequested}
          onClick={() => startStopping(cancel)}
        >
          Stop
        </Button>
      )}
    </div>
  );
}

const OUT_OF_TOUCH = 'The server does not answer at the moment. The work goes on; this page asks again by itself.';
