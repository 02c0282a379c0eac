import { FEATURES } from '../features/registry';
import { constructedBy, riskyThenCash } from './risky-then-cash';
import { ESTIMATE_ROWS_MIN } from './shared';
import type { Strategy } from './types';

const WINDOW_DAYS = 252;
/** The last month is left out because it tends to reverse. */
const SKIP_DAYS = 21;

/**
 * The same budget for each asset class, all of it to the instrument that rose most from twelve months ago to one month
 * ago; never looks further back than the policy does.
 *
 * @see Jegadeesh & Titman (1993), "Returns to Buying Winners and Selling Losers", Journal of Finance 48(1), 65-91
 */
export const momentum: Strategy = {
  id: 'momentum',
  keepsPolicyLimits: true,
  lookbackDaysMin: ESTIMATE_ROWS_MIN,
  decide: (input) =>
    riskyThenCash(input, (part) => {
      const { riskyColumns, sample } = part.estimate;
      const windowDays = Math.min(WINDOW_DAYS, sample.observations);
      const rises = FEATURES['momentum-12-1'].compute(input.view, { windowDays, skipDays: SKIP_DAYS });
      return constructedBy(part, {
        kind: 'sector-rotation',
        signals: Float64Array.from(riskyColumns, (column) => rises[column]!),
        classes: riskyColumns.map((column) => input.view.instruments[column]!.assetClass),
      });
    }),
};
