import { constructedBy, riskyThenCash } from './risky-then-cash';
import { ESTIMATE_ROWS_MIN } from './shared';
import type { Strategy } from './types';

/**
 * Hierarchical risk parity: instruments that move together share what one that moves alone has to itself.
 * @see Lopez de Prado (2016), "Building Diversified Portfolios that Outperform Out of Sample",
 *      Journal of Portfolio Management 42(4), 59-69
 */
export const hrp: Strategy = {
  id: 'hrp',
  keepsPolicyLimits: true,
  lookbackDaysMin: ESTIMATE_ROWS_MIN,
  decide: (input) => riskyThenCash(input, (part) => constructedBy(part, { kind: 'hrp' })),
};
