import type { Feature } from './feature';
import { numberParameter } from './parameters';
import { perInstrument, returnBetween, WINDOW_DAYS_MAX, windowDays } from './shared';

/**
 * Return from twelve months ago to one month ago; the last month is left out because it tends to reverse.
 * Equals NaN when the part left out is not shorter than the window.
 *
 * @see Jegadeesh & Titman (1993), "Returns to Buying Winners and Selling Losers", Journal of Finance 48(1), 65-91
 */
export const momentum: Feature = {
  id: 'momentum-12-1',
  name: 'Momentum',
  unit: 'decimal over the window',
  parameters: [
    windowDays('From', 2, 252),
    {
      id: 'skipDays',
      name: 'Leave out the last',
      kind: 'integer',
      unit: 'trading days',
      min: 0,
      max: WINDOW_DAYS_MAX,
      default: 21,
    },
  ],
  lookbackDays: (values) => numberParameter(values, 'windowDays') + 1,
  compute: (view, values) => {
    const from = numberParameter(values, 'windowDays');
    const skip = numberParameter(values, 'skipDays');
    return perInstrument(view, (column) => (skip < from ? returnBetween(view, column, from, skip) : Number.NaN));
  },
};
