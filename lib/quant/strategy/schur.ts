import { constructedBy, riskyThenCash } from './risky-then-cash';
import { ESTIMATE_ROWS_MIN } from './shared';
import type { Strategy } from './types';

/** Half way from hierarchical risk parity to least variance. */
const GAMMA = 0.5;

/**
 * Hierarchical risk parity in which each half knows of the other.
 * @see Cotton (2024), "Schur Complementary Allocation: A Unification of Hierarchical Risk Parity and Minimum Variance
 *      Portfolios", arXiv:2411.05807
 */
export const schur: Strategy = {
  id: 'schur',
  keepsPolicyLimits: true,
  lookbackDaysMin: ESTIMATE_ROWS_MIN,
  decide: (input) => riskyThenCash(input, (part) => constructedBy(part, { kind: 'schur', gamma: GAMMA })),
};
