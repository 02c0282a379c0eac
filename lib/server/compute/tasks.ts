import { invariant } from '@/lib/base/invariant';
import type { Control } from '@/lib/quant/trading/types';
import { backtestTask } from './backtest-task';
import { compareTask } from './compare-task';
import { doorTask } from './door-task';
import { exclusionsTask } from './exclusions-task';
import { frontierMarketTask } from './frontier-market-task';
import { goalsTask } from './goals-task';
import { keepPricesTask } from './keep-prices-task';
import { readPricesTask } from './read-prices-task';
import { recommendTask } from './recommend-task';
import { stressLabTask } from './stress-lab-task';
import { searchJudgeTask } from './search/judge-task';
import { searchNextTask } from './search/next-task';
import { searchPartTask } from './search/part-task';
import type { Task, TaskOutcome } from './task';

/** Every computation that runs in a thread: one file and one line each. */
export const TASKS = {
  backtest: backtestTask,
  compare: compareTask,
  'search-next': searchNextTask,
  'search-part': searchPartTask,
  'search-judge': searchJudgeTask,
  recommend: recommendTask,
  door: doorTask,
  exclusions: exclusionsTask,
  'frontier-market': frontierMarketTask,
  goals: goalsTask,
  'stress-lab': stressLabTask,
  'read-prices': readPricesTask,
  'keep-prices': keepPricesTask,
} as const;

type Tasks = typeof TASKS;
export type TaskName = keyof Tasks;
export type TaskInput<Name extends TaskName> = Parameters<Tasks[Name]>[0];
export type TaskOutput<Name extends TaskName> = Extract<ReturnType<Tasks[Name]>, { status: 'finished' }>['value'];

const isTaskName = (name: string): name is TaskName => Object.hasOwn(TASKS, name);

/** Inside the thread: what arrives was sent by `RunTask`, whose types tie the input to the name. */
export function runTaskByName(name: string, input: unknown, control: Control): TaskOutcome<unknown> {
  invariant(isTaskName(name), `there is no task ${name}`);
  const task = TASKS[name] as Task<unknown, unknown>;
  return task(input, control);
}
