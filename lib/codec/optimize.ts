import { done, type Outcome, refused } from '@/lib/base/outcome';
import { optimize } from '@/lib/quant/optimize/optimize';
import type {
  LinearLimit,
  Objective,
  OptimizeOutcome,
  OptimizeProblem,
  OptimizeWarning,
} from '@/lib/quant/optimize/types';
import type {
  OptimizeAnswer,
  OptimizeConstraints,
  OptimizeObjective,
  OptimizeRequest,
} from '@/lib/shared/contracts/optimize';

/** The `optimize` door: contract <-> problem. Vectors are in the order of `assets`. */

type Bound = OptimizeConstraints['weightMin'];

function boundsOf(bound: Bound, size: number, absent: number, otherwise: number): Outcome<Float64Array> {
  if (bound === undefined) return done(new Float64Array(size).fill(otherwise));
  if (bound === null || typeof bound === 'number') return done(new Float64Array(size).fill(bound ?? absent));
  if (bound.length !== size)
    return refused('bad-input', `There are ${bound.length} bounds for ${size} assets.`, 'constraints');
  return done(Float64Array.from(bound, (value) => value ?? absent));
}

function objectiveOf(objective: OptimizeObjective, assets: readonly string[]): Outcome<Objective> {
  if (objective.kind !== 'risk-budget') return done(objective);
  const { budgets } = objective;
  if (budgets === undefined) return done({ kind: 'risk-budget', measure: 'volatility' });
  const shares = new Map(Object.entries(budgets));
  const missing = assets.find((symbol) => !shares.has(symbol));
  if (missing !== undefined) return refused('bad-input', `${missing} has no risk budget.`, 'objective.budgets');
  const stranger = [...shares.keys()].find((symbol) => !assets.includes(symbol));
  if (stranger !== undefined)
    return refused('bad-input', `${stranger} has a risk budget and is not among the assets.`, 'objective.budgets');
  return done({
    kind: 'risk-budget',
    measure: 'volatility',
    budgets: Float64Array.from(assets, (symbol) => shares.get(symbol) ?? Number.NaN),
  });
}

function rowsOf({ groups = [], linear = [] }: OptimizeConstraints, assets: readonly string[]): Outcome<LinearLimit[]> {
  const rows: LinearLimit[] = [];
  const entries = [
    ...groups.map(({ name, members, min, max }) => ({
      name,
      min,
      max,
      coefficients: new Map(members.map((symbol) => [symbol, 1] as const)),
    })),
    ...linear.map(({ name, coefficients, min, max }) => ({
      name,
      min,
      max,
      coefficients: new Map(Object.entries(coefficients)),
    })),
  ];
  for (const { name, coefficients, min, max } of entries) {
    const stranger = [...coefficients.keys()].find((symbol) => !assets.includes(symbol));
    if (stranger !== undefined)
      return refused('bad-input', `${name} names ${stranger}, which is not among the assets.`, 'constraints');
    const vector = Float64Array.from(assets, (symbol) => coefficients.get(symbol) ?? ABSENT);
    rows.push({ name, coefficients: vector, min: min ?? -Infinity, max: max ?? Infinity });
  }
  return done(rows);
}

/** An asset that a row does not name does not count in it. */
const ABSENT = 0;

export function problemOf(request: OptimizeRequest): Outcome<OptimizeProblem> {
  const { assets, moments, constraints = {} } = request;
  const n = assets.length;
  const { expectedReturns, covariance } = moments;
  if (expectedReturns.length !== n)
    return refused(
      'bad-input',
      `There are ${expectedReturns.length} expected returns for ${n} assets.`,
      'moments.expectedReturns',
    );
  if (covariance.length !== n || covariance.some((row) => row.length !== n)) {
    return refused('bad-input', `The covariance must have ${n} rows of ${n} numbers.`, 'moments.covariance');
  }
  const objective = objectiveOf(request.objective, assets);
  if (objective.status === 'refused') return objective;
  const weightMin = boundsOf(constraints.weightMin, n, -Infinity, 0);
  if (weightMin.status === 'refused') return weightMin;
  const weightMax = boundsOf(constraints.weightMax, n, Infinity, Infinity);
  if (weightMax.status === 'refused') return weightMax;
  const rows = rowsOf(constraints, assets);
  if (rows.status === 'refused') return rows;
  const volatilityMax = constraints.riskMax?.[0]?.value;
  return done({
    symbols: assets,
    expectedReturns: Float64Array.from(expectedReturns),
    covariance: Float64Array.from(covariance.flat()),
    objective: objective.value,
    limits: {
      budget: constraints.budget ?? 1,
      weightMin: weightMin.value,
      weightMax: weightMax.value,
      rows: rows.value,
      ...(constraints.returnMin === undefined ? {} : { returnMin: constraints.returnMin }),
      ...(volatilityMax === undefined ? {} : { volatilityMax }),
    },
  });
}

function warningText(warning: OptimizeWarning): string {
  switch (warning.kind) {
    case 'singular-covariance':
      return `The covariance has rank ${warning.rank} of ${warning.size}: some mixes carry no risk, so several answers may be equally good.`;
    case 'regularised-iterations':
      return 'The direct solve was not accurate enough; the answer comes from regularised iterations and passed the same check.';
    case 'left-out-of-risk-budget':
      return `Their maximum is zero, so these take no part in the risk budget: ${warning.symbols.join(', ')}.`;
  }
}

function answerOf(outcome: OptimizeOutcome, assets: readonly string[]): Outcome<OptimizeAnswer> {
  const mapOf = (weights: Float64Array) =>
    Object.fromEntries(assets.map((symbol, i) => [symbol, weights[i] ?? Number.NaN]));
  switch (outcome.status) {
    case 'refused':
      return outcome;
    case 'solved': {
      const { weights, expectedReturn, volatility, certificate, shadowPrices, warnings } = outcome;
      return done({
        status: 'solved',
        weights: mapOf(weights),
        expectedReturn,
        volatility,
        certificate: { ...certificate },
        shadowPrices: shadowPrices.map((price) => ({ ...price })),
        warnings: warnings.map(warningText),
      });
    }
    case 'infeasible': {
      const { conflictingLimits, nearestFeasible } = outcome;
      const nearest =
        nearestFeasible === undefined
          ? null
          : {
              weights: mapOf(nearestFeasible.weights),
              relaxed: nearestFeasible.relaxed.map((entry) => ({ ...entry })),
            };
      return done({ status: 'infeasible', conflictingConstraints: [...conflictingLimits], nearestFeasible: nearest });
    }
    case 'unbounded':
      return done({ status: 'unbounded', direction: mapOf(outcome.direction) });
    case 'not-converged':
      return done({
        status: 'not-converged',
        iterations: outcome.iterations,
        dualityGap: Number.isFinite(outcome.dualityGap) ? outcome.dualityGap : null,
      });
  }
}

export function optimizeAnswer(request: OptimizeRequest): Outcome<OptimizeAnswer> {
  const problem = problemOf(request);
  return problem.status === 'refused' ? problem : answerOf(optimize(problem.value), request.assets);
}
