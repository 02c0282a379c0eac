import { KNOWN } from '../market/panel';
import { decided } from '../strategy/shared';
import type { Strategy } from '../strategy/types';

/**
 * The same weights at every decision, such as what somebody holds now.
 *
 * @param weights fractions of portfolio value by symbol; what is missing to one stays in cash outside instruments
 */
export function fixedWeights(weights: Readonly<Record<string, number>>): Strategy {
  return {
    id: 'fixed-weights',
    keepsPolicyLimits: false,
    lookbackDaysMin: 1,
    decide: ({ view }) => {
      const target = Float64Array.from(view.instruments, ({ symbol }) =>
        Object.hasOwn(weights, symbol) ? weights[symbol]! : 0,
      );
      const lastRow = (view.dayCount - 1) * target.length;
      const missing = view.instruments.filter((_, i) => target[i]! > 0 && view.known[lastRow + i] === KNOWN.absent);
      if (missing.length === 0) return decided({ weights: target });
      return { status: 'insufficient-history', symbols: missing.map(({ symbol }) => symbol), daysNeeded: 1 };
    },
  };
}
