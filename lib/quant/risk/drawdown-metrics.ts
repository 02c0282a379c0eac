import { mean } from '../math/statistics';
import type { Metric, MetricSeries } from './metric';
import { compoundedAnnualReturn, finiteOrNull, lossPath, once, worstDrawdown } from './metric-parts';

/** Longest stay below an earlier peak, counted to the end of the sample if it is still below. */
export const maxDrawdownDuration: Metric = {
  id: 'maxDrawdownDuration',
  unit: 'periods',
  higherIsBetter: false,
  needsBenchmark: false,
  compute: (series) => (series.returns.length === 0 ? null : worstDrawdown(series).underwaterPeriodsMax),
};

const ulcerOf = once((series) =>
  series.returns.length === 0 ? null : Math.sqrt(mean(lossPath(series).map((loss) => loss * loss))),
);

const painOf = once((series) => (series.returns.length === 0 ? null : Math.abs(mean(lossPath(series)))));

/**
 * Root of the mean squared loss from the peak so far, over all periods.
 * @see Martin & McCann (1989), "The Investor's Guide to Fidelity Funds"
 */
export const ulcerIndex: Metric = {
  id: 'ulcerIndex',
  unit: 'decimal',
  higherIsBetter: false,
  needsBenchmark: false,
  compute: ulcerOf,
};

/** Mean loss from the peak so far, as a positive number: 0.04 is 4 % below on the average day. */
export const painIndex: Metric = {
  id: 'painIndex',
  unit: 'decimal',
  higherIsBetter: false,
  needsBenchmark: false,
  compute: painOf,
};

/** Annual return above the risk-free rate over the ulcer index. */
export const martinRatio: Metric = {
  id: 'martinRatio',
  unit: 'ratio',
  higherIsBetter: true,
  needsBenchmark: false,
  compute: (series) => excessOver(series, ulcerOf(series)),
};

/** Annual return above the risk-free rate over the pain index. */
export const painRatio: Metric = {
  id: 'painRatio',
  unit: 'ratio',
  higherIsBetter: true,
  needsBenchmark: false,
  compute: (series) => excessOver(series, painOf(series)),
};

function excessOver({ returns, riskFreeRate, periodsPerYear }: MetricSeries, pain: number | null): number | null {
  const annual = compoundedAnnualReturn(returns, periodsPerYear);
  return annual === null || pain === null || pain === 0 ? null : finiteOrNull((annual - riskFreeRate) / pain);
}
