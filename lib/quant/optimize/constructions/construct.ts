import type { Refusal } from '../../../base/outcome';
import { asymmetry, diagonalOf, dot, maxAbs, quadraticForm } from '../../math/matrix';
import type { BuildOutcome, Built, ConstructionMethod } from './construction-method';
import { CONSTRUCTIONS } from './constructions';
import { nearestAllowed } from './nearest-allowed';
import { pickBlock, pickEntries, pickLimits, pickScenarios, refuse, spreadEntries, warn } from './shared';
import type { ConstructionOutcome, ConstructionProblem, ConstructionRequest, ConstructionWarning, Move } from './types';

/** Rounding of a covariance that was summed both ways, relative to its largest entry. */
const ASYMMETRY_MAX = 1e-10;

/**
 * Weights by a rule rather than by an optimum. Instruments whose maximum is zero take no part; weights that break another
 * limit are moved to the nearest allowed ones, and the move is in the answer.
 *
 * @returns 'constructed' within the limits; 'infeasible' where nothing is; 'refused' for malformed input
 */
export function construct(problem: ConstructionProblem): ConstructionOutcome {
  // The registry pairs each kind with the method of that kind; the compiler does not follow the pairing through a lookup.
  const method = CONSTRUCTIONS[problem.request.kind] as ConstructionMethod<ConstructionRequest>;
  return constructWith(method, problem);
}

function constructWith<R extends ConstructionRequest>(
  method: ConstructionMethod<R>,
  problem: ConstructionProblem<R>,
): ConstructionOutcome {
  const refusal = shapeRefusal(problem) ?? method.check?.(problem) ?? needRefusal(method, problem);
  if (refusal !== undefined) return refusal;
  const { weightMin, weightMax } = problem.limits;
  const open = [...problem.symbols.keys()].filter((at) => weightMax[at]! !== 0 || weightMin[at]! < 0);
  if (open.length === 0) return refuse('Every instrument has a maximum of zero.', 'limits.weightMax');
  const isWhole = open.length === problem.symbols.length;
  const outcome = method.build(isWhole ? problem : restricted(method, problem, open));
  if (outcome.status !== 'built') return widened(outcome, problem, open);
  if (outcome.isOfBudget && problem.limits.budget === 0) {
    return refuse(`${method.kind} shares out a budget, and the budget is zero.`, 'limits.budget');
  }
  return withinLimits(problem, spread(outcome, problem, open));
}

function restricted<R extends ConstructionRequest>(
  { pick }: ConstructionMethod<R>,
  { symbols, expectedReturns, covariance, scenarios, request, limits }: ConstructionProblem<R>,
  open: readonly number[],
): ConstructionProblem<R> {
  return {
    symbols: open.map((at) => symbols[at]!),
    expectedReturns: pickEntries(expectedReturns, open),
    covariance: pickBlock(covariance, symbols.length, open),
    ...(scenarios === undefined ? {} : { scenarios: pickScenarios(scenarios, open) }),
    request: pick === undefined ? request : pick(request, open),
    limits: pickLimits(limits, open),
  };
}

/** In the order of the whole list, as fractions of the portfolio. */
function spread(outcome: Built, { symbols, limits }: ConstructionProblem, open: readonly number[]): Built {
  const scale = outcome.isOfBudget ? limits.budget : 1;
  const weights = outcome.weights.map((weight) => weight * scale);
  return { ...outcome, weights: spreadEntries(weights, open, symbols.length) };
}

/** Weights that come with an explanation, in the order of the whole list. */
function widened(
  outcome: Exclude<BuildOutcome, Built>,
  { symbols }: ConstructionProblem,
  open: readonly number[],
): ConstructionOutcome {
  const wide = (values: Float64Array): Float64Array => spreadEntries(values, open, symbols.length);
  if (outcome.status === 'unbounded') return { ...outcome, direction: wide(outcome.direction) };
  if (outcome.status !== 'infeasible' || outcome.nearestFeasible === undefined) return outcome;
  const { weights, relaxed } = outcome.nearestFeasible;
  return { ...outcome, nearestFeasible: { weights: wide(weights), relaxed } };
}

function withinLimits(problem: ConstructionProblem, { weights, warnings, findings }: Built): ConstructionOutcome {
  const nearest = nearestAllowed(problem, weights);
  if (nearest.status !== 'allowed') return nearest;
  const { move } = nearest;
  return {
    status: 'constructed',
    weights: nearest.weights,
    expectedReturn: dot(problem.expectedReturns, nearest.weights),
    volatility: Math.sqrt(Math.max(quadraticForm(problem.covariance, nearest.weights), 0)),
    ...(move === undefined ? {} : { moved: { ...move, from: weights } }),
    warnings: move === undefined ? warnings : [...warnings, moveWarning(problem, move)],
    findings,
  };
}

const percent = (value: number): string => `${(100 * value).toFixed(2)} %`;

const moveWarning = ({ request }: ConstructionProblem, { distance, trackingVolatility }: Move): ConstructionWarning =>
  warn(
    'moved-to-limits',
    `The limits do not allow the weights of ${request.kind}: ${percent(distance)} of the portfolio was moved to the ` +
      `nearest allowed weights, which differ from them by ${percent(trackingVolatility)} volatility a year.`,
  );

function shapeRefusal({
  symbols,
  expectedReturns,
  covariance,
  scenarios,
  limits,
}: ConstructionProblem): Refusal | undefined {
  const size = symbols.length;
  if (size === 0) return refuse('There is nothing to choose from: no instrument was given.', 'symbols');
  if (new Set(symbols).size !== size) return refuse('An instrument is listed twice.', 'symbols');
  const vectors: readonly (readonly [string, Float64Array])[] = [
    ['expectedReturns', expectedReturns],
    ['limits.weightMin', limits.weightMin],
    ['limits.weightMax', limits.weightMax],
    ...limits.rows.map((row) => [`limits.rows.${row.name}`, row.coefficients] as const),
  ];
  for (const [field, vector] of vectors) {
    if (vector.length !== size) return refuse(`${field} has ${vector.length} numbers for ${size} instruments.`, field);
    if (vector.some(Number.isNaN)) return refuse(`${field} holds a number that is missing.`, field);
  }
  if (covariance.length !== size * size) {
    return refuse(`The covariance has ${covariance.length} numbers instead of ${size} x ${size}.`, 'covariance');
  }
  return covarianceRefusal(covariance, symbols) ?? scenarioRefusal(scenarios, size);
}

function covarianceRefusal(covariance: Float64Array, symbols: readonly string[]): Refusal | undefined {
  for (const entry of covariance) {
    if (!Number.isFinite(entry))
      return refuse('The covariance holds a number that is missing or infinite.', 'covariance');
  }
  if (asymmetry(covariance, symbols.length) > ASYMMETRY_MAX * maxAbs(covariance)) {
    return refuse('The covariance is not symmetric.', 'covariance');
  }
  const negative = diagonalOf(covariance).findIndex((variance) => variance < 0);
  return negative < 0 ? undefined : refuse(`The variance of ${symbols[negative]!} is negative.`, 'covariance');
}

function scenarioRefusal(scenarios: ConstructionProblem['scenarios'], size: number): Refusal | undefined {
  if (scenarios === undefined) return undefined;
  const { returns, observations } = scenarios;
  if (returns.length !== observations * size) {
    return refuse(`There are ${returns.length} past returns instead of ${observations} x ${size}.`, 'scenarios');
  }
  return returns.every(Number.isFinite) ? undefined : refuse('A past return is missing or infinite.', 'scenarios');
}

function needRefusal<R extends ConstructionRequest>(
  { kind, needs }: ConstructionMethod<R>,
  { symbols, covariance, scenarios, limits }: ConstructionProblem<R>,
): Refusal | undefined {
  if (needs.includes('scenarios') && scenarios === undefined) {
    return refuse(`${kind} needs the past returns of the instruments, and moments alone were given.`, 'scenarios');
  }
  if (!needs.includes('risk')) return undefined;
  const still = diagonalOf(covariance).findIndex((variance, at) => variance === 0 && limits.weightMax[at]! !== 0);
  if (still < 0) return undefined;
  return refuse(`${kind} divides by the risk of each instrument, and ${symbols[still]!} has none.`, 'covariance');
}
