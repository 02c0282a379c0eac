import { invariant } from '../../../base/invariant';
import type { Control } from '../../trading/types';
import { followMoney, isMet, newTrace } from './money-path';
import { BLOCK_PATHS, pathWriter, type SimulationInput } from './path-writer';
import { summarise, type SimulationSummary } from './summary';

/** Bands by month are drawn from the first paths: a percentile of these is sure to half a percentile. */
export const BAND_PATHS_MAX = 8_192;

/** A run of blocks for one worker. */
export interface SimulationPart {
  readonly firstBlock: number;
  readonly endBlock: number;
}

/** Arrays by path, in path order. */
export interface PartResult {
  readonly terminal: Float64Array;
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
  const { money, paths } = input;
  const months = input.plan.mixOfMonth.length;
  const firstPath = part.firstBlock * BLOCK_PATHS;
  const count = Math.max(0, Math.min(part.endBlock * BLOCK_PATHS, paths) - firstPath);
  const bandCount = Math.max(0, Math.min(BAND_PATHS_MAX - firstPath, count));
  const trace = newTrace(money);
  const years = trace.incomes.length;
  const result = {
    terminal: new Float64Array(count),
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
    result.terminal[path] = trace.terminal;
    result.ruinMonth[path] = trace.ruinMonth;
    result.isMet[path] = isMet(money, trace) ? 1 : 0;
    if (path < bandCount) {
      result.wealth.set(trace.wealth, path * (months + 1));
      result.incomes.set(trace.incomes, path * years);
    }
  }
  const { assumptions } = writer;
  return { status: 'done', result: { ...result, flooredMonths: writer.flooredMonths(), assumptions } };
}

/** @param parts of all paths, in their order */
export function mergeSimulation(input: SimulationInput, parts: readonly PartResult[]): SimulationSummary {
  const merged = {
    terminal: joined(parts.map(({ terminal }) => terminal)),
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
