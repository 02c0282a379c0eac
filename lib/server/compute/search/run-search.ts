import { isDailyThroughout } from '@/lib/codec/prices/row-spacing';
import { spaceOf } from '@/lib/quant/backtest/search/search-parameters';
import { combinationCount, type SearchSpace } from '@/lib/quant/backtest/search/search-space';
import { type SearchWindows, searchWindows } from '@/lib/quant/backtest/search/search-windows';
import { type SearcherId, SEARCHERS } from '@/lib/quant/backtest/search/searchers';
import {
  mergeTrials,
  type SearchMarket,
  splitTrials,
  type TrialPartResult,
  type TriedTrials,
} from '@/lib/quant/backtest/search/trial-run';
import type { SearchSettings } from '@/lib/shared/contracts/search';
import { NOT_DAILY, type ReplaySetting, windowDays } from '../backtest/replay';
import type { RunTask, TaskControl } from '../run-task';
import type { TaskOutcome } from '../task';
import type { JudgeTaskOutput } from './judge-task';

/** Trials run in so many threads at once, over one panel; what comes out does not depend on it. */
const PARTS = 2;

/** What the trials are of the work; judging them is the rest. */
const TRIALS_SHARE = 0.95;

/** What the search goes through, worked out once. */
interface SearchPlan {
  readonly market: SearchMarket;
  readonly space: SearchSpace;
  readonly windows: SearchWindows;
  readonly searcher: SearcherId;
  readonly trialsMax: number;
  /** Everything random in this search follows from it; two searches of one request agree. */
  readonly seed: string;
}

interface Threads {
  readonly control: TaskControl;
  readonly runTask: RunTask;
}

/** Tries combinations in threads, two at a time, and judges the best; the same whatever the number of threads. */
export async function runSearch(
  setting: ReplaySetting,
  request: SearchSettings,
  seed: string,
  threads: Threads,
): Promise<TaskOutcome<JudgeTaskOutput>> {
  const plan = planOf(setting, request, seed);
  if (typeof plan === 'string') return { status: 'finished', value: { status: 'not-possible', message: plan } };
  const tried = await tryAll(plan, threads);
  if (tried === undefined) return { status: 'stopped' };
  const { market, space, windows } = plan;
  return threads.runTask('search-judge', { market, space, windows, tried, seed }, rest(threads.control));
}

/** A sentence for the investor where there is nothing to search in. */
function planOf(setting: ReplaySetting, request: SearchSettings, seed: string): SearchPlan | string {
  const { panel, policy, aim, startMoney, commissionBasisPoints, fromDay, toDay, calendar } = setting;
  const lookbackDays = Math.max(policy.lookbackDays, ...(request.varied.lookbackDays ?? []));
  if (!isDailyThroughout(windowDays({ ...setting, policy: { ...policy, lookbackDays } }))) return NOT_DAILY;
  const windows = searchWindows(panel, { fromDay, toDay, lookbackDays, trainShare: request.trainShare });
  if (windows.status === 'too-short') {
    const { rows, rowsNeeded } = windows;
    return `This window leaves ${rows} trading days after the longest look-back of ${lookbackDays}; a search needs about ${rowsNeeded} to choose on and to be judged on. Choose an earlier start or shorter look-backs.`;
  }
  return {
    market: {
      panel,
      plan: { strategyId: 'mean-variance', policy, every: calendar, driftBand: 0 },
      aim,
      costs: { commissionBasisPoints },
      startMoney,
    },
    space: spaceOf(request.varied),
    windows,
    searcher: request.method,
    trialsMax: request.trialsMax,
    seed,
  };
}

/** Asks the searcher for batches until it has none; undefined when the job must stop. */
async function tryAll(plan: SearchPlan, threads: Threads): Promise<TriedTrials | undefined> {
  let tried: TriedTrials | undefined;
  for (;;) {
    if (threads.control.shouldStop()) return undefined;
    const batch = await nextBatch(plan, threads, tried);
    if (batch === undefined) return undefined;
    if (batch.length === 0) return tried;
    const parts = await runBatch(plan, threads, { batch, before: tried?.indices.length ?? 0 });
    if (parts === undefined) return undefined;
    tried = mergeTrials(tried, batch, parts);
    if (SEARCHERS[plan.searcher].isOneBatch) return tried;
  }
}

/** A trial that came to nothing is as bad as one that only lost. */
const FAILED_SCORE = -10;

async function nextBatch(
  { searcher, space, trialsMax, seed }: SearchPlan,
  { control, runTask }: Threads,
  tried: TriedTrials | undefined,
): Promise<readonly number[] | undefined> {
  const scored = (tried?.indices ?? []).map((index, at) => ({
    index,
    score: tried?.figures[at]?.sharpe ?? FAILED_SCORE,
  }));
  const quiet = { report: () => undefined, shouldStop: control.shouldStop };
  const next = await runTask('search-next', { searcher, space, tried: scored, trialsMax, seed }, quiet);
  return next.status === 'finished' ? next.value : undefined;
}

/** So many trials at a time in a thread, which is then free for whoever else waits. */
const TRIALS_PER_TURN = 125;

const turnsOf = (share: readonly number[]): number[][] =>
  Array.from({ length: Math.ceil(share.length / TRIALS_PER_TURN) }, (_, turn) =>
    share.slice(turn * TRIALS_PER_TURN, (turn + 1) * TRIALS_PER_TURN),
  );

/** The batch shared out to threads; all stop when one fails. */
async function runBatch(
  plan: SearchPlan,
  threads: Threads,
  { batch, before }: { readonly batch: readonly number[]; readonly before: number },
): Promise<TrialPartResult[] | undefined> {
  const shares = splitTrials(plan.space, batch, PARTS);
  const total = SEARCHERS[plan.searcher].isOneBatch
    ? batch.length
    : Math.min(plan.trialsMax, combinationCount(plan.space));
  const doneOf = shares.map(() => 0);
  let isOver = false;
  try {
    const ended = await Promise.all(
      shares.map((share, part) =>
        runShare(plan, share, {
          runTask: threads.runTask,
          control: {
            shouldStop: () => isOver || threads.control.shouldStop(),
            report: (trials) => {
              doneOf[part] = trials;
              threads.control.report((TRIALS_SHARE * (before + doneOf.reduce((sum, count) => sum + count, 0))) / total);
            },
          },
        }),
      ),
    );
    return ended.includes(undefined) ? undefined : ended.flatMap((results) => results ?? []);
  } finally {
    isOver = true;
  }
}

/** One turn after the other; reports trials, not fractions. Undefined when told to stop. */
async function runShare(
  { market, space, windows }: SearchPlan,
  share: readonly number[],
  { control, runTask }: Threads,
): Promise<TrialPartResult[] | undefined> {
  const results: TrialPartResult[] = [];
  let done = 0;
  for (const indices of turnsOf(share)) {
    const ended = await runTask(
      'search-part',
      { market, space, window: windows.train, rows: windows.trainRows, indices },
      {
        shouldStop: control.shouldStop,
        report: (fraction) => {
          control.report(done + fraction * indices.length);
        },
      },
    );
    if (ended.status === 'stopped') return undefined;
    results.push(ended.value);
    done += indices.length;
  }
  return results;
}

const rest = (control: TaskControl): TaskControl => ({
  report: (fraction) => {
    control.report(TRIALS_SHARE + (1 - TRIALS_SHARE) * fraction);
  },
  shouldStop: control.shouldStop,
});
