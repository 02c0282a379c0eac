import { volatilities } from '../risk/covariance';
import { constructedBy, riskyThenCash } from './risky-then-cash';
import { ESTIMATE_ROWS_MIN } from './shared';
import type { Strategy } from './types';

/** One standard score of calm is one step of tilt. */
const STRENGTH = 1;

/**
 * Equal weights leaned towards the calmer instruments.
 * @see Ang, Hodrick, Xing & Zhang (2006), "The Cross-Section of Volatility and Expected Returns",
 *      Journal of Finance 61(1), 259-299
 */
export const lowVolatility: Strategy = {
  id: 'low-volatility',
  keepsPolicyLimits: true,
  lookbackDaysMin: ESTIMATE_ROWS_MIN,
  decide: (input) =>
    riskyThenCash(input, (part) => {
      const values = volatilities(part.estimate.covariance).map((volatility) => -volatility);
      return constructedBy(part, {
        kind: 'factor-tilt',
        scores: [{ factor: 'low volatility', values, strength: STRENGTH }],
      });
    }),
};
