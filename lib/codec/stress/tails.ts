import { done, type Outcome, refused } from '@/lib/base/outcome';
import { COPULA_DEGREES_MAX, COPULA_OBSERVATIONS_MIN, fitTCopula, tailDependence } from '@/lib/quant/math/t-copula';
import type { TailsAnswer } from '@/lib/shared/contracts/stress-door';
import type { StressedMix } from './stressed-mix';

/** Ten years of days: older crashes tell of another market, and the time to fit grows with the rows. */
const OBSERVATIONS_MAX = 2_520;

/** Pairs grow with the square; a heat map of more could not be read either. */
const HOLDINGS_MAX = 40;

/** Within this of the upper end the search has found no tails to speak of. */
const NEAR_NORMAL_SHARE = 0.95;

/** How likely the holdings crash together. */
export function tailsAnswer({ instruments, weights, covariance, sample }: StressedMix): Outcome<TailsAnswer> {
  if (sample === undefined) {
    return refused('bad-input', 'Tails are read from returns: give prices or returns, not moments.', 'tails');
  }
  const n = instruments.length;
  const columns = instruments.flatMap((_, column) =>
    weights[column] !== 0 && (covariance[column * (n + 1)] ?? Number.NaN) > 0 ? [column] : [],
  );
  if (columns.length < 2 || columns.length > HOLDINGS_MAX) {
    const message = `Tails are compared between 2 and ${HOLDINGS_MAX} assets with a weight and a moving price; there are ${columns.length}.`;
    return refused('bad-input', message, 'tails');
  }
  const observations = Math.min(sample.observations, OBSERVATIONS_MAX);
  if (observations < COPULA_OBSERVATIONS_MIN) {
    const message = `Tails need ${COPULA_OBSERVATIONS_MIN} rows of returns that all assets share; there are ${observations}.`;
    return refused('bad-input', message, 'tails');
  }
  const first = sample.observations - observations;
  const series = columns.map((column) =>
    Float64Array.from({ length: observations }, (_, row) => sample.returns[(first + row) * n + column] ?? Number.NaN),
  );
  const { degreesOfFreedom, correlation } = fitTCopula(series);
  const size = columns.length;
  const rows = <T>(cell: (at: number) => T): T[][] =>
    columns.map((_, row) => columns.map((__, column) => cell(row * size + column)));
  const entry = (at: number): number => correlation[at] ?? Number.NaN;
  return done({
    symbols: columns.flatMap((column) => instruments[column]?.symbol ?? []),
    observations,
    degreesOfFreedom,
    isNearNormal: degreesOfFreedom > NEAR_NORMAL_SHARE * COPULA_DEGREES_MAX,
    dependence: rows((at) => tailDependence(degreesOfFreedom, entry(at))),
    correlation: rows(entry),
  });
}
