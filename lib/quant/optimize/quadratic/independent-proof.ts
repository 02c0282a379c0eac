import type { DenseLimits } from './dual-active-set';

export interface Proof {
  readonly rowMultipliers: Float64Array;
  readonly boundMultipliers: Float64Array;
}

/** Entries up to this share of the largest are rounding of zero. */
const ROUNDING = 1e-9;

/**
 * Reduces a proof that limits conflict until it rests on independent ones: without any of them nothing is proven. As long
 * as there is another combination of the same limits, one of the two ends of the line through both proves as much and
 * does without one of them.
 *
 * @see Gleeson & Ryan (1990), "Identifying minimally infeasible subsystems of inequalities", ORSA J. Computing 2(1), 61-63
 */
export function independentProof(limits: DenseLimits, start: Proof): Proof & { readonly margin: number } {
  let proof = start;
  for (let round = 0; round < limits.lower.length + limits.rowMin.length; round++) {
    const others = combinationsOf(limits, proof);
    if (others.length === 1) proof = exactly(proof, others[0]!);
    const other = others.find((one) => !isMultiple(one.rowMultipliers, proof.rowMultipliers));
    if (others.length === 1 || other === undefined) break;
    const [low, high] = endsOf(proof, other);
    proof = marginOf(limits, low) >= marginOf(limits, high) ? low : high;
  }
  return { ...proof, margin: marginOf(limits, proof) };
}

/** The one combination there is, with the sign and size of the proof: free of the rounding the proof was found with. */
function exactly(proof: Proof, { rowMultipliers, boundMultipliers }: Proof): Proof {
  let at = 0;
  proof.rowMultipliers.forEach((entry, row) => {
    if (Math.abs(entry) > Math.abs(proof.rowMultipliers[at]!)) at = row;
  });
  const factor = proof.rowMultipliers[at]! / rowMultipliers[at]!;
  return {
    rowMultipliers: rowMultipliers.map((entry) => entry * factor),
    boundMultipliers: boundMultipliers.map((entry) => entry * factor),
  };
}

/** Sum of the sides that are combined; positive where they contradict each other. */
function marginOf({ rowMin, rowMax, lower, upper }: DenseLimits, { rowMultipliers, boundMultipliers }: Proof): number {
  let sum = 0;
  rowMultipliers.forEach((multiplier, row) => {
    if (multiplier !== 0) sum += multiplier * (multiplier > 0 ? rowMin[row]! : rowMax[row]!);
  });
  boundMultipliers.forEach((multiplier, at) => {
    if (multiplier !== 0) sum += multiplier * (multiplier > 0 ? lower[at]! : upper[at]!);
  });
  return sum;
}

/** A basis of the combinations of the same rows that leave nothing where the proof leaves nothing; at least one. */
function combinationsOf(limits: DenseLimits, { rowMultipliers, boundMultipliers }: Proof): readonly Proof[] {
  const size = limits.lower.length;
  const rows = Array.from(rowMultipliers.keys()).filter((row) => rowMultipliers[row] !== 0);
  const count = rows.length;
  // Elimination over the columns that must stay zero; rows without a pivot are free to choose.
  const work = rows.map((row) => limits.rows.slice(row * size, (row + 1) * size));
  const combination = rows.map((_, at) => Float64Array.from(rows, (_row, other) => Number(at === other)));
  let rank = 0;
  for (let column = 0; column < size && rank < count - 1; column++) {
    if (boundMultipliers[column] !== 0) continue;
    let pivot = rank;
    for (let at = rank + 1; at < count; at++) {
      if (Math.abs(work[at]![column]!) > Math.abs(work[pivot]![column]!)) pivot = at;
    }
    if (Math.abs(work[pivot]![column]!) <= ROUNDING) continue;
    [work[rank], work[pivot]] = [work[pivot]!, work[rank]!];
    [combination[rank], combination[pivot]] = [combination[pivot]!, combination[rank]!];
    for (let at = rank + 1; at < count; at++) {
      const factor = work[at]![column]! / work[rank]![column]!;
      if (factor === 0) continue;
      for (let other = 0; other < size; other++) work[at]![other]! -= factor * work[rank]![other]!;
      for (let other = 0; other < count; other++) combination[at]![other]! -= factor * combination[rank]![other]!;
    }
    rank++;
  }
  return combination.slice(rank).map((entries) => withBounds(limits, rows, entries, boundMultipliers));
}

function isMultiple(left: Float64Array, right: Float64Array): boolean {
  let across = 0;
  let leftSquare = 0;
  let rightSquare = 0;
  for (let at = 0; at < left.length; at++) {
    across += left[at]! * right[at]!;
    leftSquare += left[at]! ** 2;
    rightSquare += right[at]! ** 2;
  }
  return leftSquare * rightSquare - across * across <= ROUNDING * leftSquare * rightSquare;
}

function withBounds(limits: DenseLimits, rows: readonly number[], entries: Float64Array, mask: Float64Array): Proof {
  const size = limits.lower.length;
  const rowMultipliers = new Float64Array(limits.rowMin.length);
  const boundMultipliers = new Float64Array(size);
  rows.forEach((row, index) => {
    rowMultipliers[row] = entries[index]!;
    for (let at = 0; at < size; at++) {
      if (mask[at] !== 0) boundMultipliers[at]! -= entries[index]! * limits.rows[row * size + at]!;
    }
  });
  return { rowMultipliers, boundMultipliers };
}

/** The two ends, within the signs of the proof, of the line through it and another combination. */
function endsOf(proof: Proof, other: Proof): readonly [Proof, Proof] {
  let low = Infinity;
  let high = -Infinity;
  const widen = (entry: number, at: number, others: Float64Array): void => {
    if (entry === 0) return;
    low = Math.min(low, others[at]! / entry);
    high = Math.max(high, others[at]! / entry);
  };
  proof.rowMultipliers.forEach((entry, at) => {
    widen(entry, at, other.rowMultipliers);
  });
  proof.boundMultipliers.forEach((entry, at) => {
    widen(entry, at, other.boundMultipliers);
  });
  return [combine(proof, -low, other, 1), combine(proof, high, other, -1)];
}

function combine(proof: Proof, ownFactor: number, other: Proof, otherFactor: number): Proof {
  const sum = (own: Float64Array, others: Float64Array): Float64Array =>
    own.map((entry, at) => {
      const scale = Math.abs(ownFactor * entry) + Math.abs(otherFactor * others[at]!);
      const value = ownFactor * entry + otherFactor * others[at]!;
      return Math.abs(value) <= ROUNDING * scale ? 0 : value;
    });
  const rowMultipliers = sum(proof.rowMultipliers, other.rowMultipliers);
  const boundMultipliers = sum(proof.boundMultipliers, other.boundMultipliers);
  let largest = 0;
  for (const entry of rowMultipliers) largest = Math.max(largest, Math.abs(entry));
  const scaled = (entry: number): number => entry / (largest || 1);
  return { rowMultipliers: rowMultipliers.map(scaled), boundMultipliers: boundMultipliers.map(scaled) };
}
