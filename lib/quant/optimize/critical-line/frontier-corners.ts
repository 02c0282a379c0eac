import { dot, maxAbs, quadraticForm, sumOf } from '../../math/matrix';
import { randomStream } from '../../math/rng';
import { isAccepted, measureOptimality, type OptimalityMeasure, quadraticTangent } from '../certificate';
import { type NamedLimits, unitsOf } from '../limits';
import { curvatureOf } from '../quadratic/curvature';
import { quadraticSolver } from '../quadratic/solve';
import type { OptimizeProblem } from '../types';
import { type Direction, directionOf, type Line, type LineLimits, type Position, positionAt, slopesAt } from './line';
import { type LineEvent, nextEvent } from './next-event';

/**
 * A mix at which the set of free weights or binding rows changes; between two neighbours weights, multipliers and trade-off
 * are linear. A mix that stays the best over a range of trade-offs stands at both its ends.
 */
export interface FrontierCorner {
  readonly weights: Float64Array;
  /** Of the program 1/2 w'Sw - tradeoff mu'w that this mix solves; 0 = least variance. */
  readonly tradeoff: number;
  /** Of that program, one a row of the limits; positive = minimum side. */
  readonly rowMultipliers: Float64Array;
  /** Where it was measured before. */
  readonly measure?: OptimalityMeasure;
}

type FrontierProblem = Pick<OptimizeProblem, 'symbols' | 'expectedReturns' | 'covariance' | 'limits'>;

/** Limits are moved apart by about this much while the path is sought, so that no two events come at once. */
const PERTURBATION = 1e-12;
/** A covariance that leaves mixes without risk is raised by this share of its largest variance, and the path sought again. */
const RIDGES = [0, 1e-11] as const;
/** Variances this close to the least, relative and in shares of the largest, are the least. */
const VARIANCE_ROOM_SHARE = 1e-9;
const VARIANCE_ROOM = 1e-14;
/** Positions and slopes are carried along for so many events before they are computed afresh. */
const EVENTS_BETWEEN_FRESH = 16;
/** With every weight slower than this the path stands still. */
const STILL_WEIGHT = 1e-9;
/** A start that misses its own conditions by more is not the least variance. */
const START_TOLERANCE = 1e-8;

/**
 * All corner portfolios of the efficient frontier within bounds and rows, from least variance to most return, by the
 * critical-line method: along a stretch weights, multipliers and slopes move in straight lines with the trade-off, and
 * the first of them to reach its limit makes the corner.
 *
 * @returns undefined where the path cannot be followed or a corner fails its certificate: limits that conflict or leave the
 *          return without an end, or ties that rounding does not tell apart
 * @see Markowitz (1959), "Portfolio Selection", Wiley, appendix A
 * @see Niedermayer & Niedermayer (2010), "Applying Markowitz's Critical Line Algorithm", Handbook of Portfolio Construction
 */
export function frontierCorners(problem: FrontierProblem, limits: NamedLimits): readonly FrontierCorner[] | undefined {
  for (const ridge of RIDGES) {
    const corners = traceCorners(problem, limits, ridge);
    if (corners !== undefined) return corners;
  }
  return undefined;
}

/** Measures a mix as the answer to 1/2 w'Sw - tradeoff mu'w, on the problem as given. */
export function measureCorner(
  problem: FrontierProblem,
  limits: NamedLimits,
  { weights, tradeoff, rowMultipliers }: FrontierCorner,
): OptimalityMeasure {
  const linear = problem.expectedReturns.map((entry) => tradeoff * entry);
  const slope = slopeOf(problem.covariance, weights);
  const tangent = quadraticTangent(weights, slope, 1, linear, unitsOf(problem, limits));
  return measureOptimality(limits, weights, tangent, rowMultipliers);
}

/** S w, row by row of the weights that are held: a frontier's mixes hold few of many. */
function slopeOf(covariance: Float64Array, weights: Float64Array): Float64Array {
  const size = weights.length;
  const slope = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    const weight = weights[row]!;
    if (weight === 0) continue;
    const start = row * size;
    for (let at = 0; at < size; at++) slope[at]! += weight * covariance[start + at]!;
  }
  return slope;
}

/** The problem in solver units, and the way back. */
interface Scaled {
  readonly problem: FrontierProblem;
  readonly limits: NamedLimits;
  readonly covariance: Float64Array;
  /** Per solver unit. */
  readonly tradeoffUnit: number;
  readonly multiplierUnit: number;
  /** What was taken off every expected return: it goes into the budget's multiplier. */
  readonly meanReturn: number;
  readonly rewards: Float64Array;
  /** As given, in solver units. */
  readonly sides: LineLimits;
  /** Moved apart. */
  readonly apart: LineLimits;
}

function traceCorners(
  problem: FrontierProblem,
  limits: NamedLimits,
  ridge: number,
): readonly FrontierCorner[] | undefined {
  const scaled = scale(problem, limits, ridge);
  if (scaled === undefined) return undefined;
  const start = startOf(scaled);
  if (start === undefined) return undefined;
  const { line } = start;
  const corners: FrontierCorner[] = [];
  let position = start.position;
  let slopes = slopesAt(line, position, 0);
  let tradeoff = 0;
  let last: LineEvent | undefined;
  const eventsMax = 20 * (limits.lower.length + limits.rows.length) + 100;
  for (let count = 0; count < eventsMax; count++) {
    const direction = directionOf(line);
    if (direction === undefined) return undefined;
    const reached = nextEvent({ line, position, slopes, direction, last });
    const isAdded = addCorner(corners, scaled, line, position, tradeoff);
    // Where mixes carry no risk the path rushes through many of them at first; the frontier begins where that ends.
    if (!isAdded && corners.length > 0) return undefined;
    if (reached === undefined)
      return isStill(direction) && isAdded ? fromCalmest(scaled, corners, start.position) : undefined;
    position = moved(position, direction, reached.step);
    advance(slopes, direction.slopes, reached.step);
    tradeoff += reached.step;
    if (!applyEvent(line, position, reached.event)) return undefined;
    last = reached.event;
    if (count % EVENTS_BETWEEN_FRESH !== 0) continue;
    position = positionAt(line, tradeoff, position.weights, scaled.apart) ?? position;
    slopes = slopesAt(line, position, tradeoff);
  }
  return undefined;
}

/** Corners from the one of most return among those of least variance on; undefined where that one was passed over. */
function fromCalmest(
  { problem, limits }: Scaled,
  corners: readonly FrontierCorner[],
  start: Position,
): readonly FrontierCorner[] | undefined {
  const varianceOf = (weights: Float64Array): number => quadraticForm(problem.covariance, weights);
  const room = VARIANCE_ROOM * unitsOf(problem, limits).varianceMax * limits.weightScale ** 2;
  const least =
    varianceOf(start.weights.map((weight) => weight * limits.weightScale)) * (1 + VARIANCE_ROOM_SHARE) + room;
  // It rises along the path.
  const passed = corners.findIndex(({ weights }) => varianceOf(weights) > least);
  const first = (passed < 0 ? corners.length : passed) - 1;
  return first < 0 ? undefined : corners.slice(first);
}

function advance(values: Float64Array, direction: Float64Array, step: number): void {
  for (let at = 0; at < values.length; at++) values[at]! += step * direction[at]!;
}

/** With nothing left to stop it, a path that still moves has no end. */
const isStill = ({ weights }: Direction): boolean => maxAbs(weights) <= STILL_WEIGHT;

function moved({ weights, multipliers }: Position, direction: Direction, step: number): Position {
  return {
    weights: weights.map((weight, at) => weight + step * direction.weights[at]!),
    multipliers: multipliers.map((entry, row) => entry + step * direction.multipliers[row]!),
  };
}

function applyEvent({ free, isFree, active }: Line, { weights, multipliers }: Position, event: LineEvent): boolean {
  switch (event.kind) {
    case 'to-bound':
      weights[event.at] = event.bound;
      isFree[event.at] = 0;
      free.remove(free.order.subarray(0, free.count()).indexOf(event.at));
      return true;
    case 'to-free':
      isFree[event.at] = 1;
      return free.append(event.at);
    case 'row-binds':
      active.set(event.row, event.side);
      multipliers[event.row] = 0;
      return true;
    case 'row-frees':
      active.delete(event.row);
      multipliers[event.row] = 0;
      return true;
  }
}

/** Adds the corner at a position, measured on the limits as given. @returns false where it is not accepted */
function addCorner(
  corners: FrontierCorner[],
  scaled: Scaled,
  line: Line,
  position: Position,
  tradeoff: number,
): boolean {
  const { problem, limits, sides, apart } = scaled;
  const accepted = [
    () => position,
    () => {
      const standing = position.weights.map((weight, at) =>
        weight === apart.upper[at] ? sides.upper[at]! : sides.lower[at]!,
      );
      return positionAt(line, tradeoff, standing, sides);
    },
  ].some((candidate) => {
    const found = candidate();
    if (found === undefined) return false;
    const corner = cornerAt(scaled, line, found, tradeoff);
    const measure = measureCorner(problem, limits, corner);
    if (!isAccepted(measure)) return false;
    corners.push({ ...corner, measure });
    return true;
  });
  return accepted;
}

/** Weights that the moving apart has put beside their bounds are put back on them. */
function cornerAt(scaled: Scaled, line: Line, { weights, multipliers }: Position, tradeoff: number): FrontierCorner {
  const { limits, sides, multiplierUnit, tradeoffUnit, meanReturn } = scaled;
  const snapped = weights.map((weight, at) => {
    const [lower, upper] = [sides.lower[at]!, sides.upper[at]!];
    if (line.isFree[at] === 0) return weight === scaled.apart.upper[at] ? upper : lower;
    return Math.min(Math.max(weight, lower), upper);
  });
  const rowMultipliers = multipliers.map((entry, row) => {
    const side = line.active.get(row);
    const signed = side === undefined ? 0 : side === 0 ? entry : side * Math.max(side * entry, 0);
    return signed * multiplierUnit;
  });
  rowMultipliers[0]! -= tradeoff * tradeoffUnit * meanReturn;
  return {
    weights: snapped.map((weight) => weight * limits.weightScale),
    tradeoff: tradeoff * tradeoffUnit,
    rowMultipliers,
  };
}

function scale(problem: FrontierProblem, limits: NamedLimits, ridge: number): Scaled | undefined {
  const { expectedReturns } = problem;
  const size = expectedReturns.length;
  const { weightScale } = limits;
  const { varianceMax } = unitsOf(problem, limits);
  const meanReturn = sumOf(expectedReturns) / size;
  const spread = maxAbs(expectedReturns.map((entry) => entry - meanReturn));
  if (!(varianceMax > 0 && spread > 0)) return undefined;
  const covariance = problem.covariance.slice();
  for (let at = 0; at < size; at++) covariance[at * size + at]! += ridge * varianceMax;
  const sides = {
    lower: limits.lower.map((bound) => bound / weightScale),
    upper: limits.upper.map((bound) => bound / weightScale),
    rows: limits.rows.map(({ coefficients }) => coefficients),
    rowMin: Float64Array.from(limits.rows, ({ min }) => min / weightScale),
    rowMax: Float64Array.from(limits.rows, ({ max }) => max / weightScale),
  };
  const varianceUnit = varianceMax * (1 + ridge);
  return {
    problem,
    limits,
    covariance,
    sides,
    apart: movedApart(sides),
    meanReturn,
    rewards: expectedReturns.map((entry) => (entry - meanReturn) / spread),
    tradeoffUnit: (varianceUnit * weightScale) / spread,
    multiplierUnit: varianceUnit * weightScale,
  };
}

function movedApart(sides: LineLimits): LineLimits {
  const random = randomStream('critical line');
  // A bound of zero stays: most weights stand on it, and what they hold need not be multiplied.
  const apart = (side: -1 | 1) => (value: number) =>
    value === 0 ? 0 : value + side * PERTURBATION * (0.5 + random.nextUniform());
  const [down, up] = [apart(-1), apart(1)];
  const isFixed = (min: Float64Array, max: Float64Array, at: number): boolean => min[at] === max[at];
  return {
    rows: sides.rows,
    lower: sides.lower.map((bound, at) => (isFixed(sides.lower, sides.upper, at) ? bound : down(bound))),
    upper: sides.upper.map((bound, at) => (isFixed(sides.lower, sides.upper, at) ? bound : up(bound))),
    rowMin: sides.rowMin.map((min, row) => (isFixed(sides.rowMin, sides.rowMax, row) ? min : down(min))),
    rowMax: sides.rowMax.map((max, row) => (isFixed(sides.rowMin, sides.rowMax, row) ? max : up(max))),
  };
}

/** The least variance within the limits moved apart: which weights are free there, which rows bind. */
function startOf({ covariance, rewards, apart }: Scaled): { line: Line; position: Position } | undefined {
  const size = rewards.length;
  const rows = apart.rows.map((coefficients, row) => ({
    coefficients,
    min: apart.rowMin[row]!,
    max: apart.rowMax[row]!,
  }));
  const solver = quadraticSolver(covariance, { lower: apart.lower, upper: apart.upper, rows, weightScale: 1 });
  const answer = solver.solve(new Float64Array(size));
  if (answer.status !== 'solved') return undefined;
  const curvature = curvatureOf(covariance, size);
  const free = curvature.freeFactor(0);
  const isFree = new Uint8Array(size);
  for (let at = 0; at < size; at++) {
    if (answer.point[at] === apart.lower[at] || answer.point[at] === apart.upper[at]) continue;
    isFree[at] = 1;
    if (!free.append(at)) return undefined;
  }
  const active = new Map<number, -1 | 0 | 1>();
  rows.forEach(({ min, max }, row) => {
    const multiplier = answer.rowMultipliers[row]!;
    if (min === max) active.set(row, 0);
    else if (multiplier !== 0) active.set(row, multiplier > 0 ? 1 : -1);
  });
  const line: Line = { curvature, rewards, limits: apart, free, isFree, active };
  const position = positionAt(line, 0, answer.point, apart);
  if (position === undefined) return undefined;
  return isOptimal(line, position) ? { line, position } : undefined;
}

/** Does the position keep the limits, and do slopes and multipliers hold it there? */
function isOptimal(line: Line, position: Position): boolean {
  const { limits, isFree, active } = line;
  const slopes = slopesAt(line, position, 0);
  const holds = position.weights.every((weight, at) => {
    const slope = slopes[at]!;
    if (isFree[at] === 1) {
      return weight >= limits.lower[at]! - START_TOLERANCE && weight <= limits.upper[at]! + START_TOLERANCE;
    }
    if (limits.lower[at] === limits.upper[at]) return true;
    return weight === limits.lower[at] ? slope >= -START_TOLERANCE : slope <= START_TOLERANCE;
  });
  return (
    holds &&
    limits.rows.every((coefficients, row) => {
      const value = dot(coefficients, position.weights);
      const isMet = value >= limits.rowMin[row]! - START_TOLERANCE && value <= limits.rowMax[row]! + START_TOLERANCE;
      const side = active.get(row);
      return isMet && (side === undefined || side * position.multipliers[row]! >= -START_TOLERANCE);
    })
  );
}
