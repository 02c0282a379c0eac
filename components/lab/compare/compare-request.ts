import { STRATEGY_CATALOGUE } from '@/lib/shared/catalogue.generated';
import type { StrategyName } from '@/lib/shared/contracts/comparison';
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

const textOf = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
};

/** Days left empty are not sent; what cannot be read as a number goes as typed, so that the server can name the field. */
export function comparisonRequest(form: FormData, key: string) {
  const [from, to, symbol] = [textOf(form, 'from'), textOf(form, 'to'), textOf(form, 'holdSymbol')];
  const amount = Number(textOf(form, 'startAmount') || Number.NaN);
  const chosen = form.getAll('strategies').filter((value) => typeof value === 'string');
  return {
    recommendationId: textOf(form, 'recommendationId'),
    // Nothing chosen still means the rules that are always there.
    strategies: chosen.length === 0 ? ALWAYS : chosen,
    holdSymbols: symbol === '' ? [] : [symbol],
    calendar: textOf(form, 'calendar'),
    startAmount: Number.isFinite(amount) ? amount.toFixed(2) : textOf(form, 'startAmount'),
    commissionBasisPoints: Number(textOf(form, 'commissionBasisPoints') || Number.NaN),
    ...tradingRulesOfForm(form),
    ...(from === '' ? {} : { from }),
    ...(to === '' ? {} : { to }),
    key,
  };
}
