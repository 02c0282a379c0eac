import type { BenchTask } from './task';
import { programTasks } from './tasks/programs';

/** Every line of the table, in its order. */
export const TASKS: readonly BenchTask[] = [...programTasks];
