import type { LimitRow, LimitSet } from '../quadratic/contract';
import type { AbsoluteLimitSet, AbsoluteTerm } from './absolute';

/**
 * Limits with kinks as plain limits over more variables. A weight with kinks k_1 < ... < k_m inside its bounds becomes
 *   x = k_1 - z_0 + z_1 + ... + z_m,   z_0 up to k_1 - lower, z_i up to k_(i+1) - k_i, z_m up to upper - k_m,
 * and every kinked term is linear in z. Because the terms are convex, filling the segments out of order only makes them
 * larger, so the plain problem over z has the same answers.
 *
 * @see Bertsimas & Tsitsiklis (1997), "Introduction to Linear Optimization", section 1.3
 */
export interface SplitProblem {
  /** Over z; the absolute rows follow the plain ones. */
  readonly limits: LimitSet;
  /** Index of the weight and sign of each z. */
  readonly index: Int32Array;
  readonly sign: Float64Array;
  /** Length n: x at z = 0. */
  readonly origin: Float64Array;
  /** Slope over z of any kinked term whose kinks are among the ones split at. */
  readonly slopesOf: (term: AbsoluteTerm) => Float64Array;
  readonly weightsOf: (point: Float64Array) => Float64Array;
}

/** Kinks closer to a bound (in portfolio sizes) than this are the bound. */
const SAME_POINT = 1e-12;

interface Segment {
  readonly index: number;
  readonly sign: number;
  readonly length: number;
  readonly start: number;
  /** A weight inside the segment, where slopes are read. */
  readonly middle: number;
  /** The weight has no kink: the segment is the weight itself. */
  readonly isWhole: boolean;
}

export function splitProblem(limits: AbsoluteLimitSet, tradeCost?: AbsoluteTerm): SplitProblem {
  const { absoluteRows = [] } = limits;
  const terms = tradeCost === undefined ? absoluteRows : [...absoluteRows, tradeCost];
  const size = limits.lower.length;
  const origin = new Float64Array(size);
  const lower: number[] = [];
  const upper: number[] = [];
  const segments: Segment[] = [];
  for (let at = 0; at < size; at++) {
    const low = limits.lower[at]!;
    const high = limits.upper[at]!;
    const kinks = kinksWithin(terms, at, low, high, SAME_POINT * limits.weightScale);
    const first = kinks[0];
    if (first === undefined) {
      segments.push({ index: at, sign: 1, length: Infinity, start: 0, middle: middleOf(low, high), isWhole: true });
      lower.push(low);
      upper.push(high);
      continue;
    }
    origin[at] = first;
    const ends = [...kinks, high];
    const add = (sign: number, start: number, end: number): void => {
      const length = Math.abs(end - start);
      segments.push({
        index: at,
        sign,
        length,
        start,
        middle: middleOf(Math.min(start, end), Math.max(start, end)),
        isWhole: false,
      });
      lower.push(0);
      upper.push(length);
    };
    add(-1, first, low);
    kinks.forEach((kink, step) => {
      add(1, kink, ends[step + 1]!);
    });
  }
  const index = Int32Array.from(segments, (segment) => segment.index);
  const sign = Float64Array.from(segments, (segment) => segment.sign);
  const slopesOf = (term: AbsoluteTerm): Float64Array =>
    Float64Array.from(segments, ({ index: at, sign: direction, middle }) => direction * slopeAt(term, at, middle));
  const over = (coefficients: Float64Array): Float64Array => sign.map((entry, at) => entry * coefficients[index[at]!]!);
  const rows: LimitRow[] = limits.rows.map((row) => {
    const shift = row.coefficients.reduce((sum, entry, at) => sum + entry * origin[at]!, 0);
    return { coefficients: over(row.coefficients), min: row.min - shift, max: row.max - shift };
  });
  for (const row of absoluteRows) {
    const coefficients = slopesOf(row);
    rows.push({ coefficients, min: -Infinity, max: row.max - constantOf(row, segments, origin) });
  }
  return {
    limits: { lower: Float64Array.from(lower), upper: Float64Array.from(upper), rows, weightScale: limits.weightScale },
    index,
    sign,
    origin,
    slopesOf,
    weightsOf: (point) => weightsAt(segments, origin, point),
  };
}

function kinksWithin(terms: readonly AbsoluteTerm[], at: number, low: number, high: number, room: number): number[] {
  const kinks = new Set<number>();
  for (const { center, up, down } of terms) {
    const kink = center[at]!;
    if (up[at]! + down[at]! > 0 && kink - low > room && high - kink > room) kinks.add(kink);
  }
  return [...kinks].sort((left, right) => left - right);
}

function middleOf(low: number, high: number): number {
  if (low === -Infinity) return high === Infinity ? 0 : high - 1;
  return high === Infinity ? low + 1 : (low + high) / 2;
}

/** Value of the term at z = 0. A weight without kinks has its one slope all the way, so it counts from x = 0. */
function constantOf(term: AbsoluteTerm, segments: readonly Segment[], origin: Float64Array): number {
  let sum = 0;
  for (const { index: at, sign, isWhole, middle } of segments) {
    const center = term.center[at]!;
    if (isWhole) sum -= center * slopeAt(term, at, middle);
    else if (sign < 0) sum += (origin[at]! - center) * slopeAt(term, at, origin[at]!);
  }
  return sum;
}

const slopeAt = ({ center, up, down }: AbsoluteTerm, at: number, weight: number): number =>
  weight > center[at]! ? up[at]! : -down[at]!;

/** Exactly on a kink or bound wherever z is. */
function weightsAt(segments: readonly Segment[], origin: Float64Array, point: Float64Array): Float64Array {
  const weights = origin.slice();
  segments.forEach(({ index, sign, length, start }, at) => {
    const isFull = point[at] === length && weights[index] === start;
    weights[index] = isFull ? start + sign * length : weights[index]! + sign * point[at]!;
  });
  return weights;
}
