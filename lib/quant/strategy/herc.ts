import { constructedBy, riskyThenCash } from './risky-then-cash';
import { ESTIMATE_ROWS_MIN } from './shared';
import type { Strategy } from './types';

/**
 * Hierarchical equal risk contribution: the same risk from each group of instruments that move together.
 * @see Raffinot (2018), "The Hierarchical Equal Risk Contribution Portfolio", SSRN 3237540
 */
export const herc: Strategy = {
  id: 'herc',
  keepsPolicyLimits: true,
  lookbackDaysMin: ESTIMATE_ROWS_MIN,
  decide: (input) => riskyThenCash(input, (part) => constructedBy(part, { kind: 'herc' })),
};
