import { decideForAim } from './decide-for-aim';
import { ESTIMATE_ROWS_MIN } from './shared';
import type { Strategy } from './types';

/**
 * The least risky portfolio within the policy's limits, whatever the aim: it needs no expected return.
 * @see Clarke, de Silva & Thorley (2006), "Minimum-Variance Portfolios in the U.S. Equity Market",
 *      Journal of Portfolio Management 33(1), 10-24
 */
export const minVariance: Strategy = {
  id: 'min-variance',
  keepsPolicyLimits: true,
  lookbackDaysMin: ESTIMATE_ROWS_MIN,
  decide: (input) => decideForAim(input, { kind: 'least-risk' }),
};
