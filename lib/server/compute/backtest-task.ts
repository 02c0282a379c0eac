import { isoDayFromNumber } from '@/lib/base/iso-day';
import { isDailyThroughout } from '@/lib/codec/prices/row-spacing';
import { fixedWeights } from '@/lib/quant/backtest/fixed-weights';
import type { BacktestFinished } from '@/lib/quant/backtest/types';
import type { PricePanel } from '@/lib/quant/market/panel';
import { calendarOf } from '@/lib/quant/market/universe';
import type { Fact } from '@/lib/quant/policy/types';
import { STRATEGIES } from '@/lib/quant/strategy/strategies';
import type { BacktestDetail, BacktestResult, BacktestRunView, HeldNow } from '@/lib/shared/contracts/backtest';
import type { FactView } from '@/lib/shared/contracts/wire';
import {
  NOT_DAILY,
  partOf,
  replay,
  type ReplayedLine,
  type ReplaySetting,
  whyNotReplayed,
  windowDays,
} from './backtest/replay';
import { runAgainst } from './backtest/against';
import { runDetail } from './backtest/run-detail';
import { drawdownsOf, monthReturnsOf, monthsOf, usd } from './backtest/run-figures';
import { type Shown, testedFigures } from './backtest/tested-figures';
import { thinnedRows } from './backtest/thinned-rows';
import type { Task } from './task';

export interface BacktestTaskInput extends ReplaySetting {
  /** Replayed beside the plan when there is one. */
  readonly held?: HeldNow | undefined;
}

/** Everything of the stored result but where the prices came from, which the caller knows. */
export type BacktestTaskResult = Omit<BacktestResult, 'source'>;

export type BacktestTaskOutput =
  | { readonly status: 'finished'; readonly result: BacktestTaskResult }
  /** One sentence for the investor. */
  | { readonly status: 'not-possible'; readonly message: string };

interface RunPlan extends ReplayedLine {
  readonly id: BacktestRunView['id'];
  readonly name: string;
  /** Share of the work, for the progress bar: optimising each month costs, holding does not. */
  readonly share: number;
}

/** The plan first: its look-back decides where all of them begin, so that they stand beside each other. */
const RUNS: readonly RunPlan[] = [
  {
    id: 'recommendation',
    name: 'Your plan',
    strategy: STRATEGIES['mean-variance'],
    isRebalanced: true,
    share: 0.88,
  },
  {
    id: 'equal-weight',
    name: 'Equal weight',
    strategy: STRATEGIES['equal-weight'],
    isRebalanced: true,
    share: 0.04,
  },
  { id: 'sixty-forty', name: '60/40', strategy: STRATEGIES['sixty-forty'], isRebalanced: true, share: 0.04 },
  {
    id: 'buy-and-hold',
    name: 'Your plan, bought and held',
    strategy: STRATEGIES['mean-variance'],
    isRebalanced: false,
    share: 0.02,
  },
];

/** Less than this in instruments of the plan says nothing about what is held. */
const HELD_SHARE_MIN = 0.5;

/** The weights of the account, scaled up where a part of it lies in other instruments. */
function heldRun({ weights, elsewhere }: HeldNow): RunPlan {
  const scaled = Object.fromEntries(
    Object.entries(weights).map(([symbol, weight]) => [symbol, weight / (1 - elsewhere)]),
  );
  return {
    id: 'current-holdings',
    name: 'What you hold now',
    strategy: fixedWeights(scaled),
    isRebalanced: true,
    share: 0.02,
  };
}

const runsOf = ({ held }: BacktestTaskInput): readonly RunPlan[] =>
  held === undefined || 1 - held.elsewhere < HELD_SHARE_MIN ? RUNS : [...RUNS, heldRun(held)];

export const backtestTask: Task<BacktestTaskInput, BacktestTaskOutput> = (input, control) => {
  if (!isDailyThroughout(windowDays(input))) {
    return { status: 'finished', value: { status: 'not-possible', message: NOT_DAILY } };
  }
  const finished: { plan: RunPlan; outcome: BacktestFinished }[] = [];
  const warnings: Fact[] = heldWarnings(input);
  let { fromDay } = input;
  let doneShare = 0;
  for (const plan of runsOf(input)) {
    const part = partOf(control, doneShare, plan.share);
    doneShare += plan.share;
    let outcome = replay(input, plan, { fromDay, control: part });
    if (finished.length === 0 && outcome.status === 'insufficient-history' && outcome.firstPossibleDay !== undefined) {
      const symbols = outcome.symbols.join(', ');
      fromDay = Math.max(fromDay, outcome.firstPossibleDay);
      warnings.push({ key: 'backtest.starts-later', values: { symbols, firstDay: isoDayFromNumber(fromDay) } });
      outcome = replay(input, plan, { fromDay, control: part });
    }
    if (outcome.status === 'cancelled') return { status: 'stopped' };
    if (outcome.status === 'finished') {
      finished.push({ plan, outcome });
      continue;
    }
    if (plan.id === 'recommendation') {
      return { status: 'finished', value: { status: 'not-possible', message: whyNotReplayed(outcome) } };
    }
    warnings.push({ key: 'backtest.not-compared', values: { name: plan.name, why: outcome.status } });
  }
  return { status: 'finished', value: { status: 'finished', result: resultOf(input, finished, warnings) } };
};

/** The account's instruments that the plan does not know cannot be replayed on its prices. */
function heldWarnings({ held }: BacktestTaskInput): Fact[] {
  if (held === undefined || held.elsewhere === 0) return [];
  return [{ key: 'backtest.held-elsewhere', values: { accountName: held.accountName, share: held.elsewhere } }];
}

function resultOf(
  { startMoney, panel }: BacktestTaskInput,
  finished: readonly { readonly plan: RunPlan; readonly outcome: BacktestFinished }[],
  warnings: readonly Fact[],
): BacktestTaskResult {
  const own = finished[0];
  const days = own?.outcome.days ?? panel.days;
  const rows = thinnedRows(days);
  const facts = [...warnings, ...(own?.outcome.facts ?? [])];
  return {
    schemaVersion: 3,
    firstDay: isoDayFromNumber(days[0] ?? 0),
    lastDay: isoDayFromNumber(days[days.length - 1] ?? 0),
    dayCount: days.length,
    startAmount: usd(startMoney),
    dates: rows.map((row) => isoDayFromNumber(days[row] ?? 0)),
    months: monthsOf(days),
    runs: finished.map(({ plan, outcome }) =>
      runView(plan, outcome, { rows, calendar: calendarOf(panel.instruments) }),
    ),
    detail: own === undefined ? null : detailOf(own.outcome, finished, panel),
    warnings: facts.map(({ key, values }): FactView => ({ key, values: { ...values } })),
  };
}

/** What the plan is measured against besides itself: a rule that needs no forecast. */
const YARDSTICK: BacktestRunView['id'] = 'equal-weight';

/** Rules that anyone can follow; the plan's own weights in another rhythm are no rival to it. */
const RIVALS: readonly BacktestRunView['id'][] = [YARDSTICK, 'sixty-forty'];

function detailOf(
  run: BacktestFinished,
  finished: readonly { readonly plan: RunPlan; readonly outcome: BacktestFinished }[],
  panel: PricePanel,
): BacktestDetail {
  const rivals = finished
    .filter(({ plan }) => RIVALS.includes(plan.id))
    .map(({ plan, outcome }) => ({ id: plan.id, name: plan.name, run: outcome }));
  const yardstick = rivals.find(({ id }) => id === YARDSTICK);
  return {
    ...runDetail({ run, instruments: panel.instruments, yardstick }),
    against: runAgainst({ run, panel, rivals, yardstick }),
  };
}

function runView(plan: RunPlan, outcome: BacktestFinished, shown: Shown): BacktestRunView {
  const drawdowns = drawdownsOf(outcome.value);
  return {
    id: plan.id,
    name: plan.name,
    ...testedFigures(outcome, shown),
    rebalanceCount: outcome.rebalances.length,
    drawdowns: shown.rows.map((row) => drawdowns[row] ?? 0),
    monthReturns: monthReturnsOf(outcome),
  };
}
