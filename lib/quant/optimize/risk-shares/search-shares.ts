import { dot, maxAbs } from '../../math/matrix';
import { limitSolver } from '../splitting/limit-solver';
import {
  type CurvedProgram,
  type CurvedLimits,
  curvedLimitsAt,
  lagrangeCurvature,
  objectiveSlope,
  objectiveValue,
  type UpwardCurvature,
  upwardCurvature,
} from './curved-program';

/**
 * Sequential quadratic programming: curved limits are replaced by their tangents, the objective takes on their curvature
 * (as much of it as still bends upwards), and the step is cut until objective and misses together fall.
 *
 * @see Nocedal & Wright (2006), "Numerical Optimization", 2nd ed., chapter 18
 */

export interface CurvedPoint {
  readonly weights: Float64Array;
  /** One a row, then one an absolute row. */
  readonly rowMultipliers: Float64Array;
  /** One a share, then one a cap; at least 0. */
  readonly multipliers: Float64Array;
}

const STEPS_MAX = 120;
/** Steps this small, in portfolio sizes, are rounding. */
const STEP_MIN = 1e-13;
/** From steps this small on the whole step is taken: cutting it would only slow the last digits down. */
const WHOLE_STEP = 1e-4;
const CUTS_MAX = 30;
/**
 * Steps taken whole although objective and misses together do not fall: beside a curved limit even the best step may miss
 * it by more than it gains, and the next one mends that.
 */
const BOLD_STEPS_MAX = 20;
/** Where the tangents cannot be met, what is asked of them shrinks towards what the weights already do. */
const SHARES_OF_MISS = [1, 0.5, 0.1, 0];
/** Shares of the limits' curvature that are tried. */
const SHARES_OF_CURVATURE = [0.7, 0.4, 0.2, 0];
/** Times the largest curvature there is: enough to bend upwards across the tangents, and no more than that. */
const TANGENT_CURVATURE = 10;

/** @param start meets all limits but the curved ones */
export function searchShares(problem: CurvedProgram, start: Float64Array): CurvedPoint | undefined {
  const { program, shares } = problem;
  const { weightScale } = program.limits;
  const count = shares.length + program.caps.length;
  let point: CurvedPoint = {
    weights: start,
    rowMultipliers: new Float64Array(program.limits.rows.length + program.limits.absoluteRows.length),
    multipliers: new Float64Array(count),
  };
  let penalty = 0;
  let boldSteps = BOLD_STEPS_MAX;
  for (let step = 0; step < STEPS_MAX; step++) {
    const next = tangentStep(problem, point);
    if (next === undefined) return undefined;
    const move = next.weights.map((weight, at) => weight - point.weights[at]!);
    const length = maxAbs(move);
    penalty = Math.max(penalty, 2 * maxAbs(next.multipliers));
    if (length <= STEP_MIN * weightScale) return { ...next, weights: point.weights };
    const isWhole = length <= WHOLE_STEP * weightScale;
    const cut = isWhole ? 1 : stepShare(problem, point.weights, move, penalty);
    if (cut === undefined && boldSteps === 0) return { ...next, weights: point.weights };
    if (cut === undefined) boldSteps--;
    const share = cut ?? 1;
    // A whole step keeps the exact zeros and bounds of the program.
    const weights = share === 1 ? next.weights : point.weights.map((weight, at) => weight + share * move[at]!);
    point = { ...next, weights };
  }
  return point;
}

function tangentStep(problem: CurvedProgram, { weights, multipliers }: CurvedPoint): CurvedPoint | undefined {
  const { program } = problem;
  const { limits, tradeCost, costFactor } = program;
  const { values, slopes } = curvedLimitsAt(problem, weights);
  const { curvature, ofBudget, pull } = usableCurvature(problem, multipliers, { weights, values, slopes });
  const slope = objectiveSlope(program, weights);
  const size = weights.length;
  const budget = limits.rows[0]!.max;
  const linear = slope.map((entry, at) => {
    const own = dot(curvature.subarray(at * size, (at + 1) * size), weights);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return own - entry + ofBudget * (budget - total) - pull[at]!;
  });
  for (const share of SHARES_OF_MISS) {
    const tangents = slopes.map((coefficients, index) => ({
      coefficients,
      min: -Infinity,
      max: dot(coefficients, weights) - (values[index]! > 0 ? share : 1) * values[index]!,
    }));
    const solver = limitSolver(curvature, { ...limits, rows: [...limits.rows, ...tangents] }, tradeCost);
    const outcome = solver.solve(linear, costFactor);
    if (outcome.status !== 'solved') continue;
    const plain = limits.rows.length;
    const all = outcome.rowMultipliers;
    const rowMultipliers = new Float64Array(all.length - tangents.length);
    rowMultipliers.set(all.subarray(0, plain));
    rowMultipliers.set(all.subarray(plain + tangents.length), plain);
    const ofTangents = all.slice(plain, plain + tangents.length).map((entry) => Math.max(-entry, 0));
    return { weights: outcome.point, rowMultipliers, multipliers: ofTangents };
  }
  return undefined;
}

interface StepCurvature extends UpwardCurvature {
  /** Slope at the weights of what was added for the tangents. */
  readonly pull: Float64Array;
}

/**
 * Curvature for a step: that of the objective and the limits times their multipliers; where it bends down, with squares of
 * what the binding tangents fix anyhow, which add nothing along them; else with less of the limits' own curvature.
 */
function usableCurvature(
  problem: CurvedProgram,
  multipliers: Float64Array,
  { weights, values, slopes }: CurvedLimits & { readonly weights: Float64Array },
): StepCurvature {
  const size = weights.length;
  const pull = new Float64Array(size);
  const whole = lagrangeCurvature(problem, multipliers);
  const asIs = upwardCurvature(whole);
  if (asIs !== undefined) return { ...asIs, pull };
  const raised = whole.slice();
  const steepness = TANGENT_CURVATURE * maxAbs(whole);
  slopes.forEach((slope, index) => {
    if (!(multipliers[index]! > 0)) return;
    const factor = steepness / maxAbs(slope) ** 2;
    for (let row = 0; row < size; row++) {
      pull[row]! += factor * values[index]! * slope[row]!;
      for (let column = 0; column < size; column++) {
        raised[row * size + column]! += factor * slope[row]! * slope[column]!;
      }
    }
  });
  const alongTangents = upwardCurvature(raised);
  if (alongTangents !== undefined) return { ...alongTangents, pull };
  pull.fill(0);
  for (const share of SHARES_OF_CURVATURE) {
    const part = multipliers.map((entry) => share * entry);
    const usable = upwardCurvature(lagrangeCurvature(problem, part));
    if (usable !== undefined) return { ...usable, pull };
  }
  // The covariance itself: any curvature that bends upwards will do for a step.
  return { curvature: problem.program.covariance, ofBudget: 0, pull };
}

/** Share of a step at which objective plus penalised misses are smaller; undefined where no share helps. */
function stepShare(
  problem: CurvedProgram,
  weights: Float64Array,
  move: Float64Array,
  penalty: number,
): number | undefined {
  const merit = (at: Float64Array): number => {
    const { values } = curvedLimitsAt(problem, at);
    return objectiveValue(problem.program, at) + penalty * values.reduce((sum, value) => sum + Math.max(value, 0), 0);
  };
  const before = merit(weights);
  let share = 1;
  for (let cut = 0; cut < CUTS_MAX; cut++, share /= 2) {
    if (merit(weights.map((weight, at) => weight + share * move[at]!)) < before) return share;
  }
  return undefined;
}
