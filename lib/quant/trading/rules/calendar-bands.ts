import { bandVerdict } from './bands';
import { startsPeriod } from './periods';
import type { RebalanceRuleEntry } from './types';

/** At the first close of each period, and on any day in between on which a weight has left its corridor. */
export const calendarBands: RebalanceRuleEntry<'calendar-bands'> = {
  kind: 'calendar-bands',
  name: 'By the calendar, and when a weight leaves its band',
  verdict: ({ every, bands, tolerance }, state) => {
    if (startsPeriod(state.day, state.previousDay, every)) {
      return { action: 'rebalance', reason: { key: 'rule.calendar', values: { every } } };
    }
    return bandVerdict(bands, state, tolerance);
  },
};
