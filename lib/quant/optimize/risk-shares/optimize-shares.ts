import { dot, matVec, maxAbs, sumOf } from '../../math/matrix';
import { isAccepted, measureOptimality, type OptimalityMeasure, quadraticTangent, type Tangent } from '../certificate';
import type { NamedLimits } from '../limits';
import { shadowPrices, volatilityOf } from '../outcome';
import { absoluteValue } from '../splitting/absolute';
import { limitSolver } from '../splitting/limit-solver';
import {
  type MeanVariance,
  meanVarianceProgram,
  PRICE_UNITS,
  priceOfMultiplierAt,
} from '../splitting/mean-variance-program';
import { certifiedWithin, optimizeWithin } from '../splitting/optimize-within';
import { distanceFrom } from '../splitting/program';
import { searchProgram } from '../splitting/search-program';
import type { OptimizeOutcome, OptimizeProblem, OptimizeWarning, RiskShareLimit, ShadowPrice } from '../types';
import {
  type CurvedProgram,
  curvedLimitsAt,
  lagrangeCurvature,
  objectiveSlope,
  objectiveValue,
  upwardCurvature,
} from './curved-program';
import { type CurvedPoint, searchShares } from './search-shares';
import { riskShareLimits } from './share-limits';

/** A share of the variance that is missed by less is met. */
const SHARE_TOLERANCE = 1e-9;

/**
 * A mean-variance problem with caps on risk contribution. Such caps bend the wrong way, so that an answer that no small
 * change improves need not be the best. What is promised:
 *
 * - 'solved' is the best there is, with a proof: either the caps hold without being asked for, or the objective plus the
 *   caps times their multipliers bends upwards over all weights that keep the budget, so that no weights within the limits
 *   do better (Lagrangian duality without a gap). The certificate is computed on that sum.
 * - 'infeasible' where the caps leave a part of the risk to nobody: shares sum to one.
 * - else 'not-converged', with the best weights found within all limits and how much better others could be at most.
 *
 * @see Boyd & Vandenberghe (2004), "Convex Optimization", section 5.5 on sufficient conditions by duality
 */
export function optimizeShares(
  problem: OptimizeProblem<MeanVariance>,
  limits: NamedLimits,
  warnings: readonly OptimizeWarning[],
): OptimizeOutcome {
  const shares = riskShareLimits(problem);
  const conflict = conflictOfShares(shares, limits);
  if (conflict !== undefined) return conflict;
  const program = meanVarianceProgram(problem, limits);
  const relaxed = searchProgram(program);
  if (relaxed.status !== 'found') return optimizeWithin(problem, limits, warnings);
  const curved = { program, shares };
  if (missOf(curved, relaxed.point.weights) <= SHARE_TOLERANCE) {
    return certifiedWithin(problem, program, relaxed.point, warnings);
  }
  let bound = objectiveValue(program, relaxed.point.weights);
  let best: { readonly weights: Float64Array; readonly value: number } | undefined;
  for (const start of startsFor(problem, limits, relaxed.point.weights)) {
    const point = searchShares(curved, start);
    if (point === undefined) continue;
    const answer = certifiedShares(problem, curved, point, warnings);
    if (answer !== undefined) return answer;
    bound = Math.max(bound, boundBy(curved, point));
    const value = objectiveValue(program, point.weights);
    const isAllowed = isWithin(curved, point.weights);
    if (isAllowed && (best === undefined || value < best.value)) best = { weights: point.weights, value };
  }
  if (best === undefined) return { status: 'not-converged', iterations: 0, dualityGap: Infinity };
  const { objectiveSize } = tangentAt(curved, best.weights, new Float64Array(shares.length + program.caps.length));
  const dualityGap = (best.value - bound) / objectiveSize;
  return { status: 'not-converged', iterations: 0, dualityGap, bestWeights: best.weights };
}

/** The best without the caps, and the mix with equal risk stand-alone, brought within the plain limits. */
function startsFor(
  { covariance, symbols }: OptimizeProblem,
  limits: NamedLimits,
  relaxed: Float64Array,
): readonly Float64Array[] {
  const size = symbols.length;
  const calm = Float64Array.from({ length: size }, (_, at) => 1 / Math.sqrt(covariance[at * size + at]! || 1));
  const total = calm.reduce((sum, entry) => sum + entry, 0);
  const wanted = calm.map((entry) => (entry / total) * limits.weightScale);
  const unit = Float64Array.from({ length: size * size }, (_, entry) => Number(entry % (size + 1) === 0));
  const near = limitSolver(unit, limits).solve(wanted, 0);
  return near.status === 'solved' ? [relaxed, near.point] : [relaxed];
}

/** By how much the shares of risk are missed, as a share of the variance; caps aside. */
function missOf(curved: CurvedProgram, weights: Float64Array): number {
  const { values } = curvedLimitsAt(curved, weights);
  const variance = dot(weights, matVec(curved.program.covariance, weights));
  const ofShares = values.subarray(0, curved.shares.length);
  const largest = ofShares.reduce((most, value) => Math.max(most, value), 0);
  return largest === 0 ? 0 : largest / variance;
}

/** Slope of the objective and the curved limits times their multipliers. */
function tangentAt(curved: CurvedProgram, weights: Float64Array, multipliers: Float64Array): Tangent {
  const { program } = curved;
  const { covariance, quadratic, linear, varianceMax, limits, tradeCost, costFactor, ridge } = program;
  const { slopes } = curvedLimitsAt(curved, weights);
  const gradient = objectiveSlope(program, weights);
  multipliers.forEach((multiplier, index) => {
    for (let at = 0; at < gradient.length; at++) gradient[at]! += multiplier * slopes[index]![at]!;
  });
  const own = matVec(covariance, weights).map((entry, at) => quadratic * entry + ridge * weights[at]!);
  const unit = { varianceMax: quadratic * varianceMax + ridge, weightScale: limits.weightScale };
  const { objectiveSize, gradientSize } = quadraticTangent(weights, own, 1, linear, unit);
  const tangent = { gradient, gradientSize: Math.max(gradientSize, maxAbs(gradient)), objectiveSize };
  if (tradeCost === undefined || costFactor === 0) return tangent;
  const scaled = (costs: Float64Array): Float64Array => costs.map((cost) => costFactor * cost);
  return {
    ...tangent,
    tradeCost: { center: tradeCost.center, up: scaled(tradeCost.up), down: scaled(tradeCost.down) },
  };
}

function measureShares(curved: CurvedProgram, { weights, multipliers, rowMultipliers }: CurvedPoint) {
  const { program, shares } = curved;
  const { values } = curvedLimitsAt(curved, weights);
  const tangent = tangentAt(curved, weights, multipliers);
  const slack = values.reduce((sum, value, index) => sum + multipliers[index]! * Math.max(-value, 0), 0);
  const measure = measureOptimality(program.limits, weights, tangent, rowMultipliers, slack);
  const unit = Math.sqrt(program.varianceMax) * program.limits.weightScale;
  const misses = program.caps.map((cap) => (distanceFrom(program, cap, weights) - cap.max) / unit);
  const ofShares = shares.length === 0 ? 0 : missOf(curved, weights);
  return { ...measure, primalResidual: Math.max(measure.primalResidual, ofShares, ...misses), tangent };
}

function isWithin(curved: CurvedProgram, weights: Float64Array): boolean {
  const { limits } = curved.program;
  const multipliers = new Float64Array(curved.shares.length + curved.program.caps.length);
  const rowMultipliers = new Float64Array(limits.rows.length + limits.absoluteRows.length);
  const { primalResidual } = measureShares(curved, { weights, multipliers, rowMultipliers });
  return primalResidual <= SHARE_TOLERANCE;
}

/** Solved where the certificate is good and holds for all weights: the sum it is computed on must bend upwards. */
function certifiedShares(
  problem: OptimizeProblem<MeanVariance>,
  curved: CurvedProgram,
  point: CurvedPoint,
  warnings: readonly OptimizeWarning[],
): OptimizeOutcome | undefined {
  const measure = measureShares(curved, point);
  if (!isAccepted(measure)) return undefined;
  if (upwardCurvature(lagrangeCurvature(curved, point.multipliers)) === undefined) return undefined;
  const { dualityGap, primalResidual, dualResidual } = measure;
  return {
    status: 'solved',
    weights: point.weights,
    expectedReturn: dot(problem.expectedReturns, point.weights),
    volatility: volatilityOf(problem, point.weights),
    certificate: { dualityGap, primalResidual, dualResidual },
    shadowPrices: pricesOf(problem, curved, point, measure),
    warnings,
  };
}

function pricesOf(
  problem: OptimizeProblem<MeanVariance>,
  { program, shares }: CurvedProgram,
  point: CurvedPoint,
  measure: OptimalityMeasure & { readonly tangent: Tangent },
): readonly ShadowPrice[] {
  const { kind } = problem.objective;
  const volatility = volatilityOf(problem, point.weights);
  const priceOfMultiplier = priceOfMultiplierAt(problem, point.weights);
  const unit = PRICE_UNITS[kind];
  const tangent = { ...measure.tangent, volatilityGap: 0, priceOfMultiplier, volatilityPrice: 0 };
  const plain = shadowPrices({ priceUnit: unit }, program.limits, point, { ...measure, tangent });
  const curvedPrices = [...shares, ...program.caps].flatMap(({ name }, index) => {
    const cap = program.caps[index - shares.length];
    // The slope of a limit in its maximum: the variance for a share, the distance for a cap.
    const steepness = cap === undefined ? volatility ** 2 : distanceFrom(program, cap, point.weights);
    const price = point.multipliers[index]! * steepness * priceOfMultiplier;
    return price > 0 ? [{ limit: name, side: 'max' as const, price, unit }] : [];
  });
  return [...plain, ...curvedPrices];
}

/** Parts of the multipliers that are tried for a bound: with small ones the sum bends upwards. */
const BOUND_SHARES = [1, 0.8, 0.6, 0.4, 0.3, 0.2, 0.1];

/** Weak duality: the least of the objective plus curved limits times any multipliers, where that bends upwards. */
function boundBy(curved: CurvedProgram, { weights, multipliers }: CurvedPoint): number {
  const { program } = curved;
  const { limits, tradeCost, costFactor } = program;
  const total = sumOf(weights);
  const { values } = curvedLimitsAt(curved, weights);
  for (const share of BOUND_SHARES) {
    const part = multipliers.map((entry) => share * entry);
    const upward = upwardCurvature(lagrangeCurvature(curved, part));
    if (upward === undefined) continue;
    const { curvature, ofBudget } = upward;
    const { gradient } = tangentAt(curved, weights, part);
    const pull = matVec(curvature, weights);
    const linear = pull.map((entry, at) => entry - gradient[at]! + ofBudget * (limits.rows[0]!.max - total));
    const outcome = limitSolver(curvature, limits, tradeCost).solve(linear, costFactor);
    if (outcome.status !== 'solved') continue;
    const move = outcome.point.map((weight, at) => weight - weights[at]!);
    const tradeOf = (at: Float64Array): number =>
      tradeCost === undefined ? 0 : costFactor * absoluteValue(tradeCost, at);
    const bend = dot(move, matVec(curvature, move)) / 2 - (ofBudget / 2) * sumOf(move) ** 2;
    const change = dot(gradient, move) + bend + tradeOf(outcome.point) - tradeOf(weights);
    return objectiveValue(program, weights) + dot(part, values) + change;
  }
  return -Infinity;
}

/** Shares sum to one, so caps that cover every instrument to the same total must leave room for all of it. */
function conflictOfShares(shares: readonly RiskShareLimit[], limits: NamedLimits): OptimizeOutcome | undefined {
  const count = shares.length;
  const rows = limits.symbols.map((_, at) => ({
    coefficients: Float64Array.from(shares, ({ members }) => members[at]!),
    min: 1,
    max: 1,
  }));
  const lower = new Float64Array(count);
  const upper = new Float64Array(count).fill(Infinity);
  const costs = Float64Array.from(shares, ({ max }) => -max);
  const outcome = limitSolver(undefined, { lower, upper, rows, weightScale: 1 }).solve(costs, 0);
  if (outcome.status !== 'solved') return undefined;
  const margin = 1 + dot(costs, outcome.point);
  if (!(margin > SHARE_TOLERANCE)) return undefined;
  return {
    status: 'infeasible',
    conflictingLimits: shares.filter((_, index) => outcome.point[index]! > SHARE_TOLERANCE).map(({ name }) => name),
    nearestFeasible: undefined,
    certificate: {
      rows: new Float64Array(limits.rows.length + limits.absoluteRows.length),
      bounds: new Float64Array(limits.symbols.length),
      riskShares: outcome.point,
      margin,
    },
  };
}
