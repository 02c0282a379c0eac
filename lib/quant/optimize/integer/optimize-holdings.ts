import { ASSETS_MAX_LIMIT, MINIMUM_POSITION, type NamedLimits } from '../limits';
import { type MeanVariance, meanVarianceProgram } from '../splitting/mean-variance-program';
import { certifiedWithin, optimizeWithin } from '../splitting/optimize-within';
import { searchProgram } from '../splitting/search-program';
import type { OptimizeOutcome, OptimizeProblem, OptimizeWarning } from '../types';
import { branchAndBound, EXACT } from './branch-and-bound';
import { conflictingHoldings, nearestHoldings } from './explain-holdings';
import type { HoldingRules } from './node';

/** A mean-variance problem where only so many instruments, or none by less than a minimum, may be held: exact, or not solved. */
export function optimizeHoldings(
  problem: OptimizeProblem<MeanVariance>,
  limits: NamedLimits,
  rules: HoldingRules,
  warnings: readonly OptimizeWarning[],
): OptimizeOutcome {
  const program = meanVarianceProgram(problem, limits);
  const relaxed = searchProgram(program);
  if (relaxed.status === 'infeasible' || relaxed.status === 'cap-conflict') {
    return optimizeWithin(problem, limits, warnings);
  }
  const outcome = branchAndBound(program, rules, EXACT);
  switch (outcome.status) {
    case 'found': {
      const { best, gap } = outcome;
      const answer = certifiedWithin(problem, best.program, best.point, warnings);
      if (answer.status !== 'solved') return answer;
      const { certificate } = answer;
      return {
        ...answer,
        certificate: { ...certificate, dualityGap: Math.max(certificate.dualityGap, gap) },
        // Whether to hold an instrument is no matter of small changes, so it has no price.
        shadowPrices: answer.shadowPrices.filter(
          ({ limit }) => !limit.startsWith(ASSETS_MAX_LIMIT) && limit !== MINIMUM_POSITION,
        ),
      };
    }
    case 'none': {
      const conflict = conflictingHoldings(problem, limits, rules, outcome.names);
      if (conflict === undefined)
        return { status: 'not-converged', iterations: outcome.branches, dualityGap: Infinity };
      const { names, branches } = conflict;
      const rows = new Float64Array(limits.rows.length + limits.absoluteRows.length);
      const bounds = new Float64Array(limits.symbols.length);
      return {
        status: 'infeasible',
        conflictingLimits: names,
        certificate: { rows, bounds, branches, margin: Infinity },
        nearestFeasible: nearestHoldings(problem, limits, rules),
      };
    }
    case 'unfinished': {
      const { best, branches, gap } = outcome;
      const notConverged = { status: 'not-converged', iterations: branches, dualityGap: gap } as const;
      return best === undefined ? notConverged : { ...notConverged, bestWeights: best.point.weights };
    }
    case 'unbounded':
      return outcome;
  }
}
