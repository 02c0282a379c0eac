import { pivotBlocks } from './block-pivoting';
import type { Curvature } from './free-factor';
import type { DenseLimits, DualResult } from './dual-active-set';
import { clearFactor, type Face, newFace } from './face';
import { slopeTolerance } from './pulls';
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
  /** @returns undefined where it cannot tell: the free block is singular, or no point within the limits was met */
  readonly solve: (linear: Float64Array, start?: FaceStart) => Extract<DualResult, { status: 'solved' }> | undefined;
}

/** @see block-pivoting.ts and single-steps.ts: the first is fast, the second goes on where it makes no headway */
export function freeSetSolver(curvature: Curvature, limits: DenseLimits, shift: number): FreeSetSolver {
  const face = newFace(curvature, limits, shift);
  return {
    solve: (linear, start) => {
      if (start === undefined) {
        clearFactor(face);
        startingSides(face, linear);
      } else {
        sidesOf(face, start);
      }
      const blocks = pivotBlocks(face, linear);
      const status = blocks === 'settled' ? takeSingleSteps(face, linear) : blocks;
      if (status === 'solved') return solvedFrom(face, slopeTolerance(face, linear));
      clearFactor(face);
      return undefined;
    },
  };
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
