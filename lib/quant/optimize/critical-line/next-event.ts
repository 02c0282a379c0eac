import { dot } from '../../math/matrix';
import type { Direction, Line, Position } from './line';

/** What ends a stretch of the critical line. */
export type LineEvent =
  | { readonly kind: 'to-bound'; readonly at: number; readonly bound: number }
  /** `bound` is the one it leaves. */
  | { readonly kind: 'to-free'; readonly at: number; readonly bound: number }
  | { readonly kind: 'row-binds'; readonly row: number; readonly side: -1 | 1 }
  /** `side` is the one it leaves. */
  | { readonly kind: 'row-frees'; readonly row: number; readonly side: -1 | 1 };

export interface Reached {
  readonly event: LineEvent;
  /** By how much t grows until then; at least 0. */
  readonly step: number;
}

/** Movements of weights and slopes by less, per unit of the trade-off, are rounding of none. */
const STILL = 1e-13;

interface State {
  readonly line: Line;
  readonly position: Position;
  readonly slopes: Float64Array;
  readonly direction: Direction;
  /** What happened last cannot be undone at once: rounding alone would say so. */
  readonly last: LineEvent | undefined;
}

/** The first event along the line; undefined where there is none. */
export function nextEvent(state: State): Reached | undefined {
  const { line, position, slopes, direction, last } = state;
  const { limits, isFree, active } = line;
  let best: Reached | undefined;
  const offer = (event: LineEvent, room: number, speed: number): void => {
    const step = Math.max(room, 0) / speed;
    if (best === undefined || step < best.step) best = { event, step };
  };
  for (let at = 0; at < isFree.length; at++) {
    const lower = limits.lower[at]!;
    const upper = limits.upper[at]!;
    if (isFree[at] === 1) {
      const speed = direction.weights[at]!;
      const bound = speed > 0 ? upper : lower;
      const isUndone = last?.kind === 'to-free' && last.at === at && last.bound === bound;
      if (Math.abs(speed) <= STILL || !Number.isFinite(bound) || isUndone) continue;
      offer({ kind: 'to-bound', at, bound }, Math.sign(speed) * (bound - position.weights[at]!), Math.abs(speed));
    } else if (lower < upper && !(last?.kind === 'to-bound' && last.at === at)) {
      // On the lower bound the slope holds the weight down while it is positive; on the upper while it is negative.
      const bound = position.weights[at]!;
      const sign = bound === lower ? 1 : -1;
      const speed = -sign * direction.slopes[at]!;
      if (speed > STILL) offer({ kind: 'to-free', at, bound }, sign * slopes[at]!, speed);
    }
  }
  limits.rows.forEach((coefficients, row) => {
    const held = active.get(row);
    if (held === undefined) {
      const speed = dot(coefficients, direction.weights);
      const side = speed > 0 ? -1 : 1;
      const limit = speed > 0 ? limits.rowMax[row]! : limits.rowMin[row]!;
      const isUndone = last?.kind === 'row-frees' && last.row === row && last.side === side;
      if (Math.abs(speed) <= STILL || !Number.isFinite(limit) || isUndone) return;
      const room = Math.sign(speed) * (limit - dot(coefficients, position.weights));
      offer({ kind: 'row-binds', row, side }, room, Math.abs(speed));
    } else if (held !== 0 && !(last?.kind === 'row-binds' && last.row === row)) {
      const speed = -held * direction.multipliers[row]!;
      if (speed > STILL) offer({ kind: 'row-frees', row, side: held }, held * position.multipliers[row]!, speed);
    }
  });
  return best;
}
