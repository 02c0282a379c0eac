import { constructedBy, riskyThenCash } from './risky-then-cash';
import { ESTIMATE_ROWS_MIN } from './shared';
import type { Strategy } from './types';

/**
 * Nested clusters: least variance inside each group of instruments that move together, then among the groups.
 * @see Lopez de Prado (2019), "A Robust Estimator of the Efficient Frontier", SSRN 3469961
 */
export const nco: Strategy = {
  id: 'nco',
  keepsPolicyLimits: true,
  lookbackDaysMin: ESTIMATE_ROWS_MIN,
  decide: (input) => riskyThenCash(input, (part) => constructedBy(part, { kind: 'nco' })),
};
