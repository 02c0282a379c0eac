import { maxAbs } from '../../math/matrix';
import type { QuadraticOutcome } from '../quadratic/contract';
import {
  type Cap,
  capsHold,
  capTolerance,
  distanceFrom,
  measureProgram,
  penalised,
  type Program,
  type ProgramPoint,
  programSolvers,
  type ProgramSolvers,
  squareFrom,
} from './program';
import { shiftedBack, shiftedProgram } from './shifted-program';

/**
 * Finds the best point of a program: quadratic programs for given cap multipliers, and a search for the multipliers.
 *
 * In t = 1 / (quadratic + multiplier) the program with one cap is  1/2 w'Sw + t r/2 w'w - (t c + (1 - t q) S b)'w + t cost:
 * its distance from the cap's center rises with t, and without a ridge w(t) is piecewise linear, so that a straight line
 * between two solved ends on one piece is optimal and the search ends exactly.
 */

/** A cap at the least possible distance leaves no room; it is given this share of room to turn in. */
const SQUARE_ROOM = 1e-11;
/** The same where the least distance is zero, in shares of the largest variance. */
const SQUARE_ROOM_ABSOLUTE = 1e-20;
/** First answer good enough between two ends; far below what the certificate asks. */
const LINE_GAP = 1e-11;
const GROWTH = 8;
const GROWTHS_MAX = 60;
const STEPS_MAX = 120;
/** With a ridge: how nearly the squared distance meets its target; the gap it leaves is as small a share of the risk. */
const TARGET_SHARE = 1e-11;
/** Two caps at once: the outer search ends when the outer cap is met to this share. */
const OUTER_SHARE = 1e-11;

/** No weights within the limits are near enough to the centers: the least sum of multiplier / 2 * distance^2 is too large. */
export interface CapConflict {
  readonly status: 'cap-conflict';
  readonly point: ProgramPoint;
}

export type ProgramOutcome =
  | { readonly status: 'found'; readonly point: ProgramPoint }
  | CapConflict
  | Extract<QuadraticOutcome, { status: 'infeasible' | 'unbounded' | 'not-converged' }>;

const NOT_CONVERGED = { status: 'not-converged', iterations: STEPS_MAX, dualityGap: Infinity } as const;

export function searchProgram(program: Program, solvers = programSolvers(program)): ProgramOutcome {
  if (program.center !== undefined) return searchAround(program, program.center);
  const free = solveAt({ ...program, caps: [] }, solvers);
  if (free.status === 'infeasible') return free;
  if (free.status === 'found' && capsHold(program, free.point.weights)) return withCaps(program, free);
  if (program.caps.length === 0) return free;
  for (const cap of program.caps) {
    // A cap that holds without being asked for changes nothing on its own.
    if (free.status === 'found' && capsHold({ ...program, caps: [cap] }, free.point.weights)) continue;
    const alone = searchAtCap({ ...program, caps: [cap] }, cap, solvers);
    if (alone.status === 'found' && !capsHold(program, alone.point.weights)) continue;
    return alone.status === 'found' || alone.status === 'cap-conflict' ? spread(program, [cap], alone) : alone;
  }
  const [inner, outer] = program.caps;
  if (inner === undefined || outer === undefined) return NOT_CONVERGED;
  return searchAtBoth(program, inner, outer, solvers);
}

function searchAround(program: Program, center: Float64Array): ProgramOutcome {
  const outcome = searchProgram(shiftedProgram(program, center));
  if (outcome.status !== 'found' && outcome.status !== 'cap-conflict') return outcome;
  return { ...outcome, point: shiftedBack(outcome.point, program, center) };
}

type Found = Extract<ProgramOutcome, { status: 'found' | 'cap-conflict' }>;

const withCaps = (program: Program, found: Found): Found => spread(program, [], found);

/** Multipliers of some caps, in the order of all caps of the program. */
function spread(program: Program, caps: readonly Cap[], found: Found): Found {
  const capMultipliers = Float64Array.from(program.caps, (cap) => {
    const at = caps.indexOf(cap);
    return at < 0 ? 0 : found.point.capMultipliers[at]!;
  });
  return { ...found, point: { ...found.point, capMultipliers } };
}

/** The program without caps. */
function solveAt(program: Program, solvers: ProgramSolvers): ProgramOutcome {
  const { quadratic, ridge, linear, costFactor, start } = program;
  const unit = quadratic > 0 ? quadratic : 1;
  const solver = quadratic > 0 ? solvers.withRisk(ridge / quadratic) : solvers.withoutRisk(ridge);
  const outcome = solver.solve(
    linear.map((entry) => entry / unit),
    costFactor / unit,
    start === undefined ? undefined : { point: start.weights, rowMultipliers: start.rowMultipliers },
  );
  if (outcome.status !== 'solved') return outcome;
  return {
    status: 'found',
    point: {
      weights: outcome.point,
      rowMultipliers: outcome.rowMultipliers.map((entry) => entry * unit),
      capMultipliers: new Float64Array(0),
      isRegularised: outcome.isRegularised,
    },
  };
}

/** The program seen at one t: the multipliers are those of the scaled objective. */
interface End {
  readonly t: number;
  readonly weights: Float64Array;
  readonly rowMultipliers: Float64Array;
  readonly isRegularised: boolean;
}

interface CapSearch {
  readonly program: Program;
  readonly cap: Cap;
  readonly solvers: ProgramSolvers;
  readonly pull: Float64Array;
  /** The squared distance to meet. */
  readonly target: number;
}

function searchAtCap(program: Program, cap: Cap, solvers: ProgramSolvers): ProgramOutcome {
  const { covariance, varianceMax, limits } = program;
  const pull = penalised({ ...program, linear: new Float64Array(program.linear.length) }, cap, 1).linear;
  const start = { program, cap, solvers, pull, target: cap.max ** 2 };
  const calm = endAt(start, 0);
  if (!('t' in calm)) return calm;
  const least = squareFrom(covariance, cap, calm.weights);
  if (Math.sqrt(least) - cap.max > capTolerance(program)) {
    const { weights, rowMultipliers, isRegularised } = calm;
    const capMultipliers = Float64Array.of(1);
    return { status: 'cap-conflict', point: { weights, rowMultipliers, capMultipliers, isRegularised } };
  }
  const room = least * (1 + SQUARE_ROOM) + SQUARE_ROOM_ABSOLUTE * varianceMax * limits.weightScale ** 2;
  const search = { ...start, target: Math.max(cap.max ** 2, room) };
  const bold = boldEnd(search, calm);
  if (!('t' in bold)) return bold;
  return program.ridge > 0 ? closeIn(search, calm, bold) : narrow(search, calm, bold);
}

function endAt({ program, solvers, pull }: CapSearch, t: number): End | Exclude<ProgramOutcome, Found> {
  const { quadratic, ridge, linear, costFactor } = program;
  const solver = solvers.withRisk(t * ridge);
  const outcome = solver.solve(
    linear.map((entry, at) => t * entry + (1 - t * quadratic) * pull[at]!),
    t * costFactor,
  );
  if (outcome.status !== 'solved') return outcome;
  const { point, rowMultipliers, isRegularised } = outcome;
  return { t, weights: point, rowMultipliers, isRegularised };
}

/** An end that is at least as far as the cap: without it where the objective has risk of its own, else by growing t. */
function boldEnd(search: CapSearch, calm: End): End | Exclude<ProgramOutcome, Found> {
  const { program, cap } = search;
  const { covariance, varianceMax, limits, linear, quadratic } = program;
  if (quadratic > 0) return endAt(search, 1 / quadratic);
  let t = (varianceMax * limits.weightScale) / (maxAbs(linear) || 1);
  let end: End | Exclude<ProgramOutcome, Found> = calm;
  for (let growth = 0; growth < GROWTHS_MAX; growth++, t *= GROWTH) {
    end = endAt(search, t);
    if (!('t' in end) || squareFrom(covariance, cap, end.weights) >= search.target) return end;
  }
  return NOT_CONVERGED;
}

function narrow(search: CapSearch, calmStart: End, boldStart: End): ProgramOutcome {
  const { program, cap, target } = search;
  const { covariance } = program;
  let calm = calmStart;
  let bold = boldStart;
  let best: { readonly end: End; readonly gap: number } | undefined;
  let isHalving = false;
  for (let step = 0; step < STEPS_MAX; step++) {
    const share = shareAtTarget(search, calm.weights, bold.weights);
    const middle = blend(calm, bold, share);
    const gap = lineGap(search, middle);
    if (best === undefined || gap < best.gap) best = { end: middle, gap };
    if (gap <= LINE_GAP) break;
    const width = bold.t - calm.t;
    const t = calm.t + width * (isHalving ? 1 / 2 : share);
    if (!(t > calm.t && t < bold.t)) break;
    const end = endAt(search, t);
    if (!('t' in end)) break;
    if (squareFrom(covariance, cap, end.weights) <= target) calm = end;
    else bold = end;
    isHalving = bold.t - calm.t > width / 2;
  }
  if (best === undefined || best.gap === Infinity) return NOT_CONVERGED;
  return { status: 'found', point: pointAt(search, best.end) };
}

/** With a ridge the path bends: false position (Illinois), until the target is met to rounding. */
function closeIn(search: CapSearch, calmStart: End, boldStart: End): ProgramOutcome {
  const excessAt = (end: End): number => squareFrom(search.program.covariance, search.cap, end.weights) - search.target;
  let calm = calmStart;
  let bold = boldStart;
  let low = excessAt(calm);
  let high = excessAt(bold);
  let last = 0;
  for (let step = 0; step < STEPS_MAX; step++) {
    const isMet = calm.t > 0 && -excessAt(calm) <= TARGET_SHARE * search.target;
    const t = low < 0 ? calm.t + ((bold.t - calm.t) * -low) / (high - low) : (calm.t + bold.t) / 2;
    if (isMet || !(t > calm.t && t < bold.t)) break;
    const end = endAt(search, t);
    if (!('t' in end)) return end;
    const excess = excessAt(end);
    const side = Math.sign(excess) || -1;
    if (side < 0) {
      [calm, low] = [end, excess];
      if (last < 0) high /= 2;
    } else {
      [bold, high] = [end, excess];
      if (last > 0) low /= 2;
    }
    last = side;
  }
  const best = calm.t > 0 ? calm : bold;
  return best.t > 0 ? { status: 'found', point: pointAt(search, best) } : NOT_CONVERGED;
}

function pointAt({ program }: CapSearch, { t, weights, rowMultipliers, isRegularised }: End): ProgramPoint {
  return {
    weights,
    rowMultipliers: rowMultipliers.map((entry) => entry / t),
    capMultipliers: Float64Array.of(Math.max(1 / t - program.quadratic, 0)),
    isRegularised,
  };
}

function lineGap(search: CapSearch, end: End): number {
  if (end.t <= 0) return Infinity;
  const { dualityGap, dualResidual } = measureProgram(search.program, pointAt(search, end));
  return Math.max(dualityGap, dualResidual);
}

const blend = (calm: End, bold: End, share: number): End => ({
  t: calm.t + share * (bold.t - calm.t),
  weights: calm.weights.map((weight, at) =>
    weight === bold.weights[at] ? weight : weight + share * (bold.weights[at]! - weight),
  ),
  rowMultipliers: calm.rowMultipliers.map((entry, row) => entry + share * (bold.rowMultipliers[row]! - entry)),
  isRegularised: calm.isRegularised || bold.isRegularised,
});

/** Share of the way from calm to bold at which the squared distance is the target: the root of a quadratic in 0..1. */
function shareAtTarget({ program, cap, target }: CapSearch, calm: Float64Array, bold: Float64Array): number {
  const low = squareFrom(program.covariance, cap, calm);
  const high = squareFrom(program.covariance, cap, bold);
  const square = squareFrom(
    program.covariance,
    { ...cap, center: undefined },
    bold.map((weight, at) => weight - calm[at]!),
  );
  const half = (high - low - square) / 2;
  const constant = Math.min(low - target, 0);
  const root = half + Math.sqrt(Math.max(half * half - square * constant, 0));
  return root > 0 ? Math.min(-constant / root, 1) : 1;
}

/** Both caps bind: the outer one's multiplier is sought over answers that meet the inner one. */
function searchAtBoth(program: Program, inner: Cap, outer: Cap, solvers: ProgramSolvers): ProgramOutcome {
  const nearest = nearestToBoth(program, inner, outer, solvers);
  if (nearest.status !== 'found') return nearest;
  const innerOnly = { ...program, caps: [inner, outer] };
  const solveFor = (multiplier: number): ProgramOutcome => {
    const eased = penalised(innerOnly, outer, multiplier);
    return searchProgram(eased, solvers);
  };
  let low = 0;
  let high = program.quadratic || maxAbs(program.linear) / (program.varianceMax * program.limits.weightScale) || 1;
  let found: ProgramPoint | undefined;
  const excessOf = (point: ProgramPoint): number => distanceFrom(program, outer, point.weights) - outer.max;
  let lowExcess = 0;
  let highExcess = -1;
  for (let step = 0; step < STEPS_MAX; step++) {
    const isBracketed = found !== undefined;
    const share = lowExcess > 0 && step % 3 !== 2 ? lowExcess / (lowExcess - highExcess) : 1 / 2;
    const multiplier = isBracketed ? low + share * (high - low) : high;
    const outcome = solveFor(multiplier);
    if (outcome.status !== 'found') return outcome;
    const excess = excessOf(outcome.point);
    const point = {
      ...outcome.point,
      capMultipliers: Float64Array.of(outcome.point.capMultipliers[0]!, multiplier),
    };
    if (excess > 0) {
      low = multiplier;
      lowExcess = excess;
      if (!isBracketed) high = multiplier * GROWTH;
    } else {
      high = multiplier;
      highExcess = excess;
      found = point;
    }
    const isDone = found !== undefined && Math.abs(excess) <= OUTER_SHARE * outer.max;
    if (isDone || (found !== undefined && high - low <= OUTER_SHARE * high)) return { status: 'found', point };
  }
  return found === undefined ? NOT_CONVERGED : { status: 'found', point: found };
}

/** Caps that no weights within the limits can meet, alone or together; undefined where they can (or nothing is known). */
export function findCapConflict(program: Program, solvers = programSolvers(program)): CapConflict | undefined {
  const [inner, outer] = program.caps;
  for (const cap of program.caps) {
    const nearest = nearestTo(program, cap, solvers);
    if (nearest.status === 'cap-conflict') return { ...nearest, point: spread(program, [cap], nearest).point };
  }
  if (inner === undefined || outer === undefined) return undefined;
  const both = nearestToBoth(program, inner, outer, solvers);
  return both.status === 'cap-conflict' ? both : undefined;
}

/** The weights nearest to a cap's center, or the proof that they are too far from it. */
export function nearestTo(program: Program, cap: Cap, solvers: ProgramSolvers): ProgramOutcome {
  const still = {
    ...program,
    caps: [],
    linear: new Float64Array(program.linear.length),
    costFactor: 0,
    ridge: 0,
    quadratic: 0,
  };
  const nearest = solveAt(penalised(still, cap, 1), solvers);
  if (nearest.status !== 'found') return nearest;
  const isNear = distanceFrom(program, cap, nearest.point.weights) - cap.max <= capTolerance(program);
  if (isNear) return nearest;
  return { status: 'cap-conflict', point: { ...nearest.point, capMultipliers: Float64Array.of(1) } };
}

/** The weights nearest to the outer center within the inner cap, or the proof that they are too far from it. */
export function nearestToBoth(program: Program, inner: Cap, outer: Cap, solvers: ProgramSolvers): ProgramOutcome {
  const still = { ...program, linear: new Float64Array(program.linear.length), costFactor: 0, ridge: 0, quadratic: 0 };
  const nearest = searchProgram({ ...penalised(still, outer, 1), caps: [inner] }, solvers);
  if (nearest.status !== 'found')
    return nearest.status === 'cap-conflict' ? spread(program, [inner], nearest) : nearest;
  if (distanceFrom(program, outer, nearest.point.weights) - outer.max <= capTolerance(program)) return nearest;
  const capMultipliers = Float64Array.of(nearest.point.capMultipliers[0]!, 1);
  return { status: 'cap-conflict', point: { ...nearest.point, capMultipliers } };
}
