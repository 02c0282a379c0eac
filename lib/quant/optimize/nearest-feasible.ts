import { dot, maxAbs } from '../math/matrix';
import { boundLimitsOf } from './bound-limits';
import { feasibilityProgram } from './conflict';
import { crosses, isHeld } from './integer/node';
import {
  ASSETS_MAX_LIMIT,
  MINIMUM_POSITION,
  nameOfBound,
  BUDGET,
  type NamedLimits,
  rowLimitName,
  type Side,
  TARGET_RETURN,
} from './limits';
import type { LimitRow } from './quadratic/contract';
import { type AbsoluteRow, steepest } from './splitting/absolute';
import { limitSolver } from './splitting/limit-solver';
import { capsOf } from './splitting/mean-variance-program';
import { type Cap, distanceFrom, type Program, programSolvers, type ProgramSolvers } from './splitting/program';
import { findCapConflict, nearestTo, nearestToBoth, searchProgram } from './splitting/search-program';
import type { NearestFeasible, OptimizeProblem } from './types';

/** Loosening below this share of the portfolio is rounding. */
const LOOSENED_MIN = 1e-9;
/** What gives way by the room above has not given way of its own. */
const LOOSENED_TOLD_MIN = 4e-9;
/** No limit on a portfolio of size 1 needs to give way by more. */
const LOOSENED_MAX = 1e3;

/** Which limits may give way; tried in this order, so that what the user cares for most is kept longest. */
const STAGES = ['target', 'rows', 'bounds'] as const;
type Stage = (typeof STAGES)[number];

interface Loosened {
  readonly limits: NamedLimits;
  readonly relaxed: NearestFeasible['relaxed'];
}

/**
 * Weights that come nearest to clashing limits, and by how much each limit gave way. The budget always holds. First the
 * target return alone is lowered, else groups, rows, turnover and exposures, else bounds as well, by the least total
 * amount (each limit counted in units of its largest coefficient); then, where they still clash, the tracking error and
 * volatility limits are raised. Within the loosened limits the answer is the least risky mix, or the best return there is.
 */
export function nearestFeasible(problem: OptimizeProblem, limits: NamedLimits): NearestFeasible | undefined {
  for (const stage of STAGES) {
    // Bounds that cross leave nothing to begin with: only loosening themselves helps.
    const loosened = stage !== 'bounds' && crosses(limits) >= 0 ? undefined : loosen(limits, stage);
    if (loosened === undefined) continue;
    const answer = withinCaps(problem, loosened);
    if (answer !== undefined) return withAllThatGives(problem, limits, answer);
  }
  return undefined;
}

/**
 * A bound that is loosened far enough breaks what stood behind it as well; and rules on how many are held, which no
 * loosening of the other limits knows of, may give way too.
 */
function withAllThatGives(problem: OptimizeProblem, limits: NamedLimits, answer: NearestFeasible): NearestFeasible {
  const { weights } = answer;
  const relaxed = [...answer.relaxed];
  const add = (limit: string, by: number): void => {
    const isTold = relaxed.some((told) => told.limit === limit);
    if (by > LOOSENED_TOLD_MIN * limits.weightScale && !isTold) relaxed.push({ limit, by });
  };
  weights.forEach((weight, at) => {
    for (const { name, side, value } of boundLimitsOf(problem, at)) {
      add(name, side === 'min' ? value - weight : weight - value);
    }
  });
  const { assetsMax = Infinity, weightMinIfHeld = 0 } = problem.limits;
  const held = [...weights].filter((weight) => isHeld(weight, limits)).map(Math.abs);
  add(ASSETS_MAX_LIMIT, held.length - assetsMax);
  if (held.length > 0) add(MINIMUM_POSITION, weightMinIfHeld - Math.min(...held));
  return { weights, relaxed };
}

/** One side of one limit that may give way, in steps of its largest coefficient. */
interface Elastic {
  readonly kind: 'row' | 'absolute' | 'bound';
  readonly index: number;
  readonly side: Side;
  readonly name: string;
  readonly unit: number;
}

/**
 * Least total loosening: a linear program with one extra variable a side that may give way. The variable counts from one
 * portfolio size up, not from zero, so that its optimality is judged in portfolio sizes however small the loosening.
 */
function loosen(limits: NamedLimits, stage: Stage): Loosened | undefined {
  const size = limits.symbols.length;
  const { weightScale } = limits;
  const sides = elasticSides(limits, stage);
  const wide = size + sides.length;
  const program = elasticProgram(limits, sides, stage === 'bounds');
  const linear = new Float64Array(wide).fill(-1, size);
  const outcome = limitSolver(undefined, { ...program, weightScale }).solve(linear, 0);
  if (outcome.status !== 'solved') return undefined;
  const beyond = isFolded(limits) ? foldedWeights(sides, outcome.point, size, weightScale) : undefined;
  const by = sides.map(({ kind, index, side, unit }, at) => {
    let amount = outcome.point[size + at]! - weightScale;
    if (kind === 'bound' && beyond !== undefined) {
      amount = side === 'min' ? limits.lower[index]! - beyond[index]! : beyond[index]! - limits.upper[index]!;
    }
    return amount > LOOSENED_MIN * weightScale ? amount * unit : 0;
  });
  const relaxed = sides.flatMap(({ name }, at) => (by[at]! > 0 ? [{ limit: name, by: by[at]! }] : []));
  return { limits: loosenedLimits(limits, sides, by), relaxed };
}

/**
 * Where no limit has kinks, what a bound gives way by is added to the weight itself: a column instead of a row for each,
 * and a weight is the sum of a part within its bounds and what goes beyond them.
 */
const isFolded = ({ absoluteRows }: NamedLimits): boolean => absoluteRows.length === 0;

const directionOf = (side: Side): number => (side === 'min' ? -1 : 1);

function foldedWeights(sides: readonly Elastic[], point: Float64Array, size: number, from: number): Float64Array {
  const weights = point.slice(0, size);
  sides.forEach(({ kind, index, side }, at) => {
    if (kind === 'bound') weights[index]! += directionOf(side) * (point[size + at]! - from);
  });
  return weights;
}

function elasticSides(limits: NamedLimits, stage: Stage): readonly Elastic[] {
  const sides: Elastic[] = [];
  const add = (kind: Elastic['kind'], index: number, side: Side, name: string, unit: number): void => {
    sides.push({ kind, index, side, name, unit });
  };
  limits.rows.forEach((row, index) => {
    const canYield = row.name === TARGET_RETURN || (stage !== 'target' && row.name !== BUDGET);
    if (!canYield) return;
    const unit = maxAbs(row.coefficients) || 1;
    if (row.min > -Infinity) add('row', index, 'min', rowLimitName(row, 'min'), unit);
    if (row.max < Infinity) add('row', index, 'max', rowLimitName(row, 'max'), unit);
  });
  if (stage === 'target') return sides;
  limits.absoluteRows.forEach((row, index) => {
    add('absolute', index, 'max', row.name, steepest(row) || 1);
  });
  if (stage !== 'bounds') return sides;
  limits.symbols.forEach((_, at) => {
    if (limits.lower[at]! > -Infinity) add('bound', at, 'min', nameOfBound(limits, at, 'min'), 1);
    if (limits.upper[at]! < Infinity) add('bound', at, 'max', nameOfBound(limits, at, 'max'), 1);
  });
  return sides;
}

/** The limits over the weights and, behind them, one variable a side that may give way, from one portfolio size up. */
function elasticProgram(limits: NamedLimits, sides: readonly Elastic[], hasOpenBounds: boolean) {
  const { weightScale } = limits;
  const size = limits.symbols.length;
  const wide = size + sides.length;
  const top = (LOOSENED_MAX + 1) * weightScale;
  const hasFolded = hasOpenBounds && isFolded(limits);
  const folded = hasFolded
    ? sides.flatMap((side, at) => (side.kind === 'bound' ? [{ ...side, at: size + at }] : []))
    : [];
  const widened = (values: Float64Array): Float64Array => {
    const result = new Float64Array(wide);
    result.set(values);
    for (const { index, side, at } of folded) result[at] = directionOf(side) * values[index]!;
    return result;
  };
  const offsetOf = (values: Float64Array): number =>
    folded.reduce((sum, { index, side }) => sum + directionOf(side) * values[index]! * weightScale, 0);
  const rows: LimitRow[] = [];
  const addRow = (values: Float64Array, min: number, max: number, at: number, unit: number): void => {
    const coefficients = widened(values);
    coefficients[at] = unit;
    const offset = offsetOf(values);
    rows.push({ coefficients, min: min + offset, max: max + offset });
  };
  limits.rows.forEach((row, index) => {
    const low = sides.findIndex((side) => side.kind === 'row' && side.index === index && side.side === 'min');
    const high = sides.findIndex((side) => side.kind === 'row' && side.index === index && side.side === 'max');
    if (low < 0 && high < 0) {
      const offset = offsetOf(row.coefficients);
      rows.push({ coefficients: widened(row.coefficients), min: row.min + offset, max: row.max + offset });
    }
    if (low >= 0) {
      const { unit } = sides[low]!;
      addRow(row.coefficients, row.min + unit * weightScale, Infinity, size + low, unit);
    }
    if (high >= 0) {
      const { unit } = sides[high]!;
      addRow(row.coefficients, -Infinity, row.max - unit * weightScale, size + high, -unit);
    }
  });
  const absoluteRows: AbsoluteRow[] = limits.absoluteRows.map(({ center, up, down, max }) => ({
    center: widened(center),
    up: widened(up),
    down: widened(down),
    max,
  }));
  sides.forEach(({ kind, index, side, unit }, at) => {
    if (kind === 'bound' && hasFolded) return;
    if (kind === 'bound') {
      const own = new Float64Array(size);
      own[index] = 1;
      if (side === 'min') addRow(own, limits.lower[index]! + weightScale, Infinity, size + at, 1);
      else addRow(own, -Infinity, limits.upper[index]! - weightScale, size + at, -1);
    } else if (kind === 'absolute') {
      // Only sums of kinked functions that bend upwards fit in: the room is counted down from a top it never reaches.
      const row = absoluteRows[index]!;
      row.center[size + at] = top;
      row.down[size + at] = unit;
      absoluteRows[index] = { ...row, max: row.max + unit * (top - weightScale) };
    }
  });
  const lower = new Float64Array(wide).fill(weightScale);
  const upper = new Float64Array(wide).fill(top);
  const isOpen = hasOpenBounds && !hasFolded;
  // Between bounds that cross, any weight breaks both by the same total.
  lower.set(limits.lower.map((low, at) => (isOpen ? -Infinity : Math.min(low, limits.upper[at]!))));
  upper.set(limits.upper.map((high, at) => (isOpen ? Infinity : Math.max(high, limits.lower[at]!))));
  return { rows, absoluteRows, lower, upper };
}

function loosenedLimits(limits: NamedLimits, sides: readonly Elastic[], by: readonly number[]): NamedLimits {
  const lower = limits.lower.slice();
  const upper = limits.upper.slice();
  const rows = limits.rows.map((row) => ({ ...row }));
  const absoluteRows = limits.absoluteRows.map((row) => ({ ...row }));
  sides.forEach(({ kind, index, side }, at) => {
    if (by[at] === 0) return;
    const room = by[at]! + LOOSENED_MIN * limits.weightScale;
    if (kind === 'bound' && side === 'min') lower[index]! -= room;
    else if (kind === 'bound') upper[index]! += room;
    else if (kind === 'absolute') absoluteRows[index]!.max += room;
    else if (side === 'min') rows[index]!.min -= room;
    else rows[index]!.max += room;
  });
  return { ...limits, lower, upper, rows, absoluteRows };
}

function withinCaps(problem: OptimizeProblem, { limits, relaxed }: Loosened): NearestFeasible | undefined {
  const caps = capsOf(problem.limits);
  const program = { ...feasibilityProgram(problem, limits, caps), quadratic: 1 };
  const solvers = programSolvers(program);
  const conflict = caps.length === 0 ? undefined : findCapConflict(program, solvers);
  if (conflict === undefined) {
    const calmest = searchProgram(program, solvers);
    // A cap with no room to turn in may be met all the same by what comes nearest to its center.
    const weights = calmest.status === 'found' ? calmest.point.weights : nearestToCaps(program, solvers);
    return weights === undefined ? undefined : { weights, relaxed };
  }
  const targetReturn = problem.limits.returnMin;
  if (targetReturn !== undefined) {
    const untargeted = { ...limits, rows: limits.rows.filter((row) => row.name !== TARGET_RETURN) };
    const best = mostReturnWithin(problem, { ...program, limits: untargeted });
    if (best !== undefined) {
      const others = relaxed.filter(({ limit }) => limit !== TARGET_RETURN);
      const by = targetReturn - dot(problem.expectedReturns, best);
      return { weights: best, relaxed: [...others, { limit: TARGET_RETURN, by }] };
    }
  }
  const weights = nearestToCaps(program, solvers);
  if (weights === undefined) return undefined;
  const raised = caps.flatMap((cap) => {
    const by = distanceFrom(program, cap, weights) - cap.max;
    return by > LOOSENED_MIN * limits.weightScale ? [{ limit: cap.name, by }] : [];
  });
  return { weights, relaxed: [...relaxed, ...raised] };
}

function mostReturnWithin(problem: OptimizeProblem, program: Program): Float64Array | undefined {
  if (findCapConflict(program) !== undefined) return undefined;
  const best = searchProgram({ ...program, quadratic: 0, linear: problem.expectedReturns });
  return best.status === 'found' ? best.point.weights : undefined;
}

/** The volatility limit is kept where it can be, and the tracking error is the least within it. */
function nearestToCaps(program: Program, solvers: ProgramSolvers): Float64Array | undefined {
  const [first, second] = program.caps as readonly [Cap | undefined, Cap | undefined];
  if (first === undefined) return undefined;
  const alone = nearestTo(program, first, solvers);
  if (alone.status === 'cap-conflict') return alone.point.weights;
  if (alone.status !== 'found') return undefined;
  if (second === undefined) return alone.point.weights;
  const both = nearestToBoth(program, first, second, solvers);
  return both.status === 'cap-conflict' || both.status === 'found' ? both.point.weights : undefined;
}
