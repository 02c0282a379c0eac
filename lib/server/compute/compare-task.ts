import { isoDayFromNumber } from '@/lib/base/iso-day';
import { isDailyThroughout } from '@/lib/codec/prices/row-spacing';
import { holdSymbol } from '@/lib/quant/backtest/benchmarks';
import type { BacktestFinished } from '@/lib/quant/backtest/types';
import { calendarOf } from '@/lib/quant/market/universe';
import type { Fact } from '@/lib/quant/policy/types';
import { STRATEGIES } from '@/lib/quant/strategy/strategies';
import type { Control } from '@/lib/quant/trading/types';
import type {
  ComparisonLine,
  ComparisonLineRef,
  ComparisonResult,
  StrategyName,
} from '@/lib/shared/contracts/comparison';
import { undecidedWords } from '@/lib/shared/narrate/en/evidence';
import {
  type LineOutcome,
  NOT_DAILY,
  partOf,
  replay,
  type ReplayedLine,
  type ReplaySetting,
  whyNotReplayed,
  windowDays,
} from './backtest/replay';
import { usd } from './backtest/run-figures';
import { type Shown, testedFigures } from './backtest/tested-figures';
import { thinnedRows } from './backtest/thinned-rows';
import type { Task } from './task';

export interface CompareTaskInput extends ReplaySetting {
  readonly strategies: readonly StrategyName[];
  readonly holdSymbols: readonly string[];
}

/** Everything of the stored result but where the prices came from, which the caller knows. */
type CompareTaskResult = Omit<ComparisonResult, 'source'>;

type CompareTaskOutput =
  | { readonly status: 'finished'; readonly result: CompareTaskResult }
  /** One sentence for the investor. */
  | { readonly status: 'not-possible'; readonly message: string };

interface Line extends ReplayedLine {
  readonly id: string;
  readonly ref: ComparisonLineRef;
}

/** Nobody compares without the two plain rules that are hard to beat. */
const ALWAYS: readonly StrategyName[] = ['equal-weight', 'sixty-forty'];

function linesOf({ strategies, holdSymbols }: CompareTaskInput): Line[] {
  const named = [...new Set([...strategies, ...ALWAYS])].map((strategy): Line => ({
    id: strategy,
    ref: { kind: 'strategy', strategy },
    strategy: STRATEGIES[strategy],
    isRebalanced: true,
  }));
  const planHeld: Line = {
    id: 'plan-held',
    ref: { kind: 'plan-held' },
    strategy: STRATEGIES['mean-variance'],
    isRebalanced: false,
  };
  const held = holdSymbols.map((symbol): Line => ({
    id: `hold:${symbol}`,
    ref: { kind: 'hold', symbol },
    strategy: holdSymbol(symbol),
    isRebalanced: false,
  }));
  return [...named, planHeld, ...held];
}

/** A line that needs more history than leaves a year for the others fails by itself instead of shortening them all. */
const WINDOW_DAYS_MIN = 365;

/** Rows in which a first decision is taken and traded. */
const PROBE_ROWS = 12;

interface Start {
  readonly fromDay: number;
  readonly warnings: readonly Fact[];
}

/** The first day on which every line that can be tested has the history its first decision needs. */
function commonStart(input: CompareTaskInput, lines: readonly Line[], control: Control): Start {
  const { days } = input.panel;
  const quiet: Control = { report: () => undefined, shouldStop: control.shouldStop };
  let { fromDay } = input;
  let symbols: readonly string[] = [];
  for (const line of lines) {
    const row = days.findIndex((day) => day >= fromDay);
    const toDay = Math.min(input.toDay, days[row + PROBE_ROWS] ?? input.toDay);
    const outcome = replay(input, line, { fromDay, toDay, control: quiet });
    if (outcome.status !== 'insufficient-history' || outcome.firstPossibleDay === undefined) continue;
    const leavesEnough = input.toDay - outcome.firstPossibleDay >= WINDOW_DAYS_MIN;
    if (outcome.firstPossibleDay <= fromDay || !leavesEnough) continue;
    fromDay = outcome.firstPossibleDay;
    symbols = outcome.symbols;
  }
  if (symbols.length === 0) return { fromDay, warnings: [] };
  const values = { symbols: symbols.join(', '), firstDay: isoDayFromNumber(fromDay) };
  return { fromDay, warnings: [{ key: 'backtest.starts-later', values }] };
}

/** The same dates, money and costs for every line; one that cannot run says why in its place. */
export const compareTask: Task<CompareTaskInput, CompareTaskOutput> = (input, control) => {
  if (!isDailyThroughout(windowDays(input))) {
    return { status: 'finished', value: { status: 'not-possible', message: NOT_DAILY } };
  }
  const lines = linesOf(input);
  const { fromDay, warnings } = commonStart(input, lines, control);
  const outcomes: { line: Line; outcome: LineOutcome }[] = [];
  for (const [index, line] of lines.entries()) {
    const part = partOf(control, index / lines.length, 1 / lines.length);
    const outcome = replay(input, line, { fromDay, control: part });
    if (outcome.status === 'cancelled') return { status: 'stopped' };
    outcomes.push({ line, outcome });
  }
  const days = outcomes.map(({ outcome }) => outcome).find((outcome) => outcome.status === 'finished')?.days;
  if (days === undefined) {
    const message = 'None of the lines could be tested in this window. Choose a longer or a later one.';
    return { status: 'finished', value: { status: 'not-possible', message } };
  }
  const shown: Shown = { rows: thinnedRows(days), calendar: calendarOf(input.panel.instruments) };
  const result: CompareTaskResult = {
    schemaVersion: 1,
    firstDay: isoDayFromNumber(days[0] ?? 0),
    lastDay: isoDayFromNumber(days[days.length - 1] ?? 0),
    dayCount: days.length,
    startAmount: usd(input.startMoney),
    dates: shown.rows.map((row) => isoDayFromNumber(days[row] ?? 0)),
    lines: outcomes.map(({ line, outcome }) => lineView(line, outcome, shown)),
    warnings: warnings.map(({ key, values }) => ({ key, values: { ...values } })),
  };
  return { status: 'finished', value: { status: 'finished', result } };
};

function lineView({ id, ref }: Line, outcome: LineOutcome, shown: Shown): ComparisonLine {
  return outcome.status === 'finished'
    ? { status: 'tested', id, ref, ...testedFigures(outcome, shown) }
    : { status: 'failed', id, ref, reason: reasonOf(outcome) };
}

function reasonOf(outcome: Exclude<LineOutcome, BacktestFinished>): string {
  if (outcome.status !== 'not-decided') return whyNotReplayed(outcome);
  return `Nothing could be decided on ${isoDayFromNumber(outcome.day)}, the first day: ${undecidedWords(outcome.decision.status)}.`;
}
