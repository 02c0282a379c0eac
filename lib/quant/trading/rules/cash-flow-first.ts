import { bandVerdict } from './bands';
import { startsPeriod } from './periods';
import type { RebalanceRuleEntry } from './types';

/** New money fills what is below target on the day it is there; only a weight outside its corridor makes a sale. */
export const cashFlowFirst: RebalanceRuleEntry<'cash-flow-first'> = {
  kind: 'cash-flow-first',
  name: 'New money first, sales only outside the bands',
  verdict: ({ bands, check, tolerance, cashWeightMin }, state) => {
    if (startsPeriod(state.day, state.previousDay, check)) {
      const verdict = bandVerdict(bands, state, tolerance);
      if (verdict.action !== 'wait') return verdict;
    }
    const cashTarget = state.targetWeights.reduce((rest, weight) => rest - weight, 1);
    const free = state.cashWeight - Math.max(0, cashTarget);
    if (free <= Math.max(cashWeightMin, state.orderWeightMin)) return { action: 'wait' };
    return { action: 'place-cash', reason: { key: 'rule.cash-to-place', values: { weight: free } } };
  },
};
