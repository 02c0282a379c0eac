import { ASSET_CLASSES } from '@/lib/quant/market/instrument';
import type { PricePanel } from '@/lib/quant/market/panel';

/**
 * The panel as the replay takes it: idle cash earns what the cash instruments among the assets do, the same in every row.
 * A bill fund that one row holds, or that is compared with, counts as short bonds, which pay and are taxed as it is.
 */
export function withCashAmong(panel: PricePanel, assets: readonly string[]): PricePanel {
  const instruments = panel.instruments.map((instrument) => {
    const isAsItWas = ASSET_CLASSES[instrument.assetClass].isRisky || assets.includes(instrument.symbol);
    return isAsItWas ? instrument : { ...instrument, assetClass: 'bond' as const };
  });
  return { ...panel, instruments };
}
