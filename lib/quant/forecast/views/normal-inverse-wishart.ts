import { invariant } from '../../../base/invariant';
import { diagonalOf } from '../../math/matrix';
import { centredReturns, checkReturnsSample, crossProducts, sampleMeans } from '../../risk/returns-sample';
import type { ReturnsSample } from '../../risk/risk-model';

/** Normal returns whose mean and covariance are both unknown; all per period of the sample. */
export interface BayesianBelief {
  /** Length n: the mean of the unknown mean. */
  readonly expectedReturns: Float64Array;
  /** Row-major n x n: the mean of the unknown covariance. */
  readonly covariance: Float64Array;
  /** Above 0: how many observations the knowledge of the mean is worth (kappa). */
  readonly meanObservations: number;
  /** Above 0: how many observations the knowledge of the covariance is worth (nu - n - 1). */
  readonly covarianceObservations: number;
}

/**
 * What is believed after a sample: the conjugate update of a normal-inverse-Wishart belief. Both means are averages
 * weighted by observations; the covariance also learns from how far the sample mean lies from the believed one.
 *
 *   mean = (k m + T x) / (k + T),   covariance = (a S + T V + k T / (k + T) (x - m)(x - m)') / (a + T)
 *
 * with V the covariance of the sample about its mean, divided by T.
 *
 * @see Gelman et al. (2013), "Bayesian Data Analysis", 3rd ed., section 3.6
 * @see Meucci (2005), "Risk and Asset Allocation", Springer, section 7.2
 */
export function updateBelief(prior: BayesianBelief, sample: ReturnsSample): BayesianBelief {
  checkReturnsSample(sample);
  const size = sample.instruments;
  checkBelief(prior, size);
  const { meanObservations: known, covarianceObservations: knownSpread } = prior;
  const observed = sample.observations;
  const means = sampleMeans(sample);
  const scatter = crossProducts(centredReturns(sample), size, 1);
  const apart = means.map((mean, at) => mean - prior.expectedReturns[at]!);
  const surprise = (known * observed) / (known + observed);
  return {
    expectedReturns: means.map(
      (mean, at) => (known * prior.expectedReturns[at]! + observed * mean) / (known + observed),
    ),
    covariance: prior.covariance.map((entry, at) => {
      const outer = apart[Math.floor(at / size)]! * apart[at % size]!;
      return (knownSpread * entry + scatter[at]! + surprise * outer) / (knownSpread + observed);
    }),
    meanObservations: known + observed,
    covarianceObservations: knownSpread + observed,
  };
}

export interface PredictiveMoments {
  /** Length n, over the horizon. */
  readonly expectedReturns: Float64Array;
  /** Row-major n x n, over the horizon: what returns vary plus what is unknown of their means. */
  readonly covariance: Float64Array;
  /** Length n: standard errors of `expectedReturns`. */
  readonly standardErrors: Float64Array;
  /** Of the Student t that the return of one period follows: few = fat tails for want of knowledge. */
  readonly degreesOfFreedom: number;
}

/**
 * Moments of the next `periods` returns added up, given all that is known: what maximises expected quadratic utility
 * under the belief, with estimation risk inside the covariance, periods * S + periods^2 / k * S.
 *
 * For one period the return follows a Student t with `degreesOfFreedom` and these moments.
 *
 * @param periods above 0, such as 252 for a year of daily observations
 * @see Zellner & Chetty (1965), "Prediction and Decision Problems in Regression Models from the Bayesian Point of View",
 *   Journal of the American Statistical Association 60, 608-616
 */
export function predictiveMoments(belief: BayesianBelief, periods: number): PredictiveMoments {
  checkBelief(belief, belief.expectedReturns.length);
  invariant(periods > 0 && Number.isFinite(periods), `${periods} periods`);
  const { expectedReturns, covariance, meanObservations, covarianceObservations } = belief;
  const unknown = periods ** 2 / meanObservations;
  return {
    expectedReturns: expectedReturns.map((mean) => periods * mean),
    covariance: covariance.map((entry) => (periods + unknown) * entry),
    standardErrors: diagonalOf(covariance).map((variance) => Math.sqrt(unknown * Math.max(variance, 0))),
    degreesOfFreedom: covarianceObservations + 2,
  };
}

function checkBelief(belief: BayesianBelief, size: number): void {
  const { expectedReturns, covariance, meanObservations, covarianceObservations } = belief;
  invariant(expectedReturns.length === size, `${expectedReturns.length} means for ${size} instruments`);
  invariant(covariance.length === size * size, `${covariance.length} covariances for ${size} instruments`);
  for (const worth of [meanObservations, covarianceObservations]) {
    invariant(worth > 0 && Number.isFinite(worth), `a belief worth ${worth} observations`);
  }
}
