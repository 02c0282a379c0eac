import { semidefiniteRank } from '../../math/cholesky';
import { dot, matVec, maxAbs } from '../../math/matrix';
import { absoluteValue } from '../splitting/absolute';
import { type Cap, type Program, squareFrom } from '../splitting/program';
import type { RiskShareLimit } from '../types';

/**
 * A program with caps on risk contribution,  sum over members of w_i (Sw)_i <= max * w'Sw,  which bend the wrong way in
 * general. Curved limits (these, then volatility and tracking error) are written g(w) <= 0.
 */
export interface CurvedProgram {
  readonly program: Program;
  readonly shares: readonly RiskShareLimit[];
}

export interface CurvedLimits {
  /** One a share, then one a cap: g at the weights. */
  readonly values: Float64Array;
  /** Their slopes. */
  readonly slopes: readonly Float64Array[];
}

export function curvedLimitsAt({ program, shares }: CurvedProgram, weights: Float64Array): CurvedLimits {
  const { covariance, caps } = program;
  const pull = matVec(covariance, weights);
  const variance = dot(weights, pull);
  const ofShares = shares.map(({ members, max }) => {
    const inside = weights.map((weight, at) => weight * members[at]!);
    const insidePull = matVec(covariance, inside);
    const slope = pull.map((entry, at) => members[at]! * entry + insidePull[at]! - 2 * max * entry);
    return { value: dot(inside, pull) - max * variance, slope };
  });
  const ofCaps = caps.map((cap) => {
    const slope = matVec(covariance, offsetFrom(cap, weights));
    return { value: (squareFrom(covariance, cap, weights) - cap.max ** 2) / 2, slope };
  });
  const all = [...ofShares, ...ofCaps];
  return { values: Float64Array.from(all, ({ value }) => value), slopes: all.map(({ slope }) => slope) };
}

const offsetFrom = ({ center }: Cap, weights: Float64Array): Float64Array =>
  center === undefined ? weights : weights.map((weight, at) => weight - center[at]!);

/**
 * Curvature of the objective plus the curved limits times their multipliers:
 * H_ij = S_ij (q + L_i + L_j - 2 sum of l max + sum of cap multipliers), L_i = sum of l over the shares i belongs to.
 */
export function lagrangeCurvature({ program, shares }: CurvedProgram, multipliers: Float64Array): Float64Array {
  const { covariance, quadratic, ridge } = program;
  const size = Math.sqrt(covariance.length);
  const pulls = new Float64Array(size);
  let common = quadratic;
  multipliers.forEach((multiplier, index) => {
    const share = shares[index];
    if (share === undefined) {
      common += multiplier;
      return;
    }
    common -= 2 * multiplier * share.max;
    for (let at = 0; at < size; at++) pulls[at]! += multiplier * share.members[at]!;
  });
  const curvature = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      curvature[row * size + column] = covariance[row * size + column]! * (common + pulls[row]! + pulls[column]!);
    }
    curvature[row * size + row]! += ridge;
  }
  return curvature;
}

/** Slope of the objective, trading costs aside. */
export function objectiveSlope({ quadratic, ridge, linear, covariance }: Program, weights: Float64Array): Float64Array {
  const pull = matVec(covariance, weights);
  return pull.map((entry, at) => quadratic * entry + ridge * weights[at]! - linear[at]!);
}

export function objectiveValue(program: Program, weights: Float64Array): number {
  const { quadratic, ridge, linear, covariance, tradeCost, costFactor } = program;
  const risk = (quadratic / 2) * dot(weights, matVec(covariance, weights));
  const cost = tradeCost === undefined ? 0 : costFactor * absoluteValue(tradeCost, weights);
  return risk + (ridge / 2) * dot(weights, weights) - dot(linear, weights) + cost;
}

/** Far above the curvature it stands beside, and far below what would drown it in rounding. */
const BUDGET_CURVATURE = 100;
/** Negative curvature below this share is rounding. */
const CURVATURE_TOLERANCE = 1e-10;

export interface UpwardCurvature {
  /** Row-major, positive semidefinite. */
  readonly curvature: Float64Array;
  /** (sum of weights - budget)^2 times half of this was added; it is zero within the limits. */
  readonly ofBudget: number;
}

/** The curvature where it bends upwards, if need be once what the budget fixes is added; undefined where it does not. */
export function upwardCurvature(curvature: Float64Array): UpwardCurvature | undefined {
  const size = Math.sqrt(curvature.length);
  const bendsUp = (matrix: Float64Array): boolean =>
    semidefiniteRank(matrix, size, CURVATURE_TOLERANCE).status === 'semidefinite';
  if (bendsUp(curvature)) return { curvature, ofBudget: 0 };
  const ofBudget = BUDGET_CURVATURE * maxAbs(curvature);
  const raised = curvature.map((entry) => entry + ofBudget);
  return bendsUp(raised) ? { curvature: raised, ofBudget } : undefined;
}
