import { dot, maxAbs } from '../../math/matrix';
import { isAccepted } from '../certificate';
import { type Conflict, explainCapConflict, explainConflict } from '../conflict';
import type { NamedLimits } from '../limits';
import { nearestFeasible } from '../nearest-feasible';
import { shadowPrices, volatilityOf } from '../outcome';
import type { OptimizeOutcome, OptimizeProblem, OptimizeWarning } from '../types';
import { type MeanVariance, meanVarianceProgram, PRICE_UNITS, priceOfMultiplierAt } from './mean-variance-program';
import { type Cap, distanceFrom, measureProgram, type Program, type ProgramPoint } from './program';
import { searchProgram } from './search-program';

/** A mean-variance problem with turnover, exposure limits, trading costs, a ridge or a tracking error: certified, or why not. */
export function optimizeWithin(
  problem: OptimizeProblem<MeanVariance>,
  limits: NamedLimits,
  warnings: readonly OptimizeWarning[],
): OptimizeOutcome {
  const program = meanVarianceProgram(problem, limits);
  const answer = optimizeProgram(problem, limits, program, warnings);
  const tied = answer.status === 'not-converged' ? tiedToCenters(program) : undefined;
  if (tied === undefined) return answer;
  const again = searchProgram(tied);
  return again.status === 'found' ? certifiedWithin(problem, tied, again.point, warnings) : answer;
}

function optimizeProgram(
  problem: OptimizeProblem<MeanVariance>,
  limits: NamedLimits,
  program: Program,
  warnings: readonly OptimizeWarning[],
): OptimizeOutcome {
  const outcome = searchProgram(program);
  switch (outcome.status) {
    case 'found':
      return certifiedWithin(problem, program, outcome.point, warnings);
    case 'cap-conflict':
      return infeasibleWithin(problem, limits, explainCapConflict(problem, limits, program.caps, outcome.point));
    case 'infeasible':
      return infeasibleWithin(
        problem,
        limits,
        explainConflict(problem, limits, { ...outcome, status: 'linear-conflict' }),
      );
    case 'unbounded':
    case 'not-converged':
      return outcome;
  }
}

/** A cap of zero leaves no room to turn in: S (w - center) = 0 says the same in linear rows. */
function tiedToCenters(program: Program): Program | undefined {
  const { covariance, limits, varianceMax } = program;
  const isTied = (cap: Cap): boolean => cap.max === 0;
  if (!program.caps.some(isTied)) return undefined;
  const size = limits.symbols.length;
  const rows = program.caps.filter(isTied).flatMap(({ name, center }) =>
    limits.symbols.map((_, at) => {
      const coefficients = covariance.slice(at * size, (at + 1) * size).map((entry) => entry / varianceMax);
      const value = center === undefined ? 0 : dot(coefficients, center);
      return { name, coefficients, min: value, max: value };
    }),
  );
  return {
    ...program,
    caps: program.caps.filter((cap) => !isTied(cap)),
    limits: { ...limits, rows: [...limits.rows, ...rows.filter(({ coefficients }) => maxAbs(coefficients) > 0)] },
  };
}

export function certifiedWithin(
  problem: OptimizeProblem<MeanVariance>,
  program: Program,
  point: ProgramPoint,
  warnings: readonly OptimizeWarning[],
): OptimizeOutcome {
  const { weights, capMultipliers, isRegularised } = point;
  const measure = measureProgram(program, point);
  const { dualityGap, primalResidual, dualResidual } = measure;
  if (!isAccepted(measure)) return { status: 'not-converged', iterations: 0, dualityGap };
  const priceOfMultiplier = priceOfMultiplierAt(problem, weights);
  const method = { priceUnit: PRICE_UNITS[problem.objective.kind] };
  const tangent = { ...measure.tangent, volatilityGap: 0, priceOfMultiplier, volatilityPrice: 0 };
  const prices = shadowPrices(method, program.limits, point, { ...measure, tangent });
  const capPrices = program.caps.flatMap((cap, index) => {
    const price = capMultipliers[index]! * distanceFrom(program, cap, weights) * priceOfMultiplier;
    return price > 0 ? [{ limit: cap.name, side: 'max' as const, price, unit: method.priceUnit }] : [];
  });
  return {
    status: 'solved',
    weights,
    expectedReturn: dot(problem.expectedReturns, weights),
    volatility: volatilityOf(problem, weights),
    certificate: { dualityGap, primalResidual, dualResidual },
    shadowPrices: [...prices, ...capPrices],
    warnings: isRegularised ? [...warnings, { kind: 'regularised-iterations' }] : warnings,
  };
}

function infeasibleWithin(
  problem: OptimizeProblem,
  limits: NamedLimits,
  conflict: Conflict | undefined,
): OptimizeOutcome {
  if (conflict === undefined) return { status: 'not-converged', iterations: 0, dualityGap: Infinity };
  return { status: 'infeasible', ...conflict, nearestFeasible: nearestFeasible(problem, limits) };
}
