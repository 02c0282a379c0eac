import { membersOf } from '../../math/dendrogram';
import { dot, matVec } from '../../math/matrix';
import { optimize } from '../optimize';
import type { OptimizeOutcome } from '../types';
import type { ConstructionMethod } from './construction-method';
import { built, pickBlock } from './shared';
import { clusterCountRefusal, correlationClusters, correlationDistances, correlationTree } from './tree';
import type { NestedClusters } from './types';

/**
 * Nested clusters: the mix of least variance inside each cluster, then the mix of least variance of those mixes. Errors
 * of the estimate stay inside their cluster. Both steps are certified by `optimize`; weights below zero are used only
 * where the limits allow some.
 *
 * Clusters come from the tree by correlation (the paper: k-means on the same correlations), and the outer step uses the
 * covariance of the inner mixes on the same data.
 *
 * @see Lopez de Prado (2019), "A Robust Estimator of the Efficient Frontier", SSRN 3469961
 */
export const nco: ConstructionMethod<NestedClusters> = {
  kind: 'nco',
  needs: ['risk'],
  relations: ['scaling', 'permutation', 'zero-weight', 'limits'],
  check: ({ request, symbols }) => clusterCountRefusal(request.clusters, symbols.length),
  build: ({ symbols, covariance, request, limits }) => {
    const size = symbols.length;
    const distances = correlationDistances(covariance);
    const tree = correlationTree(distances, size, request.linkage);
    const count = request.clusters === undefined ? undefined : Math.min(request.clusters, size);
    const clusters = membersOf(correlationClusters(tree, distances, count));
    const weightMin = limits.weightMin.some((min) => min < 0) ? -Infinity : 0;
    const mixes: Float64Array[] = [];
    for (const members of clusters) {
      const inner = leastVariance(
        members.map((member) => symbols[member]!),
        pickBlock(covariance, size, members),
        weightMin,
      );
      if (inner.status !== 'solved') return inner;
      const mix = new Float64Array(size);
      members.forEach((member, at) => (mix[member] = inner.weights[at]!));
      mixes.push(mix);
    }
    const outer = leastVariance(
      clusters.map((_, at) => `cluster ${at + 1}`),
      covarianceOf(mixes, covariance),
      weightMin,
    );
    if (outer.status !== 'solved') return outer;
    const weights = new Float64Array(size);
    mixes.forEach((mix, at) => mix.forEach((weight, member) => (weights[member]! += outer.weights[at]! * weight)));
    return built(weights, { findings: [{ name: 'clusters', value: clusters.length }] });
  },
};

function leastVariance(symbols: readonly string[], covariance: Float64Array, weightMin: number): OptimizeOutcome {
  const size = symbols.length;
  return optimize({
    symbols,
    expectedReturns: new Float64Array(size),
    covariance,
    objective: { kind: 'min-risk', measure: 'variance' },
    limits: {
      budget: 1,
      weightMin: new Float64Array(size).fill(weightMin),
      weightMax: new Float64Array(size).fill(Infinity),
      rows: [],
    },
  });
}

/** Row-major k x k covariance of k mixes, exactly symmetric. */
function covarianceOf(mixes: readonly Float64Array[], covariance: Float64Array): Float64Array {
  const count = mixes.length;
  const result = new Float64Array(count * count);
  mixes.forEach((mix, row) => {
    const marginal = matVec(covariance, mix);
    for (let column = 0; column <= row; column++) {
      const entry = dot(mixes[column]!, marginal);
      result[row * count + column] = entry;
      result[column * count + row] = entry;
    }
  });
  return result;
}
