import { mean, standardDeviation } from '../math/statistics';
import { drawdown, drawdownPath } from './drawdown';
import type { MetricSeries } from './metric';

/** What several metrics of one series need, computed once; a series is not changed after it is made. */
export function once<Value>(compute: (series: MetricSeries) => Value): (series: MetricSeries) => Value {
  const known = new WeakMap<MetricSeries, { readonly value: Value }>();
  return (series) => {
    const before = known.get(series);
    if (before !== undefined) return before.value;
    const value = compute(series);
    known.set(series, { value });
    return value;
  };
}

/** The returns in rising order. */
export const sortedReturns = once(({ returns }) => Float64Array.from(returns).sort());

/** Loss from the highest value so far, after each return. */
export const lossPath = once(({ returns }) => drawdownPath(returns));

/** The worst drawdown and the longest time under water. */
export const worstDrawdown = once(({ returns }) => drawdown(returns));

/**
 * A simple return p1 / p0 - 1 carries an absolute rounding of about 2e-16, so returns that spread by less than this
 * are one constant: ratios over such a spread would be noise of any size.
 */
const ROUNDING_OF_A_RETURN = 1e-15;

/** Compounding many large returns can leave the doubles; such a value has no meaning to report. */
export const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Deviation per period (n - 1), exactly 0 for a constant series; null with fewer than two values. */
export function deviationOrNull(values: Float64Array): number | null {
  if (values.length < 2) return null;
  const deviation = standardDeviation(values);
  return deviation <= ROUNDING_OF_A_RETURN ? 0 : deviation;
}

/** Mean over deviation, annualised by the square root of time; null where the values do not spread. */
export function annualisedRatio(values: Float64Array, periodsPerYear: number): number | null {
  const deviation = deviationOrNull(values);
  return deviation === null || deviation === 0 ? null : (mean(values) / deviation) * Math.sqrt(periodsPerYear);
}

/** Product of 1 + r. */
export const growthOf = (returns: Float64Array): number => returns.reduce((growth, value) => growth * (1 + value), 1);

/** Compounded return a year; null for no returns, or for a negative value, which has no root. */
export function compoundedAnnualReturn(returns: Float64Array, periodsPerYear: number): number | null {
  const growth = growthOf(returns);
  if (returns.length === 0 || growth < 0) return null;
  return finiteOrNull(Math.pow(growth, periodsPerYear / returns.length) - 1);
}

/** Root of the mean squared shortfall below the required return, over ALL periods, annualised; null for no returns. */
export function annualDownsideRisk({ returns, requiredReturn, periodsPerYear }: MetricSeries): number | null {
  if (returns.length === 0) return null;
  const squares = returns.map((value) => Math.min(value - requiredReturn, 0) ** 2);
  return Math.sqrt(mean(squares) * periodsPerYear);
}

/** Returns less those of the benchmark; null where there is no benchmark. */
export const activeReturns = ({ returns, benchmark }: MetricSeries): Float64Array | null =>
  benchmark === null ? null : returns.map((value, index) => value - benchmark[index]!);

/** Share of the values above zero; null for none. */
export function shareAboveZero(values: Float64Array): number | null {
  let count = 0;
  for (let t = 0; t < values.length; t++) if (values[t]! > 0) count++;
  return values.length === 0 ? null : count / values.length;
}
