import { type PricePanel, sliceDays } from '../market/panel';
import type { Feature } from './feature';
import type { ParameterValues } from './parameters';

/**
 * A feature on every row of a panel. Each row is computed from a view that ends on it and holds only the rows the
 * feature asks for, by the same code that serves a single day.
 *
 * @returns date-major, dayCount x n; NaN where the known history is too short
 */
export function featureHistory(panel: PricePanel, feature: Feature, values: ParameterValues): Float64Array {
  const n = panel.instruments.length;
  const lookback = feature.lookbackDays(values);
  const history = new Float64Array(panel.dayCount * n);
  for (let t = 0; t < panel.dayCount; t++) {
    history.set(feature.compute(sliceDays(panel, Math.max(0, t + 1 - lookback), t + 1), values), t * n);
  }
  return history;
}
