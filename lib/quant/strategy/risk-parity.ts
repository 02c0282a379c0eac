import { optimised, riskyThenCash } from './risky-then-cash';
import { ESTIMATE_ROWS_MIN } from './shared';
import type { Strategy } from './types';

/**
 * Equal risk from every risky instrument, as far as the policy's class and instrument limits allow.
 *
 * @see Maillard, Roncalli & Teiletche (2010), "The Properties of Equally Weighted Risk Contribution Portfolios",
 *      Journal of Portfolio Management 36(4), 60-70
 */
export const riskParity: Strategy = {
  id: 'risk-parity',
  keepsPolicyLimits: true,
  lookbackDaysMin: ESTIMATE_ROWS_MIN,
  decide: (input) => riskyThenCash(input, (part) => optimised(part, { kind: 'risk-budget', measure: 'volatility' })),
};
