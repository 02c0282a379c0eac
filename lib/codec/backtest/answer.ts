import { isoDayFromNumber } from '@/lib/base/iso-day';
import { done, type Outcome, refused } from '@/lib/base/outcome';
import { runReturns } from '@/lib/quant/backtest/analysis/run-returns';
import type { BacktestFinished } from '@/lib/quant/backtest/types';
import { type PricePanel, PRICE_SOURCE_KINDS } from '@/lib/quant/market/panel';
import { rowsPerYear } from '@/lib/quant/strategy/rows-per-year';
import type { Control } from '@/lib/quant/trading/types';
import {
  type BacktestDoorAnswer,
  type BacktestDoorRequest,
  BACKTEST_START_AMOUNT_DEFAULT,
} from '@/lib/shared/contracts/backtest-door';
import { backtestDisclosure } from '../recommend/backtest-summary';
import { idleWarnings, outsideWarning } from './left-out';
import { type BacktestPlan, backtestPlan, plannedStart } from './read-request';
import { emptiedOn, type Replayed, replayAll, type Replays } from './replay';
import { type IntervalDraw, type Lines, rowOf } from './row';

const SAMPLES_DEFAULT = 200;
const SAMPLES_MIN = 50;

/** Returns drawn over all lines: about half a minute of one core, within what an answer over HTTP may take. */
const DRAWN_RETURNS_MAX = 20_000_000;

/** Below a year what is per year is a guess that a page would not show. */
const YEAR_DAYS = 361;

export type BacktestRun = Outcome<BacktestDoorAnswer> | { readonly status: 'cancelled' };

/** The `backtest` door: the same request on the same prices gives the same answer, number by number. */
export function backtestAnswer(request: BacktestDoorRequest, prices: PricePanel, control: Control): BacktestRun {
  const plan = backtestPlan(request, prices);
  if (plan.status === 'refused') return plan;
  const choice = intervalsFor(request, plan.value);
  if (choice.status === 'refused') return choice;
  const replays = replayAll(plan.value, request, control);
  if (replays === undefined) return { status: 'cancelled' };
  const { benchmarkId, days, toDay } = plan.value;
  const { fromDay } = replays;
  const shown = days.filter((day) => day >= fromDay && day <= toDay);
  const benchmark = replays.benchmarks.filter(isFinished).find(({ plan: { id } }) => id === benchmarkId);
  const rowsOf = (replayed: readonly Replayed[]): BacktestDoorAnswer['runs'] | undefined => {
    const rows: BacktestDoorAnswer['runs'] = [];
    for (const run of replayed) {
      if (control.shouldStop()) return undefined;
      const lines = linesBeside(replays.benchmarks, run.plan.id);
      rows.push(rowOf(run, { request, lines, benchmark: benchmark?.outcome, intervals: choice.value }));
    }
    return rows;
  };
  const runs = rowsOf(replays.runs);
  const ownIds = replays.runs.map(({ plan: { id } }) => id);
  const benchmarks = rowsOf(replays.benchmarks.filter(({ plan: { id } }) => !ownIds.includes(id)));
  if (runs === undefined || benchmarks === undefined) return { status: 'cancelled' };
  const { kind, label } = prices.source;
  const { samples, confidence, seed } = choice.value;
  return done({
    source: {
      kind,
      label,
      isSimulated: PRICE_SOURCE_KINDS[kind].isSimulated,
      basis: prices.basis,
      firstDay: isoDayFromNumber(prices.days[0] ?? 0),
      lastDay: isoDayFromNumber(prices.days.at(-1) ?? 0),
    },
    firstDay: isoDayFromNumber(shown[0] ?? fromDay),
    lastDay: isoDayFromNumber(shown.at(-1) ?? toDay),
    days: shown.length,
    periodsPerYear: rowsPerYear(shown),
    startAmount: request.startAmount ?? BACKTEST_START_AMOUNT_DEFAULT,
    benchmark: benchmark?.plan.id ?? null,
    intervals: { samples, confidence, seed },
    runs,
    benchmarks,
    disclosure: backtestDisclosure(request.taxes !== undefined && request.taxes.preset !== 'none'),
    warnings: [
      ...startWarning(plan.value, replays, shown),
      ...idleWarnings(request, plan.value),
      ...outsideWarning(request, { days, fromDay, lastDay: shown.at(-1) ?? toDay }),
      ...warningsOf(request, shown),
    ],
  });
}

/** So many resamples as the rows of all lines leave time for; more than that, asked for, is refused. */
function intervalsFor({ intervals = {} }: BacktestDoorRequest, plan: BacktestPlan): Outcome<IntervalDraw> {
  const start = plannedStart(plan);
  const rows = plan.days.filter((day) => day >= start && day <= plan.toDay).length;
  const returns = rows * (plan.runs.length + plan.benchmarks.length);
  const samplesMax = Math.max(SAMPLES_MIN, Math.floor(DRAWN_RETURNS_MAX / Math.max(returns, 1)));
  if (intervals.samples !== undefined && intervals.samples > samplesMax) {
    const message = `${intervals.samples} resamples of ${returns} returns are too many; at most ${samplesMax} can be drawn here.`;
    return refused('too-large', message, 'intervals.samples');
  }
  return done({ samples: Math.min(SAMPLES_DEFAULT, samplesMax), confidence: 0.95, seed: 'backtest', ...intervals });
}

const isFinished = (run: Replayed): run is Replayed & { readonly outcome: BacktestFinished } =>
  run.outcome.status === 'finished' && emptiedOn(run.outcome) === undefined;

/** A line is not compared with itself. */
const linesBeside = (benchmarks: readonly Replayed[], ownId: string): Lines =>
  new Map(
    benchmarks
      .filter(isFinished)
      .filter(({ plan: { id } }) => id !== ownId)
      .map(({ plan: { id }, outcome }) => [id, runReturns(outcome)]),
  );

/** Why it begins when it does, where no day was named. */
function startWarning({ fromDay, filled, days }: BacktestPlan, replays: Replays, shown: Int32Array): string[] {
  const firstDay = isoDayFromNumber(shown[0] ?? replays.fromDay);
  if (replays.waitedFor.length > 0)
    return [`Starts on ${firstDay}, when ${replays.waitedFor.join(', ')} can first decide.`];
  if (fromDay !== undefined || filled === undefined || filled.day === days[0]) return [];
  return [`Starts on ${firstDay}, when ${filled.symbol}, the youngest of the assets, has the look-back it needs.`];
}

function warningsOf({ strategies }: BacktestDoorRequest, days: Int32Array): string[] {
  const warnings: string[] = [];
  if ((days.at(-1) ?? 0) - (days[0] ?? 0) < YEAR_DAYS) {
    warnings.push('The test is shorter than a year: its figures a year are extrapolated.');
  }
  if (strategies.length > 1) {
    warnings.push(`${strategies.length} strategies were tried; the best of them is better here than it will be.`);
  }
  return warnings;
}
