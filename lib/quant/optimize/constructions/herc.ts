import { clusterCount, leavesUnder } from '../../math/dendrogram';
import type { Dendrogram } from '../../math/linkage';
import { diagonalOf, quadraticForm } from '../../math/matrix';
import type { ConstructionMethod } from './construction-method';
import { built, normalised, pickBlock } from './shared';
import { clusterCountRefusal, correlationDistances, correlationTree } from './tree';
import type { HierarchicalEqualRisk } from './types';

/**
 * Hierarchical equal risk contribution: the tree is cut into clusters; at each join above the cut the money is split in
 * inverse proportion to the risk of the two sides (the sum of their clusters' risks), inside a cluster in inverse
 * proportion to the risk of each instrument. Unlike hierarchical risk parity it splits where the tree splits.
 *
 * @see Raffinot (2018), "The Hierarchical Equal Risk Contribution Portfolio", SSRN 3237540
 */
export const herc: ConstructionMethod<HierarchicalEqualRisk> = {
  kind: 'herc',
  needs: ['risk'],
  relations: ['scaling', 'permutation', 'zero-weight', 'limits'],
  check: ({ request, symbols }) => clusterCountRefusal(request.clusters, symbols.length),
  build: ({ symbols, covariance, request }) => {
    const size = symbols.length;
    const distances = correlationDistances(covariance);
    const tree = correlationTree(distances, size, request.linkage);
    const count = Math.min(request.clusters ?? clusterCount(tree, distances), size);
    const riskOf = request.measure === 'volatility' ? Math.sqrt : (variance: number) => variance;
    const clusters = clusterMixes(tree, count, covariance, riskOf);
    const weights = new Float64Array(size);
    // Joins above the cut have the ids from 2n - k on; a side below them is a cluster.
    const sideRisk = (id: number): number => {
      const cluster = clusters.get(id);
      if (cluster !== undefined) return cluster.risk;
      return sideRisk(tree.left[id - size]!) + sideRisk(tree.right[id - size]!);
    };
    const share = (id: number, amount: number): void => {
      const cluster = clusters.get(id);
      if (cluster !== undefined) {
        cluster.members.forEach((member, at) => (weights[member] = amount * cluster.mix[at]!));
        return;
      }
      const left = tree.left[id - size]!;
      const right = tree.right[id - size]!;
      const leftRisk = sideRisk(left);
      const rightRisk = sideRisk(right);
      const toLeft = leftRisk + rightRisk > 0 ? rightRisk / (leftRisk + rightRisk) : 0.5;
      share(left, amount * toLeft);
      share(right, amount * (1 - toLeft));
    };
    share(2 * size - 2, 1);
    return built(weights, { findings: [{ name: 'clusters', value: count }] });
  },
};

interface ClusterMix {
  readonly members: readonly number[];
  /** Shares of the members inside the cluster. */
  readonly mix: Float64Array;
  readonly risk: number;
}

/** The clusters by the id of their topmost join. */
function clusterMixes(
  tree: Dendrogram,
  count: number,
  covariance: Float64Array,
  riskOf: (variance: number) => number,
): ReadonlyMap<number, ClusterMix> {
  const size = tree.leaves;
  const firstAbove = 2 * size - count;
  const mixes = new Map<number, ClusterMix>();
  const visit = (id: number): void => {
    if (id >= firstAbove) {
      visit(tree.left[id - size]!);
      visit(tree.right[id - size]!);
      return;
    }
    const members = leavesUnder(tree, id);
    const block = pickBlock(covariance, size, members);
    const mix = normalised(diagonalOf(block).map((variance) => 1 / riskOf(variance)));
    mixes.set(id, { members, mix, risk: riskOf(Math.max(quadraticForm(block, mix), 0)) });
  };
  visit(2 * size - 2);
  return mixes;
}
