import type { Fact } from '../../policy/types';
import { interestSensitivityOf, yieldShockReturn } from '../durations';
import type { Scenario } from '../types';

/** One percentage point, on all maturities at once. */
const YIELD_CHANGE = 0.01;

/**
 * All yields one point higher overnight: bonds and cash lose by duration and convexity, before any higher income.
 * Other classes are left where they are: how stocks take a rate rise depends on why rates rise, and history holds
 * both signs.
 */
export const ratesUp1: Scenario = {
  id: 'rates-up-1',
  name: 'Interest rates +1 %',
  kind: 'shock',
  run: ({ panel, weights }) => {
    const proxied: string[] = [];
    const facts: Fact[] = [{ key: 'stress.rates-up', values: { yieldChange: YIELD_CHANGE } }];
    const contributions = weights.map((weight, i) => {
      const instrument = panel.instruments[i]!;
      const sensitivity = interestSensitivityOf(instrument);
      if (sensitivity === undefined || weight === 0) return 0;
      if (sensitivity.isEstimated) {
        const { durationYears } = sensitivity;
        proxied.push(instrument.symbol);
        facts.push({ key: 'stress.duration-assumed', values: { symbol: instrument.symbol, durationYears } });
      }
      return weight * yieldShockReturn(sensitivity, YIELD_CHANGE);
    });
    return { status: 'computed', contributions, proxied, facts };
  },
};
