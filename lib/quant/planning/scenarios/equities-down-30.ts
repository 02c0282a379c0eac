import type { Fact } from '../../policy/types';
import type { Scenario } from '../types';
import { basketOf, betaTo, cappedReturn } from '../basket';

const EQUITY_SHOCK = -0.3;

/**
 * Stocks in equal parts lose 30 %; everything else moves as its covariance with them says:
 * E[r_i | r_stocks] = beta_i * r_stocks, exact for jointly elliptical returns without drift. Bonds that have hedged
 * stocks over the look-back rise here; the 2022 window shows the other case.
 */
export const equitiesDown30: Scenario = {
  id: 'equities-down-30',
  name: 'Stocks -30 %',
  kind: 'shock',
  run: ({ panel, weights, covariance }) => {
    const basket = basketOf(panel.instruments, covariance, 'equity');
    if (basket === undefined) return { status: 'unavailable', reason: { key: 'stress.no-stocks', values: {} } };
    const facts: Fact[] = [
      { key: 'stress.stocks-down', values: { shock: EQUITY_SHOCK, stocksCount: basket.members.length } },
    ];
    const contributions = weights.map((weight, i) => {
      if (weight === 0) return 0;
      const estimate = betaTo(basket, covariance, i) * EQUITY_SHOCK;
      return weight * cappedReturn(estimate, panel.instruments[i]!.symbol, facts);
    });
    return { status: 'computed', contributions, proxied: [], facts };
  },
};
