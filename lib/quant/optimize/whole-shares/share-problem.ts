/**
 * The problem in doubles that hold whole micro-units, exact below 2^53: targets are amounts of money, positions whole
 * shares, and every charge is rounded up as the broker does.
 */
export interface ShareProblem {
  readonly size: number;
  /** Micro-units, whole. */
  readonly prices: Float64Array;
  readonly held: Float64Array;
  readonly cash: number;
  readonly feePerOrder: number;
  readonly feePerMillion: number;
  readonly orderMin: number;
  /** Micro-units: cash and holdings together, before anything is traded. */
  readonly value: number;
  /** Micro-units, one an instrument. */
  readonly targets: Float64Array;
  readonly tracking: Tracking;
}

/** The tracking difference in micro-units, as a function of positions in micro-units. */
export type Tracking = (positions: Float64Array) => number;

export const MILLION = 1e6;

/** Exact: value = millions * 10^6 + rest keeps each product below 2^53. */
export function feeOf({ feePerOrder, feePerMillion }: ShareProblem, value: number): number {
  if (value === 0) return 0;
  const rest = value % MILLION;
  const millions = (value - rest) / MILLION;
  return feePerOrder + millions * feePerMillion + Math.ceil((rest * feePerMillion) / MILLION);
}

/** No order at all, or one that is large enough. */
export function mayHold({ held, prices, orderMin }: ShareProblem, at: number, shares: number): boolean {
  const traded = Math.abs(shares - held[at]!);
  return shares >= 0 && (traded === 0 || traded * prices[at]! >= orderMin);
}

/** Cash that holding so many shares takes, fee included; negative where it brings some. */
export function outlayOf(problem: ShareProblem, at: number, shares: number): number {
  const bought = (shares - problem.held[at]!) * problem.prices[at]!;
  return bought + feeOf(problem, Math.abs(bought));
}

export function cashAfter(problem: ShareProblem, shares: Float64Array): number {
  let { cash } = problem;
  for (let at = 0; at < problem.size; at++) cash -= outlayOf(problem, at, shares[at]!);
  return cash;
}

export function feesOf(problem: ShareProblem, shares: Float64Array): number {
  const { held, prices } = problem;
  return shares.reduce((sum, count, at) => sum + feeOf(problem, Math.abs(count - held[at]!) * prices[at]!), 0);
}

/** Tracking difference plus fees, micro-units. */
export function costOf(problem: ShareProblem, shares: Float64Array): number {
  const positions = shares.map((count, at) => count * problem.prices[at]!);
  return problem.tracking(positions) + feesOf(problem, shares);
}

/**
 * Counts worth looking at: nothing, what is held, the target rounded both ways, one share more or less, the smallest
 * orders, and as much as `spare` pays for.
 */
export function likelyCounts(problem: ShareProblem, at: number, shares: number, spare: number): readonly number[] {
  const { held, prices, targets, orderMin, feePerMillion, feePerOrder } = problem;
  const price = prices[at]!;
  const least = Math.max(Math.ceil(orderMin / price), 1);
  const target = Math.floor(targets[at]! / price);
  const payable = Math.floor(Math.max(spare - feePerOrder, 0) / (price * (1 + feePerMillion / MILLION)));
  const now = held[at]!;
  const counts = [0, now, now - least, now + least, target, target + 1, shares - 1, shares + 1, shares + payable];
  return [...new Set(counts)].filter((count) => count !== shares && mayHold(problem, at, count));
}
