import { mean } from '../math/statistics';
import type { Feature } from './feature';
import { numberParameter } from './parameters';
import { indexBack, perInstrument, windowDays } from './shared';

/**
 * Price over its simple moving average, both with dividends: above one the trend points up.
 * The average includes the day itself.
 *
 * @see Faber (2007), "A Quantitative Approach to Tactical Asset Allocation", Journal of Wealth Management 9(4), 69-79
 */
export const movingAverage: Feature = {
  id: 'moving-average',
  name: 'Price over moving average',
  unit: 'ratio',
  parameters: [windowDays('Average over', 2, 200)],
  lookbackDays: (values) => numberParameter(values, 'windowDays'),
  compute: (view, values) => {
    const rows = numberParameter(values, 'windowDays');
    return perInstrument(view, (column) => {
      const prices = Float64Array.from({ length: rows }, (_, k) => indexBack(view, column, rows - 1 - k));
      return prices.some(Number.isNaN) ? Number.NaN : indexBack(view, column, 0) / mean(prices);
    });
  },
};
