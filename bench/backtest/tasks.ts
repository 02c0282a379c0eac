import type { BenchTask } from '../shared/task';
import { orderSimulationTasks } from './tasks/order-simulation';

/** Every line of the table, in its order. */
export const TASKS: readonly BenchTask[] = [...orderSimulationTasks];
