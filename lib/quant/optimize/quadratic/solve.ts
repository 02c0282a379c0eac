import { choleskyFactor, invertLower } from '../../math/cholesky';
import { dot, matVec, maxAbs } from '../../math/matrix';
import { isAccepted, measureContradiction, measureOptimality, quadraticTangent } from '../certificate';
import type { Hessian, LimitSet, QuadraticOutcome, QuadraticSolver, QuadraticStart } from './contract';
import { curvatureOf } from './curvature';
import type { Curvature } from './free-factor';
import { denseHessian } from './dense-hessian';
import { type DenseLimits, type DualResult, solveDualActiveSet } from './dual-active-set';
import { type FeasiblePoint, feasiblePointFinder } from './feasible-point';
import { type FaceStart, freeSetSolver, type FreeSetSolver } from './free-set';
import { slopeAsGiven } from './slope-as-given';

/** Below this smallest pivot a direct solve would lose more than half of the digits. */
const DIRECT_PIVOT_RATIO_MIN = 1e-9;
/** Curvature added in the regularised iterations, relative to the largest variance: a larger one is slower but safer. */
const QUADRATIC_CURVATURES = [1e-8, 1e-6, 1e-4] as const;
/** For a purely linear objective, relative to its largest slope; a small one reaches the best corner in a step or two. */
const LINEAR_CURVATURES = [1e-4, 1e-6, 1e-2] as const;
const STEEP_SLOPE = 1e4;
const PROXIMAL_ITERATIONS_MAX = 200;
/** The iterations have arrived when a step moves no weight by more than this share of the portfolio. */
const STEP_TOLERANCE = 1e-12;
/** No step can improve on this by more than rounding. */
const EXACT_GAP = 1e-14;
/** From here on a good answer is good enough, though the steps still creep along a flat valley or rattle in rounding. */
const CREEPING_ITERATIONS = 25;
/** Steps this short and still without an accepted answer by then are rounding: another curvature is due. */
const CREEPING_LENGTH = 1e-8;
/** Cosine from which two moves count as one direction. */
const SAME_DIRECTION = 0.9;
/** A point this many portfolio sizes away is asked whether its last step could go on for ever. */
const RUNAWAY_SCALE = 1e3;
const RECESSION_TOLERANCE = 1e-9;

interface Scaled {
  readonly size: number;
  readonly weightScale: number;
  /** Divided by its largest diagonal entry. */
  readonly curvature: Curvature;
  readonly limits: DenseLimits;
  readonly rowNorms: Float64Array;
  readonly findFeasible: FeasiblePoint;
  /** The same written out; undefined for a linear objective. Only the dual method needs it. */
  readonly hessian: () => Float64Array | undefined;
}

/** (H + shift I) in the forms its two methods need, each made when it is first asked for. */
interface Shifted {
  readonly shift: number;
  readonly freeSet: FreeSetSolver;
  /** Undefined where H alone is too nearly singular. */
  readonly dual: () => Factored | undefined;
}

interface Factored {
  readonly hessian: Float64Array;
  readonly inverseLower: Float64Array;
}

/**
 * Solver of 1/2 x' H x - c' x over a limit set. Active sets that factor only the free variables come first; where they do
 * not reach an answer that its certificate accepts, the dual method; and where H is (nearly) singular, proximal
 * iterations, each of them a strictly convex problem.
 *
 * @param form dense, factor form or mapped; undefined for a linear objective
 * @see Rockafellar (1976), "Monotone operators and the proximal point algorithm", SIAM J. Control 14(5), 877-898
 */
export function quadraticSolver(form: Hessian, limits: LimitSet): QuadraticSolver {
  const scaled = scale(form, limits);
  const solvers = new Map<number, Shifted>();
  const shiftedBy = (shift: number): Shifted => {
    const known = solvers.get(shift) ?? shifted(scaled, shift);
    solvers.set(shift, known);
    return known;
  };
  return {
    solve: (linear, start) => {
      const objective = objectiveFor(scaled, limits, form, linear);
      const faceStart = startFor(scaled, objective, start);
      const direct =
        scaled.curvature.scale > 0 ? solveDirectly(scaled, limits, objective, shiftedBy(0), faceStart) : undefined;
      if (direct !== undefined) return direct;
      let last: QuadraticOutcome = { status: 'not-converged', iterations: 0, dualityGap: Infinity };
      for (const shift of curvaturesFor(scaled, objective.linear)) {
        last = proximalIterations(scaled, objective, shiftedBy(shift), faceStart);
        if (last.status === 'unbounded' || last.status === 'solved') return last;
        if (last.status === 'infeasible' && isProven(limits, last)) return last;
      }
      return last.status === 'infeasible' ? { status: 'not-converged', iterations: 0, dualityGap: Infinity } : last;
    },
  };
}

/** Without a shift: first by free sets, then by the dual method; undefined where neither is proven right. */
function solveDirectly(
  scaled: Scaled,
  limits: LimitSet,
  objective: ScaledObjective,
  { freeSet, dual }: Shifted,
  start: FaceStart | undefined,
): QuadraticOutcome | undefined {
  const free = freeSet.solve(objective.linear, start);
  if (free !== undefined) {
    const outcome = outcomeFrom(scaled, objective, free, false);
    if (outcome.status === 'infeasible' && isProven(limits, outcome)) return outcome;
    if (outcome.status === 'solved' && isAccepted(objective.measure(outcome))) return outcome;
  }
  const factored = dual();
  if (factored === undefined) return undefined;
  const result = solveDualActiveSet(factored.hessian, factored.inverseLower, objective.linear, scaled.limits);
  const outcome = outcomeFrom(scaled, objective, result, false);
  if (outcome.status === 'infeasible' && isProven(limits, outcome)) return outcome;
  return outcome.status === 'solved' && isAccepted(objective.measure(outcome)) ? outcome : undefined;
}

function startFor(
  { weightScale, rowNorms }: Scaled,
  { multiplierScale }: ScaledObjective,
  start: QuadraticStart | undefined,
): FaceStart | undefined {
  if (start === undefined) return undefined;
  return {
    point: start.point.map((weight) => weight / weightScale),
    rowMultipliers: start.rowMultipliers.map((entry, row) => (entry * rowNorms[row]!) / multiplierScale),
  };
}

/** Where slopes dwarf the largest variance the problem is linear in all but name, and is treated so first. */
function curvaturesFor({ curvature }: Scaled, linear: Float64Array): readonly number[] {
  if (curvature.scale === 0) return LINEAR_CURVATURES;
  // A power of ten, so that neighbouring objectives share their factors.
  const slope = 10 ** Math.round(Math.log10(maxAbs(linear) || 1));
  if (slope < STEEP_SLOPE) return QUADRATIC_CURVATURES;
  return [...LINEAR_CURVATURES.map((shift) => shift * slope), ...QUADRATIC_CURVATURES];
}

type SolvedPoint = Extract<QuadraticOutcome, { status: 'solved' }>;
type Measured = ReturnType<typeof measureOptimality>;

interface ScaledObjective {
  /** In solver units. */
  readonly linear: Float64Array;
  /** Factor from solver multipliers to multipliers of the rows as given, before the row's own norm. */
  readonly multiplierScale: number;
  /** On the unscaled problem. */
  readonly measure: (solved: SolvedPoint) => Measured;
}

function scale(form: Hessian, limits: LimitSet): Scaled {
  const size = limits.lower.length;
  const { weightScale } = limits;
  const curvature = curvatureOf(form, size);
  const rowNorms = Float64Array.from(limits.rows, (row) => lengthOf(row.coefficients) || 1);
  const rows = new Float64Array(limits.rows.length * size);
  limits.rows.forEach((row, index) => {
    const norm = rowNorms[index]!;
    for (let at = 0; at < size; at++) rows[index * size + at] = row.coefficients[at]! / norm;
  });
  const scaledLimits = {
    lower: limits.lower.map((bound) => bound / weightScale),
    upper: limits.upper.map((bound) => bound / weightScale),
    rows,
    rowMin: Float64Array.from(limits.rows, (row, index) => row.min / (weightScale * rowNorms[index]!)),
    rowMax: Float64Array.from(limits.rows, (row, index) => row.max / (weightScale * rowNorms[index]!)),
  };
  let written: Float64Array | undefined;
  let finder: FeasiblePoint | undefined;
  return {
    size,
    weightScale,
    curvature,
    limits: scaledLimits,
    rowNorms,
    findFeasible: (point) => {
      finder ??= feasiblePointFinder(scaledLimits);
      return finder(point);
    },
    hessian: () => {
      if (curvature.scale === 0) return undefined;
      written ??= denseHessian(form)?.map((entry) => entry / curvature.scale);
      return written;
    },
  };
}

/** Euclidean length, safe from over- and underflow. */
function lengthOf(vector: Float64Array): number {
  const largest = maxAbs(vector);
  if (largest === 0) return 0;
  let sum = 0;
  for (let at = 0; at < vector.length; at++) sum += (vector[at]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}

function shifted(scaled: Scaled, shift: number): Shifted {
  let factored: Factored | undefined;
  let isTried = false;
  return {
    shift,
    freeSet: freeSetSolver(scaled.curvature, scaled.limits, shift, scaled.findFeasible),
    dual: () => {
      if (!isTried) factored = shift === 0 ? factorDirect(scaled) : regularise(scaled.hessian(), scaled.size, shift);
      isTried = true;
      return factored;
    },
  };
}

function factorDirect({ hessian, size }: Scaled): Factored | undefined {
  const matrix = hessian();
  if (matrix === undefined) return undefined;
  const outcome = choleskyFactor(matrix, size);
  if (outcome.status !== 'factored' || outcome.pivotRatioMin < DIRECT_PIVOT_RATIO_MIN) return undefined;
  return { hessian: matrix, inverseLower: invertLower(outcome.lower, size) };
}

/** H + shift I, raised further where rounding has left H slightly indefinite. */
function regularise(hessian: Float64Array | undefined, size: number, shift: number): Factored {
  const raised = hessian === undefined ? new Float64Array(size * size) : hessian.slice();
  for (let at = 0; at < size; at++) raised[at * size + at]! += shift;
  const outcome = choleskyFactor(raised, size);
  if (outcome.status === 'factored') return { hessian: raised, inverseLower: invertLower(outcome.lower, size) };
  return regularise(raised, size, shift * 10);
}

function objectiveFor(scaled: Scaled, limits: LimitSet, form: Hessian, linear: Float64Array): ScaledObjective {
  const { weightScale, curvature } = scaled;
  const objectiveScale = curvature.scale === 0 ? maxAbs(linear) || 1 : curvature.scale * weightScale;
  return {
    linear: linear.map((entry) => entry / objectiveScale),
    multiplierScale: objectiveScale,
    measure: ({ point, rowMultipliers }) => {
      const unit = { varianceMax: curvature.scale, weightScale };
      const tangent = quadraticTangent(point, slopeAsGiven(form, point), 1, linear, unit);
      return measureOptimality(limits, point, tangent, rowMultipliers);
    },
  };
}

function outcomeFrom(
  { weightScale, rowNorms }: Scaled,
  objective: ScaledObjective,
  result: DualResult,
  isRegularised: boolean,
): QuadraticOutcome {
  switch (result.status) {
    case 'solved':
      return {
        status: 'solved',
        point: result.point.map((weight) => weight * weightScale),
        rowMultipliers: result.rowMultipliers.map((entry, row) => (entry * objective.multiplierScale) / rowNorms[row]!),
        isRegularised,
      };
    case 'infeasible':
      return {
        status: 'infeasible',
        rowMultipliers: result.rowMultipliers.map((entry, row) => entry / rowNorms[row]!),
        boundMultipliers: result.boundMultipliers,
      };
    case 'not-converged':
      return { status: 'not-converged', iterations: result.iterations, dualityGap: Infinity };
  }
}

const isProven = (limits: LimitSet, outcome: Extract<QuadraticOutcome, { status: 'infeasible' }>): boolean =>
  measureContradiction(limits, outcome.rowMultipliers, outcome.boundMultipliers).holds;

/**
 * Repeats: minimise f(x) + curvature / 2 |x - center|^2, from the last answer as center. While the moves creep on in one
 * direction the center is set ahead of the answer, twice as far each time.
 */
function proximalIterations(
  scaled: Scaled,
  objective: ScaledObjective,
  { shift, freeSet, dual }: Shifted,
  start: FaceStart | undefined,
): QuadraticOutcome {
  let center: Float64Array = start?.point ?? new Float64Array(scaled.size);
  let lastMove = new Float64Array(scaled.size);
  let lastAnswer = start;
  let lead = 0;
  let dualityGap = Infinity;
  for (let iteration = 1; iteration <= PROXIMAL_ITERATIONS_MAX; iteration++) {
    const linear = objective.linear.map((entry, at) => entry + shift * center[at]!);
    const result = freeSet.solve(linear, lastAnswer) ?? solveByDual(scaled, dual(), linear);
    if (result.status === 'solved') lastAnswer = result;
    const outcome = outcomeFrom(scaled, objective, result, true);
    if (outcome.status !== 'solved' || result.status !== 'solved') return outcome;
    const move = result.point.map((weight, at) => weight - center[at]!);
    const length = maxAbs(move) / Math.max(1, maxAbs(result.point));
    const measure = objective.measure(outcome);
    dualityGap = measure.dualityGap;
    const isStill = length <= STEP_TOLERANCE;
    const isLate = iteration >= CREEPING_ITERATIONS;
    if ((isStill || isLate || dualityGap <= EXACT_GAP) && isAccepted(measure)) return outcome;
    if (isStill || (isLate && length <= CREEPING_LENGTH)) break;
    if (maxAbs(result.point) > RUNAWAY_SCALE && isRecession(scaled, objective.linear, move)) {
      return { status: 'unbounded', direction: move.map((entry) => entry / maxAbs(move)) };
    }
    const isCreeping = dot(move, lastMove) > SAME_DIRECTION * Math.sqrt(dot(move, move) * dot(lastMove, lastMove));
    lead = isCreeping ? 2 * lead + 1 : 0;
    center = result.point.map((weight, at) => weight + lead * move[at]!);
    lastMove = move;
  }
  return { status: 'not-converged', iterations: PROXIMAL_ITERATIONS_MAX, dualityGap };
}

function solveByDual({ limits }: Scaled, factored: Factored | undefined, linear: Float64Array): DualResult {
  if (factored === undefined) return { status: 'not-converged', iterations: 0 };
  return solveDualActiveSet(factored.hessian, factored.inverseLower, linear, limits);
}

/** Can the move be repeated without end, staying within every limit, at no risk and with a gain each time? */
function isRecession({ curvature, limits, size }: Scaled, linear: Float64Array, move: Float64Array): boolean {
  const length = maxAbs(move);
  const direction = move.map((entry) => entry / length);
  const isOpen = (change: number, min: number, max: number): boolean =>
    (change >= -RECESSION_TOLERANCE || min === -Infinity) && (change <= RECESSION_TOLERANCE || max === Infinity);
  let gain = 0;
  for (let at = 0; at < size; at++) {
    if (!isOpen(direction[at]!, limits.lower[at]!, limits.upper[at]!)) return false;
    gain += linear[at]! * direction[at]!;
  }
  const changes = limits.rowMin.length === 0 ? new Float64Array() : matVec(limits.rows, direction);
  if (!changes.every((change, row) => isOpen(change, limits.rowMin[row]!, limits.rowMax[row]!))) return false;
  const slope = new Float64Array(size);
  curvature.multiply(direction, slope);
  const isRiskless = maxAbs(slope) <= RECESSION_TOLERANCE;
  return isRiskless && gain > RECESSION_TOLERANCE * maxAbs(linear);
}
