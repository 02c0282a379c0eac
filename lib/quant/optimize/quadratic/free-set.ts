import { pivotBlocks } from './block-pivoting';
import type { Curvature } from './free-factor';
import type { DenseLimits, DualResult } from './dual-active-set';
import { clearFactor, type Face, newFace, refreshValues } from './face';
import type { FeasiblePoint } from './feasible-point';
import { MISS_TOLERANCE, slopeTolerance } from './pulls';
import { takeSingleSteps } from './single-steps';
import { startingSides } from './starting-face';

/** Which limits an earlier answer stood on, in solver units. */
export interface FaceStart {
  readonly point: Float64Array;
  readonly rowMultipliers: Float64Array;
}

/** A weight this near to its bound stands on it; what is left is rounding. */
const SNAP_DISTANCE = 1e-14;

/** Minimises 1/2 x'(H + shift I)x - linear'x by active sets that factor only what is free. */
export interface FreeSetSolver {
  /** @returns undefined where it cannot tell, mostly because the free block is singular */
  readonly solve: (linear: Float64Array, start?: FaceStart) => DualResult | undefined;
}

/**
 * Block pivoting first, which is fast; single steps go on where it makes no headway, from a point within the limits.
 *
 * @param findFeasible shared by the solvers of one set of limits
 */
export function freeSetSolver(
  curvature: Curvature,
  limits: DenseLimits,
  shift: number,
  findFeasible: FeasiblePoint,
): FreeSetSolver {
  const face = newFace(curvature, limits, shift);
  return {
    solve: (linear, start) => {
      if (start === undefined) {
        clearFactor(face);
        startingSides(face, linear);
      } else {
        sidesOf(face, start);
      }
      let status = pivotBlocks(face, linear);
      if (status === 'stuck') {
        const feasible = findFeasible(face.point);
        if (feasible.status === 'infeasible') return feasible;
        if (feasible.status === 'within') status = standWhereItIs(face);
      }
      if (status === 'settled' && takeSingleSteps(face, linear) === 'solved') status = 'solved';
      if (status === 'solved') return solvedFrom(face, slopeTolerance(face, linear));
      clearFactor(face);
      return undefined;
    },
  };
}

/** The face of all limits that the point stands on. */
function standWhereItIs(face: Face): 'settled' {
  const { size, rowCount, limits, point, side, values, rowSide, rowMultipliers } = face;
  for (let at = 0; at < size; at++)
    side[at] = point[at]! <= limits.lower[at]! ? 1 : point[at]! >= limits.upper[at]! ? -1 : 0;
  refreshValues(face);
  rowMultipliers.fill(0);
  for (let row = 0; row < rowCount; row++) {
    const isAtMin = values[row]! - limits.rowMin[row]! <= MISS_TOLERANCE;
    const isAtMax = limits.rowMax[row]! - values[row]! <= MISS_TOLERANCE;
    rowSide[row] = isAtMin ? 1 : isAtMax ? -1 : 0;
  }
  return 'settled';
}

/** The face an earlier answer stood on. */
function sidesOf(face: Face, start: FaceStart): void {
  const { size, rowCount, limits, point, side, rowSide, rowMultipliers } = face;
  for (let at = 0; at < size; at++) {
    const weight = start.point[at]!;
    side[at] = weight <= limits.lower[at]! ? 1 : weight >= limits.upper[at]! ? -1 : 0;
    point[at] = Math.min(Math.max(weight, limits.lower[at]!), limits.upper[at]!);
  }
  for (let row = 0; row < rowCount; row++) {
    const isEquation = limits.rowMin[row] === limits.rowMax[row];
    rowMultipliers[row] = start.rowMultipliers[row]!;
    rowSide[row] = isEquation ? 1 : Math.sign(rowMultipliers[row]!);
  }
}

function solvedFrom(
  { size, limits, point, rowMultipliers }: Face,
  rounding: number,
): Extract<DualResult, { status: 'solved' }> {
  const answer = point.slice();
  for (let at = 0; at < size; at++) {
    if (Math.abs(answer[at]! - limits.lower[at]!) <= SNAP_DISTANCE) answer[at] = limits.lower[at]!;
    else if (Math.abs(answer[at]! - limits.upper[at]!) <= SNAP_DISTANCE) answer[at] = limits.upper[at]!;
  }
  return {
    status: 'solved',
    point: answer,
    // Where nothing has a slope, a multiplier of rounding would be an infinite share of it.
    rowMultipliers: rowMultipliers.map((entry) => (Math.abs(entry) <= rounding ? 0 : entry)),
  };
}
