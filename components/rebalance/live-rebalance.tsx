'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useState } from 'react';
import { useJob } from '@/components/jobs/use-job';
import { Button } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';
import { Notice } from '@/components/ui/states';
import { type OutcomeAction, useOutcomeAction } from '@/components/ui/use-outcome-action';
import type { RebalanceView } from '@/lib/shared/contracts/rebalance';
import { orderCounts } from './rebalance-outcome';

export interface LiveRebalanceProps {
  readonly rebalance: Pick<RebalanceView, 'id' | 'jobId' | 'status' | 'progress' | 'canCancel' | 'orders'>;
  readonly cancelAction: OutcomeAction<RebalanceView>;
}

/** Fills come several a second; the page reads them together. */
const READ_AGAIN_MILLISECONDS = 500;

const STEPS: Readonly<Partial<Record<RebalanceView['status'], string>>> = {
  confirmed: 'Placed; the first orders go out in a moment.',
  selling: 'Sales are filled first; what they bring in pays for the purchases.',
  buying: 'Purchases are filled.',
};

/** Follows the job of a running rebalance and reads the page again at each change; a reload finds it where it is. */
export function LiveRebalance({ rebalance, cancelAction }: LiveRebalanceProps) {
  const router = useRouter();
  const refresh = useCallback(() => router.refresh(), [router]);
  const { job, isOutOfTouch } = useJob(rebalance.jobId, refresh);
  const [isStopping, setIsStopping] = useState(false);
  const { run, isPending, refusal } = useOutcomeAction(cancelAction, () => {
    setIsStopping(true);
    router.refresh();
  });
  const news = job === undefined ? '' : `${job.status} ${job.progress}`;
  useEffect(() => {
    if (news === '') return;
    const timer = setTimeout(refresh, READ_AGAIN_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [news, refresh]);
  const counts = orderCounts(rebalance.orders);
  const isAsked = isStopping || !rebalance.canCancel;
  return (
    <div className="flex flex-col items-start gap-4">
      <Progress
        className="w-full"
        label={`${counts.ended} of ${counts.all} orders have ended`}
        fractionDone={Math.max(rebalance.progress, job?.progress ?? 0)}
        text={
          isOutOfTouch
            ? 'The server does not answer at the moment. The orders go on; this page asks again by itself.'
            : (STEPS[rebalance.status] ?? 'Ending.')
        }
      />
      {refusal !== undefined && (
        <Notice tone="danger" isLive>
          {refusal.message}
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button
          variant="secondary"
          size="small"
          isLoading={isPending}
          disabled={isAsked}
          onClick={() => run({ rebalanceId: rebalance.id })}
        >
          {isAsked ? 'Stopping' : 'Stop'}
        </Button>
        <span className="text-small text-muted">
          What has filled stays; open orders are taken back. You may leave this page.
        </span>
      </div>
    </div>
  );
}
