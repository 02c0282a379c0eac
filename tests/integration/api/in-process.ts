import type { RunTask } from '@/lib/server/compute/run-task';
import type { JobWorker } from '@/lib/server/jobs/worker';
import type { World } from '../../support/world';

/** A worker inside the test's own process: the same jobs and tasks, without the thread around each task. */
export async function workerInProcess(world: World): Promise<JobWorker> {
  const { runTaskByName } = await import('@/lib/server/compute/tasks');
  const { startJobWorker } = await import('@/lib/server/jobs/worker');
  const runTask: RunTask = (name, input, control) => Promise.resolve(runTaskByName(name, input, control) as never);
  return startJobWorker(world.workerCtx, runTask, world.database.appUrl);
}
