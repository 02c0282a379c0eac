import { askToStop, createSignals, progressOf } from './signals';
import type { TaskOutcome } from './task';
import type { TaskInput, TaskName, TaskOutput } from './tasks';

export interface TaskControl {
  readonly report: (fractionDone: number) => void;
  readonly shouldStop: () => boolean;
}

/** Runs a registered task in a thread of its own. @throws what the task threw, or Error when the thread died. */
export type RunTask = <Name extends TaskName>(
  name: Name,
  input: TaskInput<Name>,
  control: TaskControl,
) => Promise<TaskOutcome<TaskOutput<Name>>>;

/** What the thread is started with. */
export interface ThreadOrder {
  readonly name: string;
  readonly input: unknown;
  readonly signals: Int32Array;
}

/** Progress is looked at and the stop flag carried over this often. */
const TICK_MILLISECONDS = 100;

/** A task looks at its flag many times a second; one that does not is cut off. */
const STOP_PATIENCE_MILLISECONDS = 5_000;

/** The longest task takes minutes; beyond this it will not end, and its thread is wanted by others. */
const TASK_MILLISECONDS_MAX = 20 * 60_000;

/** A thread that needs more than this ends with an error of its own, and takes nobody along. */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 1_536 } as const;

/** By this name, not as an import: a bundler would take the thread's file for one of its own. */
const { Worker } = process.getBuiltinModule('node:worker_threads');

/** A thread a task: a task that takes all memory or never ends takes its thread down, not the process. */
export const threadRunner =
  (threadFile: string | URL): RunTask =>
  <Name extends TaskName>(name: Name, input: TaskInput<Name>, control: TaskControl) => {
    const signals = createSignals();
    const order: ThreadOrder = { name, input, signals };
    const thread = new Worker(threadFile, { workerData: order, resourceLimits: THREAD_LIMITS });
    const startedAt = performance.now();
    return new Promise<TaskOutcome<TaskOutput<Name>>>((resolve, reject) => {
      let stopAskedAt: number | undefined;
      const timer = setInterval(() => {
        control.report(progressOf(signals));
        if (performance.now() - startedAt > TASK_MILLISECONDS_MAX) {
          reject(new Error(`The task ${name} did not end.`));
          void thread.terminate();
          return;
        }
        if (!control.shouldStop()) return;
        stopAskedAt ??= performance.now();
        askToStop(signals);
        if (performance.now() - stopAskedAt > STOP_PATIENCE_MILLISECONDS) void thread.terminate();
      }, TICK_MILLISECONDS);
      thread.once('message', (outcome: TaskOutcome<TaskOutput<Name>>) => {
        resolve(outcome);
      });
      thread.once('error', reject);
      thread.once('exit', (code) => {
        clearInterval(timer);
        // After a message or an error this changes nothing.
        if (stopAskedAt === undefined) reject(new Error(`The thread of ${name} ended with code ${code}.`));
        else resolve({ status: 'stopped' });
      });
    });
  };

/** At most so many threads at once; the others wait their turn, and give it up when told to stop meanwhile. */
export function limitedTo(threadsMax: number, runTask: RunTask): RunTask {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (name, input, control) => {
    if (running >= threadsMax) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return control.shouldStop() ? { status: 'stopped' } : await runTask(name, input, control);
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
