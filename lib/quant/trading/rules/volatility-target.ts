import { startsPeriod } from './periods';
import type { RebalanceRuleEntry } from './types';

/** When what is held has lately moved more, or less, than it should. */
export const volatilityTarget: RebalanceRuleEntry<'volatility-target'> = {
  kind: 'volatility-target',
  name: 'When volatility leaves its band',
  verdict: ({ annualVolatility: target, band, lookbackDays, check }, { day, previousDay, annualVolatility }) => {
    if (!startsPeriod(day, previousDay, check)) return { action: 'wait' };
    const volatility = annualVolatility(lookbackDays);
    if (volatility === undefined || Math.abs(volatility - target) <= band) return { action: 'wait' };
    return { action: 'rebalance', reason: { key: 'rule.volatility-left', values: { volatility, target } } };
  },
};
