import { choleskyFactor, invertLower } from '../../math/cholesky';
import { diagonalOf, dot, matVec, maxAbs } from '../../math/matrix';
import { isAccepted, measureContradiction, measureOptimality, quadraticTangent } from '../certificate';
import type { Hessian, LimitSet, QuadraticOutcome, QuadraticSolver } from './contract';
import { denseHessian } from './dense-hessian';
import { type DenseLimits, type DualResult, solveDualActiveSet } from './dual-active-set';

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
  /** Divided by its largest diagonal entry; undefined for a linear objective. */
  readonly hessian: Float64Array | undefined;
  readonly hessianScale: number;
  readonly limits: DenseLimits;
  readonly rowNorms: Float64Array;
}

interface Regularised {
  readonly hessian: Float64Array;
  readonly inverseLower: Float64Array;
}

/**
 * Solver of 1/2 x' H x - c' x over a limit set. A well-conditioned H is solved directly; otherwise, and whenever the
 * direct answer fails its certificate, by proximal iterations, each of them a strictly convex problem.
 *
 * @param form dense, factor form or mapped; undefined for a linear objective
 * @see Rockafellar (1976), "Monotone operators and the proximal point algorithm", SIAM J. Control 14(5), 877-898
 */
export function quadraticSolver(form: Hessian, limits: LimitSet): QuadraticSolver {
  const hessian = denseHessian(form);
  const scaled = scale(hessian, limits);
  const direct = factorDirect(scaled);
  const regularised = new Map<number, Regularised>();
  return {
    solve: (linear) => {
      const objective = objectiveFor(scaled, limits, hessian, linear);
      if (direct !== undefined) {
        const result = solveDualActiveSet(direct.hessian, direct.inverseLower, objective.linear, scaled.limits);
        const outcome = outcomeFrom(scaled, objective, result, false);
        if (outcome.status === 'infeasible' && isProven(limits, outcome)) return outcome;
        if (outcome.status === 'solved' && isAccepted(objective.measure(outcome))) return outcome;
      }
      let last: QuadraticOutcome = { status: 'not-converged', iterations: 0, dualityGap: Infinity };
      for (const curvature of curvaturesFor(scaled, objective.linear)) {
        const step = regularised.get(curvature) ?? regularise(scaled, curvature);
        regularised.set(curvature, step);
        last = proximalIterations(scaled, objective, step, curvature);
        if (last.status === 'unbounded' || last.status === 'solved') return last;
        if (last.status === 'infeasible' && isProven(limits, last)) return last;
      }
      return last.status === 'infeasible' ? { status: 'not-converged', iterations: 0, dualityGap: Infinity } : last;
    },
  };
}

/** Where slopes dwarf the largest variance the problem is linear in all but name, and is treated so first. */
function curvaturesFor({ hessian }: Scaled, linear: Float64Array): readonly number[] {
  if (hessian === undefined) return LINEAR_CURVATURES;
  // A power of ten, so that neighbouring objectives share their factors.
  const slope = 10 ** Math.round(Math.log10(maxAbs(linear) || 1));
  if (slope < STEEP_SLOPE) return QUADRATIC_CURVATURES;
  return [...LINEAR_CURVATURES.map((curvature) => curvature * slope), ...QUADRATIC_CURVATURES];
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

function scale(hessian: Float64Array | undefined, limits: LimitSet): Scaled {
  const size = limits.lower.length;
  const { weightScale } = limits;
  const hessianScale = hessian === undefined ? 0 : maxAbs(diagonalOf(hessian));
  const rowNorms = Float64Array.from(limits.rows, (row) => Math.hypot(...row.coefficients) || 1);
  const rows = new Float64Array(limits.rows.length * size);
  limits.rows.forEach((row, index) => {
    for (let at = 0; at < size; at++) rows[index * size + at] = row.coefficients[at]! / rowNorms[index]!;
  });
  return {
    size,
    weightScale,
    hessian: hessianScale > 0 ? hessian?.map((entry) => entry / hessianScale) : undefined,
    hessianScale,
    limits: {
      lower: limits.lower.map((bound) => bound / weightScale),
      upper: limits.upper.map((bound) => bound / weightScale),
      rows,
      rowMin: Float64Array.from(limits.rows, (row, index) => row.min / (weightScale * rowNorms[index]!)),
      rowMax: Float64Array.from(limits.rows, (row, index) => row.max / (weightScale * rowNorms[index]!)),
    },
    rowNorms,
  };
}

function factorDirect({ hessian, size }: Scaled): Regularised | undefined {
  if (hessian === undefined) return undefined;
  const outcome = choleskyFactor(hessian, size);
  if (outcome.status !== 'factored' || outcome.pivotRatioMin < DIRECT_PIVOT_RATIO_MIN) return undefined;
  return { hessian, inverseLower: invertLower(outcome.lower, size) };
}

/** H + curvature I, raised further where rounding has left H slightly indefinite. */
function regularise({ hessian, size }: Pick<Scaled, 'hessian' | 'size'>, curvature: number): Regularised {
  const raised = hessian === undefined ? new Float64Array(size * size) : hessian.slice();
  for (let at = 0; at < size; at++) raised[at * size + at]! += curvature;
  const outcome = choleskyFactor(raised, size);
  if (outcome.status === 'factored') return { hessian: raised, inverseLower: invertLower(outcome.lower, size) };
  return regularise({ hessian: raised, size }, curvature * 10);
}

function objectiveFor(
  scaled: Scaled,
  limits: LimitSet,
  hessian: Float64Array | undefined,
  linear: Float64Array,
): ScaledObjective {
  const { weightScale, hessianScale } = scaled;
  const objectiveScale = scaled.hessian === undefined ? maxAbs(linear) || 1 : hessianScale * weightScale;
  return {
    linear: linear.map((entry) => entry / objectiveScale),
    multiplierScale: objectiveScale,
    measure: ({ point, rowMultipliers }) => {
      const slope = hessian === undefined ? new Float64Array(scaled.size) : matVec(hessian, point);
      const tangent = quadraticTangent(point, slope, 1, linear, { varianceMax: hessianScale, weightScale });
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
  step: Regularised,
  curvature: number,
): QuadraticOutcome {
  let center: Float64Array = new Float64Array(scaled.size);
  let lastMove = center;
  let lead = 0;
  let dualityGap = Infinity;
  for (let iteration = 1; iteration <= PROXIMAL_ITERATIONS_MAX; iteration++) {
    const linear = objective.linear.map((entry, at) => entry + curvature * center[at]!);
    const result = solveDualActiveSet(step.hessian, step.inverseLower, linear, scaled.limits);
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

/** Can the move be repeated without end, staying within every limit, at no risk and with a gain each time? */
function isRecession({ hessian, limits, size }: Scaled, linear: Float64Array, move: Float64Array): boolean {
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
  const isRiskless = hessian === undefined || maxAbs(matVec(hessian, direction)) <= RECESSION_TOLERANCE;
  return isRiskless && gain > RECESSION_TOLERANCE * maxAbs(linear);
}
