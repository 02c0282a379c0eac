import { invariant } from '../../base/invariant';
import type { Dendrogram } from './linkage';

/**
 * The leaves from left to right, each join's left side before its right.
 *
 * @param rank length n: of two leaves that are joined with each other the one of lower rank stands left. With it the
 *             order does not depend on how the leaves were numbered (ties of heights or ranks apart); without it the
 *             lower number stands left.
 */
export function leafOrder({ leaves, left, right }: Dendrogram, rank?: Float64Array): Int32Array {
  const order = new Int32Array(leaves);
  const stack = [2 * leaves - 2];
  let at = 0;
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (id < leaves) {
      order[at++] = id;
      continue;
    }
    const first = left[id - leaves]!;
    const second = right[id - leaves]!;
    const isTurned = rank !== undefined && second < leaves && rank[second]! < rank[first]!;
    stack.push(isTurned ? first : second, isTurned ? second : first);
  }
  return order;
}

/** The leaves under a leaf or join, in rising order. */
export function leavesUnder({ leaves, left, right }: Dendrogram, id: number): readonly number[] {
  const found: number[] = [];
  const stack = [id];
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    if (at < leaves) found.push(at);
    else stack.push(left[at - leaves]!, right[at - leaves]!);
  }
  return found.sort((first, second) => first - second);
}

/**
 * Which cluster each leaf belongs to when the highest joins are undone until there are `count` of them; clusters are
 * numbered by their first leaf.
 *
 * @param count 1..n
 */
export function cutInto({ leaves, left, right }: Dendrogram, count: number): Int32Array {
  invariant(count >= 1 && count <= leaves, `${count} clusters of ${leaves} leaves`);
  // Joins are in rising order, so a join's own sides always come before it: going down, each side takes its join's mark.
  const mark = new Int32Array(2 * leaves - 1).fill(-1);
  const joinsKept = leaves - count;
  for (let join = leaves - 2; join >= 0; join--) {
    const id = leaves + join;
    if (join >= joinsKept) continue;
    const own = mark[id]! < 0 ? id : mark[id]!;
    mark[left[join]!] = own;
    mark[right[join]!] = own;
  }
  const numbers = new Map<number, number>();
  return Int32Array.from({ length: leaves }, (_, leaf) => {
    const own = mark[leaf]! < 0 ? leaf : mark[leaf]!;
    const number = numbers.get(own) ?? numbers.size;
    numbers.set(own, number);
    return number;
  });
}

/** Never looks at more clusters than this, or than the root of the number of leaves where that is more. */
const CLUSTERS_LOOKED_AT_MIN = 8;

/**
 * The number of clusters after which splitting on stops to pay: the largest second difference of the dispersion, where
 * a cluster's dispersion is the mean distance of its pairs and single leaves have none.
 *
 * @param distances row-major n x n, those of the tree
 * @returns 2..max(8, sqrt(n)) clusters, no more than n; n itself for one or two leaves
 * @see Yue, Wang & Wei (2008), "Application of two-order difference to gap statistic",
 *      Transactions of Tianjin University 14(3), 217-221
 */
export function clusterCount(tree: Dendrogram, distances: Float64Array): number {
  const { leaves } = tree;
  if (leaves <= 2) return leaves;
  const most = Math.min(leaves, Math.max(CLUSTERS_LOOKED_AT_MIN, Math.round(Math.sqrt(leaves))));
  const dispersions = Array.from({ length: most }, (_, at) => dispersionOf(cutInto(tree, at + 1), distances));
  let best = 0;
  let largest = -Infinity;
  for (let at = 0; at + 2 < most; at++) {
    const gap = dispersions[at + 2]! + dispersions[at]! - 2 * dispersions[at + 1]!;
    if (gap > largest) {
      largest = gap;
      best = at;
    }
  }
  return best + 2;
}

function dispersionOf(labels: Int32Array, distances: Float64Array): number {
  const leaves = labels.length;
  const sums = new Float64Array(leaves);
  const pairs = new Int32Array(leaves);
  for (let row = 0; row < leaves; row++) {
    const label = labels[row]!;
    for (let column = row + 1; column < leaves; column++) {
      if (labels[column] !== label) continue;
      sums[label]! += distances[row * leaves + column]!;
      pairs[label]! += 1;
    }
  }
  return sums.reduce((total, sum, label) => (pairs[label]! > 0 ? total + sum / pairs[label]! : total), 0);
}

/** Members of each cluster, in rising order. */
export function membersOf(labels: Int32Array): readonly (readonly number[])[] {
  const members: number[][] = [];
  labels.forEach((label, leaf) => (members[label] ??= []).push(leaf));
  return members;
}
