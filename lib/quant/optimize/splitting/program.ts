import { diagonalOf, dot, matVec, maxAbs } from '../../math/matrix';
import {
  measureOptimality,
  type OptimalityMeasure,
  PRIMAL_TOLERANCE,
  quadraticTangent,
  type Tangent,
} from '../certificate';
import type { NamedLimits } from '../limits';
import type { AbsoluteTerm } from './absolute';
import { type LimitSolver, limitSolver } from './limit-solver';

/** At most this distance (in volatility) from a center: zero for a volatility limit, the benchmark for a tracking error. */
export interface Cap {
  readonly name: string;
  /** Length n; undefined = zero. */
  readonly center: Float64Array | undefined;
  /** Decimal per year. */
  readonly max: number;
}

/**
 * Minimise  quadratic / 2 * w'Sw + ridge / 2 * w'w - linear'w + costFactor * tradeCost(w)  within limits with kinks and caps.
 * Every mean-variance objective is one of these.
 */
export interface Program {
  /** S: row-major n x n, positive semidefinite. */
  readonly covariance: Float64Array;
  readonly limits: NamedLimits;
  readonly caps: readonly Cap[];
  readonly quadratic: number;
  readonly ridge: number;
  readonly linear: Float64Array;
  /** The objective is a squared distance from here, quadratic * S center being part of `linear`: gaps are measured by it. */
  readonly center?: Float64Array;
  readonly tradeCost: AbsoluteTerm | undefined;
  readonly costFactor: number;
  /** Largest variance of one instrument; positive. */
  readonly varianceMax: number;
  /** The answer of a program much like this one; it changes the time taken, not the answer. */
  readonly start?: Pick<ProgramPoint, 'weights' | 'rowMultipliers'>;
}

export interface ProgramPoint {
  readonly weights: Float64Array;
  /** One a row, then one an absolute row. */
  readonly rowMultipliers: Float64Array;
  /** One a cap, of 1/2 (distance^2 - max^2); at least 0. */
  readonly capMultipliers: Float64Array;
  readonly isRegularised: boolean;
}

/** Distance of weights from a cap's center, decimal per year. */
export const distanceFrom = (
  { covariance }: Pick<Program, 'covariance'>,
  cap: Pick<Cap, 'center'>,
  weights: Float64Array,
): number => Math.sqrt(squareFrom(covariance, cap, weights));

export function squareFrom(covariance: Float64Array, { center }: Pick<Cap, 'center'>, weights: Float64Array): number {
  const offset = center === undefined ? weights : weights.map((weight, at) => weight - center[at]!);
  return Math.max(dot(offset, matVec(covariance, offset)), 0);
}

/** By how much a cap may be missed: a tenth of what the certificate allows, so that rounding cannot use it up. */
export const capTolerance = ({ varianceMax, limits }: Program): number =>
  (PRIMAL_TOLERANCE / 10) * Math.sqrt(varianceMax) * limits.weightScale;

export const capsHold = (program: Program, weights: Float64Array): boolean =>
  program.caps.every((cap) => distanceFrom(program, cap, weights) - cap.max <= capTolerance(program));

/** The program without the caps named, each of them added to the objective with its multiplier instead. */
export function penalised(program: Program, cap: Cap, multiplier: number): Program {
  const { covariance, linear, quadratic } = program;
  const pull = cap.center === undefined ? undefined : matVec(covariance, cap.center);
  return {
    ...program,
    caps: program.caps.filter((other) => other !== cap),
    quadratic: quadratic + multiplier,
    linear: pull === undefined ? linear : linear.map((entry, at) => entry + multiplier * pull[at]!),
  };
}

/** Solvers that programs share which differ only in linear parts and multipliers. */
export interface ProgramSolvers {
  /** Of 1/2 w'Sw + ridge / 2 * w'w. */
  readonly withRisk: (ridge: number) => LimitSolver;
  /** Of ridge / 2 * w'w alone. */
  readonly withoutRisk: (ridge: number) => LimitSolver;
}

export function programSolvers({
  covariance,
  limits,
  tradeCost,
}: Pick<Program, 'covariance' | 'limits' | 'tradeCost'>): ProgramSolvers {
  const size = limits.symbols.length;
  let plain: LimitSolver | undefined;
  let linear: LimitSolver | undefined;
  return {
    // Each step of a search with a ridge has a matrix of its own; without one they share it.
    withRisk: (ridge) =>
      ridge > 0
        ? limitSolver(withDiagonal(covariance, size, ridge), limits, tradeCost)
        : (plain ??= limitSolver(covariance, limits, tradeCost)),
    withoutRisk: (ridge) =>
      ridge > 0
        ? limitSolver(withDiagonal(new Float64Array(size * size), size, ridge), limits, tradeCost)
        : (linear ??= limitSolver(undefined, limits, tradeCost)),
  };
}

function withDiagonal(covariance: Float64Array, size: number, ridge: number): Float64Array {
  const raised = covariance.slice();
  for (let at = 0; at < size; at++) raised[at * size + at]! += ridge;
  return raised;
}

/** Slope of the objective and of its caps times their multipliers; sizes are those of the objective itself. */
export function programTangent(
  program: Program,
  { weights, capMultipliers }: Pick<ProgramPoint, 'weights' | 'capMultipliers'>,
): Tangent & { readonly capGap: number } {
  const { covariance, quadratic, ridge, limits, varianceMax, tradeCost, costFactor } = program;
  const { offset, rest } = fromCenter(program, weights);
  const riskSlope = matVec(covariance, offset);
  const own = riskSlope.map((slope, at) => quadratic * slope + ridge * weights[at]!);
  const whole = own.slice();
  let capGap = 0;
  let capWeight = 0;
  program.caps.forEach((cap, index) => {
    const multiplier = capMultipliers[index]!;
    if (multiplier === 0) return;
    capWeight += multiplier;
    capGap += (multiplier / 2) * Math.max(cap.max ** 2 - squareFrom(covariance, cap, weights), 0);
    const slope = cap.center === program.center ? riskSlope : slopeFrom(program, cap, weights);
    for (let at = 0; at < whole.length; at++) whole[at]! += multiplier * slope[at]!;
  });
  const unit = (risk: number): { varianceMax: number; weightScale: number } => ({
    varianceMax: risk * varianceMax + ridge,
    weightScale: limits.weightScale,
  });
  const { gradient, gradientSize } = quadraticTangent(offset, whole, 1, rest, unit(quadratic + capWeight));
  const { objectiveSize } = quadraticTangent(offset, own, 1, rest, unit(quadratic));
  const tangent = { gradient, gradientSize, objectiveSize, capGap };
  if (tradeCost === undefined || costFactor === 0) return tangent;
  const scaled = (slopes: Float64Array): Float64Array => slopes.map((slope) => costFactor * slope);
  const cost = { center: tradeCost.center, up: scaled(tradeCost.up), down: scaled(tradeCost.down) };
  return { ...tangent, gradientSize: Math.max(gradientSize, maxAbs(cost.up)), tradeCost: cost };
}

function slopeFrom({ covariance }: Program, { center }: Cap, weights: Float64Array): Float64Array {
  return matVec(covariance, center === undefined ? weights : weights.map((weight, at) => weight - center[at]!));
}

/** The weights and the linear part as the objective sees them: from its center, where it has one. */
function fromCenter({ center, covariance, quadratic, linear }: Program, weights: Float64Array) {
  if (center === undefined) return { offset: weights, rest: linear };
  const pull = matVec(covariance, center);
  const offset = weights.map((weight, at) => weight - center[at]!);
  return { offset, rest: linear.map((entry, at) => entry - quadratic * pull[at]!) };
}

export function measureProgram(
  program: Program,
  point: Pick<ProgramPoint, 'weights' | 'rowMultipliers' | 'capMultipliers'>,
): OptimalityMeasure & { readonly tangent: ReturnType<typeof programTangent> } {
  const tangent = programTangent(program, point);
  const measure = measureOptimality(program.limits, point.weights, tangent, point.rowMultipliers, tangent.capGap);
  let { primalResidual } = measure;
  const unit = Math.sqrt(program.varianceMax) * program.limits.weightScale;
  for (const cap of program.caps) {
    primalResidual = Math.max(primalResidual, (distanceFrom(program, cap, point.weights) - cap.max) / unit);
  }
  return { ...measure, primalResidual, tangent };
}

export const largestVariance = (covariance: Float64Array, size: number): number =>
  maxAbs(diagonalOf(covariance).subarray(0, size)) || 1;
