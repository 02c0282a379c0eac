import type { Refusal } from '../../../base/outcome';
import { clusterCount, cutInto, leafOrder } from '../../math/dendrogram';
import { type Dendrogram, type Linkage, linkage } from '../../math/linkage';
import { diagonalOf } from '../../math/matrix';
import { refuse } from './shared';
import type { LeafOrder } from './types';

/** Ward's joins are the least likely to chain, and chains make lopsided trees. */
const LINKAGE_DEFAULT: Linkage = 'ward';

/**
 * Distance of two instruments by their correlation: sqrt((1 - rho) / 2), 0 for twins and 1 for opposites. It is a proper
 * metric (half the Euclidean distance of the standardised series, up to their length). The tree is made from these
 * distances themselves, as PyPortfolioOpt, Riskfolio-Lib and skfolio do; Lopez de Prado's own listing clusters the
 * Euclidean distances between their columns instead.
 *
 * @param covariance row-major n x n, variances above zero
 * @returns row-major n x n
 * @see Lopez de Prado (2016), "Building Diversified Portfolios that Outperform Out of Sample",
 *      Journal of Portfolio Management 42(4), 59-69
 */
export function correlationDistances(covariance: Float64Array): Float64Array {
  const deviations = diagonalOf(covariance).map(Math.sqrt);
  const size = deviations.length;
  const distances = new Float64Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < row; column++) {
      const correlation = covariance[row * size + column]! / (deviations[row]! * deviations[column]!);
      const distance = Math.sqrt(Math.min(Math.max((1 - correlation) / 2, 0), 1));
      distances[row * size + column] = distance;
      distances[column * size + row] = distance;
    }
  }
  return distances;
}

/** The tree of the instruments by correlation. */
export const correlationTree = (distances: Float64Array, size: number, method: Linkage = LINKAGE_DEFAULT): Dendrogram =>
  linkage(distances, size, method);

/** The instruments from left to right in the tree. */
export function instrumentOrder(
  covariance: Float64Array,
  method?: Linkage,
  order: LeafOrder = 'calm-first',
): Int32Array {
  const variances = diagonalOf(covariance);
  const tree = correlationTree(correlationDistances(covariance), variances.length, method);
  return leafOrder(tree, order === 'calm-first' ? variances : undefined);
}

/** Cluster of each instrument; as many clusters as asked for, else as many as pay. */
export function correlationClusters(tree: Dendrogram, distances: Float64Array, count?: number): Int32Array {
  return cutInto(tree, count ?? clusterCount(tree, distances));
}

export function clusterCountRefusal(count: number | undefined, size: number): Refusal | undefined {
  if (count === undefined || (Number.isInteger(count) && count >= 1 && count <= size)) return undefined;
  return refuse(
    `The number of clusters must be a whole number from 1 to ${size}, and is ${count}.`,
    'objective.clusters',
  );
}
