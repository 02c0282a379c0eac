import { invariant } from '../../../base/invariant';
import type { FactorHessian } from './contract';
import type { Curvature, FreeFactor } from './free-factor';
import { extendRow, packedLength, solvePacked } from './packed-cholesky';

/** A specific variance (with the shift) below this share of the largest variance cannot be divided by safely. */
const SPECIFIC_SHARE_MIN = 1e-10;
/** Pivots of the factor covariance below this share of the diagonal are rounding of zero: the factor repeats others. */
const REPEATED_SHARE = 1e-14;

/**
 * H = U'U + D with k rows in U: n x k numbers instead of n x n. The free block is inverted through a k x k matrix,
 *   (U'U + D)^-1 = D^-1 - D^-1 U' (I + U D^-1 U')^-1 U D^-1,
 * which a variable enters or leaves by a change of rank one.
 *
 * @see Woodbury (1950), "Inverting Modified Matrices"; Golub & Van Loan (2013), section 2.1.4
 */
export function factorCurvature(form: FactorHessian): Curvature {
  const { specificVariances } = form;
  const size = specificVariances.length;
  const factors = Math.round(Math.sqrt(form.factorCovariance.length));
  invariant(factors * size === form.loadings.length, `loadings of ${factors} factors for ${size} weights`);
  const exposures = exposuresOf(form, size, factors);
  const diagonal = new Float64Array(size);
  let scale = 0;
  for (let at = 0; at < size; at++) {
    let sum = specificVariances[at]!;
    for (let factor = 0; factor < factors; factor++) sum += exposures[at * factors + factor]! ** 2;
    diagonal[at] = sum;
    scale = Math.max(scale, sum);
  }
  const unit = scale > 0 ? 1 / scale : 0;
  for (let at = 0; at < exposures.length; at++) exposures[at]! *= Math.sqrt(unit);
  for (let at = 0; at < size; at++) diagonal[at]! *= unit;
  const specific = specificVariances.map((entry) => entry * unit);
  const sums = new Float64Array(factors);
  return {
    size,
    scale,
    diagonal,
    multiply: (vector, target) => {
      sums.fill(0);
      for (let at = 0; at < size; at++) {
        const weight = vector[at]!;
        if (weight === 0) continue;
        const base = at * factors;
        for (let factor = 0; factor < factors; factor++) sums[factor]! += weight * exposures[base + factor]!;
      }
      for (let at = 0; at < size; at++) target[at] = specific[at]! * vector[at]! + along(exposures, at * factors, sums);
    },
    freeFactor: (shift) => woodburyFactor({ exposures, specific, factors, shift }),
  };
}

/** Row i: exposures of weight i to uncorrelated factors of variance 1; n x k. */
function exposuresOf({ loadings, factorCovariance }: FactorHessian, size: number, factors: number): Float64Array {
  const lower = new Float64Array(packedLength(factors));
  for (let row = 0; row < factors; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = factorCovariance[row * factors + column]!;
      for (let inner = 0; inner < column; inner++) {
        sum -= lower[packedLength(row) + inner]! * lower[packedLength(column) + inner]!;
      }
      const pivot = lower[packedLength(column) + column]!;
      const isZero = sum <= REPEATED_SHARE * factorCovariance[row * factors + row]!;
      if (column === row) lower[packedLength(row) + row] = isZero ? 0 : Math.sqrt(sum);
      else lower[packedLength(row) + column] = pivot === 0 ? 0 : sum / pivot;
    }
  }
  const exposures = new Float64Array(size * factors);
  for (let factor = 0; factor < factors; factor++) {
    for (let other = 0; other <= factor; other++) {
      const share = lower[packedLength(factor) + other]!;
      if (share === 0) continue;
      for (let at = 0; at < size; at++) exposures[at * factors + other]! += share * loadings[factor * size + at]!;
    }
  }
  return exposures;
}

function along(exposures: Float64Array, base: number, vector: Float64Array): number {
  let even = 0;
  let odd = 0;
  let factor = 0;
  for (; factor + 1 < vector.length; factor += 2) {
    even += exposures[base + factor]! * vector[factor]!;
    odd += exposures[base + factor + 1]! * vector[factor + 1]!;
  }
  if (factor < vector.length) even += exposures[base + factor]! * vector[factor]!;
  return even + odd;
}

interface Woodbury {
  readonly exposures: Float64Array;
  readonly specific: Float64Array;
  readonly factors: number;
  readonly shift: number;
}

function woodburyFactor({ exposures, specific, factors, shift }: Woodbury): FreeFactor {
  const order = new Int32Array(specific.length);
  const inner = new Float64Array(packedLength(factors));
  const lower = new Float64Array(inner.length);
  const sums = new Float64Array(factors);
  let count = 0;
  let isCurrent = false;
  const reset = (): void => {
    inner.fill(0);
    for (let factor = 0; factor < factors; factor++) inner[packedLength(factor + 1) - 1] = 1;
    count = 0;
    isCurrent = false;
  };
  const addOuter = (variable: number, sign: number): void => {
    const base = variable * factors;
    const share = sign / (specific[variable]! + shift);
    for (let row = 0, at = 0; row < factors; row++) {
      const exposure = share * exposures[base + row]!;
      for (let column = 0; column <= row; column++, at++) inner[at]! += exposure * exposures[base + column]!;
    }
    isCurrent = false;
  };
  const append = (variable: number): boolean => {
    if (!(specific[variable]! + shift > SPECIFIC_SHARE_MIN)) return false;
    addOuter(variable, 1);
    order[count++] = variable;
    return true;
  };
  reset();
  return {
    order,
    count: () => count,
    append,
    remove: (position) => {
      addOuter(order[position]!, -1);
      order.copyWithin(position, position + 1, count--);
    },
    // Built anew, so that what was added and taken away leaves no rounding behind.
    truncate: (kept) => {
      reset();
      while (count < kept) append(order[count]!);
    },
    solve: (vector) => {
      if (!isCurrent) factorInner(inner, lower, factors);
      isCurrent = true;
      sums.fill(0);
      for (let at = 0; at < count; at++) {
        const variable = order[at]!;
        const value = vector[at]! / (specific[variable]! + shift);
        vector[at] = value;
        const base = variable * factors;
        for (let factor = 0; factor < factors; factor++) sums[factor]! += value * exposures[base + factor]!;
      }
      solvePacked(lower, factors, sums);
      for (let at = 0; at < count; at++) {
        const variable = order[at]!;
        vector[at]! -= along(exposures, variable * factors, sums) / (specific[variable]! + shift);
      }
    },
    isRebuildCheaper: (removals) => removals > count / 2,
  };
}

/** I + U D^-1 U' is at least I, so its factor exists. */
function factorInner(inner: Float64Array, lower: Float64Array, factors: number): void {
  lower.set(inner);
  for (let row = 0; row < factors; row++) {
    const diagonal = packedLength(row + 1) - 1;
    const entry = inner[diagonal]!;
    lower[diagonal] = Math.sqrt(entry - extendRow(lower, row));
  }
}
