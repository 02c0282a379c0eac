import { dot } from '../../math/matrix';
import { isAccepted } from '../certificate';
import { type Conflict, explainCapConflict, explainConflict } from '../conflict';
import type { NamedLimits } from '../limits';
import { nearestFeasible } from '../nearest-feasible';
import { shadowPrices, volatilityOf } from '../outcome';
import type { OptimizeOutcome, OptimizeProblem, OptimizeWarning } from '../types';
import { type MeanVariance, meanVarianceProgram, PRICE_UNITS } from './mean-variance-program';
import { distanceFrom, measureProgram, type Program, type ProgramPoint } from './program';
import { searchProgram } from './search-program';

/** A mean-variance problem with turnover, exposure limits, trading costs, a ridge or a tracking error: certified, or why not. */
export function optimizeWithin(
  problem: OptimizeProblem<MeanVariance>,
  limits: NamedLimits,
  warnings: readonly OptimizeWarning[],
): OptimizeOutcome {
  const program = meanVarianceProgram(problem, limits);
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
  const volatility = volatilityOf(problem, weights);
  const kind = problem.objective.kind;
  const priceOfMultiplier = kind !== 'min-risk' ? 1 : volatility > 0 ? 1 / volatility : 0;
  const method = { priceUnit: PRICE_UNITS[kind] };
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
    volatility,
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
