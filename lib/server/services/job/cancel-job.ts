import { done, type Outcome, refused } from '@/lib/base/outcome';
import { CancelJobInput, type JobView } from '@/lib/shared/contracts/job';
import { appendAudit } from '../../audit/append';
import { endJob, requestCancel } from '../../jobs/job-rows';
import { jobKindOf } from '../../jobs/kinds';
import { service, type UserContext } from '../service';
import { jobView, ownerOfJob, shownJob } from './job-view';

/** Asks a job to stop. One that has not begun ends now; a running one within moments. */
export const cancelJob = service({
  name: 'job/cancel-job',
  access: 'owner',
  input: CancelJobInput,
  ownerOf: (ctx, { jobId }) => ownerOfJob(ctx, jobId),
  run: (ctx, { jobId }) => cancelJobById(ctx, jobId),
});

/** For services that cancel a thing by its job; the caller has checked who owns it. */
export async function cancelJobById(ctx: UserContext, jobId: string): Promise<Outcome<JobView>> {
  const { userId } = ctx.actor;
  return ctx.db.$transaction(async (tx): Promise<Outcome<JobView>> => {
    const { isActive, isUntouched } = await requestCancel(tx, jobId);
    const job = await tx.job.findUniqueOrThrow({ where: { id: jobId }, omit: { input: true } });
    if (!isActive) return refused('conflict', 'This has ended already; there is nothing to stop.');
    if (isUntouched) {
      await endJob(tx, jobId, { status: 'cancelled' });
      const ended = { id: jobId, key: job.key, status: 'cancelled', failure: null } as const;
      await jobKindOf(job.kind)?.onEnded?.(tx, ended, ctx.clock);
    }
    const accountId = job.accountId === null ? {} : { accountId: job.accountId };
    const body = { jobId, kind: job.kind };
    await appendAudit(tx, ctx.clock, { kind: 'job-cancelled', userId, ...accountId, actor: userId, body });
    return done(jobView(await shownJob(tx, jobId)));
  });
}
