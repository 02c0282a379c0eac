import { trackedPolicyMix } from './risky-policy-mix';
import { riskyThenCash } from './risky-then-cash';
import { ESTIMATE_ROWS_MIN } from './shared';
import type { Strategy } from './types';

/**
 * As near to the policy mix as the policy's limits allow: least variance of the difference.
 * @see Roll (1992), "A Mean/Variance Analysis of Tracking Error", Journal of Portfolio Management 18(4), 13-22
 */
export const benchmarkTracking: Strategy = {
  id: 'benchmark-tracking',
  keepsPolicyLimits: true,
  lookbackDaysMin: ESTIMATE_ROWS_MIN,
  decide: (input) => riskyThenCash(input, trackedPolicyMix),
};
