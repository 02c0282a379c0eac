import { followMoney, isMet, type MoneyTrace, newTrace } from '../simulation/money-path';
import { BLOCK_PATHS, pathWriter, type PathRequest } from '../simulation/path-writer';
import { type Odds, oddsOf } from '../simulation/summary';
import type { MoneyPlan } from '../simulation/types';

/** Paths drawn once, so that questions about one goal are answered on the same random numbers. */
export interface PathSet {
  readonly paths: number;
  readonly months: number;
  /** Row-major paths x months: simple returns. */
  readonly returns: Float64Array;
  /** Row-major paths x (months + 1), or one row where inflation is fixed. */
  readonly levels: Float64Array;
  readonly flooredMonths: number;
  readonly assumptions: Readonly<Record<string, number>>;
}

type PathSetOutcome =
  { readonly status: 'drawn'; readonly set: PathSet } | { readonly status: 'not-possible'; readonly message: string };

export function drawPaths(request: PathRequest): PathSetOutcome {
  const prepared = pathWriter(request);
  if (prepared.status !== 'ready') return prepared;
  const { writer } = prepared;
  const { paths } = request;
  const months = request.plan.mixOfMonth.length;
  const isFixed = request.inflation.annualVolatility === 0;
  const returns = new Float64Array(paths * months);
  const levels = new Float64Array((isFixed ? 1 : paths) * (months + 1));
  for (let path = 0; path < paths; path++) {
    if (path % BLOCK_PATHS === 0) writer.startBlock(path / BLOCK_PATHS);
    const row = isFixed ? 0 : path;
    writer.next(
      returns.subarray(path * months, (path + 1) * months),
      levels.subarray(row * (months + 1), (row + 1) * (months + 1)),
    );
  }
  const { assumptions } = writer;
  return {
    status: 'drawn',
    set: { paths, months, returns, levels, flooredMonths: writer.flooredMonths(), assumptions },
  };
}

/** The first months of the first paths, as a set of its own. */
export function firstOf(set: PathSet, months: number, paths: number): PathSet {
  const isFixed = set.levels.length === set.months + 1;
  const returns = new Float64Array(paths * months);
  const levels = new Float64Array((isFixed ? 1 : paths) * (months + 1));
  for (let path = 0; path < paths; path++) {
    const at = path * set.months;
    returns.set(set.returns.subarray(at, at + months), path * months);
    if (isFixed && path > 0) continue;
    const level = path * (set.months + 1);
    levels.set(set.levels.subarray(level, level + months + 1), path * (months + 1));
  }
  return { ...set, paths, months, returns, levels };
}

/**
 * The money on each path in turn.
 *
 * @param look        what to do with the trace, which is reused
 * @param keepsMonths false where only the end is looked at
 */
export function followPaths(
  set: PathSet,
  money: MoneyPlan,
  look: (trace: MoneyTrace, path: number) => void,
  keepsMonths = true,
): void {
  const { paths, months, returns, levels } = set;
  const trace = newTrace(money, keepsMonths);
  const isFixed = levels.length === months + 1;
  for (let path = 0; path < paths; path++) {
    const row = isFixed ? 0 : path;
    followMoney(
      money,
      returns.subarray(path * months, (path + 1) * months),
      levels.subarray(row * (months + 1), (row + 1) * (months + 1)),
      trace,
    );
    look(trace, path);
  }
}

/** How many of the paths meet the aim of the money. */
export function oddsOn(set: PathSet, money: MoneyPlan): Odds {
  let met = 0;
  const count = (trace: MoneyTrace): void => {
    if (isMet(money, trace)) met += 1;
  };
  followPaths(set, money, count, false);
  return oddsOf(met, set.paths);
}
