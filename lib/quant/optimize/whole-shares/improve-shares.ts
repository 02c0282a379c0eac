import { cashAfter, costOf, likelyCounts, outlayOf, type ShareProblem } from './share-problem';

/** Rounds of improvement; each makes the cost smaller, and far fewer are needed. */
const ROUNDS_MAX = 200;
/** Above so many instruments only one count changes at a time: pairs would take too long. */
const PAIRS_SIZE_MAX = 30;

export interface Shares {
  readonly shares: Float64Array;
  readonly cost: number;
}

/** The best answer that changing one count, or two at once, leads to; cash never falls below zero on the way. */
export function improveShares(problem: ShareProblem, start: Float64Array): Shares {
  let best: Shares = { shares: start, cost: costOf(problem, start) };
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const next = bestSingle(problem, best) ?? firstPair(problem, best);
    if (next === undefined) return best;
    best = next;
  }
  return best;
}

function bestSingle(problem: ShareProblem, from: Shares): Shares | undefined {
  const cash = cashAfter(problem, from.shares);
  let best: Shares | undefined;
  for (let at = 0; at < problem.size; at++) {
    const spare = cash + outlayOf(problem, at, from.shares[at]!);
    for (const count of likelyCounts(problem, at, from.shares[at]!, cash)) {
      if (outlayOf(problem, at, count) > spare) continue;
      const shares = from.shares.slice();
      shares[at] = count;
      const cost = costOf(problem, shares);
      if (cost < (best ?? from).cost) best = { shares, cost };
    }
  }
  return best;
}

function firstPair(problem: ShareProblem, from: Shares): Shares | undefined {
  const { size } = problem;
  if (size > PAIRS_SIZE_MAX) return undefined;
  const cash = cashAfter(problem, from.shares);
  for (let first = 0; first < size; first++) {
    for (const count of likelyCounts(problem, first, from.shares[first]!, cash)) {
      const shares = from.shares.slice();
      shares[first] = count;
      const left = cash + outlayOf(problem, first, from.shares[first]!) - outlayOf(problem, first, count);
      for (let second = 0; second < size; second++) {
        if (second === first) continue;
        const now = from.shares[second]!;
        const spare = left + outlayOf(problem, second, now);
        for (const other of likelyCounts(problem, second, now, Math.max(left, 0))) {
          if (outlayOf(problem, second, other) > spare) continue;
          shares[second] = other;
          const cost = costOf(problem, shares);
          if (cost < from.cost) return { shares: shares.slice(), cost };
        }
        shares[second] = now;
      }
    }
  }
  return undefined;
}
