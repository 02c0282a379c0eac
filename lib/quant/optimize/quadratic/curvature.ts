import { invariant } from '../../../base/invariant';
import type { Hessian, MappedHessian } from './contract';
import { factorCurvature } from './factor-curvature';
import type { Curvature, FreeFactor } from './free-factor';
import { extendRow, packedLength, removeRow, solvePacked } from './packed-cholesky';

/** Below this share of its diagonal entry a pivot is rounding, and the free block counts as singular. */
const PIVOT_SHARE_MIN = 1e-11;
const INITIAL_CAPACITY = 16;

/** @param form a zero matrix counts as a linear objective */
export function curvatureOf(form: Hessian, size: number): Curvature {
  if (form === undefined) return noCurvature(size);
  if (form instanceof Float64Array) {
    invariant(form.length === size * size, `${form.length} entries for a square matrix of size ${size}`);
    return entriesCurvature(denseEntries(form, size));
  }
  return form.kind === 'factor' ? factorCurvature(form) : entriesCurvature(mappedEntries(form));
}

/** Access to single entries of H. */
interface Entries {
  readonly size: number;
  readonly diagonal: Float64Array;
  /** target[base + k] = factor * H(row, order[k]) for k below count. */
  readonly gather: (row: number, order: Int32Array, count: number, factor: number, target: Float64Array) => void;
  readonly multiply: (vector: Float64Array, factor: number, target: Float64Array) => void;
}

function noCurvature(size: number): Curvature {
  return {
    size,
    scale: 0,
    diagonal: new Float64Array(size),
    multiply: (_vector, target) => {
      target.fill(0);
    },
    freeFactor: (shift) => diagonalFactor(size, shift),
  };
}

function diagonalFactor(size: number, shift: number): FreeFactor {
  const order = new Int32Array(size);
  let count = 0;
  return {
    order,
    count: () => count,
    append: (variable) => {
      order[count++] = variable;
      return true;
    },
    remove: (position) => {
      order.copyWithin(position, position + 1, count--);
    },
    truncate: (kept) => {
      count = kept;
    },
    solve: (vector) => {
      for (let at = 0; at < count; at++) vector[at]! /= shift;
    },
    isRebuildCheaper: () => false,
  };
}

function denseEntries(matrix: Float64Array, size: number): Entries {
  return {
    size,
    diagonal: Float64Array.from({ length: size }, (_, at) => matrix[at * size + at]!),
    gather: (row, order, count, factor, target) => {
      const base = packedLength(count);
      const start = row * size;
      for (let at = 0; at < count; at++) target[base + at] = factor * matrix[start + order[at]!]!;
    },
    multiply: (vector, factor, target) => {
      multiplySymmetric(matrix, vector, factor, target);
    },
  };
}

/** target = factor * M vector, skipping the zeros that a portfolio is full of; four rows at a time. */
function multiplySymmetric(matrix: Float64Array, vector: Float64Array, factor: number, target: Float64Array): void {
  const size = vector.length;
  target.fill(0);
  let pending = 0;
  const starts = [0, 0, 0, 0];
  const weights = [0, 0, 0, 0];
  for (let at = 0; at < size; at++) {
    if (vector[at] === 0) continue;
    starts[pending] = at * size;
    weights[pending] = factor * vector[at]!;
    if (++pending < 4) continue;
    addRows(matrix, starts, weights, target);
    pending = 0;
  }
  if (pending === 0) return;
  for (let at = pending; at < 4; at++) weights[at] = 0;
  addRows(matrix, starts, weights, target);
}

function addRows(
  matrix: Float64Array,
  starts: readonly number[],
  weights: readonly number[],
  target: Float64Array,
): void {
  const [first, second, third, fourth] = [starts[0]!, starts[1]!, starts[2]!, starts[3]!];
  const [a, b, c, d] = [weights[0]!, weights[1]!, weights[2]!, weights[3]!];
  for (let at = 0; at < target.length; at++) {
    target[at]! +=
      a * matrix[first + at]! + b * matrix[second + at]! + (c * matrix[third + at]! + d * matrix[fourth + at]!);
  }
}

function mappedEntries({ base, index, sign }: MappedHessian): Entries {
  const size = index.length;
  const baseSize = Math.round(Math.sqrt(base.length));
  invariant(base.length === baseSize * baseSize && sign.length === size, 'shape of a mapped matrix');
  const weights = new Float64Array(baseSize);
  const slopes = new Float64Array(baseSize);
  return {
    size,
    diagonal: Float64Array.from(index, (row) => base[row * baseSize + row]!),
    gather: (row, order, count, factor, target) => {
      const packed = packedLength(count);
      const start = index[row]! * baseSize;
      const signed = factor * sign[row]!;
      for (let at = 0; at < count; at++) {
        const column = order[at]!;
        target[packed + at] = signed * sign[column]! * base[start + index[column]!]!;
      }
    },
    multiply: (vector, factor, target) => {
      weights.fill(0);
      for (let at = 0; at < size; at++) weights[index[at]!]! += sign[at]! * vector[at]!;
      multiplySymmetric(base, weights, factor, slopes);
      for (let at = 0; at < size; at++) target[at] = sign[at]! * slopes[index[at]!]!;
    },
  };
}

function entriesCurvature(entries: Entries): Curvature {
  const { size, diagonal } = entries;
  let scale = 0;
  for (let at = 0; at < size; at++) scale = Math.max(scale, diagonal[at]!);
  if (!(scale > 0)) return noCurvature(size);
  const inverse = 1 / scale;
  return {
    size,
    scale,
    diagonal: diagonal.map((entry) => entry * inverse),
    multiply: (vector, target) => {
      entries.multiply(vector, inverse, target);
    },
    freeFactor: (shift) => packedFactor(entries, inverse, shift),
  };
}

function packedFactor({ size, diagonal, gather }: Entries, inverse: number, shift: number): FreeFactor {
  const order = new Int32Array(size);
  const rotations = new Float64Array(2 * size);
  let lower = new Float64Array(packedLength(Math.min(size, INITIAL_CAPACITY)));
  let count = 0;
  return {
    order,
    count: () => count,
    append: (variable) => {
      if (packedLength(count + 1) > lower.length) {
        const wider = new Float64Array(packedLength(Math.min(size, 2 * count)));
        wider.set(lower);
        lower = wider;
      }
      gather(variable, order, count, inverse, lower);
      const entry = diagonal[variable]! * inverse + shift;
      const pivot = entry - extendRow(lower, count);
      if (!(pivot > PIVOT_SHARE_MIN * entry)) return false;
      lower[packedLength(count + 1) - 1] = Math.sqrt(pivot);
      order[count++] = variable;
      return true;
    },
    remove: (position) => {
      removeRow(lower, count, position, rotations);
      order.copyWithin(position, position + 1, count--);
    },
    truncate: (kept) => {
      count = kept;
    },
    solve: (vector) => {
      solvePacked(lower, count, vector);
    },
    isRebuildCheaper: (removals, first) => 3 * removals * (count - first) ** 2 > (count ** 3 - first ** 3) / 6,
  };
}
