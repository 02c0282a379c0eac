import { invariant } from '../../../base/invariant';
import { done, type Outcome, refused } from '../../../base/outcome';
import { choleskyFactor, choleskySolve } from '../../math/cholesky';
import { matVec, sumOf } from '../../math/matrix';
import { relativeEntropy } from './entropy-dual';

/**
 * How opinions become one. 'linear' averages probabilities: what any speaker thinks possible stays possible.
 * 'logarithmic' averages their logarithms: what any speaker rules out is out, and the answer has the least mean relative
 * entropy to the opinions.
 */
export type PoolingKind = 'linear' | 'logarithmic';

export interface PoolingChoice {
  readonly kind: PoolingKind;
  /**
   * 0 or more: each weight is multiplied by exp(-penalty * relative entropy of the opinion to the linear pool), so that
   * who stands far from all others counts less. Default 0.
   */
  readonly divergencePenalty?: number;
}

export interface PooledOpinions {
  /** Length T, summing to one. */
  readonly probabilities: Float64Array;
  /** Length opinions + 1: the weights as used; the last is the prior's. */
  readonly weights: Float64Array;
}

/** Weights this much above one are rounding. */
const WEIGHT_ROUNDING = 1e-9;

/** An instrument with less than this share of its variance to itself is a mix of the others but for rounding. */
const SINGULAR_PIVOT = 1e-13;

/**
 * One set of scenario probabilities from several: of experts, or of view sets held with different confidence. What the
 * weights leave of one goes to the prior.
 *
 * @param prior    length T
 * @param opinions each of length T, summing to one (see `entropyPooling`)
 * @param weights  length opinions, not negative, summing to at most one
 * @see Genest & Zidek (1986), "Combining Probability Distributions", Statistical Science 1(1), 114-135
 */
export function poolProbabilities(
  prior: Float64Array,
  opinions: readonly Float64Array[],
  weights: Float64Array,
  { kind, divergencePenalty = 0 }: PoolingChoice,
): Outcome<PooledOpinions> {
  for (const opinion of opinions) {
    invariant(opinion.length === prior.length, `${opinion.length} probabilities for ${prior.length} scenarios`);
  }
  invariant(divergencePenalty >= 0, `a divergence penalty of ${divergencePenalty}`);
  const shares = completeWeights(weights, opinions.length);
  if (shares.status === 'refused') return shares;
  const all = [...opinions, prior];
  const used = penalised(shares.value, all, divergencePenalty);
  if (kind === 'linear') return done({ probabilities: linearPool(all, used), weights: used });
  const probabilities = logarithmicPool(all, used);
  if (probabilities !== undefined) return done({ probabilities, weights: used });
  const message = 'No scenario is possible in all opinions together; pool them linearly.';
  return refused('bad-input', message, 'opinions');
}

/** What one speaker expects: a mean and a covariance of returns. */
export interface MomentOpinion {
  /** Length n. */
  readonly expectedReturns: Float64Array;
  /** Row-major n x n. */
  readonly covariance: Float64Array;
}

/**
 * Moments of the pool of normal opinions. The linear pool is a mixture: its covariance grows by the disagreement of the
 * means. The logarithmic pool is normal again: precisions are averaged, and means by precision.
 *
 * @param weights length opinions, not negative, summing to one
 * @returns a refusal where a logarithmic pool meets a singular covariance
 */
export function poolMoments(
  opinions: readonly MomentOpinion[],
  weights: Float64Array,
  kind: PoolingKind,
): Outcome<MomentOpinion> {
  const shares = completeWeights(weights, opinions.length);
  if (shares.status === 'refused') return shares;
  if (shares.value[opinions.length]! > WEIGHT_ROUNDING) {
    return refused(
      'bad-input',
      `The weights of the opinions sum to ${sumOf(weights)}; they must sum to 1.`,
      'opinions',
    );
  }
  if (kind === 'linear') return done(mixtureMoments(opinions, weights));
  const pooled = precisionPool(opinions, weights);
  if (pooled !== undefined) return done(pooled);
  const message = 'The covariance of an opinion is singular, so the logarithmic pool has none; pool linearly.';
  return refused('bad-input', message, 'opinions');
}

/** The weights and what they leave to the prior. */
function completeWeights(weights: Float64Array, count: number): Outcome<Float64Array> {
  invariant(weights.length === count, `${weights.length} weights for ${count} opinions`);
  const wrong = weights.find((weight) => !(weight >= 0 && Number.isFinite(weight)));
  if (wrong !== undefined) {
    return refused('bad-input', `The weight of an opinion is ${wrong}; it must be zero or more.`, 'opinions');
  }
  const sum = sumOf(weights);
  if (sum > 1 + WEIGHT_ROUNDING) {
    return refused('bad-input', `The weights of the opinions sum to ${sum}; they must sum to at most 1.`, 'opinions');
  }
  return done(Float64Array.from([...weights, Math.max(1 - sum, 0)]));
}

function penalised(weights: Float64Array, opinions: readonly Float64Array[], penalty: number): Float64Array {
  if (penalty === 0) return weights;
  const consensus = linearPool(opinions, weights);
  const kept = weights.map((weight, at) =>
    weight === 0 ? 0 : weight * Math.exp(-penalty * relativeEntropy(opinions[at]!, consensus)),
  );
  const sum = sumOf(kept);
  return kept.map((weight) => weight / sum);
}

function linearPool(opinions: readonly Float64Array[], weights: Float64Array): Float64Array {
  const pool = new Float64Array(opinions[0]!.length);
  opinions.forEach((opinion, which) => {
    for (let at = 0; at < pool.length; at++) pool[at]! += weights[which]! * opinion[at]!;
  });
  return pool;
}

/** Undefined where each scenario is ruled out by someone. */
function logarithmicPool(opinions: readonly Float64Array[], weights: Float64Array): Float64Array | undefined {
  const logs = new Float64Array(opinions[0]!.length);
  opinions.forEach((opinion, which) => {
    if (weights[which] === 0) return;
    for (let at = 0; at < logs.length; at++) logs[at]! += weights[which]! * Math.log(opinion[at]!);
  });
  const largest = logs.reduce((most, entry) => Math.max(most, entry), Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(largest)) return undefined;
  const pool = logs.map((entry) => Math.exp(entry - largest));
  const sum = sumOf(pool);
  return pool.map((entry) => entry / sum);
}

function mixtureMoments(opinions: readonly MomentOpinion[], weights: Float64Array): MomentOpinion {
  const expectedReturns = linearPool(
    opinions.map((opinion) => opinion.expectedReturns),
    weights,
  );
  const covariance = linearPool(
    opinions.map((opinion) => opinion.covariance),
    weights,
  );
  const size = expectedReturns.length;
  opinions.forEach((opinion, which) => {
    const apart = opinion.expectedReturns.map((entry, at) => entry - expectedReturns[at]!);
    for (let at = 0; at < covariance.length; at++) {
      covariance[at]! += weights[which]! * apart[Math.floor(at / size)]! * apart[at % size]!;
    }
  });
  return { expectedReturns, covariance };
}

function precisionPool(opinions: readonly MomentOpinion[], weights: Float64Array): MomentOpinion | undefined {
  const size = opinions[0]!.expectedReturns.length;
  const precision = new Float64Array(size * size);
  const pull = new Float64Array(size);
  for (const [which, { expectedReturns, covariance }] of opinions.entries()) {
    const inverse = inverseOf(covariance, size);
    if (inverse === undefined) return undefined;
    for (let at = 0; at < precision.length; at++) precision[at]! += weights[which]! * inverse[at]!;
    matVec(inverse, expectedReturns).forEach((entry, at) => {
      pull[at]! += weights[which]! * entry;
    });
  }
  const covariance = inverseOf(precision, size);
  return covariance === undefined ? undefined : { expectedReturns: matVec(covariance, pull), covariance };
}

/** Inverse of a positive definite matrix, exactly symmetric; undefined where it is not definite. */
function inverseOf(matrix: Float64Array, size: number): Float64Array | undefined {
  const factor = choleskyFactor(matrix, size);
  if (factor.status === 'not-positive-definite' || factor.pivotRatioMin < SINGULAR_PIVOT) return undefined;
  const inverse = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    const unit = new Float64Array(size);
    unit[row] = 1;
    const solved = choleskySolve(factor.lower, unit);
    for (let other = 0; other <= row; other++) {
      inverse[row * size + other] = solved[other]!;
      inverse[other * size + row] = solved[other]!;
    }
  }
  return inverse;
}
