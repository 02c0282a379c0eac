import type { BenchTask } from '../shared/task';
import { frontierTasks } from './tasks/frontier';
import { fromReturnsTasks } from './tasks/from-returns';
import { programTasks } from './tasks/programs';
import { tailTasks } from './tasks/tail';
import { walkForwardTasks } from './tasks/walk-forward';

/** Every line of the table, in its order. */
export const TASKS: readonly BenchTask[] = [
  ...programTasks,
  ...frontierTasks,
  ...fromReturnsTasks,
  ...tailTasks,
  ...walkForwardTasks,
];
