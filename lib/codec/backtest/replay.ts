import type { BacktestOutcome } from '@/lib/quant/backtest/types';
import type { Control } from '@/lib/quant/trading/types';
import { type BacktestDoorRequest, BACKTEST_START_AMOUNT_DEFAULT } from '@/lib/shared/contracts/backtest-door';
import { tradingRulesOf } from '../trading-rules';
import { withCashAmong } from './idle-cash';
import { replayWithinCount, type TooMuchMoney } from './money-bound';
import { type BacktestPlan, type PlannedRun, plannedStart } from './read-request';

export interface Replayed {
  readonly plan: PlannedRun;
  readonly outcome: Exclude<BacktestOutcome, { status: 'cancelled' }> | TooMuchMoney;
}

export interface Replays {
  readonly runs: readonly Replayed[];
  /** All of the plan's; those that are runs as well are not replayed again. */
  readonly benchmarks: readonly Replayed[];
  /** The day the money arrives, whole days since 1970-01-01. */
  readonly fromDay: number;
  /** Rows whose look-back moved the start, where the request named none. */
  readonly waitedFor: readonly string[];
}

/** The day on which more was to be paid out or charged than an account held: it has no returns from then on. */
export function emptiedOn(outcome: BacktestOutcome | TooMuchMoney): number | undefined {
  if (outcome.status !== 'finished') return undefined;
  const { value, owed } = outcome;
  const row = owed.findIndex((debt, at) => debt >= (value[at] ?? Number.NaN));
  return row === -1 ? undefined : outcome.days[row];
}

/** Where a later start helps it helps at once; a second time only where two look-backs start on different days. */
const STARTS_MAX = 4;

/** Every row over the same days; undefined when it was stopped. */
export function replayAll(plan: BacktestPlan, request: BacktestDoorRequest, control: Control): Replays | undefined {
  let fromDay = plannedStart(plan);
  const { benchmarkId, benchmarkStart } = plan;
  const waitedFor = new Set<string>(benchmarkId !== undefined && benchmarkStart === fromDay ? [benchmarkId] : []);
  for (let start = 1; ; start++) {
    const runs = replayEach(plan.runs, { plan, request, fromDay }, partOf(control, 0, 0.8));
    if (runs === undefined) return undefined;
    const later = plan.fromDay === undefined && start < STARTS_MAX ? laterStarts(runs, fromDay) : [];
    if (later.length === 0) {
      const others = plan.benchmarks.filter(({ id }) => !runs.some((run) => run.plan.id === id));
      const replayed = replayEach(others, { plan, request, fromDay }, partOf(control, 0.8, 0.2));
      if (replayed === undefined) return undefined;
      const all = [...runs, ...replayed];
      const benchmarks = plan.benchmarks.flatMap(({ id }) => all.filter((run) => run.plan.id === id));
      return { runs, benchmarks, fromDay, waitedFor: [...waitedFor] };
    }
    for (const { id, day } of later) {
      waitedFor.add(id);
      fromDay = Math.max(fromDay, day);
    }
  }
}

function laterStarts(runs: readonly Replayed[], fromDay: number): { id: string; day: number }[] {
  return runs.flatMap(({ plan, outcome }) => {
    const day = outcome.status === 'insufficient-history' ? outcome.firstPossibleDay : undefined;
    return day === undefined || day <= fromDay ? [] : [{ id: plan.id, day }];
  });
}

const partOf = (control: Control, before: number, share: number): Control => ({
  report: (fraction) => {
    control.report(before + share * fraction);
  },
  shouldStop: control.shouldStop,
});

function replayEach(
  plans: readonly PlannedRun[],
  { plan: { toDay }, request, fromDay }: { plan: BacktestPlan; request: BacktestDoorRequest; fromDay: number },
  control: Control,
): Replayed[] | undefined {
  const replayed: Replayed[] = [];
  for (const [at, plan] of plans.entries()) {
    const outcome = replayWithinCount({
      panel: withCashAmong(plan.panel, request.assets),
      strategy: plan.strategy,
      policy: plan.policy,
      aim: request.aim ?? { kind: 'most-return' },
      fromDay,
      toDay,
      rebalance: plan.rebalance,
      startMoney: request.startAmount ?? BACKTEST_START_AMOUNT_DEFAULT,
      costs: plan.policy.costs,
      ...tradingRulesOf(request, plan.panel),
      control: partOf(control, at / plans.length, 1 / plans.length),
    });
    if (outcome.status === 'cancelled') return undefined;
    replayed.push({ plan, outcome });
  }
  return replayed;
}
