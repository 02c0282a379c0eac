import { correlation as pearson } from '../math/statistics';
import type { Feature } from './feature';
import { numberParameter, symbolParameter } from './parameters';
import { BENCHMARK, benchmarkColumn, lastReturns, perInstrument, windowDays } from './shared';

/** Pearson correlation of the instrument's returns with the benchmark's over the last rows; NaN where either does not move. */
export const correlation: Feature = {
  id: 'correlation',
  name: 'Correlation',
  unit: 'from -1 to 1',
  parameters: [windowDays('Over', 3, 252), BENCHMARK],
  lookbackDays: (values) => numberParameter(values, 'windowDays') + 1,
  compute: (view, values) => {
    const rows = numberParameter(values, 'windowDays');
    const benchmark = lastReturns(view, benchmarkColumn(view, symbolParameter(values, 'benchmark')), rows);
    return perInstrument(view, (column) => {
      const returns = lastReturns(view, column, rows);
      if (benchmark === undefined || returns === undefined) return Number.NaN;
      return pearson(returns, benchmark) ?? Number.NaN;
    });
  },
};
