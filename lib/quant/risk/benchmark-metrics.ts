import { covariance, mean, variance } from '../math/statistics';
import type { Metric, MetricSeries } from './metric';
import { activeReturns, annualisedRatio, deviationOrNull, finiteOrNull, shareAboveZero } from './metric-parts';

/** Mean return a period that the benchmark's moves do not explain, compounded to a year. */
export const alpha: Metric = {
  id: 'alpha',
  unit: 'decimal',
  higherIsBetter: true,
  needsBenchmark: true,
  compute: (series) => {
    const slope = slopeOn(series);
    if (slope === null || series.benchmark === null) return null;
    const riskFreePerPeriod = series.riskFreeRate / series.periodsPerYear;
    const perPeriod = mean(series.returns) - riskFreePerPeriod - slope * (mean(series.benchmark) - riskFreePerPeriod);
    return perPeriod < -1 ? null : finiteOrNull(Math.pow(1 + perPeriod, series.periodsPerYear) - 1);
  },
};

/** Slope of the returns on the benchmark's. */
export const beta: Metric = {
  id: 'beta',
  unit: 'ratio',
  higherIsBetter: null,
  needsBenchmark: true,
  compute: slopeOn,
};

/** Mean active return over its deviation, annualised by the square root of time. */
export const informationRatio: Metric = {
  id: 'informationRatio',
  unit: 'ratio',
  higherIsBetter: true,
  needsBenchmark: true,
  compute: (series) => {
    const active = activeReturns(series);
    return active === null ? null : annualisedRatio(active, series.periodsPerYear);
  },
};

/** Deviation of the active returns, a year. */
export const trackingError: Metric = {
  id: 'trackingError',
  unit: 'decimal',
  higherIsBetter: false,
  needsBenchmark: true,
  compute: (series) => {
    const active = activeReturns(series);
    const deviation = active === null ? null : deviationOrNull(active);
    return deviation === null ? null : deviation * Math.sqrt(series.periodsPerYear);
  },
};

/** Annual return over the periods in which the benchmark rose, over the benchmark's own. */
export const upCapture: Metric = {
  id: 'upCapture',
  unit: 'ratio',
  higherIsBetter: true,
  needsBenchmark: true,
  compute: (series) => captureWhere(series, 1),
};

/** Annual return over the periods in which the benchmark fell, over the benchmark's own. */
export const downCapture: Metric = {
  id: 'downCapture',
  unit: 'ratio',
  higherIsBetter: false,
  needsBenchmark: true,
  compute: (series) => captureWhere(series, -1),
};

/** Up capture over down capture. */
export const captureRatio: Metric = {
  id: 'captureRatio',
  unit: 'ratio',
  higherIsBetter: true,
  needsBenchmark: true,
  compute: (series) => {
    const up = upCapture.compute(series);
    const down = downCapture.compute(series);
    return up === null || down === null || down === 0 ? null : finiteOrNull(up / down);
  },
};

/** Mean excess return a year over beta. @see Treynor (1965), "How to Rate Management of Investment Funds", HBR 43 */
export const treynor: Metric = {
  id: 'treynor',
  unit: 'decimal',
  higherIsBetter: true,
  needsBenchmark: true,
  compute: (series) => {
    const slope = slopeOn(series);
    if (slope === null || slope === 0) return null;
    return finiteOrNull((mean(series.returns) * series.periodsPerYear - series.riskFreeRate) / slope);
  },
};

/** Share of the periods that did better than the benchmark. */
export const benchmarkHitRate: Metric = {
  id: 'benchmarkHitRate',
  unit: 'decimal',
  higherIsBetter: true,
  needsBenchmark: true,
  compute: (series) => {
    const active = activeReturns(series);
    return active === null ? null : shareAboveZero(active);
  },
};

/** Null without a benchmark, with fewer than two returns, or where the benchmark does not spread. */
function slopeOn({ returns, benchmark }: MetricSeries): number | null {
  const spread = benchmark === null ? null : deviationOrNull(benchmark);
  if (benchmark === null || spread === null || spread === 0) return null;
  return covariance(returns, benchmark) / variance(benchmark);
}

/** @param direction 1: the periods in which the benchmark rose; -1: in which it fell */
function captureWhere({ returns, benchmark, periodsPerYear }: MetricSeries, direction: 1 | -1): number | null {
  if (benchmark === null) return null;
  let [own, theirs, count] = [1, 1, 0];
  for (let t = 0; t < returns.length; t++) {
    const other = benchmark[t]!;
    if (other * direction <= 0) continue;
    own *= 1 + returns[t]!;
    theirs *= 1 + other;
    count++;
  }
  if (count === 0 || own < 0 || theirs < 0) return null;
  const annual = (growth: number): number => Math.pow(growth, periodsPerYear / count) - 1;
  return annual(theirs) === 0 ? null : finiteOrNull(annual(own) / annual(theirs));
}
