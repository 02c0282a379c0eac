import { standardDeviation } from '../math/statistics';
import { trackedPolicyMix } from './risky-policy-mix';
import { riskyThenCash } from './risky-then-cash';
import { ESTIMATE_ROWS_MIN } from './shared';
import type { Strategy } from './types';

/** Long enough to measure a volatility, short enough to see a storm. */
const RECENT_DAYS = 21;

/**
 * The policy mix, with cash added as soon as its own last month was stormier than the policy allows, whatever the years
 * before were like.
 *
 * @see Moreira & Muir (2017), "Volatility-Managed Portfolios", Journal of Finance 72(4), 1611-1644
 */
export const volatilityTargeting: Strategy = {
  id: 'volatility-targeting',
  keepsPolicyLimits: true,
  lookbackDaysMin: ESTIMATE_ROWS_MIN,
  decide: (input) =>
    riskyThenCash(input, (part) => {
      const answer = trackedPolicyMix(part);
      if (answer.status !== 'answered') return answer;
      const { sample, periodsPerYear } = part.estimate;
      const recent = Float64Array.from({ length: RECENT_DAYS }, (_, day) => {
        const start = (sample.observations - RECENT_DAYS + day) * sample.instruments;
        return answer.weights.reduce((sum, weight, at) => sum + weight * sample.returns[start + at]!, 0);
      });
      return { ...answer, volatility: standardDeviation(recent) * Math.sqrt(periodsPerYear) };
    }),
};
