import { done, type Outcome } from '@/lib/base/outcome';
import { GetJobInput, type JobView } from '@/lib/shared/contracts/job';
import type { ServiceContext } from '../../context';
import { jobNews } from '../../live/job-news';
import { service } from '../service';
import { jobView, ownerOfJob, shownJob } from './job-view';

/** Notices can be lost with a connection; this often the row is read again without one. */
const LOOK_AGAIN_MILLISECONDS = 10_000;

const hasEnded = ({ status }: JobView): boolean => status === 'done' || status === 'failed' || status === 'cancelled';

/**
 * The job now and after each change, until it has ended. Begun again after a lost connection it starts with the state
 * as it is, so nothing needs to be replayed. Leaving the loop ends the watch.
 */
export const watchJob = service({
  name: 'job/watch-job',
  access: 'owner',
  input: GetJobInput,
  ownerOf: (ctx, { jobId }) => ownerOfJob(ctx, jobId),
  run: (ctx, { jobId }): Promise<Outcome<AsyncIterable<JobView>>> => Promise.resolve(done(watch(ctx, jobId))),
});

async function* watch(ctx: ServiceContext, jobId: string): AsyncGenerator<JobView> {
  let wake: () => void = () => undefined;
  let hasNews = true;
  const unsubscribe = jobNews(ctx.log).subscribe((id) => {
    if (id !== undefined && id !== jobId) return;
    hasNews = true;
    wake();
  });
  let last = '';
  try {
    for (;;) {
      hasNews = false;
      const view = jobView(await shownJob(ctx.db, jobId));
      const text = JSON.stringify(view);
      if (text !== last) yield view;
      last = text;
      if (hasEnded(view)) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, LOOK_AGAIN_MILLISECONDS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (hasNews) wake();
      });
    }
  } finally {
    unsubscribe();
    wake();
  }
}
