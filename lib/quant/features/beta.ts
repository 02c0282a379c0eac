import { covariance, variance } from '../math/statistics';
import type { Feature } from './feature';
import { numberParameter, symbolParameter } from './parameters';
import { BENCHMARK, benchmarkColumn, lastReturns, perInstrument, windowDays } from './shared';

/**
 * Slope of the instrument's returns on the benchmark's over the last rows: covariance over variance.
 * NaN where the benchmark does not move.
 *
 * @see Sharpe (1963), "A Simplified Model for Portfolio Analysis", Management Science 9(2), 277-293
 */
export const beta: Feature = {
  id: 'beta',
  name: 'Beta',
  unit: 'return per unit of benchmark return',
  parameters: [windowDays('Over', 2, 252), BENCHMARK],
  lookbackDays: (values) => numberParameter(values, 'windowDays') + 1,
  compute: (view, values) => {
    const rows = numberParameter(values, 'windowDays');
    const benchmark = lastReturns(view, benchmarkColumn(view, symbolParameter(values, 'benchmark')), rows);
    const benchmarkVariance = benchmark === undefined ? Number.NaN : variance(benchmark);
    return perInstrument(view, (column) => {
      const returns = lastReturns(view, column, rows);
      if (benchmark === undefined || returns === undefined || benchmarkVariance === 0) return Number.NaN;
      return covariance(returns, benchmark) / benchmarkVariance;
    });
  },
};
