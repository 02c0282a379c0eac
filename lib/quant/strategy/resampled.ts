import { policyRiskAversion } from './risky-policy-mix';
import { constructedBy, riskyThenCash } from './risky-then-cash';
import { ESTIMATE_ROWS_MIN } from './shared';
import type { Strategy } from './types';

/** Enough that another seed moves no weight by more than a few points. */
const RESAMPLES = 25;
const SEED = 'resampled';

/**
 * The mean of the best mixes in histories that could have been, for the risk aversion that the policy mix implies.
 * @see Michaud (1998), "Efficient Asset Management", Harvard Business School Press
 */
export const resampled: Strategy = {
  id: 'resampled',
  keepsPolicyLimits: true,
  lookbackDaysMin: ESTIMATE_ROWS_MIN,
  decide: (input) =>
    riskyThenCash(input, (part) =>
      constructedBy(part, {
        kind: 'resampled',
        objective: { kind: 'max-utility', measure: 'variance', riskAversion: policyRiskAversion(part) },
        observations: part.estimate.sample.observations,
        periodsPerYear: part.estimate.periodsPerYear,
        resamples: RESAMPLES,
        seed: SEED,
      }),
    ),
};
