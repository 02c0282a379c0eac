import type { Shares } from './improve-shares';
import { cashAfter, costOf, outlayOf, type ShareProblem } from './share-problem';

/** One count for the next instrument, and what any answer with it costs at least. */
export interface CountOption {
  readonly count: number;
  readonly bound: number;
}

/** Decides one instrument after another. */
export interface Brancher {
  /** Instruments in the order they are decided. */
  readonly order: readonly number[];
  /** Any answer costs at least this. */
  readonly bound: number;
  /**
   * @param shares counts of what comes earlier in the order
   * @param bound  of those counts
   * @param cutoff options that cost at least this need not be listed
   * @returns lowest bound first; `beyond` bounds what was left out although it might cost less than the cutoff
   */
  readonly optionsAt: (
    depth: number,
    shares: Float64Array,
    bound: number,
    cutoff: number,
  ) => { readonly options: readonly CountOption[]; readonly beyond: number };
}

export interface BranchedShares extends Shares {
  /** To the micro-unit. */
  readonly costAtLeast: number;
  readonly branches: number;
}

/** Answers that are better by less are the same to the ledger. */
const MICRO = 1;

/**
 * The cheapest counts, decided instrument by instrument with the rest bounded from below; exact, unless the branches run
 * out, when the lowest bound of what was not looked at says how much better an answer could still be.
 *
 * @param start an allowed answer
 */
export function branchShares(
  problem: ShareProblem,
  brancher: Brancher,
  start: Shares,
  branchesMax: number,
): BranchedShares {
  const { size, held, prices } = problem;
  const { order } = brancher;
  // What selling everything that is not decided yet would bring, without fees.
  const proceeds = new Float64Array(size + 1);
  for (let depth = size - 1; depth >= 0; depth--) {
    const at = order[depth]!;
    proceeds[depth] = proceeds[depth + 1]! + held[at]! * prices[at]!;
  }
  let best = start;
  let branches = 0;
  let open = Infinity;
  const shares = held.slice();
  const descend = (depth: number, bound: number, cash: number): void => {
    if (depth === size) {
      const cost = costOf(problem, shares);
      if (cost < best.cost && cashAfter(problem, shares) >= 0) best = { shares: shares.slice(), cost };
      return;
    }
    const at = order[depth]!;
    const { options, beyond } = brancher.optionsAt(depth, shares, bound, best.cost - MICRO);
    open = Math.min(open, beyond);
    for (const option of options) {
      if (option.bound >= best.cost - MICRO) return;
      if (branches >= branchesMax) {
        open = Math.min(open, option.bound);
        return;
      }
      const left = cash - outlayOf(problem, at, option.count);
      if (left + proceeds[depth + 1]! < 0) continue;
      branches++;
      shares[at] = option.count;
      descend(depth + 1, option.bound, left);
    }
  };
  descend(0, brancher.bound, problem.cash);
  const isProved = open >= best.cost - MICRO;
  return { ...best, costAtLeast: isProved ? best.cost : Math.max(open, brancher.bound), branches };
}
