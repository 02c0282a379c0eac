import { calendar } from './calendar';
import { calendarBands } from './calendar-bands';
import { cashFlowFirst } from './cash-flow-first';
import { driftBands } from './drift-bands';
import { signalChange } from './signal-change';
import type { Bands, RebalanceRuleEntry, RebalanceRuleKind, RebalanceRuleSpec, RuleState, RuleVerdict } from './types';
import { volatilityTarget } from './volatility-target';

export const REBALANCE_RULES = {
  calendar,
  bands: driftBands,
  'calendar-bands': calendarBands,
  'volatility-target': volatilityTarget,
  'signal-change': signalChange,
  'cash-flow-first': cashFlowFirst,
} as const satisfies { readonly [Kind in RebalanceRuleKind]: RebalanceRuleEntry<Kind> };

/** What the rule says at this close; nothing while it cools down after a trade. */
export function askRule(spec: RebalanceRuleSpec, state: RuleState): RuleVerdict {
  if (spec.coolDownDays !== undefined && state.day - state.lastTradeDay < spec.coolDownDays) return { action: 'wait' };
  switch (spec.kind) {
    case 'calendar':
      return REBALANCE_RULES.calendar.verdict(spec, state);
    case 'bands':
      return REBALANCE_RULES.bands.verdict(spec, state);
    case 'calendar-bands':
      return REBALANCE_RULES['calendar-bands'].verdict(spec, state);
    case 'volatility-target':
      return REBALANCE_RULES['volatility-target'].verdict(spec, state);
    case 'signal-change':
      return REBALANCE_RULES['signal-change'].verdict(spec, state);
    case 'cash-flow-first':
      return REBALANCE_RULES['cash-flow-first'].verdict(spec, state);
  }
}

/** The corridors to whose edge a rebalance of this rule trades; undefined when it trades to the target. */
export const edgeBandsOf = (spec: RebalanceRuleSpec): Bands | undefined =>
  'tolerance' in spec && spec.tolerance === 'edge' ? spec.bands : undefined;
