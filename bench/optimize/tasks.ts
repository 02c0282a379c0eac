import type { BenchTask } from './task';
import { fromReturnsTasks } from './tasks/from-returns';
import { programTasks } from './tasks/programs';
import { walkForwardTasks } from './tasks/walk-forward';

/** Every line of the table, in its order. */
export const TASKS: readonly BenchTask[] = [...programTasks, ...fromReturnsTasks, ...walkForwardTasks];
