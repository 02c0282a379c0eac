import { mean, quantileOfSorted } from '../math/statistics';
import type { Metric, MetricSeries } from './metric';
import { deviationOrNull, finiteOrNull, once, sortedReturns } from './metric-parts';
import { tailRiskOfSorted } from './value-at-risk';

/** The tail that the dictionary's quantiles look at. */
const TAIL_FRACTION = 0.05;

/** |95th percentile| over |5th percentile|. */
export const tailRatio: Metric = {
  id: 'tailRatio',
  unit: 'ratio',
  higherIsBetter: true,
  needsBenchmark: false,
  compute: (series) => {
    if (series.returns.length === 0) return null;
    const sorted = sortedReturns(series);
    const lower = Math.abs(quantileOfSorted(sorted, TAIL_FRACTION));
    return lower === 0 ? null : finiteOrNull(Math.abs(quantileOfSorted(sorted, 1 - TAIL_FRACTION)) / lower);
  },
};

/** The 5th percentile of the returns of one period, as a return: a loss is negative. */
export const valueAtRisk: Metric = {
  id: 'valueAtRisk',
  unit: 'decimal',
  higherIsBetter: true,
  needsBenchmark: false,
  compute: (series) => (series.returns.length === 0 ? null : quantileOfSorted(sortedReturns(series), TAIL_FRACTION)),
};

/** Mean of the worst 5 % of the returns of one period, the border one in part, as a return: a loss is negative. */
export const conditionalValueAtRisk: Metric = {
  id: 'conditionalValueAtRisk',
  unit: 'decimal',
  higherIsBetter: true,
  needsBenchmark: false,
  compute: (series) =>
    series.returns.length === 0
      ? null
      : -tailRiskOfSorted(sortedReturns(series), 1 - TAIL_FRACTION).conditionalValueAtRisk,
};

/** Third standardised moment of the sample itself (divides by n): 0 for a symmetric sample. */
export const skew: Metric = {
  id: 'skew',
  unit: 'ratio',
  higherIsBetter: true,
  needsBenchmark: false,
  compute: (series) => standardisedMoment(series, 3),
};

/** Fourth standardised moment of the sample itself (divides by n) less 3: 0 for a normal sample. */
export const kurtosis: Metric = {
  id: 'kurtosis',
  unit: 'ratio',
  higherIsBetter: false,
  needsBenchmark: false,
  compute: (series) => {
    const moment = standardisedMoment(series, 4);
    return moment === null ? null : moment - 3;
  },
};

/** Less their mean, over their deviation, and the mean square of that; null where the returns do not spread. */
const standardised = once(({ returns }) => {
  const deviation = deviationOrNull(returns);
  if (deviation === null || deviation === 0) return null;
  const centre = mean(returns);
  // Divided by the deviation first, so that small returns raised to a power do not vanish.
  const values = returns.map((value) => (value - centre) / deviation);
  return { values, spread: mean(values.map((value) => value * value)) };
});

function standardisedMoment(series: MetricSeries, power: 3 | 4): number | null {
  const found = standardised(series);
  if (found === null) return null;
  const raised = found.values.map((value) => value * value * (power === 3 ? value : value * value));
  return mean(raised) / found.spread ** (power / 2);
}
