import { isoDayFromNumber } from '@/lib/base/iso-day';
import { formatMicros, microsFromNumber, roundToCents } from '@/lib/base/money';
import { isDailyThroughout } from '@/lib/codec/prices/row-spacing';
import { runBacktest } from '@/lib/quant/backtest/run-backtest';
import type { BacktestFinished, BacktestOutcome, BacktestRequest, RebalanceRule } from '@/lib/quant/backtest/types';
import { fullYears, worstYear } from '@/lib/quant/market/calendar-years';
import type { CalendarId } from '@/lib/quant/market/instrument';
import type { PricePanel } from '@/lib/quant/market/panel';
import { calendarOf } from '@/lib/quant/market/universe';
import type { Aim, Fact, Policy } from '@/lib/quant/policy/types';
import { computeMetrics, type MetricValues } from '@/lib/quant/risk/metrics';
import { metricSeries } from '@/lib/quant/risk/metric';
import { rowsPerYear } from '@/lib/quant/strategy/rows-per-year';
import { STRATEGIES } from '@/lib/quant/strategy/strategies';
import type { Strategy } from '@/lib/quant/strategy/types';
import type { Control } from '@/lib/quant/trading/types';
import type { BacktestResult, BacktestRunView } from '@/lib/shared/contracts/backtest';
import type { MoneyText } from '@/lib/shared/contracts/common';
import type { FactView } from '@/lib/shared/contracts/wire';
import type { Task } from './task';

export interface BacktestTaskInput {
  /** The plan's instruments, all investable. */
  readonly panel: PricePanel;
  readonly policy: Policy;
  readonly aim: Aim;
  readonly fromDay: number;
  readonly toDay: number;
  readonly calendar: Exclude<RebalanceRule, 'never'>;
  /** Account currency. */
  readonly startMoney: number;
  readonly commissionBasisPoints: number;
}

/** Everything of the stored result but where the prices came from, which the caller knows. */
export type BacktestTaskResult = Omit<BacktestResult, 'source'>;

export type BacktestTaskOutput =
  | { readonly status: 'finished'; readonly result: BacktestTaskResult }
  /** One sentence for the investor. */
  | { readonly status: 'not-possible'; readonly message: string };

interface RunPlan {
  readonly id: BacktestRunView['id'];
  readonly name: string;
  readonly strategy: Strategy;
  readonly isRebalanced: boolean;
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
    share: 0.9,
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

const POINTS_MAX = 1_000;

/** Figures per year mean little before a year has passed. */
const ANNUAL_FIGURE_DAYS_MIN = 365;

export const backtestTask: Task<BacktestTaskInput, BacktestTaskOutput> = (input, control) => {
  if (!isDailyThroughout(windowDays(input))) {
    const message =
      'The prices of this window are not daily throughout, and weeks or months taken for days would give false risks. Choose a window of daily prices.';
    return { status: 'finished', value: { status: 'not-possible', message } };
  }
  const finished: { plan: RunPlan; outcome: BacktestFinished }[] = [];
  const warnings: Fact[] = [];
  let { fromDay } = input;
  let doneShare = 0;
  for (const plan of RUNS) {
    const part = partOf(control, doneShare, plan.share);
    doneShare += plan.share;
    let outcome = replay(input, plan, fromDay, part);
    if (finished.length === 0 && outcome.status === 'insufficient-history' && outcome.firstPossibleDay !== undefined) {
      const symbols = outcome.symbols.join(', ');
      fromDay = Math.max(fromDay, outcome.firstPossibleDay);
      warnings.push({ key: 'backtest.starts-later', values: { symbols, firstDay: isoDayFromNumber(fromDay) } });
      outcome = replay(input, plan, fromDay, part);
    }
    if (outcome.status === 'cancelled') return { status: 'stopped' };
    if (outcome.status === 'finished') {
      finished.push({ plan, outcome });
      continue;
    }
    if (plan.id === 'recommendation') {
      return { status: 'finished', value: { status: 'not-possible', message: sentenceOf(outcome) } };
    }
    warnings.push({ key: 'backtest.not-compared', values: { name: plan.name, why: outcome.status } });
  }
  return { status: 'finished', value: { status: 'finished', result: resultOf(input, finished, warnings) } };
};

/** The rows of the window, and those that the first decision looks back on. */
function windowDays({ panel, policy, fromDay, toDay }: BacktestTaskInput): Int32Array {
  const { days } = panel;
  const first = days.findIndex((day) => day >= fromDay);
  const end = days.findLastIndex((day) => day <= toDay) + 1;
  return first < 0 ? days.subarray(0, 0) : days.subarray(Math.max(0, first - policy.lookbackDays), end);
}

const partOf = (control: Control, doneShare: number, share: number): Control => ({
  report: (fraction) => {
    control.report(doneShare + share * fraction);
  },
  shouldStop: control.shouldStop,
});

function replay(input: BacktestTaskInput, plan: RunPlan, fromDay: number, control: Control): BacktestOutcome {
  const request: BacktestRequest = {
    panel: input.panel,
    strategy: plan.strategy,
    policy: input.policy,
    aim: input.aim,
    fromDay,
    toDay: input.toDay,
    rebalance: plan.isRebalanced ? input.calendar : 'never',
    startMoney: input.startMoney,
    costs: { commissionBasisPoints: input.commissionBasisPoints },
    control,
  };
  return runBacktest(request);
}

function sentenceOf(outcome: Exclude<BacktestOutcome, BacktestFinished | { status: 'cancelled' }>): string {
  switch (outcome.status) {
    case 'insufficient-history':
      return `There is not enough price history for ${outcome.symbols.join(', ')}: ${outcome.daysNeeded} days are needed before the first decision.`;
    case 'no-trading-days':
      return 'There are fewer than two days with prices in this window. Choose a longer one.';
    case 'not-decided':
      return `The plan's limits could not all hold on ${isoDayFromNumber(outcome.day)}, the first day. Choose a later start.`;
  }
}

const money = (amount: number): MoneyText => ({
  amount: formatMicros(roundToCents(microsFromNumber(amount))),
  currency: 'USD',
});

function resultOf(
  { startMoney, panel }: BacktestTaskInput,
  finished: readonly { readonly plan: RunPlan; readonly outcome: BacktestFinished }[],
  warnings: readonly Fact[],
): BacktestTaskResult {
  const days = finished[0]?.outcome.days ?? panel.days;
  const rows = thinnedRows(days);
  const facts = [...warnings, ...(finished[0]?.outcome.facts ?? [])];
  return {
    schemaVersion: 1,
    firstDay: isoDayFromNumber(days[0] ?? 0),
    lastDay: isoDayFromNumber(days[days.length - 1] ?? 0),
    dayCount: days.length,
    startAmount: money(startMoney),
    dates: rows.map((row) => isoDayFromNumber(days[row] ?? 0)),
    runs: finished.map(({ plan, outcome }) =>
      runView(plan, outcome, { rows, calendar: calendarOf(panel.instruments) }),
    ),
    warnings: facts.map(({ key, values }): FactView => ({ key, values: { ...values } })),
  };
}

/** Evenly spread, the first and the last among them, and the last of each year: yearly returns can be read off exactly. */
function thinnedRows(days: Int32Array): number[] {
  const count = days.length;
  if (count <= POINTS_MAX) return Array.from({ length: count }, (_, row) => row);
  const yearOf = (row: number): string => isoDayFromNumber(days[row] ?? 0).slice(0, 4);
  const rows = Array.from({ length: count - 1 }, (_, row) => row);
  const yearEnds = rows.filter((row) => yearOf(row) !== yearOf(row + 1));
  const spread = POINTS_MAX - yearEnds.length;
  const even = Array.from({ length: spread }, (_, point) => Math.round((point * (count - 1)) / (spread - 1)));
  return [...new Set([...even, ...yearEnds])].sort((left, right) => left - right);
}

interface Shown {
  readonly rows: readonly number[];
  readonly calendar: CalendarId;
}

function runView(plan: RunPlan, outcome: BacktestFinished, { rows, calendar }: Shown): BacktestRunView {
  const { value, days, totals, rebalances } = outcome;
  const drawdowns = drawdownsOf(value);
  return {
    id: plan.id,
    name: plan.name,
    endValue: money(value[value.length - 1] ?? 0),
    costs: money(totals.cost),
    rebalanceCount: rebalances.length,
    tradeCount: totals.tradesCount,
    turnoverAnnual: totals.turnoverAnnual,
    metrics: { ...figuresOf(value, days), worstYear: worstFullYear(value, days, calendar) },
    values: rows.map((row) => Math.round((value[row] ?? 0) * 100) / 100),
    drawdowns: rows.map((row) => drawdowns[row] ?? 0),
  };
}

/** Loss from the highest value so far; 0 or negative. */
function drawdownsOf(value: Float64Array): Float64Array {
  let highest = 0;
  return value.map((amount) => {
    highest = Math.max(highest, amount);
    return amount / highest - 1;
  });
}

function figuresOf(value: Float64Array, days: Int32Array): Omit<BacktestRunView['metrics'], 'worstYear'> {
  const returns = value.slice(1).map((amount, index) => amount / (value[index] ?? Number.NaN) - 1);
  const all: MetricValues = computeMetrics(metricSeries({ returns, periodsPerYear: rowsPerYear(days) }));
  const isLong = (days[days.length - 1] ?? 0) - (days[0] ?? 0) >= ANNUAL_FIGURE_DAYS_MIN;
  const annual = (figure: number | null): number | null => (isLong ? figure : null);
  return {
    totalReturn: all.totalReturn,
    annualReturn: annual(all.annualReturn),
    annualVolatility: annual(all.annualVolatility),
    sharpe: annual(all.sharpe),
    sortino: annual(all.sortino),
    calmar: annual(all.calmar),
    maxDrawdown: all.maxDrawdown,
    valueAtRisk: all.valueAtRisk,
    conditionalValueAtRisk: all.conditionalValueAtRisk,
  };
}

/** The lowest return of a calendar year that lies wholly inside the days; null when none does. */
function worstFullYear(value: Float64Array, days: Int32Array, calendar: CalendarId): number | null {
  const years = fullYears(days, calendar).map(({ year, from, to }) => ({
    year,
    return: (value[to] ?? Number.NaN) / (value[from] ?? Number.NaN) - 1,
  }));
  return worstYear(years)?.return ?? null;
}
