import { type Refusal, refused } from '@/lib/base/outcome';
import type { OptimizeOutcome, OptimizeWarning, Solved } from '@/lib/quant/optimize/types';
import type { OptimizeAnswer } from '@/lib/shared/contracts/optimize';
import type { WeightMap } from '@/lib/shared/contracts/common';
import type { EstimateInfo } from '@/lib/shared/contracts/portfolio-inputs';

/** What the optimiser says -> what the doors say. */

export const weightMap = (weights: Float64Array, symbols: readonly string[]): WeightMap =>
  Object.fromEntries(symbols.map((symbol, at) => [symbol, weights[at] ?? Number.NaN]));

type SingularWarning = Extract<OptimizeWarning, { kind: 'singular-covariance' }>;

export function warningSentence(warning: OptimizeWarning): string {
  switch (warning.kind) {
    case 'singular-covariance':
      return `The covariance has rank ${warning.rank} of ${warning.size}: some mixes carry no risk, so several answers may be equally good${doubtOf(warning)}.`;
    case 'ill-conditioned-covariance':
      return `The covariance hardly tells some assets apart, so small changes of it shift much weight between them${doubtOf({ ...warning, riskless: [] })}.`;
    case 'regularised-iterations':
      return 'The direct solve was not accurate enough; the answer comes from regularised iterations and passed the same check.';
    case 'left-out-of-risk-budget':
      return `Their maximum is zero, so these take no part in the risk budget: ${warning.symbols.join(', ')}.`;
  }
}

/** More pairs than this are told by their number. */
const TWINS_TOLD_MAX = 5;

function doubtOf({ riskless, twins }: Pick<SingularWarning, 'riskless' | 'twins'>): string {
  const pairs = twins.slice(0, TWINS_TOLD_MAX).map(([one, other]) => `${one} and ${other}`);
  const more = twins.length > TWINS_TOLD_MAX ? [`${twins.length - TWINS_TOLD_MAX} more pairs`] : [];
  const parts = [
    ...(riskless.length === 0 ? [] : [`no risk: ${riskless.join(', ')}`]),
    ...(pairs.length === 0 ? [] : [`moving as one: ${[...pairs, ...more].join('; ')}`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}

/** The optimiser speaks of its own fields; the caller knows the request's. */
const FIELD_OF: readonly (readonly [string, string])[] = [
  ['symbols', 'assets'],
  ['limits', 'constraints'],
  ['expectedReturns', 'moments.expectedReturns'],
  ['covariance', 'moments.covariance'],
  ['scenarios', 'returns'],
  ['objective.otherModels', 'objective.models'],
];

/** @param info where the moments come from; without it they came with the request */
export function doorRefusal({ code, message, field }: Refusal, info?: EstimateInfo): Refusal {
  if (field === undefined) return refused(code, message);
  if (info !== undefined && info.source !== 'moments') {
    if (field === 'covariance') return estimateRefusal(message, info);
    if (field === 'expectedReturns') return refused(code, message, 'returnModel');
  }
  const known = FIELD_OF.find(([inside]) => field === inside || field.startsWith(`${inside}.`));
  return refused(code, message, known === undefined ? field : known[1] + field.slice(known[0].length));
}

/** An estimate that is no covariance is the doing of how it was made. */
function estimateRefusal(message: string, { missing, riskModel }: EstimateInfo): Refusal {
  const field = missing !== undefined && riskModel === 'pairwise' ? 'missing' : 'riskModel';
  return refused('bad-input', `${message} repair asks for the nearest covariance that returns can have.`, field);
}

/** Every outcome that brings no weights to keep. */
export function noWeights(
  outcome: Exclude<OptimizeOutcome, Solved | Refusal>,
  symbols: readonly string[],
): Exclude<OptimizeAnswer, { status: 'solved' }> {
  switch (outcome.status) {
    case 'infeasible': {
      const { conflictingLimits, nearestFeasible, leastAttainable } = outcome;
      const nearest =
        nearestFeasible === undefined
          ? null
          : {
              weights: weightMap(nearestFeasible.weights, symbols),
              relaxed: nearestFeasible.relaxed.map((entry) => ({ ...entry })),
            };
      return {
        status: 'infeasible',
        conflictingConstraints: [...conflictingLimits],
        ...(leastAttainable === undefined ? {} : { leastAttainable }),
        nearestFeasible: nearest,
      };
    }
    case 'unbounded':
      return { status: 'unbounded', direction: weightMap(outcome.direction, symbols) };
    case 'not-converged':
      return {
        status: 'not-converged',
        iterations: outcome.iterations,
        dualityGap: Number.isFinite(outcome.dualityGap) ? outcome.dualityGap : null,
        bestWeights: outcome.bestWeights === undefined ? null : weightMap(outcome.bestWeights, symbols),
      };
  }
}

/** Null where the mix carries no risk to speak of. */
export function sharpeOf(
  { expectedReturn, volatility }: Pick<Solved, 'expectedReturn' | 'volatility'>,
  riskFreeRate = 0,
): number | null {
  const sharpe = (expectedReturn - riskFreeRate) / volatility;
  return Number.isFinite(sharpe) ? sharpe : null;
}
