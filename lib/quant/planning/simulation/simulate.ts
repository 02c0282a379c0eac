import { invariant } from '../../../base/invariant';
import type { Control } from '../../trading/types';
import { followMoney, isMet, type MoneyTrace, newTrace } from './money-path';
import { BLOCK_PATHS, pathWriter, type SimulationInput } from './path-writer';
import { summarise, type SimulationSummary } from './summary';
import type { MoneyPlan } from './types';

/** Bands by month are drawn from the first paths: a percentile of these is sure to half a percentile. */
export const BAND_PATHS_MAX = 8_192;

const MONTHS_PER_YEAR = 12;

/** A run of blocks for one worker. */
export interface SimulationPart {
  readonly firstBlock: number;
  readonly endBlock: number;
}

/** Arrays by path, in path order. */
export interface PartResult {
  readonly terminal: Float64Array;
  /** What the end lacks of the target. */
  readonly missing: Float64Array;
  readonly ruinMonth: Int32Array;
  readonly isMet: Uint8Array;
  /** Row-major paths x (months + 1): wealth on those paths of the part that bands are drawn from. */
  readonly wealth: Float64Array;
  /** Row-major paths x years. */
  readonly incomes: Float64Array;
  readonly flooredMonths: number;
  readonly assumptions: Readonly<Record<string, number>>;
}

type PartOutcome =
  | { readonly status: 'done'; readonly result: PartResult }
  | { readonly status: 'not-possible'; readonly message: string }
  | { readonly status: 'stopped' };

export type SimulationOutcome =
  | ({ readonly status: 'simulated' } & SimulationSummary)
  | { readonly status: 'not-possible'; readonly message: string }
  | { readonly status: 'stopped' };

/** Nearly even runs of blocks that together are all of them. */
export function splitSimulation({ paths }: Pick<SimulationInput, 'paths'>, parts: number): SimulationPart[] {
  const blocks = Math.ceil(paths / BLOCK_PATHS);
  return Array.from({ length: parts }, (_, part) => ({
    firstBlock: Math.round((blocks * part) / parts),
    endBlock: Math.round((blocks * (part + 1)) / parts),
  }));
}

export function runSimulationPart(input: SimulationInput, part: SimulationPart, control?: Control): PartOutcome {
  const prepared = pathWriter(input);
  if (prepared.status !== 'ready') return prepared;
  const { writer } = prepared;
  const { money, paths, isShownReal = money.isReal } = input;
  const months = input.plan.mixOfMonth.length;
  const firstPath = part.firstBlock * BLOCK_PATHS;
  const count = Math.max(0, Math.min(part.endBlock * BLOCK_PATHS, paths) - firstPath);
  const bandCount = Math.max(0, Math.min(BAND_PATHS_MAX - firstPath, count));
  const trace = newTrace(money);
  const isRestated = isShownReal !== money.isReal;
  const years = trace.incomes.length;
  const result = {
    terminal: new Float64Array(count),
    missing: new Float64Array(count),
    ruinMonth: new Int32Array(count),
    isMet: new Uint8Array(count),
    wealth: new Float64Array(bandCount * (months + 1)),
    incomes: new Float64Array(bandCount * years),
  };
  const returns = new Float64Array(months);
  const levels = new Float64Array(months + 1);
  for (let path = 0; path < count; path++) {
    if (path % BLOCK_PATHS === 0) {
      if (control?.shouldStop() === true) return { status: 'stopped' };
      control?.report(path / count);
      writer.startBlock(part.firstBlock + path / BLOCK_PATHS);
    }
    writer.next(returns, levels);
    followMoney(money, returns, levels, trace);
    result.ruinMonth[path] = trace.ruinMonth;
    result.isMet[path] = isMet(money, trace) ? 1 : 0;
    const toShown = (month: number): number => (isShownReal ? 1 / levels[month]! : levels[month]!);
    const atEnd = isRestated ? toShown(months) : 1;
    result.terminal[path] = trace.terminal * atEnd;
    result.missing[path] = Math.max(0, money.target - trace.terminal) * atEnd;
    if (path < bandCount) {
      if (isRestated) restate(trace, money, toShown);
      result.wealth.set(trace.wealth, path * (months + 1));
      result.incomes.set(trace.incomes, path * years);
    }
  }
  const { assumptions } = writer;
  return { status: 'done', result: { ...result, flooredMonths: writer.flooredMonths(), assumptions } };
}

/** From the plan's money to the other kind; a year of income is in the money of its first month. */
function restate({ wealth, incomes }: MoneyTrace, { withdrawal }: MoneyPlan, factor: (month: number) => number): void {
  for (let month = 0; month < wealth.length; month++) wealth[month]! *= factor(month);
  if (withdrawal === undefined) return;
  const { fromMonth } = withdrawal;
  for (let year = 0; year < incomes.length; year++) incomes[year]! *= factor(fromMonth + year * MONTHS_PER_YEAR);
}

/** @param parts of all paths, in their order */
export function mergeSimulation(input: SimulationInput, parts: readonly PartResult[]): SimulationSummary {
  const merged = {
    terminal: joined(parts.map(({ terminal }) => terminal)),
    missing: joined(parts.map(({ missing }) => missing)),
    wealth: joined(parts.map(({ wealth }) => wealth)),
    incomes: joined(parts.map(({ incomes }) => incomes)),
    ruinMonth: parts.flatMap(({ ruinMonth }) => Array.from(ruinMonth)).filter((month) => month >= 0),
    metCount: parts.reduce((sum, part) => sum + part.isMet.reduce((all, met) => all + met, 0), 0),
    flooredMonths: parts.reduce((sum, part) => sum + part.flooredMonths, 0),
    assumptions: parts[0]?.assumptions ?? {},
  };
  invariant(merged.terminal.length === input.paths, `${merged.terminal.length} of ${input.paths} paths came back`);
  return summarise(input, merged);
}

function joined(arrays: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  return all;
}

/** All of it in one thread; the same numbers as from any number of parts. */
export function simulate(input: SimulationInput, control?: Control): SimulationOutcome {
  const results: PartResult[] = [];
  for (const part of splitSimulation(input, 1)) {
    const outcome = runSimulationPart(input, part, control);
    if (outcome.status !== 'done') return outcome;
    results.push(outcome.result);
  }
  return { status: 'simulated', ...mergeSimulation(input, results) };
}
