import { done, type Outcome } from '@/lib/base/outcome';
import { JobStatus, type JobView, ListJobsInput } from '@/lib/shared/contracts/job';
import { service } from '../service';
import { jobView, shownJobs } from './job-view';

const ACTIVE: readonly JobStatus[] = ['queued', 'running'];

/** The user's jobs, newest first. */
export const listJobs = service({
  name: 'job/list-jobs',
  access: 'signed-in',
  input: ListJobsInput,
  run: async ({ db, actor }, { only, limit }): Promise<Outcome<JobView[]>> => {
    const statuses = only === 'active' ? ACTIVE : JobStatus.options;
    const jobs = await shownJobs(db, { userId: actor.userId, statuses, limit });
    return done(jobs.map(jobView));
  },
});
