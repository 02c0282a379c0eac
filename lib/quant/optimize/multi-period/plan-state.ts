import { dot } from '../../math/matrix';
import { isWholeFixed, ofPeriod, type PlanPoint, type PlanProgram } from './plan-program';

/** How far inside its bounds a weight starts, and how large slacks start. */
const ROOM = 0.1;

/** A slack s >= 0 = sign * (a'w - bound) and its multiplier z, either of a weight (a = unit vector) or of a row. */
export interface Pair {
  /** 1 = minimum side, -1 = maximum side. */
  readonly sign: 1 | -1;
  readonly bound: number;
  readonly period: number;
  /** Place in the plan of the weight; -1 for a row. */
  readonly place: number;
  /** Index of the row; -1 for a weight. */
  readonly row: number;
  slack: number;
  multiplier: number;
}

/** Trades as u - v with u, v >= 0 and the slope y of their cost; their multipliers are cost - y and cost + y. */
export interface Trade {
  readonly place: number;
  readonly cost: number;
  bought: number;
  sold: number;
  slope: number;
}

/** Where the iteration stands; it is moved in place. */
export interface State {
  readonly weights: Float64Array;
  readonly pairs: readonly Pair[];
  readonly trades: readonly Trade[];
  /** One vector a period, one entry an equality. */
  readonly equalities: readonly Float64Array[];
}

/** A change of everything in the state. */
export interface Step {
  readonly weights: Float64Array;
  readonly slacks: Float64Array;
  readonly multipliers: Float64Array;
  readonly bought: Float64Array;
  readonly sold: Float64Array;
  readonly slopes: Float64Array;
  readonly equalities: readonly Float64Array[];
}

/** Inside of all bounds, with slacks and multipliers of one size. */
export function startOf(program: PlanProgram): State {
  const { size, horizon, lower, upper, isFixed, cost, start, inequalities } = program;
  const weights = lower.map((low, at) => {
    const high = upper[at]!;
    if (isFixed[at] === 1) return low;
    const inside = Math.min(ROOM, (high - low) / 4);
    return Math.min(Math.max(start[at % size]!, low + inside), high - inside);
  });
  const pairs: Pair[] = [];
  const add = (pair: Omit<Pair, 'slack' | 'multiplier'>, value: number): void => {
    if (!Number.isFinite(pair.bound)) return;
    const slack = pair.row === -1 ? pair.sign * (value - pair.bound) : Math.max(pair.sign * (value - pair.bound), ROOM);
    pairs.push({ ...pair, slack, multiplier: ROOM });
  };
  for (let place = 0; place < weights.length; place++) {
    if (isFixed[place] === 1) continue;
    const period = Math.floor(place / size);
    add({ sign: 1, bound: lower[place]!, period, place, row: -1 }, weights[place]!);
    add({ sign: -1, bound: upper[place]!, period, place, row: -1 }, weights[place]!);
  }
  const trades: Trade[] = [];
  for (let period = 0; period < horizon; period++) {
    if (!isWholeFixed(program, period)) {
      const own = ofPeriod(weights, period, size);
      inequalities.forEach(({ coefficients, min, max }, row) => {
        add({ sign: 1, bound: min, period, place: -1, row }, dot(coefficients, own));
        add({ sign: -1, bound: max, period, place: -1, row }, dot(coefficients, own));
      });
    }
    for (let at = 0; at < size; at++) {
      if (!(cost[at]! > 0)) continue;
      trades.push({ place: period * size + at, cost: cost[at]!, bought: ROOM, sold: ROOM, slope: 0 });
    }
  }
  const equalities = Array.from({ length: horizon }, () => new Float64Array(program.equalities.length));
  return { weights, pairs, trades, equalities };
}

/** Mean of slack times multiplier. */
export function meanGap({ pairs, trades }: State): number {
  let sum = 0;
  for (const { slack, multiplier } of pairs) sum += slack * multiplier;
  for (const { bought, sold, cost, slope } of trades) sum += bought * (cost - slope) + sold * (cost + slope);
  return sum / Math.max(pairs.length + 2 * trades.length, 1);
}

/** The mean gap after a step. */
export function gapAfter({ pairs, trades }: State, step: Step, length: number): number {
  let sum = 0;
  pairs.forEach(({ slack, multiplier }, at) => {
    sum += (slack + length * step.slacks[at]!) * (multiplier + length * step.multipliers[at]!);
  });
  trades.forEach(({ bought, sold, cost, slope }, at) => {
    const next = slope + length * step.slopes[at]!;
    sum += (bought + length * step.bought[at]!) * (cost - next) + (sold + length * step.sold[at]!) * (cost + next);
  });
  return Math.max(sum, 0) / Math.max(pairs.length + 2 * trades.length, 1);
}

/** Share of the way to the nearest bound that a step goes. */
const STEP_SHARE = 0.995;

/** The longest step up to 1 that stays well inside of everything that must be positive. */
export function stepLength({ pairs, trades }: State, step: Step): number {
  let length = 1 / STEP_SHARE;
  const keep = (value: number, change: number): void => {
    if (change < 0) length = Math.min(length, -value / change);
  };
  pairs.forEach(({ slack, multiplier }, at) => {
    keep(slack, step.slacks[at]!);
    keep(multiplier, step.multipliers[at]!);
  });
  trades.forEach(({ bought, sold, cost, slope }, at) => {
    keep(bought, step.bought[at]!);
    keep(sold, step.sold[at]!);
    keep(cost - slope, -step.slopes[at]!);
    keep(cost + slope, step.slopes[at]!);
  });
  return Math.min(1, STEP_SHARE * length);
}

export function advance(state: State, step: Step, length: number): void {
  for (let at = 0; at < state.weights.length; at++) state.weights[at]! += length * step.weights[at]!;
  state.pairs.forEach((pair, at) => {
    pair.slack += length * step.slacks[at]!;
    pair.multiplier += length * step.multipliers[at]!;
  });
  state.trades.forEach((trade, at) => {
    trade.bought += length * step.bought[at]!;
    trade.sold += length * step.sold[at]!;
    trade.slope += length * step.slopes[at]!;
  });
  state.equalities.forEach((own, period) => {
    for (let at = 0; at < own.length; at++) own[at]! += length * step.equalities[period]![at]!;
  });
}

/** The state as a candidate; a part is at an edge where its multiplier outweighs its slack. */
export function pointOf(
  { horizon, inequalities }: PlanProgram,
  { weights, pairs, trades, equalities }: State,
): PlanPoint {
  const tradeSlopes = new Float64Array(weights.length);
  const isKept = new Uint8Array(weights.length);
  for (const { place, slope, cost, bought, sold } of trades) {
    tradeSlopes[place] = slope;
    if (bought < cost - slope && sold < cost + slope) isKept[place] = 1;
  }
  const bounds = new Int8Array(weights.length);
  const rows = Array.from({ length: horizon }, () => new Int8Array(inequalities.length));
  const inequalityMultipliers = Array.from({ length: horizon }, () => new Float64Array(inequalities.length));
  for (const { place, row, period, sign, slack, multiplier } of pairs) {
    if (row >= 0) inequalityMultipliers[period]![row]! += sign * multiplier;
    if (multiplier <= slack) continue;
    if (row >= 0) rows[period]![row] = sign;
    else bounds[place] = -sign;
  }
  const active = { bounds, isKept, rows };
  return { weights, tradeSlopes, equalityMultipliers: equalities, inequalityMultipliers, active };
}
