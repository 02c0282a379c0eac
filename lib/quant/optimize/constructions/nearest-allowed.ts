import { diagonalOf, dot, matVec, maxAbs, quadraticForm } from '../../math/matrix';
import { namedLimits, TARGET_RETURN } from '../limits';
import { optimize } from '../optimize';
import { absoluteValue, steepest } from '../splitting/absolute';
import { hasRiskShares } from '../risk-shares/share-limits';
import type { OptimizeLimits, OptimizeOutcome, OptimizeProblem, Solved } from '../types';
import type { ConstructionProblem, Move } from './types';

/** Weights this far outside a limit, in portfolio sizes, are inside it but for rounding. */
const LIMIT_ROUNDING = 1e-9;

/** Some mixes carry no risk at all; this share of the mean variance tells them apart, and moves nothing that counts. */
const RIDGE_SHARE = 1e-9;

type Bounds = Pick<ConstructionProblem, 'symbols' | 'expectedReturns' | 'covariance' | 'scenarios' | 'limits'>;

type NearestOutcome =
  | { readonly status: 'allowed'; readonly weights: Float64Array; readonly move: Move | undefined }
  | Exclude<OptimizeOutcome, Solved>;

/**
 * The weights themselves where the limits allow them, else the allowed weights that track them best: least variance of
 * the difference, through `optimize` and so with its certificate, or its explanation of limits that clash.
 */
export function nearestAllowed(bounds: Bounds, weights: Float64Array): NearestOutcome {
  const problem = trackingProblem(bounds, weights);
  if (isAllowed(bounds, problem, weights)) return { status: 'allowed', weights, move: undefined };
  const outcome = optimize(problem);
  if (outcome.status !== 'solved') return outcome;
  const difference = outcome.weights.map((weight, at) => weight - weights[at]!);
  const distance = difference.reduce((sum, change) => sum + Math.abs(change), 0) / 2;
  if (distance <= LIMIT_ROUNDING * Math.max(1, maxAbs(weights))) {
    return { status: 'allowed', weights: outcome.weights, move: undefined };
  }
  const trackingVolatility = Math.sqrt(Math.max(quadraticForm(bounds.covariance, difference), 0));
  return { status: 'allowed', weights: outcome.weights, move: { distance, trackingVolatility } };
}

/**
 * Maximises w'St - 1/2 w'Sw, which is least variance of w - t. Costs and a ridge are what other objectives pay, not
 * limits; the target return stays a limit under its own name.
 */
function trackingProblem(
  { symbols, expectedReturns, covariance, scenarios, limits }: Bounds,
  target: Float64Array,
): OptimizeProblem {
  const size = symbols.length;
  const ridge = RIDGE_SHARE * (diagonalOf(covariance).reduce((sum, variance) => sum + variance, 0) / size || 1);
  const raised = Float64Array.from(covariance);
  for (let at = 0; at < size; at++) raised[at * size + at]! += ridge;
  const { returnMin, costPerTrade: _paid, ridge: _added, ...rest } = limits;
  const returnRow = { name: TARGET_RETURN, coefficients: expectedReturns, max: Infinity };
  const rows = returnMin === undefined ? limits.rows : [...limits.rows, { ...returnRow, min: returnMin }];
  return {
    symbols,
    expectedReturns: matVec(raised, target),
    covariance: raised,
    ...(scenarios === undefined ? {} : { scenarios }),
    objective: { kind: 'max-utility', measure: 'variance', riskAversion: 1 },
    limits: { ...rest, rows },
  };
}

function isAllowed({ covariance, limits }: Bounds, problem: OptimizeProblem, weights: Float64Array): boolean {
  if (hasLimitsNotJudgedHere(limits)) return false;
  const { lower, upper, rows, absoluteRows } = namedLimits(problem, false);
  const slack = LIMIT_ROUNDING * Math.max(Math.abs(limits.budget), maxAbs(weights), Number.MIN_VALUE);
  const isBetween = (value: number, min: number, max: number, size: number): boolean =>
    value >= min - slack * size && value <= max + slack * size;
  const isCalm = (distance: Float64Array, volatilityMax = Infinity): boolean =>
    Math.sqrt(Math.max(quadraticForm(covariance, distance), 0)) <= volatilityMax * (1 + LIMIT_ROUNDING);
  const { benchmarkWeights, assetsMax = Infinity, weightMinIfHeld = 0 } = limits;
  const active = benchmarkWeights === undefined ? weights : weights.map((weight, at) => weight - benchmarkWeights[at]!);
  const held = weights.filter((weight) => weight !== 0);
  return (
    weights.every((weight, at) => isBetween(weight, lower[at]!, upper[at]!, 1)) &&
    rows.every((row) => isBetween(dot(row.coefficients, weights), row.min, row.max, maxAbs(row.coefficients))) &&
    absoluteRows.every((row) => isBetween(absoluteValue(row, weights), -Infinity, row.max, steepest(row))) &&
    isCalm(weights, limits.volatilityMax) &&
    isCalm(active, limits.trackingErrorMax) &&
    held.length <= assetsMax &&
    held.every((weight) => Math.abs(weight) >= weightMinIfHeld - slack)
  );
}

/** Of these `optimize` is asked, even where the weights may be allowed. */
const hasLimitsNotJudgedHere = (limits: OptimizeLimits): boolean =>
  (limits.riskMax ?? []).length > 0 || hasRiskShares(limits);
