import { invariant } from '../../base/invariant';
import { nelderMead, type SimplexMinimum } from './nelder-mead';

/** h_t = omega + alpha e_(t-1)^2 + beta h_(t-1). */
export interface GarchParameters {
  readonly omega: number;
  readonly alpha: number;
  readonly beta: number;
}

export interface GarchFit extends GarchParameters {
  /** Of normal residuals, in their own units. */
  readonly logLikelihood: number;
  /** Length T: variance of each residual as seen one period before. */
  readonly variances: Float64Array;
  readonly nextVariance: number;
  readonly isConverged: boolean;
}

/** Persistence alpha + beta stays below one, or there is no long-run variance to come back to. */
const PERSISTENCE_MAX = 0.9999;
const EVALUATIONS_MAX = 800;
const EVALUATIONS_SHORT = 40;
const LONG_SEARCHES = 2;
const STEP = 0.5;
const BACKCAST_DECAY = 0.94;
const BACKCAST_PERIODS = 75;

/** Regions to search: persistence, and the share of it that is alpha. */
const PERSISTENCES = [0.15, 0.6, 0.9, 0.985];
const ALPHA_SHARES = [0.03, 0.15, 0.6];

/**
 * GARCH(1,1) by maximum likelihood of normal residuals. The recursion starts from an exponentially weighted mean of the
 * first 75 squares (decay 0.94), as most programs do. Searched in coordinates that know no bounds: the logarithm of the
 * long-run variance and the logits of persistence and of alpha's share in it.
 *
 * @param residuals length T >= 2, about their mean, not all zero
 * @throws InvariantError on fewer than two residuals or none that differs from zero
 * @see Bollerslev (1986), "Generalized Autoregressive Conditional Heteroskedasticity", Journal of Econometrics 31(3),
 *      307-327
 */
export function fitGarch(residuals: Float64Array): GarchFit {
  const count = residuals.length;
  const variance = residuals.reduce((sum, value) => sum + value * value, 0) / count;
  invariant(count >= 2 && variance > 0, `${count} residuals of variance ${variance}`);
  const scale = Math.sqrt(variance);
  const scaled = residuals.map((value) => value / scale);
  const cost = (point: Float64Array): number => -garchLogLikelihood(scaled, parametersAt(point)) / count;
  const again = searched(cost);
  const { omega, alpha, beta } = parametersAt(again.point);
  const parameters = { omega: omega * variance, alpha, beta };
  const path = garchVariances(residuals, parameters);
  return {
    ...parameters,
    logLikelihood: garchLogLikelihood(residuals, parameters),
    variances: path.subarray(0, count),
    nextVariance: path[count]!,
    isConverged: again.isConverged,
  };
}

/**
 * Variances of T residuals and of the next one, length T + 1.
 *
 * @param residuals length T, about their mean
 */
export function garchVariances(residuals: Float64Array, { omega, alpha, beta }: GarchParameters): Float64Array {
  const variances = new Float64Array(residuals.length + 1);
  const start = backcast(residuals);
  variances[0] = omega + (alpha + beta) * start;
  for (let t = 0; t < residuals.length; t++) {
    variances[t + 1] = omega + alpha * residuals[t]! ** 2 + beta * variances[t]!;
  }
  return variances;
}

/** Log-likelihood of normal residuals with the variances of the model. */
export function garchLogLikelihood(residuals: Float64Array, { omega, alpha, beta }: GarchParameters): number {
  let variance = omega + (alpha + beta) * backcast(residuals);
  let sum = 0;
  // One logarithm for the product of four variances: it takes most of the time.
  let product = 1;
  for (let t = 0; t < residuals.length; t++) {
    const square = residuals[t]! * residuals[t]!;
    product *= variance;
    if (t % 4 === 3) {
      sum += Math.log(product);
      product = 1;
    }
    sum += square / variance;
    variance = omega + alpha * square + beta * variance;
  }
  sum += Math.log(product);
  return -(sum + residuals.length * Math.log(2 * Math.PI)) / 2;
}

/**
 * Mean of the expected variances of the next `periods`: they go from the next one back to the long-run variance
 * omega / (1 - alpha - beta), by a factor alpha + beta a period.
 */
export function garchHorizonVariance(
  { omega, alpha, beta }: GarchParameters,
  nextVariance: number,
  periods: number,
): number {
  const persistence = alpha + beta;
  const longRun = omega / (1 - persistence);
  return longRun + (nextVariance - longRun) * meanDecay(persistence, periods);
}

/** Mean of 1, p, p^2, ... over so many periods: what is left of a deviation that fades by p a period. */
export function meanDecay(persistence: number, periods: number): number {
  return (1 - Math.pow(persistence, periods)) / (periods * (1 - persistence));
}

function backcast(residuals: Float64Array): number {
  let weight = 1;
  let total = 0;
  let sum = 0;
  for (let t = 0; t < Math.min(BACKCAST_PERIODS, residuals.length); t++) {
    sum += weight * residuals[t]! ** 2;
    total += weight;
    weight *= BACKCAST_DECAY;
  }
  return sum / total;
}

function parametersAt(point: Float64Array): GarchParameters {
  const persistence = PERSISTENCE_MAX * logistic(point[1]!);
  const alpha = persistence * logistic(point[2]!);
  return { omega: Math.exp(point[0]!) * (1 - persistence), alpha, beta: persistence - alpha };
}

/** On short or quiet series the likelihood has several tops: a short search of each region, and a long one of the best. */
function searched(cost: (point: Float64Array) => number): SimplexMinimum {
  const regions = PERSISTENCES.flatMap((persistence) =>
    ALPHA_SHARES.map((share) => {
      const start = Float64Array.of(0, logit(persistence / PERSISTENCE_MAX), logit(share));
      return nelderMead(cost, start, STEP, EVALUATIONS_SHORT);
    }),
  ).sort((left, right) => left.value - right.value);
  const searches = regions.slice(0, LONG_SEARCHES).map(({ point }) => nelderMead(cost, point, STEP, EVALUATIONS_MAX));
  const best = searches.reduce((least, search) => (search.value < least.value ? search : least));
  // A simplex may come to rest too early; from its best point it goes on if there is anywhere to go.
  return nelderMead(cost, best.point, STEP / 5, EVALUATIONS_MAX);
}

export const logistic = (value: number): number => 1 / (1 + Math.exp(-value));
export const logit = (share: number): number => Math.log(share / (1 - share));
