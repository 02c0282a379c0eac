import { done, type Outcome, refused } from '@/lib/base/outcome';
import { predictiveMoments, updateBelief } from '@/lib/quant/forecast/views/normal-inverse-wishart';
import type { ReturnsSample } from '@/lib/quant/risk/risk-model';
import type { BeliefChoice, BeliefInfo } from '@/lib/shared/contracts/belief-choice';
import { weightMap } from './outcome';

interface BelievedMoments {
  /** Length n, decimal a year. */
  readonly expectedReturns: Float64Array;
  /** Row-major n x n, a year. */
  readonly covariance: Float64Array;
  readonly info: BeliefInfo;
}

/** A belief stated a year, moved by a sample of returns, and stated a year again. */
export function throughBelief(
  belief: BeliefChoice,
  assets: readonly string[],
  sample: ReturnsSample,
  periodsPerYear: number,
): Outcome<BelievedMoments> {
  const { meanObservations, covarianceObservations, correlation = 0, horizonYears = 1 } = belief;
  const means = everyAsset(belief.expectedReturns, assets, 'expectedReturns');
  if (means.status === 'refused') return means;
  const deviations = everyAsset(belief.volatilities, assets, 'volatilities');
  if (deviations.status === 'refused') return deviations;
  const n = assets.length;
  // The smallest eigenvalue of equal correlations is 1 + (n - 1) c.
  if (correlation * (n - 1) <= -1) {
    const message = `${n} assets cannot all have a correlation of ${correlation} with each other.`;
    return refused('bad-input', message, 'belief.correlation');
  }
  const prior = new Float64Array(n * n);
  deviations.value.forEach((left, row) => {
    deviations.value.forEach((right, column) => {
      prior[row * n + column] = ((row === column ? 1 : correlation) * left * right) / periodsPerYear;
    });
  });
  const posterior = updateBelief(
    {
      expectedReturns: means.value.map((mean) => mean / periodsPerYear),
      covariance: prior,
      meanObservations,
      covarianceObservations,
    },
    sample,
  );
  const { expectedReturns, covariance, standardErrors, degreesOfFreedom } = predictiveMoments(
    posterior,
    horizonYears * periodsPerYear,
  );
  const aYear = (values: Float64Array): Float64Array => values.map((value) => value / horizonYears);
  return done({
    expectedReturns: aYear(expectedReturns),
    covariance: aYear(covariance),
    info: { standardErrors: weightMap(aYear(standardErrors), assets), degreesOfFreedom },
  });
}

function everyAsset(
  map: Readonly<Record<string, number>>,
  assets: readonly string[],
  field: 'expectedReturns' | 'volatilities',
): Outcome<Float64Array> {
  const given = new Map(Object.entries(map));
  const missing = assets.find((symbol) => !given.has(symbol));
  if (missing !== undefined) return refused('bad-input', `The belief says nothing of ${missing}.`, `belief.${field}`);
  const stranger = [...given.keys()].find((symbol) => !assets.includes(symbol));
  if (stranger !== undefined) {
    return refused('bad-input', `${stranger} is not among the assets.`, `belief.${field}.${stranger}`);
  }
  return done(Float64Array.from(assets, (symbol) => given.get(symbol) ?? Number.NaN));
}
