import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import { env } from '../env';
import { limitedTo, type RunTask, type TaskControl, threadRunner } from './run-task';
import type { TaskInput, TaskName, TaskOutput } from './tasks';

/**
 * Work that a person waits for and that is too long for the process that answers everybody: reading a file, pricing
 * exclusions. It runs in a thread beside it. What takes longer than a person waits is a job.
 */

/** A person waits this long at most. */
const MILLISECONDS_MAX = 45_000;

/** Each waits with its input in memory; more are asked to come again. */
const UNDER_WAY_MAX = 8;

/** As many as leave the database and the answering a core, but two at most: the worker has threads of its own. */
const threadsMax = (): number => Math.min(2, Math.max(1, availableParallelism() - 1));

/** Without a thread file, as in tests, the task runs where it is called. */
function newRunner(): RunTask {
  const { BALLAST_THREAD_FILE: file } = env();
  if (file !== undefined) return limitedTo(threadsMax(), threadRunner(pathToFileURL(file)));
  return async (name, input, control) => {
    const { runTaskByName } = await import('./tasks');
    return runTaskByName(name, input, { report: control.report, shouldStop: control.shouldStop }) as never;
  };
}

/** Kept on the global object because the framework loads modules more than once, and the limits are the process's. */
const holder = globalThis as { __ballastCompute?: { readonly run: RunTask; underWay: number } };

const TOO_MANY = 'Many people are waiting for an answer like this one. Please try again in a minute.';
const TOO_LONG = 'This took longer than it may. Please try again, or with less.';

/** @throws Error when the task threw or its thread died */
export async function compute<Name extends TaskName>(
  name: Name,
  input: TaskInput<Name>,
): Promise<Outcome<TaskOutput<Name>>> {
  const pool = (holder.__ballastCompute ??= { run: newRunner(), underWay: 0 });
  if (pool.underWay >= UNDER_WAY_MAX) return refused('unavailable', TOO_MANY);
  const endsAt = performance.now() + MILLISECONDS_MAX;
  const control: TaskControl = { report: () => undefined, shouldStop: () => performance.now() > endsAt };
  pool.underWay += 1;
  try {
    const outcome = await pool.run(name, input, control);
    return outcome.status === 'finished' ? done(outcome.value) : refused('unavailable', TOO_LONG);
  } finally {
    pool.underWay -= 1;
  }
}
