import type { NamedLimits } from '../limits';
import type { ProblemTangent, SearchOutcome } from '../objective-method';
import { volatilityOf } from '../outcome';
import { type MeanVariance, meanVarianceProgram, priceOfMultiplierAt } from '../splitting/mean-variance-program';
import { programTangent } from '../splitting/program';
import { searchProgram } from '../splitting/search-program';
import type { OptimizeProblem } from '../types';

/** Objectives that are a mean-variance program: its search and its slope, in the words of an objective's method. */

const firstOr0 = (multipliers: Float64Array): number => (multipliers.length > 0 ? multipliers[0]! : 0);

export function searchAsProgram(problem: OptimizeProblem<MeanVariance>, limits: NamedLimits): SearchOutcome {
  const outcome = searchProgram(meanVarianceProgram(problem, limits));
  switch (outcome.status) {
    case 'found': {
      const { weights, rowMultipliers, capMultipliers, isRegularised } = outcome.point;
      return {
        status: 'found',
        candidate: { weights, rowMultipliers, volatilityMultiplier: firstOr0(capMultipliers) },
        warnings: isRegularised ? [{ kind: 'regularised-iterations' }] : [],
      };
    }
    case 'cap-conflict': {
      const { weights, rowMultipliers } = outcome.point;
      return { status: 'volatility-conflict', leastRisk: { weights, rowMultipliers, volatilityMultiplier: 0 } };
    }
    case 'infeasible':
      return { ...outcome, status: 'linear-conflict' };
    case 'unbounded':
    case 'not-converged':
      return outcome;
  }
}

export function programTangentOf(
  problem: OptimizeProblem<MeanVariance>,
  limits: NamedLimits,
  weights: Float64Array,
  volatilityMultiplier: number,
): ProblemTangent {
  const program = meanVarianceProgram(problem, limits);
  const capMultipliers = new Float64Array(program.caps.length).fill(volatilityMultiplier);
  const { capGap, ...tangent } = programTangent(program, { weights, capMultipliers });
  const priceOfMultiplier = priceOfMultiplierAt(problem, weights);
  const volatilityPrice = volatilityMultiplier * volatilityOf(problem, weights) * priceOfMultiplier;
  return { ...tangent, volatilityGap: capGap, priceOfMultiplier, volatilityPrice };
}
