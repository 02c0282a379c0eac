import { STRATEGY_CATALOGUE } from '@/lib/shared/catalogue.generated';
import type { StrategyName } from '@/lib/shared/contracts/comparison';
import { runRequestOf, textOf } from '../run-request';
import { tradingRulesOfForm } from '../trading-rules-choice';

/** Tested whatever is chosen, so they are no choice. */
const ALWAYS: readonly StrategyName[] = ['equal-weight', 'sixty-forty'];

export const CHOICES: readonly StrategyName[] = STRATEGY_CATALOGUE.ids.filter((id) => !ALWAYS.includes(id));

/** The plan's own method beside the best known rules that forecast nothing. */
export const CHOSEN_AT_FIRST: readonly StrategyName[] = [
  'mean-variance',
  'min-variance',
  'risk-parity',
  'hrp',
  'inverse-volatility',
];

/** Rules and an instrument on top of what every run asks for. */
export function comparisonRequest(form: FormData, key: string) {
  const symbol = textOf(form, 'holdSymbol');
  const chosen = form.getAll('strategies').filter((value) => typeof value === 'string');
  return {
    ...runRequestOf(form, key),
    // Nothing chosen still means the rules that are always there.
    strategies: chosen.length === 0 ? ALWAYS : chosen,
    holdSymbols: symbol === '' ? [] : [symbol],
    calendar: textOf(form, 'calendar'),
    ...tradingRulesOfForm(form),
  };
}
