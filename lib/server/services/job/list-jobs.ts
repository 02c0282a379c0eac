import { done, type Outcome } from '@/lib/base/outcome';
import { JOB_KIND_IDS, type JobView, ListJobsInput } from '@/lib/shared/contracts/job';
import { service } from '../service';
import { jobView } from './job-view';

/** The user's jobs, newest first. */
export const listJobs = service({
  name: 'job/list-jobs',
  access: 'signed-in',
  input: ListJobsInput,
  run: async ({ db, actor }, { only, limit }): Promise<Outcome<JobView[]>> => {
    const status = only === 'active' ? ['queued', 'running'] : ['queued', 'running', 'done', 'failed', 'cancelled'];
    const jobs = await db.job.findMany({
      where: { userId: actor.userId, status: { in: status }, kind: { in: [...JOB_KIND_IDS] } },
      orderBy: { createdAt: 'desc' },
      take: limit,
    });
    return done(jobs.map(jobView));
  },
});
