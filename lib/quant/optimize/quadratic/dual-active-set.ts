import { invariant } from '../../../base/invariant';
import { dot, matVec, maxAbs } from '../../math/matrix';
import {
  type ActiveFactor,
  addNormal,
  applyTransposedJ,
  combineColumnsOfJ,
  dropNormal,
  newActiveFactor,
  solveTransposedTriangle,
  solveTriangle,
} from './active-factor';

/** Limits in solver units: weights of about 1, each row of Euclidean length 1 (or all zero). */
export interface DenseLimits {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Row-major, rowMin.length x size. */
  readonly rows: Float64Array;
  readonly rowMin: Float64Array;
  readonly rowMax: Float64Array;
}

/** Signed multipliers: positive = minimum side, negative = maximum side. */
export type DualResult =
  | { status: 'solved'; point: Float64Array; rowMultipliers: Float64Array }
  | { status: 'infeasible'; boundMultipliers: Float64Array; rowMultipliers: Float64Array }
  | { status: 'not-converged'; iterations: number };

/** A limit is met when it is missed by less: rounding of sums of weights of about 1 is far smaller. */
const VIOLATION_TOLERANCE = 1e-12;
/** A limit that depends on active ones and is missed by less counts as met: bounds typed with ten digits must not clash. */
const DEPENDENT_VIOLATION_TOLERANCE = 1e-10;
/** Below this share of its length, what is left of a normal beside the active ones is looked at more closely. */
const SUSPECT_SHARE = 1e-5;
/** A normal of length 1 that the active ones rebuild up to this is dependent. */
const DEPENDENT_RESIDUAL = 1e-10;
/** Multiplier slopes up to this (relative) are rounding of zero. */
const SLOPE_TOLERANCE = 1e-11;
/** A weight this near to its bound stands on it; what is left is rounding. */
const SNAP_DISTANCE = 1e-14;
/** Times the solution is recomputed from its active set when rounding had hidden a violation. */
const POLISH_ROUNDS_MAX = 4;

interface State {
  readonly hessian: Float64Array;
  readonly linear: Float64Array;
  readonly limits: DenseLimits;
  readonly factor: ActiveFactor;
  /** Limit ids: 0..n-1 are bounds, from n on rows; in the order of the factor's columns. */
  readonly activeIds: number[];
  /** +1 = the minimum side is active, -1 = the maximum side. */
  readonly activeSigns: number[];
  readonly multipliers: number[];
  readonly isActive: Uint8Array;
  point: Float64Array;
  iterations: number;
}

/** What the next step needs to know of the limit that is violated. */
interface Violated {
  readonly id: number;
  readonly sign: number;
  readonly normal: Float64Array;
}

/**
 * Minimises 1/2 x' H x - c' x over dense two-sided limits, H positive definite, by the dual active-set method: it starts
 * at the unconstrained optimum and adds violated limits one by one, dropping those that lose their grip. When a violated
 * limit depends on active ones that cannot give way, their combination proves that no point meets them all.
 *
 * @param hessian      row-major n x n, positive definite, of size about 1
 * @param inverseLower inverse of its Cholesky factor
 * @see Goldfarb & Idnani (1983), Mathematical Programming 27, 1-33
 */
export function solveDualActiveSet(
  hessian: Float64Array,
  inverseLower: Float64Array,
  linear: Float64Array,
  limits: DenseLimits,
): DualResult {
  const size = linear.length;
  const state: State = {
    hessian,
    linear,
    limits,
    factor: newActiveFactor(inverseLower, size),
    activeIds: [],
    activeSigns: [],
    multipliers: [],
    isActive: new Uint8Array(size + limits.rowMin.length),
    point: new Float64Array(size),
    iterations: 0,
  };
  polish(state);
  const equationProof = addEquations(state);
  if (equationProof !== undefined) return equationProof;
  const iterationsMax = 60 * (size + limits.rowMin.length) + 200;
  for (let round = 0; round < POLISH_ROUNDS_MAX; round++) {
    for (;;) {
      const violated = mostViolated(state, VIOLATION_TOLERANCE);
      if (violated === undefined) break;
      if (state.iterations > iterationsMax) return { status: 'not-converged', iterations: state.iterations };
      const proof = enforce(state, violated, iterationsMax);
      if (proof !== undefined) return proof;
    }
    polish(state);
    // Dependent limits were set aside as met; they are looked at again, now that others may have been dropped.
    state.isActive.fill(0);
    for (const id of state.activeIds) state.isActive[id] = 1;
    if (mostViolated(state, DEPENDENT_VIOLATION_TOLERANCE) === undefined) return solvedFrom(state);
  }
  return { status: 'not-converged', iterations: state.iterations };
}

const minOf = ({ limits, linear }: State, id: number): number =>
  id < linear.length ? limits.lower[id]! : limits.rowMin[id - linear.length]!;
const maxOf = ({ limits, linear }: State, id: number): number =>
  id < linear.length ? limits.upper[id]! : limits.rowMax[id - linear.length]!;

function valueOf({ limits, linear, point }: State, id: number): number {
  const size = linear.length;
  if (id < size) return point[id]!;
  const row = id - size;
  return dot(limits.rows.subarray(row * size, (row + 1) * size), point);
}

function normalOf({ limits, linear }: State, id: number, sign: number): Float64Array {
  const size = linear.length;
  const normal = new Float64Array(size);
  if (id < size) normal[id] = sign;
  else for (let at = 0; at < size; at++) normal[at] = sign * limits.rows[(id - size) * size + at]!;
  return normal;
}

/** Signed distance to a side: negative when violated. */
const slackOf = (state: State, id: number, sign: number): number =>
  sign > 0 ? valueOf(state, id) - minOf(state, id) : maxOf(state, id) - valueOf(state, id);

function addEquations(state: State): DualResult | undefined {
  for (let id = 0; id < state.isActive.length; id++) {
    if (minOf(state, id) !== maxOf(state, id)) continue;
    const sign = valueOf(state, id) <= minOf(state, id) ? 1 : -1;
    const proof = enforce(state, { id, sign, normal: normalOf(state, id, sign) }, Infinity);
    if (proof !== undefined) return proof;
  }
  return undefined;
}

function mostViolated(state: State, tolerance: number): Violated | undefined {
  let worst = -tolerance;
  let worstId = -1;
  let worstSign = 1;
  for (let id = 0; id < state.isActive.length; id++) {
    if (state.isActive[id] === 1) continue;
    const value = valueOf(state, id);
    const belowMin = value - minOf(state, id);
    const aboveMax = maxOf(state, id) - value;
    const slack = Math.min(belowMin, aboveMax);
    if (slack < worst) {
      worst = slack;
      worstId = id;
      worstSign = belowMin < aboveMax ? 1 : -1;
    }
  }
  return worstId < 0 ? undefined : { id: worstId, sign: worstSign, normal: normalOf(state, worstId, worstSign) };
}

/** Moves until the violated limit holds, dropping active limits on the way; a proof when that cannot be. */
function enforce(state: State, violated: Violated, iterationsMax: number): DualResult | undefined {
  const { factor, multipliers } = state;
  const size = factor.size;
  const image = new Float64Array(size);
  const slopes = new Float64Array(size);
  const direction = new Float64Array(size);
  let ownMultiplier = 0;
  while (state.iterations <= iterationsMax) {
    state.iterations++;
    applyTransposedJ(factor, violated.normal, image);
    slopes.set(image);
    solveTriangle(factor, slopes, slopes);
    const isDependent = dependsOnActive(state, violated, image, slopes);
    const slack = slackOf(state, violated.id, violated.sign);
    const blocking = blockingLimit(state, slopes);
    const dualStep = blocking < 0 ? Infinity : Math.max(multipliers[blocking]!, 0) / slopes[blocking]!;
    let curvature = 0;
    for (let at = factor.count; at < size; at++) curvature += image[at]! ** 2;
    const primalStep = isDependent ? Infinity : Math.max(-slack, 0) / curvature;
    if (isDependent && slack > -DEPENDENT_VIOLATION_TOLERANCE) {
      state.isActive[violated.id] = 1;
      return undefined;
    }
    if (dualStep === Infinity && primalStep === Infinity) return proofFrom(state, violated, slopes);
    const step = Math.min(dualStep, primalStep);
    // Numbers so far apart that they over- or underflow leave no step to take.
    if (Number.isNaN(step)) return { status: 'not-converged', iterations: state.iterations };
    for (let at = 0; at < factor.count; at++) multipliers[at]! -= step * slopes[at]!;
    ownMultiplier += step;
    if (!isDependent) {
      combineColumnsOfJ(factor, image, factor.count, size, direction);
      for (let at = 0; at < size; at++) state.point[at]! += step * direction[at]!;
    }
    if (primalStep <= dualStep) {
      activate(state, violated, ownMultiplier, image);
      return undefined;
    }
    deactivate(state, blocking);
  }
  return { status: 'not-converged', iterations: state.iterations };
}

function activate(state: State, violated: Violated, multiplier: number, image: Float64Array): void {
  addNormal(state.factor, image);
  state.activeIds.push(violated.id);
  state.activeSigns.push(violated.sign);
  state.multipliers.push(multiplier);
  state.isActive[violated.id] = 1;
}

function deactivate(state: State, position: number): void {
  dropNormal(state.factor, position);
  state.isActive[state.activeIds[position]!] = 0;
  state.activeIds.splice(position, 1);
  state.activeSigns.splice(position, 1);
  state.multipliers.splice(position, 1);
}

/** Do the active normals rebuild this one? Judged on the normals themselves, so independent of the scale of H. */
function dependsOnActive(state: State, violated: Violated, image: Float64Array, slopes: Float64Array): boolean {
  const { factor, activeIds, activeSigns } = state;
  if (factor.count === factor.size) return true;
  let inside = 0;
  let outside = 0;
  for (let at = 0; at < factor.count; at++) inside += image[at]! ** 2;
  for (let at = factor.count; at < factor.size; at++) outside += image[at]! ** 2;
  if (outside > SUSPECT_SHARE ** 2 * (inside + outside)) return false;
  const rest = violated.normal.slice();
  let slopeMax = 1;
  for (let at = 0; at < factor.count; at++) {
    slopeMax = Math.max(slopeMax, Math.abs(slopes[at]!));
    subtractNormal(state, activeIds[at]!, activeSigns[at]! * slopes[at]!, rest);
  }
  return maxAbs(rest) <= DEPENDENT_RESIDUAL * slopeMax;
}

function subtractNormal({ limits, linear }: State, id: number, times: number, target: Float64Array): void {
  const size = linear.length;
  if (id < size) target[id]! -= times;
  else for (let at = 0; at < size; at++) target[at]! -= times * limits.rows[(id - size) * size + at]!;
}

/** The active inequality whose multiplier reaches zero first; -1 when none shrinks. */
function blockingLimit(state: State, slopes: Float64Array): number {
  const { factor, activeIds, multipliers } = state;
  let slopeMax = 1;
  for (let at = 0; at < factor.count; at++) slopeMax = Math.max(slopeMax, Math.abs(slopes[at]!));
  let blocking = -1;
  let smallest = Infinity;
  for (let at = 0; at < factor.count; at++) {
    const id = activeIds[at]!;
    if (minOf(state, id) === maxOf(state, id) || slopes[at]! <= SLOPE_TOLERANCE * slopeMax) continue;
    const ratio = Math.max(multipliers[at]!, 0) / slopes[at]!;
    if (ratio < smallest) {
      smallest = ratio;
      blocking = at;
    }
  }
  return blocking;
}

/** n+ = sum of slope_j n_j with no slope that can give way: n+ - sum slope_j n_j = 0, yet the sides add up to more than 0. */
function proofFrom(state: State, violated: Violated, slopes: Float64Array): DualResult {
  const { factor, activeIds, activeSigns, linear, limits } = state;
  const all = new Float64Array(linear.length + limits.rowMin.length);
  let slopeMax = 1;
  for (let at = 0; at < factor.count; at++) slopeMax = Math.max(slopeMax, Math.abs(slopes[at]!));
  for (let at = 0; at < factor.count; at++) {
    const isRounding = Math.abs(slopes[at]!) <= SLOPE_TOLERANCE * slopeMax;
    if (!isRounding) all[activeIds[at]!] = -activeSigns[at]! * slopes[at]!;
  }
  all[violated.id] = violated.sign;
  return {
    status: 'infeasible',
    boundMultipliers: all.slice(0, linear.length),
    rowMultipliers: all.slice(linear.length),
  };
}

/** Recomputes point and multipliers from the active set alone, which removes what rounding the path has gathered. */
function polish(state: State): void {
  const { factor, activeIds, activeSigns, multipliers, hessian, linear } = state;
  const { size, count } = factor;
  const coordinates = new Float64Array(size);
  const image = new Float64Array(size);
  const part = new Float64Array(size);
  state.point = new Float64Array(size);
  // The second pass works on what the first left over: one step of iterative refinement.
  for (let pass = 0; pass < 2; pass++) {
    for (let at = 0; at < count; at++) coordinates[at] = -slackOf(state, activeIds[at]!, activeSigns[at]!);
    solveTransposedTriangle(factor, coordinates, coordinates);
    combineColumnsOfJ(factor, coordinates, 0, count, part);
    for (let at = 0; at < size; at++) state.point[at]! += part[at]!;
    const slope = matVec(hessian, state.point);
    for (let at = 0; at < size; at++) slope[at] = linear[at]! - slope[at]!;
    applyTransposedJ(factor, slope, image);
    combineColumnsOfJ(factor, image, count, size, part);
    for (let at = 0; at < size; at++) state.point[at]! += part[at]!;
    for (let at = 0; at < count; at++) image[at] = -image[at]!;
    solveTriangle(factor, image, image);
    for (let at = 0; at < count; at++) multipliers[at] = image[at]!;
  }
}

function solvedFrom(state: State): DualResult {
  const { activeIds, activeSigns, multipliers, linear, limits, point } = state;
  const rowMultipliers = new Float64Array(limits.rowMin.length);
  activeIds.forEach((id, at) => {
    const sign = activeSigns[at]!;
    const isEquation = minOf(state, id) === maxOf(state, id);
    if (id >= linear.length)
      rowMultipliers[id - linear.length] = sign * (isEquation ? multipliers[at]! : Math.max(multipliers[at]!, 0));
    else point[id] = sign > 0 ? minOf(state, id) : maxOf(state, id);
  });
  for (let at = 0; at < point.length; at++) {
    if (Math.abs(point[at]! - limits.lower[at]!) <= SNAP_DISTANCE) point[at] = limits.lower[at]!;
    else if (Math.abs(point[at]! - limits.upper[at]!) <= SNAP_DISTANCE) point[at] = limits.upper[at]!;
  }
  invariant(point.every(Number.isFinite), 'the solver met a number that is not finite');
  return { status: 'solved', point, rowMultipliers };
}
