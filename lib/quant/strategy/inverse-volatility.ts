import { constructedBy, riskyThenCash } from './risky-then-cash';
import { ESTIMATE_ROWS_MIN } from './shared';
import type { Strategy } from './types';

/** Shares in inverse proportion to volatility: needs no correlation, and so errs in none. */
export const inverseVolatility: Strategy = {
  id: 'inverse-volatility',
  keepsPolicyLimits: true,
  lookbackDaysMin: ESTIMATE_ROWS_MIN,
  decide: (input) => riskyThenCash(input, (part) => constructedBy(part, { kind: 'inverse-volatility' })),
};
