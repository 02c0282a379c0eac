import { allocateSharedBytes, type PricePanel } from '../../market/panel';
import { standardDeviation } from '../../math/statistics';
import type { Aim, CostPolicy } from '../../policy/types';
import { drawdown } from '../../risk/drawdown';
import { estimateInputs } from '../../strategy/estimate';
import { rowsPerYear } from '../../strategy/rows-per-year';
import { STRATEGIES } from '../../strategy/strategies';
import type { EstimateOutcome, Strategy, StrategyOutcome } from '../../strategy/types';
import type { Control } from '../../trading/types';
import { runReturns } from '../analysis/run-returns';
import { runBacktest } from '../run-backtest';
import type { BacktestFinished, BacktestOutcome } from '../types';
import { decisionName, estimateName, rebalanceOf, settingOf, type TrialSetting } from './search-parameters';
import { choiceAt, type SearchSpace } from './search-space';
import { sharpeOfRow, type TrialReturns } from './trial-returns';

/** What all trials of a search share. Plain data; the panel is on shared memory, so threads read one copy. */
export interface SearchMarket {
  readonly panel: PricePanel;
  /** The plan as it is: what is not varied stays so. */
  readonly plan: TrialSetting;
  readonly aim: Aim;
  readonly costs: CostPolicy;
  /** Account currency. */
  readonly startMoney: number;
}

/** Whole days since 1970-01-01, both included. */
export interface DayWindow {
  readonly fromDay: number;
  readonly toDay: number;
}

/** Returns are taken over so many rows, about a week: short enough to count many, long enough to smooth closing times. */
export const ROWS_PER_PERIOD = 5;

/** What is kept of a trial besides its returns; annual decimals. */
export interface TrialFigures {
  /** In excess of cash, from the periods' returns. */
  readonly sharpe: number;
  readonly annualReturn: number;
  readonly annualVolatility: number;
  readonly maxDrawdown: number;
  readonly turnoverAnnual: number;
  /** Costs over the run as a share of the start money. */
  readonly cost: number;
}

/** What was worked out for earlier trials on the same panel. */
interface Memory {
  readonly estimates: Map<number, EstimateOutcome>;
  readonly decisions: Map<number, StrategyOutcome>;
}

const emptyMemory = (): Memory => ({ estimates: new Map(), decisions: new Map() });

function recalled<Key, T>(memory: Map<Key, T>, key: Key, make: () => T): T {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const made = make();
  memory.set(key, made);
  return made;
}

/** With one policy on one panel estimates and decisions depend on the day alone: no strategy looks at what is held. */
const remembering = (strategy: Strategy, { estimates, decisions }: Memory): Strategy => ({
  ...strategy,
  decide: (input) =>
    recalled(decisions, input.view.dayCount, () =>
      strategy.decide({
        ...input,
        estimate: (view, policy) => recalled(estimates, view.dayCount, () => estimateInputs(view, policy)),
      }),
    ),
});

/** One setting over one window, through the code that trades live. */
export function runSetting(
  market: SearchMarket,
  setting: TrialSetting,
  window: DayWindow,
  { control, memory = emptyMemory() }: { control: Control; memory?: Memory },
): BacktestOutcome {
  return runBacktest({
    panel: market.panel,
    strategy: remembering(STRATEGIES[setting.strategyId], memory),
    policy: setting.policy,
    aim: market.aim,
    ...window,
    rebalance: rebalanceOf(setting),
    startMoney: market.startMoney,
    costs: market.costs,
    control,
  });
}

/** Periods of a run over so many rows; what is left over at the end is not used. */
export const periodsOf = (rows: number): number => Math.floor((rows - 1) / ROWS_PER_PERIOD);

/** @param out one entry a period: the return less what cash earned */
export function excessReturns({ value, cashReturns, trades }: BacktestFinished, out: Float64Array): void {
  // Money that never bought anything is cash: what booking it in micro-units leaves would count as skill.
  if (trades.length === 0) {
    out.fill(0);
    return;
  }
  for (let p = 0; p < out.length; p++) {
    const from = p * ROWS_PER_PERIOD;
    const end = from + ROWS_PER_PERIOD;
    let cashGrowth = 1;
    for (let row = from + 1; row <= end; row++) cashGrowth *= 1 + cashReturns[row]!;
    out[p] = value[end]! / value[from]! - cashGrowth;
  }
}

export function figuresOf(run: BacktestFinished, excess: Float64Array): TrialFigures {
  const { value, days, totals, startMoney } = run;
  const rowsAYear = rowsPerYear(days);
  const periodsAYear = rowsAYear / ROWS_PER_PERIOD;
  return {
    sharpe: sharpeOfRow(excess) * Math.sqrt(periodsAYear),
    annualReturn: (value.at(-1)! / value[0]!) ** (rowsAYear / (value.length - 1)) - 1,
    annualVolatility: standardDeviation(excess) * Math.sqrt(periodsAYear),
    maxDrawdown: drawdown(runReturns(run)).maxDrawdown,
    turnoverAnnual: totals.turnoverAnnual,
    cost: totals.cost / startMoney,
  };
}

export interface TrialPart {
  readonly market: SearchMarket;
  readonly space: SearchSpace;
  readonly window: DayWindow;
  /** Rows of the window in the panel. */
  readonly rows: number;
  /** Combinations to try. */
  readonly indices: readonly number[];
}

export interface TrialPartResult {
  readonly indices: readonly number[];
  /** Trial-major, in the order of `indices`, on shared memory. */
  readonly returns: Float64Array;
  /** Null where nothing could be decided or traded: the trial counts, and its returns are nought. */
  readonly figures: readonly (TrialFigures | null)[];
}

/**
 * Shares trials out to parts that can run at once: those with the same estimates stay together because they share that
 * work, else those with the same decisions, and the groups are dealt in turn. Few groups are cut, so that no part idles.
 */
export function splitTrials(space: SearchSpace, indices: readonly number[], parts: number): number[][] {
  const sorted = [...indices].sort((a, b) => a - b);
  const groupsBy = (nameOf: typeof estimateName): number[][] => {
    const groups = new Map<string, number[]>();
    for (const index of sorted) recalled(groups, nameOf(space, choiceAt(space, index)), () => []).push(index);
    return [...groups.values()];
  };
  const byEstimate = groupsBy(estimateName);
  const byDecision = groupsBy(decisionName);
  const groups = byEstimate.length >= 2 * parts ? byEstimate : byDecision;
  const dealt =
    groups.length >= 2 * parts ? groups : groups.flatMap((group) => cut(group, Math.ceil(group.length / parts)));
  const shares = Array.from({ length: parts }, (): number[] => []);
  dealt.forEach((group, turn) => shares[turn % parts]!.push(...group));
  return shares.filter((share) => share.length > 0);
}

const cut = (group: readonly number[], size: number): number[][] =>
  Array.from({ length: Math.ceil(group.length / size) }, (_, i) => group.slice(i * size, (i + 1) * size));

/** Runs the trials one after the other; undefined when told to stop. */
export function runTrialPart(part: TrialPart, control: Control): TrialPartResult | undefined {
  const { market, space, window, indices } = part;
  const periods = periodsOf(part.rows);
  const returns = new Float64Array(allocateSharedBytes(8 * indices.length * periods));
  const figures: (TrialFigures | null)[] = [];
  let memory = emptyMemory();
  let remembered = { estimate: '', decision: '' };
  const quiet: Control = { report: () => undefined, shouldStop: control.shouldStop };
  for (const [at, index] of indices.entries()) {
    if (control.shouldStop()) return undefined;
    control.report(at / indices.length);
    const choice = choiceAt(space, index);
    const names = { estimate: estimateName(space, choice), decision: decisionName(space, choice) };
    if (names.decision !== remembered.decision) {
      const isSameEstimate = names.estimate === remembered.estimate;
      memory = { estimates: isSameEstimate ? memory.estimates : emptyMemory().estimates, decisions: new Map() };
      remembered = names;
    }
    const run = runSetting(market, settingOf(market.plan, space, choice), window, { control: quiet, memory });
    if (run.status === 'cancelled') return undefined;
    if (run.status !== 'finished') {
      figures.push(null);
      continue;
    }
    const row = returns.subarray(at * periods, (at + 1) * periods);
    excessReturns(run, row);
    figures.push(figuresOf(run, row));
  }
  return { indices, returns, figures };
}

export interface TriedTrials {
  /** In the order in which the searcher asked for them. */
  readonly indices: readonly number[];
  readonly returns: TrialReturns;
  readonly figures: readonly (TrialFigures | null)[];
}

/** Puts what was tried before and the parts of a batch together, in the order of the batch, however it was shared out. */
export function mergeTrials(
  before: TriedTrials | undefined,
  batch: readonly number[],
  parts: readonly TrialPartResult[],
): TriedTrials {
  const sources = new Map(parts.flatMap((part) => part.indices.map((index, at) => [index, { part, at }] as const)));
  const indices = [...(before?.indices ?? []), ...batch];
  const periods = before?.returns.periods ?? parts[0]!.returns.length / parts[0]!.indices.length;
  const returns = new Float64Array(allocateSharedBytes(8 * indices.length * periods));
  if (before !== undefined) returns.set(before.returns.returns);
  const figures = [...(before?.figures ?? [])];
  for (const index of batch) {
    const { part, at } = sources.get(index)!;
    returns.set(part.returns.subarray(at * periods, (at + 1) * periods), figures.length * periods);
    figures.push(part.figures[at]!);
  }
  return { indices, returns: { returns, trials: indices.length, periods }, figures };
}
