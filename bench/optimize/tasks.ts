import type { BenchTask } from './task';
import { fromReturnsTasks } from './tasks/from-returns';
import { programTasks } from './tasks/programs';

/** Every line of the table, in its order. */
export const TASKS: readonly BenchTask[] = [...programTasks, ...fromReturnsTasks];
