import type { RebalanceOptions, RebalancePreview } from '@/lib/shared/contracts/rebalance';

/** What the page says first about a preview. */
export type PreviewReading =
  | { readonly kind: 'nothing-to-do' }
  | { readonly kind: 'first-orders' | 'place-cash' | 'outside' | 'inside'; readonly orderCount: number };

/** Cash below this share of the money is what rounding to tradeable quantities leaves. */
const IDLE_CASH_MIN = 0.01;

/**
 * Why these orders, by what weighs most: nothing held yet, cash that only has to be placed, more drift than the policy
 * allows, or a look without need.
 *
 * @param driftMax the policy's limit, a fraction of the portfolio; null without one
 */
export function readPreview(preview: RebalancePreview, driftMax: number | null): PreviewReading {
  const orderCount = preview.orders.length;
  if (orderCount === 0) return { kind: 'nothing-to-do' };
  const { weights, driftBefore } = preview;
  if (weights.every(({ before }) => before === 0)) return { kind: 'first-orders', orderCount };
  const invested = weights.reduce((sum, { before }) => sum + before, 0);
  const planned = weights.reduce((sum, { target }) => sum + target, 0);
  const hasOnlyPurchases = preview.orders.every(({ side }) => side === 'buy');
  if (hasOnlyPurchases && planned - invested > IDLE_CASH_MIN) return { kind: 'place-cash', orderCount };
  return { kind: driftMax !== null && driftBefore > driftMax ? 'outside' : 'inside', orderCount };
}

/** The options as a page address carries them, so that a preview can be bookmarked, reloaded and gone back to. */
export function optionsOfParameters(cash: string | undefined, without: string | undefined): RebalanceOptions {
  const symbols = (without ?? '').split(',').filter((symbol) => symbol !== '');
  return { cashOnly: cash === 'only', excludedSymbols: [...new Set(symbols)] };
}

export function parametersOfOptions(accountId: string, { cashOnly, excludedSymbols }: RebalanceOptions): string {
  const parameters = new URLSearchParams({ account: accountId });
  if (cashOnly) parameters.set('cash', 'only');
  if (excludedSymbols.length > 0) parameters.set('without', excludedSymbols.join(','));
  return parameters.toString();
}
