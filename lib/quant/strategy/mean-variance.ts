import { decideForAim } from './decide-for-aim';
import { ESTIMATE_ROWS_MIN } from './shared';
import type { Strategy } from './types';

/**
 * The plan: what serves the investor's aim best within the policy's limits.
 * @see Markowitz (1952), "Portfolio Selection", Journal of Finance 7(1), 77-91
 */
export const meanVariance: Strategy = {
  id: 'mean-variance',
  keepsPolicyLimits: true,
  lookbackDaysMin: ESTIMATE_ROWS_MIN,
  decide: (input) => decideForAim(input, input.aim),
};
