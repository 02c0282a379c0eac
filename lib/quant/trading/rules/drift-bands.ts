import { bandVerdict } from './bands';
import { startsPeriod } from './periods';
import type { RebalanceRuleEntry } from './types';

/**
 * When a weight has left its corridor.
 *
 * @see Donohue & Yip (2003), "Optimal Portfolio Rebalancing with Transaction Costs", Journal of Portfolio Management
 *      29(4), 49-63, for trading to the edge only
 */
export const driftBands: RebalanceRuleEntry<'bands'> = {
  kind: 'bands',
  name: 'When a weight leaves its band',
  verdict: ({ bands, check, tolerance }, state) =>
    startsPeriod(state.day, state.previousDay, check) ? bandVerdict(bands, state, tolerance) : { action: 'wait' },
};
