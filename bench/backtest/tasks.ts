import type { BenchTask } from '../shared/task';
import { monthlyTasks } from './tasks/monthly';
import { orderSimulationTasks } from './tasks/order-simulation';
import { pathsTasks } from './tasks/paths';
import { searchTasks } from './tasks/search';

/** Every line of the table, in its order. */
export const TASKS: readonly BenchTask[] = [...monthlyTasks, ...searchTasks, ...orderSimulationTasks, ...pathsTasks];
