import { isoDayFromNumber } from '../../base/iso-day';
import type { PricePanel } from '../../quant/market/panel';
import { csvText } from '../../shared/format/csv';

/**
 * Total-return prices as a wide CSV, one column per ticker. Numbers are written in the shortest form that reads back
 * to the same double, so a round trip loses nothing.
 */
export function tableToCsv(panel: Pick<PricePanel, 'instruments' | 'days' | 'layers'>): string {
  const width = panel.instruments.length;
  const header = ['date', ...panel.instruments.map(({ symbol }) => symbol)];
  const prices = panel.layers.totalReturnIndex;
  const rows = Array.from(panel.days, (day, t) => [
    isoDayFromNumber(day),
    ...prices.subarray(t * width, (t + 1) * width),
  ]);
  return csvText(header, rows);
}
