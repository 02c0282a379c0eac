import { invariant } from '@/lib/base/invariant';
import { done, type Outcome } from '@/lib/base/outcome';
import { panelFromInline, panelFromSimulated, windowOf } from '@/lib/codec/prices-input';
import type { PricePanel } from '@/lib/quant/market/panel';
import type { PricesInput } from '@/lib/shared/contracts/common';

/**
 * The prices of a request: those stored, or made from what the request brings.
 *
 * @param stored the stored prices that the request names, loaded by the caller; undefined where it brings its own
 */
export function requestPanel(prices: PricesInput, stored: PricePanel | undefined): Outcome<PricePanel> {
  if (stored !== undefined) return 'set' in prices || 'file' in prices ? windowOf(stored, prices) : done(stored);
  if ('series' in prices) return panelFromInline(prices);
  invariant('simulated' in prices, 'stored prices are loaded by the caller');
  return panelFromSimulated(prices);
}
