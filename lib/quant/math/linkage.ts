import { invariant, InvariantError } from '../../base/invariant';

/** How far apart two clusters are, told from the distances of their members. */
export const LINKAGES = ['single', 'complete', 'average', 'ward'] as const;
export type Linkage = (typeof LINKAGES)[number];

/**
 * A binary tree over n leaves: ids 0..n-1 are the leaves, id n + k is what join k made. Joins are in rising order of
 * height; `left` is the side with the lower id, so a leaf stands left of a cluster and an earlier join left of a later.
 */
export interface Dendrogram {
  readonly leaves: number;
  /** Length n - 1. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Distance at which the two sides were joined, never falling. */
  readonly heights: Float64Array;
}

/** A join of the clusters that hold these two leaves. */
interface Edge {
  readonly from: number;
  readonly to: number;
  readonly height: number;
}

/**
 * Agglomerative clustering in O(n^2) time: a minimum spanning tree for single linkage, nearest-neighbour chains with the
 * Lance-Williams update for the others. Gives the same tree as joining the closest pair again and again.
 *
 * @param distances row-major n x n, symmetric, at least zero; not changed. Ward's takes them for Euclidean distances.
 * @throws InvariantError on a wrong shape or a distance that is negative or missing
 * @see Müllner (2011), "Modern hierarchical, agglomerative clustering algorithms", arXiv:1109.2378
 */
export function linkage(distances: Float64Array, leaves: number, method: Linkage): Dendrogram {
  invariant(leaves >= 1 && distances.length === leaves ** 2, `${distances.length} distances for ${leaves} leaves`);
  for (let at = 0; at < distances.length; at++) {
    if (!(distances[at]! >= 0)) throw new InvariantError(`distance ${at} is ${distances[at]!}`);
  }
  const edges = method === 'single' ? spanningTree(distances, leaves) : neighbourChains(distances, leaves, method);
  return labelled(edges, leaves);
}

/** @see Prim (1957), "Shortest Connection Networks And Some Generalizations", Bell System Technical Journal 36(6) */
function spanningTree(distances: Float64Array, leaves: number): Edge[] {
  const nearest = new Float64Array(leaves).fill(Infinity);
  const via = new Int32Array(leaves);
  const isDone = new Uint8Array(leaves);
  const edges: Edge[] = [];
  let current = 0;
  for (let step = 1; step < leaves; step++) {
    isDone[current] = 1;
    let next = -1;
    for (let other = 0, at = current * leaves; other < leaves; other++, at++) {
      if (isDone[other] === 1) continue;
      if (distances[at]! < nearest[other]!) {
        nearest[other] = distances[at]!;
        via[other] = current;
      }
      if (next < 0 || nearest[other]! < nearest[next]!) next = other;
    }
    edges.push({ from: via[next]!, to: next, height: nearest[next]! });
    current = next;
  }
  return edges;
}

/** Follows nearest neighbours until two are each other's nearest, joins them, and goes on from what is left. */
function neighbourChains(distances: Float64Array, leaves: number, method: Exclude<Linkage, 'single'>): Edge[] {
  const between = Float64Array.from(distances);
  const sizes = new Int32Array(leaves).fill(1);
  const chain = new Int32Array(leaves);
  const edges: Edge[] = [];
  let length = 0;
  let firstOpen = 0;
  while (edges.length < leaves - 1) {
    if (length === 0) {
      while (sizes[firstOpen] === 0) firstOpen++;
      chain[length++] = firstOpen;
    }
    const end = chain[length - 1]!;
    // A tie goes to the one before in the chain, so that the chain ends.
    let closest = length > 1 ? chain[length - 2]! : -1;
    let least = closest < 0 ? Infinity : between[end * leaves + closest]!;
    for (let other = 0, at = end * leaves; other < leaves; other++, at++) {
      if (between[at]! < least && sizes[other] !== 0 && other !== end) {
        least = between[at]!;
        closest = other;
      }
    }
    if (length === 1 || closest !== chain[length - 2]) {
      chain[length++] = closest;
      continue;
    }
    length -= 2;
    edges.push({ from: end, to: closest, height: least });
    absorb(between, sizes, end, closest, method);
  }
  return edges;
}

/** `kept` becomes the union; `gone` has size zero from here on. */
function absorb(between: Float64Array, sizes: Int32Array, gone: number, kept: number, method: Linkage): void {
  const leaves = sizes.length;
  const goneSize = sizes[gone]!;
  const keptSize = sizes[kept]!;
  const height = between[gone * leaves + kept]!;
  for (let other = 0; other < leaves; other++) {
    if (sizes[other] === 0 || other === gone || other === kept) continue;
    const fromGone = between[gone * leaves + other]!;
    const fromKept = between[kept * leaves + other]!;
    let distance: number;
    if (method === 'complete') distance = Math.max(fromGone, fromKept);
    else if (method === 'average') distance = (goneSize * fromGone + keptSize * fromKept) / (goneSize + keptSize);
    else {
      const size = sizes[other]!;
      const squares =
        (goneSize + size) * fromGone * fromGone + (keptSize + size) * fromKept * fromKept - size * height * height;
      distance = Math.sqrt(Math.max(squares / (goneSize + keptSize + size), 0));
    }
    between[kept * leaves + other] = distance;
    between[other * leaves + kept] = distance;
  }
  sizes[kept] = goneSize + keptSize;
  sizes[gone] = 0;
}

/** Edges in order of height as joins of cluster ids. */
function labelled(edges: readonly Edge[], leaves: number): Dendrogram {
  const sorted = edges.toSorted((first, second) => first.height - second.height);
  const parent = Int32Array.from({ length: 2 * leaves - 1 }, (_, id) => id);
  const rootOf = (id: number): number => {
    let root = id;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = id; parent[at] !== root;) [at, parent[at]] = [parent[at]!, root];
    return root;
  };
  const left = new Int32Array(edges.length);
  const right = new Int32Array(edges.length);
  sorted.forEach(({ from, to }, join) => {
    const first = rootOf(from);
    const second = rootOf(to);
    left[join] = Math.min(first, second);
    right[join] = Math.max(first, second);
    parent[first] = leaves + join;
    parent[second] = leaves + join;
  });
  return { leaves, left, right, heights: Float64Array.from(sorted, ({ height }) => height) };
}
