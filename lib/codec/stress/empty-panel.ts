import { describeInstrument } from '@/lib/quant/market/known-instruments';
import { allocateDays, allocateLayer, allocateMask, makePanel, type PricePanel } from '@/lib/quant/market/panel';

/** The assets without any day of prices: shocks need no history. */
export function emptyPanel(assets: readonly string[]): PricePanel {
  const shape = { instruments: assets.map(describeInstrument), days: allocateDays([]) };
  const close = allocateLayer(shape);
  return makePanel({
    ...shape,
    layers: { close, totalReturnIndex: close },
    known: allocateMask(shape),
    basis: 'total-return',
    source: { kind: 'inline', label: 'Sent with the request' },
  });
}
