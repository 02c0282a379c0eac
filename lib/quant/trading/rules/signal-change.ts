import { startsPeriod } from './periods';
import type { RebalanceRuleEntry } from './types';

/** When the strategy has changed its mind: half the sum of absolute differences between what it wants and wanted. */
export const signalChange: RebalanceRuleEntry<'signal-change'> = {
  kind: 'signal-change',
  name: 'When the strategy wants something else',
  verdict: ({ weightsMoved, check }, { day, previousDay, targetWeights, wantedNow }) => {
    if (!startsPeriod(day, previousDay, check)) return { action: 'wait' };
    const wanted = wantedNow();
    if (wanted === undefined) return { action: 'wait' };
    const moved = wanted.reduce((sum, weight, i) => sum + Math.abs(weight - targetWeights[i]!), 0) / 2;
    if (moved <= weightsMoved) return { action: 'wait' };
    return { action: 'rebalance', reason: { key: 'rule.signal-changed', values: { moved } } };
  },
};
