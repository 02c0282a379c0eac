import type { Curvature, FreeFactor } from './free-factor';
import type { DenseLimits } from './dual-active-set';
import { extendRow, packedLength, solvePacked } from './packed-cholesky';

/**
 * A face of the limits: which bounds and rows hold with equality. On it the best point is one linear system,
 *   (H + shift I)_FF dx - A_F' dy = -(slope - A'y)_F,   A_F dx = side - A x,
 * over the free variables F. It is solved through the factor of the free block and the small Schur complement
 * A_F (H + shift I)_FF^-1 A_F' of the active rows. As a step from the point at hand, a second one refines the first.
 *
 * @see Nocedal & Wright (2006), "Numerical Optimization", 2nd ed., section 16.2
 */
export interface Face {
  readonly size: number;
  readonly rowCount: number;
  readonly curvature: Curvature;
  readonly limits: DenseLimits;
  readonly shift: number;
  readonly factor: FreeFactor;
  readonly point: Float64Array;
  /** (H + shift I) point - linear. */
  readonly slope: Float64Array;
  /** Of the bounds: +1 at the minimum, -1 at the maximum, 0 free. */
  readonly side: Int8Array;
  /** Of the rows: +1 held at the minimum, -1 at the maximum, 0 not held. */
  readonly rowSide: Int8Array;
  readonly rowMultipliers: Float64Array;
  /** Row values at the point, and how a step changes them. */
  readonly values: Float64Array;
  readonly valueMove: Float64Array;
  /** Where each variable stands in the factor, -1 when it does not. */
  readonly place: Int32Array;
  /** What `faceStep` found: moves of the free variables in the order of the factor, then of the multipliers of `active`. */
  readonly move: Float64Array;
  readonly active: Int32Array;
  activeCount: number;
  readonly isActive: Uint8Array;
  readonly multiplierMove: Float64Array;
  /** Coefficients of the active rows over the free variables, and these divided by the free block. */
  rowsOnFace: Float64Array;
  solved: Float64Array;
  readonly column: Float64Array;
  readonly schur: Float64Array;
}

/** A row whose pivot in the Schur complement is a smaller share of its diagonal depends on the rows before it. */
const DEPENDENT_SHARE = 1e-11;
/** Coefficients of a row of length 1 that add up to less over the free variables are none. */
const NO_GRIP = 1e-24;

export function newFace(curvature: Curvature, limits: DenseLimits, shift: number): Face {
  const { size } = curvature;
  const rowCount = limits.rowMin.length;
  return {
    size,
    rowCount,
    curvature,
    limits,
    shift,
    factor: curvature.freeFactor(shift),
    point: new Float64Array(size),
    slope: new Float64Array(size),
    side: new Int8Array(size),
    rowSide: new Int8Array(rowCount),
    rowMultipliers: new Float64Array(rowCount),
    values: new Float64Array(rowCount),
    valueMove: new Float64Array(rowCount),
    place: new Int32Array(size).fill(-1),
    move: new Float64Array(size),
    active: new Int32Array(rowCount),
    activeCount: 0,
    isActive: new Uint8Array(rowCount),
    multiplierMove: new Float64Array(rowCount),
    rowsOnFace: new Float64Array(0),
    solved: new Float64Array(0),
    column: new Float64Array(size),
    schur: new Float64Array(packedLength(rowCount)),
  };
}

/** Brings slope and row values up to date with the point. */
export function refreshSlope({ size, curvature, shift, point, slope }: Face, linear: Float64Array): void {
  curvature.multiply(point, slope);
  for (let at = 0; at < size; at++) slope[at]! += shift * point[at]! - linear[at]!;
}

export function refreshValues({ size, rowCount, limits, point, values }: Face): void {
  const { rows } = limits;
  for (let row = 0; row < rowCount; row++) {
    let even = 0;
    let odd = 0;
    let at = 0;
    const base = row * size;
    for (; at + 1 < size; at += 2) {
      even += rows[base + at]! * point[at]!;
      odd += rows[base + at + 1]! * point[at + 1]!;
    }
    if (at < size) even += rows[base + at]! * point[at]!;
    values[row] = even + odd;
  }
}

/**
 * The step to the best point of the face, from an up-to-date slope. Active rows that depend on others over the free
 * variables are let go, with multiplier zero.
 *
 * @returns false where the free block is singular
 */
export function faceStep(face: Face): boolean {
  const alignment = alignFactor(face);
  if (alignment === 'singular') return false;
  const { rowCount, factor, rowSide, active, isActive } = face;
  const count = factor.count();
  const before = alignment === 'same' ? keepActive(face, count) : { kept: 0, intact: 0 };
  let { kept } = before;
  isActive.fill(0);
  for (let index = 0; index < kept; index++) isActive[active[index]!] = 1;
  for (let row = 0; row < rowCount; row++) if (rowSide[row] !== 0 && isActive[row] === 0) active[kept++] = row;
  reserve(face, kept * count);
  solveRows(face, before, kept);
  moveOnFace(face, count);
  return true;
}

/** Rows that stay active while the free variables are the same keep their place and what was solved for them. */
function keepActive({ rowSide, active, activeCount, rowsOnFace, solved }: Face, count: number) {
  let kept = 0;
  let intact = 0;
  for (let index = 0; index < activeCount; index++) {
    if (rowSide[active[index]!] === 0) continue;
    if (kept === index) intact++;
    else {
      active[kept] = active[index]!;
      rowsOnFace.copyWithin(kept * count, index * count, (index + 1) * count);
      solved.copyWithin(kept * count, index * count, (index + 1) * count);
    }
    kept++;
  }
  return { kept, intact };
}

function reserve(face: Face, length: number): void {
  if (face.rowsOnFace.length >= length) return;
  const wider = (old: Float64Array): Float64Array => {
    const array = new Float64Array(2 * length);
    array.set(old);
    return array;
  };
  face.rowsOnFace = wider(face.rowsOnFace);
  face.solved = wider(face.solved);
}

/** Solves for the rows that are new and extends the Schur complement by all beyond the intact ones. */
function solveRows(face: Face, known: { readonly kept: number; readonly intact: number }, wanted: number): void {
  const { size, factor, limits, rowSide, rowMultipliers, active, rowsOnFace, solved, column } = face;
  const { order } = factor;
  const count = factor.count();
  let kept = known.intact;
  for (let index = known.intact; index < wanted; index++) {
    const row = active[index]!;
    const base = kept * count;
    let square = 0;
    if (index < known.kept) {
      rowsOnFace.copyWithin(base, index * count, (index + 1) * count);
      solved.copyWithin(base, index * count, (index + 1) * count);
      square = 1;
    } else {
      for (let at = 0; at < count; at++) {
        const entry = limits.rows[row * size + order[at]!]!;
        rowsOnFace[base + at] = entry;
        column[at] = entry;
        square += entry * entry;
      }
      if (square > NO_GRIP) {
        factor.solve(column);
        for (let at = 0; at < count; at++) solved[base + at] = column[at]!;
      }
    }
    if (square > NO_GRIP && extendSchur(face, kept, count)) active[kept++] = row;
    else {
      rowSide[row] = 0;
      rowMultipliers[row] = 0;
    }
  }
  face.activeCount = kept;
}

/** One more row of the factor of the Schur complement; false where it depends on the rows before. */
function extendSchur({ rowsOnFace, solved, schur }: Face, row: number, count: number): boolean {
  const start = packedLength(row);
  const own = row * count;
  for (let other = 0; other <= row; other++) {
    const base = other * count;
    let sum = 0;
    for (let at = 0; at < count; at++) sum += rowsOnFace[own + at]! * solved[base + at]!;
    schur[start + other] = sum;
  }
  const diagonal = schur[start + row]!;
  const pivot = diagonal - extendRow(schur, row);
  if (!(pivot > DEPENDENT_SHARE * diagonal)) return false;
  schur[start + row] = Math.sqrt(pivot);
  return true;
}

function moveOnFace(face: Face, count: number): void {
  const { factor, limits, slope, rowSide, rowMultipliers, values, active, activeCount } = face;
  const { move, multiplierMove, rowsOnFace, solved, schur } = face;
  const { order } = factor;
  for (let at = 0; at < count; at++) move[at] = -slope[order[at]!]!;
  for (let index = 0; index < activeCount; index++) {
    const multiplier = rowMultipliers[active[index]!]!;
    if (multiplier === 0) continue;
    const base = index * count;
    for (let at = 0; at < count; at++) move[at]! += multiplier * rowsOnFace[base + at]!;
  }
  factor.solve(move);
  for (let index = 0; index < activeCount; index++) {
    const row = active[index]!;
    const base = index * count;
    let missing = (rowSide[row]! > 0 ? limits.rowMin[row]! : limits.rowMax[row]!) - values[row]!;
    for (let at = 0; at < count; at++) missing -= rowsOnFace[base + at]! * move[at]!;
    multiplierMove[index] = missing;
  }
  solvePacked(schur, activeCount, multiplierMove);
  for (let index = 0; index < activeCount; index++) {
    const base = index * count;
    const change = multiplierMove[index]!;
    for (let at = 0; at < count; at++) move[at]! += change * solved[base + at]!;
  }
}

/** Takes out of the factor what is no longer free, and adds what has become free. */
function alignFactor({ size, factor, side, place, column }: Face): 'same' | 'changed' | 'singular' {
  const { order } = factor;
  let removals = 0;
  let first = factor.count();
  for (let at = factor.count() - 1; at >= 0; at--) {
    if (side[order[at]!] === 0) continue;
    removals++;
    first = at;
  }
  if (removals > 0 && factor.isRebuildCheaper(removals, first)) {
    const before = factor.count();
    for (let at = first; at < before; at++) {
      column[at] = order[at]!;
      place[order[at]!] = -1;
    }
    factor.truncate(first);
    for (let at = first; at < before; at++) {
      const variable = column[at]!;
      if (side[variable] !== 0) continue;
      place[variable] = factor.count();
      if (!factor.append(variable)) return 'singular';
    }
  } else if (removals > 0) {
    for (let at = factor.count() - 1; at >= first; at--) {
      if (side[order[at]!] === 0) continue;
      place[order[at]!] = -1;
      factor.remove(at);
    }
    for (let at = first; at < factor.count(); at++) place[order[at]!] = at;
  }
  let additions = 0;
  for (let at = 0; at < size; at++) {
    if (side[at] !== 0 || place[at]! >= 0) continue;
    if (!factor.append(at)) return 'singular';
    place[at] = factor.count() - 1;
    additions++;
  }
  return removals + additions === 0 ? 'same' : 'changed';
}

/** Forgets the factor, as a solver must between problems that may not depend on each other. */
export function clearFactor(face: Face): void {
  face.factor.truncate(0);
  face.place.fill(-1);
  face.activeCount = 0;
}
