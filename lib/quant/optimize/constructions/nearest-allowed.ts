import { diagonalOf, dot, matVec, maxAbs, quadraticForm } from '../../math/matrix';
import { TARGET_RETURN } from '../limits';
import { optimize } from '../optimize';
import type { OptimizeLimits, OptimizeOutcome, OptimizeProblem, Solved } from '../types';
import type { ConstructionProblem, Move } from './types';

/** Weights this far outside a limit, in portfolio sizes, are inside it but for rounding. */
const LIMIT_ROUNDING = 1e-9;

/** Some mixes carry no risk at all; this share of the mean variance tells them apart, and moves nothing that counts. */
const RIDGE_SHARE = 1e-9;

type Bounds = Pick<ConstructionProblem, 'symbols' | 'expectedReturns' | 'covariance' | 'limits'>;

type NearestOutcome =
  | { readonly status: 'allowed'; readonly weights: Float64Array; readonly move: Move | undefined }
  | Exclude<OptimizeOutcome, Solved>;

/**
 * The weights themselves where the limits allow them, else the allowed weights that track them best: least variance of
 * the difference, through `optimize` and so with its certificate, or its explanation of limits that clash.
 */
export function nearestAllowed(problem: Bounds, weights: Float64Array): NearestOutcome {
  if (isAllowed(problem, weights)) return { status: 'allowed', weights, move: undefined };
  const outcome = optimize(trackingProblem(problem, weights));
  if (outcome.status !== 'solved') return outcome;
  const difference = outcome.weights.map((weight, at) => weight - weights[at]!);
  const distance = difference.reduce((sum, change) => sum + Math.abs(change), 0) / 2;
  const trackingVolatility = Math.sqrt(Math.max(quadraticForm(problem.covariance, difference), 0));
  return { status: 'allowed', weights: outcome.weights, move: { distance, trackingVolatility } };
}

/** Maximises w'St - 1/2 w'Sw, which is least variance of w - t; the target return stays a limit under its own name. */
function trackingProblem(
  { symbols, expectedReturns, covariance, limits }: Bounds,
  target: Float64Array,
): OptimizeProblem {
  const size = symbols.length;
  const ridge = RIDGE_SHARE * (diagonalOf(covariance).reduce((sum, variance) => sum + variance, 0) / size || 1);
  const raised = Float64Array.from(covariance);
  for (let at = 0; at < size; at++) raised[at * size + at]! += ridge;
  const { returnMin, ...rest } = limits;
  const returnRow = { name: TARGET_RETURN, coefficients: expectedReturns, max: Infinity };
  const rows = returnMin === undefined ? limits.rows : [...limits.rows, { ...returnRow, min: returnMin }];
  return {
    symbols,
    expectedReturns: matVec(raised, target),
    covariance: raised,
    objective: { kind: 'max-utility', measure: 'variance', riskAversion: 1 },
    limits: { ...rest, rows },
  };
}

function isAllowed({ expectedReturns, covariance, limits }: Bounds, weights: Float64Array): boolean {
  const { budget, weightMin, weightMax, rows, returnMin, volatilityMax } = limits;
  const slack = LIMIT_ROUNDING * Math.max(Math.abs(budget), maxAbs(weights), Number.MIN_VALUE);
  const isBetween = (value: number, min: number, max: number, size: number): boolean =>
    value >= min - slack * size && value <= max + slack * size;
  if (hasOtherLimits(limits)) return false;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return (
    isBetween(total, budget, budget, 1) &&
    weights.every((weight, at) => isBetween(weight, weightMin[at]!, weightMax[at]!, 1)) &&
    rows.every((row) => isBetween(dot(row.coefficients, weights), row.min, row.max, maxAbs(row.coefficients))) &&
    isBetween(dot(expectedReturns, weights), returnMin ?? -Infinity, Infinity, maxAbs(expectedReturns)) &&
    Math.sqrt(Math.max(quadraticForm(covariance, weights), 0)) <= (volatilityMax ?? Infinity) * (1 + LIMIT_ROUNDING)
  );
}

/** Limits of a kind that is not judged here: then `optimize` is asked, which knows them all. */
const JUDGED_HERE: ReadonlySet<string> = new Set([
  'budget',
  'weightMin',
  'weightMax',
  'rows',
  'returnMin',
  'volatilityMax',
]);

const hasOtherLimits = (limits: OptimizeLimits): boolean =>
  Object.entries(limits).some(([name, limit]) => limit !== undefined && !JUDGED_HERE.has(name));
