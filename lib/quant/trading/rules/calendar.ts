import { startsPeriod } from './periods';
import type { RebalanceRuleEntry } from './types';

/** At the first close of each period. */
export const calendar: RebalanceRuleEntry<'calendar'> = {
  kind: 'calendar',
  name: 'By the calendar',
  verdict: ({ every }, { day, previousDay }) =>
    startsPeriod(day, previousDay, every)
      ? { action: 'rebalance', reason: { key: 'rule.calendar', values: { every } } }
      : { action: 'wait' },
};
