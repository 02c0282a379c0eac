import { decided, equalWeights, pricedColumns, symbolsWithout } from './shared';
import type { Strategy } from './types';

/**
 * The same share for every instrument that has a price, cash included: the bar that estimates must clear.
 * @see DeMiguel, Garlappi, Uppal (2009), "Optimal Versus Naive Diversification", Review of Financial Studies 22(5), 1915-1953
 */
export const equalWeight: Strategy = {
  id: 'equal-weight',
  keepsPolicyLimits: false,
  lookbackDaysMin: 1,
  decide: ({ view }) => {
    const columns = pricedColumns(view);
    const leftOut = symbolsWithout(view, columns);
    if (columns.length === 0) return { status: 'insufficient-history', symbols: leftOut, daysNeeded: 1 };
    return decided({ weights: equalWeights(view.instruments.length, columns), leftOut });
  },
};
