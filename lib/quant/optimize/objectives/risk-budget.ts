import { refused } from '../../../base/outcome';
import { diagonalOf, dot, matVec, maxAbs, quadraticForm, sumOf } from '../../math/matrix';
import { pickBlock, pickEntries, spreadEntries } from '../constructions/shared';
import { descendToBudgets } from '../coordinate-descent';
import type { NamedLimits } from '../limits';
import { searchLeastRisk } from '../mean-variance';
import type { ObjectiveMethod, SearchOutcome } from '../objective-method';
import { volatilityOf } from '../outcome';
import { quadraticSolver } from '../quadratic/solve';
import { type RiskBudgetPoint, solveRiskBudget } from '../risk-budget-program';
import type { OptimizeProblem, OptimizeWarning, RiskBudget } from '../types';

/** A variance this small beside the largest carries no risk to budget. */
const RISKLESS_SHARE = 1e-14;
/**
 * A mix whose assets cancel to this share of their variance has none to divide: the objective falls without end towards
 * a riskless mix, and shares of what is left would be shares of rounding.
 */
const HEDGED_SHARE = 1e-6;
/** Start weights smaller than this share of an equal one mean that the limits press a weight to zero. */
const START_SHARE_MIN = 1e-9;
/** A start with this share of an even mix in each weight leaves the steps room on all sides. */
const EVEN_SHARE_MIN = 0.1;
const STEEPNESS_GROWTH = 10;
const STEEPNESS_MAX = 1e12;
const BISECTIONS_MAX = 200;
/** Relative; the certificate multiplies what is left by the steepness. */
const VOLATILITY_TOLERANCE = 1e-13;

/**
 * Shares of risk: minimises ln sigma(w) - sum b_i ln w_i over the limits and w > 0, budgets b scaled to sum 1. It does
 * not depend on the scale of the budget. Its optimality conditions, which the certificate tests:
 *   w_i (Sw)_i / sigma^2 = b_i + w_i * (multipliers of the limits on w_i),
 * so the shares of risk equal the budgets (to rounding) unless a limit binds; with equal budgets and no other limit this
 * is the equal risk contribution portfolio. A binding volatility limit adds a multiple of ln sigma. Instruments whose
 * maximum is zero are left out, with a warning. Shadow prices are counted in that objective.
 *
 * @see risk-budget-program.ts; Roncalli (2013), "Introduction to Risk Parity and Budgeting", chapter 2
 */
export const riskBudget: ObjectiveMethod<RiskBudget> = {
  kind: 'risk-budget',
  priceUnit: 'log-risk-balance',
  isLongOnly: true,
  relations: ['scaling', 'permutation', 'zero-weight', 'limits'],
  solve,
  tangent: (problem, limits, weights, volatilityMultiplier) => {
    const budgets = budgetsOf(problem, limits);
    const slope = matVec(problem.covariance, weights);
    const variance = dot(slope, weights);
    const risk = slope.map((entry) => ((1 + volatilityMultiplier) * entry) / variance);
    const pull = budgets.map((share, at) => (share === 0 ? 0 : share / weights[at]!));
    const volatilityMax = problem.limits.volatilityMax ?? Infinity;
    const slack = Math.max(Math.log(volatilityMax / volatilityOf(problem, weights)), 0);
    return {
      gradient: risk.map((entry, at) => entry - pull[at]!),
      gradientSize: Math.max(maxAbs(risk), maxAbs(pull)),
      objectiveSize: 1,
      volatilityGap: volatilityMultiplier > 0 ? volatilityMultiplier * slack : 0,
      priceOfMultiplier: 1,
      volatilityPrice: volatilityMultiplier > 0 ? volatilityMultiplier / volatilityMax : 0,
    };
  },
};

/** Budgets of sum 1, zero for an instrument that may not be held. */
function budgetsOf({ objective, symbols }: OptimizeProblem<RiskBudget>, limits: NamedLimits): Float64Array {
  const asked = objective.budgets ?? new Float64Array(symbols.length).fill(1);
  const held = asked.map((share, at) => (limits.upper[at]! > 0 ? share : 0));
  const total = sumOf(held);
  return held.map((share) => share / total);
}

function solve(problem: OptimizeProblem<RiskBudget>, limits: NamedLimits): SearchOutcome {
  const { symbols, covariance } = problem;
  const variances = diagonalOf(covariance);
  const riskless = symbols.find(
    (_, at) => limits.upper[at]! > 0 && variances[at]! <= RISKLESS_SHARE * maxAbs(variances),
  );
  if (riskless !== undefined) {
    const message = `${riskless} carries no risk, so no share of risk can be given to it; set its maximum to zero or leave it out.`;
    return refused('bad-input', message, `covariance.${riskless}`);
  }
  const held = symbols.flatMap((_, at) => (limits.upper[at]! > 0 ? [at] : []));
  const part = restrictTo(problem, limits, held);
  const volatilityMax = problem.limits.volatilityMax ?? Infinity;
  const free = freeBudget(part, volatilityMax);
  if (free !== undefined) return inAllInstruments(problem, held, free);
  const leastRisk = searchLeastRisk(problem, limits, quadraticSolver(covariance, limits));
  if (leastRisk.status !== 'found') return leastRisk;
  const { weights: calmest } = leastRisk.candidate;
  if (isHedged(covariance, calmest)) {
    return refused(
      'bad-input',
      'Some mix within the limits carries (almost) no risk, so there is none to share.',
      'covariance',
    );
  }
  const start = positiveStart(part);
  if (start === undefined) {
    return refused(
      'bad-input',
      'A risk budget needs every weight above zero, and the limits press one to zero.',
      'limits',
    );
  }
  const found = solveWithinVolatility(part, start, volatilityMax);
  if (found === undefined) return { status: 'not-converged', iterations: BISECTIONS_MAX, dualityGap: Infinity };
  return inAllInstruments(problem, held, found);
}

function inAllInstruments({ symbols }: OptimizeProblem, held: readonly number[], found: Found): SearchOutcome {
  const weights = spreadEntries(found.weights, held, symbols.length);
  const leftOut = held.length === symbols.length ? [] : symbols.filter((_, at) => !held.includes(at));
  const warnings: OptimizeWarning[] =
    leftOut.length === 0 ? [] : [{ kind: 'left-out-of-risk-budget', symbols: leftOut }];
  const { rowMultipliers, steepness } = found;
  return { status: 'found', candidate: { weights, rowMultipliers, volatilityMultiplier: steepness - 1 }, warnings };
}

function isHedged(covariance: Float64Array, weights: Float64Array): boolean {
  const variances = diagonalOf(covariance);
  const undiversified = weights.reduce((sum, weight, at) => sum + weight * Math.sqrt(variances[at]!), 0);
  return quadraticForm(covariance, weights) <= HEDGED_SHARE * undiversified ** 2;
}

type Part = Omit<Parameters<typeof solveRiskBudget>[0], 'steepness'>;

function restrictTo(problem: OptimizeProblem<RiskBudget>, limits: NamedLimits, held: readonly number[]): Part {
  const pick = (vector: Float64Array): Float64Array => pickEntries(vector, held);
  const size = problem.symbols.length;
  const rows = limits.rows.map((row) => ({ ...row, coefficients: pick(row.coefficients) }));
  return {
    covariance: held.length === size ? problem.covariance : pickBlock(problem.covariance, size, held),
    budgets: pick(budgetsOf(problem, limits)),
    budget: problem.limits.budget,
    limits: { lower: pick(limits.lower), upper: pick(limits.upper), rows, weightScale: limits.weightScale },
  };
}

/** Weights within the limits, each well above zero; undefined where there are none. */
function positiveStart(part: Part): Float64Array | undefined {
  return evenStart(part) ?? largestSmallest(part);
}

/** The weights nearest to an even mix that keep a tenth of it each: found at once, where there are any. */
function evenStart({ limits, budget }: Part): Float64Array | undefined {
  const size = limits.lower.length;
  const least = (EVEN_SHARE_MIN * budget) / size;
  const nothing = new Float64Array(0);
  const specificVariances = new Float64Array(size).fill(1);
  const outcome = quadraticSolver(
    { kind: 'factor', loadings: nothing, factorCovariance: nothing, specificVariances },
    { ...limits, lower: limits.lower.map((bound, at) => Math.max(bound, Math.min(least, limits.upper[at]!))) },
  ).solve(new Float64Array(size).fill(budget / size));
  return outcome.status === 'solved' ? ifPositive(outcome.point, budget) : undefined;
}

function ifPositive(weights: Float64Array, budget: number): Float64Array | undefined {
  return weights.every((weight) => weight > (START_SHARE_MIN * budget) / weights.length) ? weights : undefined;
}

/** Weights within the limits whose smallest is as large as can be: a linear program in (w, smallest). */
function largestSmallest({ limits, budget }: Part): Float64Array | undefined {
  const size = limits.lower.length;
  const extend = (vector: Float64Array, last: number): Float64Array => Float64Array.of(...vector, last);
  const rows = limits.rows.map((row) => ({ ...row, coefficients: extend(row.coefficients, 0) }));
  for (let at = 0; at < size; at++) {
    const coefficients = new Float64Array(size + 1);
    coefficients[at] = 1;
    coefficients[size] = -1;
    rows.push({ coefficients, min: 0, max: Infinity });
  }
  const linear = new Float64Array(size + 1);
  linear[size] = 1;
  const outcome = quadraticSolver(undefined, {
    lower: extend(limits.lower, -budget),
    upper: extend(limits.upper, budget / size),
    rows,
    weightScale: limits.weightScale,
  }).solve(linear);
  if (outcome.status !== 'solved') return undefined;
  return ifPositive(outcome.point.slice(0, size), budget);
}

type Found = RiskBudgetPoint & { readonly steepness: number };

/** The risk budget without limits, if it happens to keep them all; else undefined. */
function freeBudget({ covariance, budgets, budget, limits }: Part, volatilityMax: number): Found | undefined {
  const shares = descendToBudgets(covariance, budgets);
  if (shares === undefined || isHedged(covariance, shares)) return undefined;
  const weights = shares.map((share) => share * budget);
  const isWithinBounds = weights.every((weight, at) => weight >= limits.lower[at]! && weight <= limits.upper[at]!);
  // The first row is the budget, which the weights have by their scale.
  const isWithinRows = limits.rows.slice(1).every(({ coefficients, min, max }) => {
    const value = dot(coefficients, weights);
    return value >= min && value <= max;
  });
  const isCalm = Math.sqrt(quadraticForm(covariance, weights)) <= volatilityMax;
  if (!(isWithinBounds && isWithinRows && isCalm)) return undefined;
  return { weights, rowMultipliers: new Float64Array(limits.rows.length), steepness: 1 };
}

/** The risk budget; where that is too volatile, the least steepness that brings it down to the limit. */
function solveWithinVolatility(part: Part, start: Float64Array, volatilityMax: number): Found | undefined {
  const at = (steepness: number, from: Float64Array): (Found & { readonly excess: number }) | undefined => {
    const point = solveRiskBudget({ ...part, steepness }, from);
    if (point === undefined) return undefined;
    return {
      ...point,
      steepness,
      excess: Math.sqrt(quadraticForm(part.covariance, point.weights)) / volatilityMax - 1,
    };
  };
  let tooVolatile = at(1, start);
  if (tooVolatile === undefined || tooVolatile.excess <= VOLATILITY_TOLERANCE) return tooVolatile;
  let calm = tooVolatile;
  for (let steepness = 2; calm.excess > 0 && steepness < STEEPNESS_MAX; steepness *= STEEPNESS_GROWTH) {
    const next = at(steepness, calm.weights);
    if (next === undefined) return undefined;
    if (next.excess > 0) tooVolatile = next;
    calm = next;
  }
  if (calm.excess > 0) return undefined;
  for (let step = 0; step < BISECTIONS_MAX && calm.excess < -VOLATILITY_TOLERANCE; step++) {
    const middle: number = Math.sqrt(calm.steepness * tooVolatile.steepness);
    if (middle <= tooVolatile.steepness || middle >= calm.steepness) break;
    const next = at(middle, calm.weights);
    if (next === undefined) return undefined;
    if (next.excess > 0) tooVolatile = next;
    else calm = next;
  }
  return calm;
}
