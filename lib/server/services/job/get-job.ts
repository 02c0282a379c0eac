import { done, type Outcome } from '@/lib/base/outcome';
import { GetJobInput, type JobView } from '@/lib/shared/contracts/job';
import { service } from '../service';
import { jobView, ownerOfJob, shownJob } from './job-view';

export const getJob = service({
  name: 'job/get-job',
  access: 'owner',
  input: GetJobInput,
  ownerOf: (ctx, { jobId }) => ownerOfJob(ctx, jobId),
  run: async ({ db }, { jobId }): Promise<Outcome<JobView>> => done(jobView(await shownJob(db, jobId))),
});
