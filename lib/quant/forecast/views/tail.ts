import type { EntropyRow, Relation } from './entropy-dual';

/** Losses of one instrument and the order of its scenarios, worst first, made once. */
export interface Tail {
  /** Length T, positive = loss. */
  readonly losses: Float64Array;
  /** Scenario indices, from the largest loss to the smallest. */
  readonly worstFirst: Uint32Array;
  readonly confidence: number;
}

export function tailOf(losses: Float64Array, confidence: number): Tail {
  const worstFirst = Uint32Array.from(losses.keys()).sort((left, right) => losses[right]! - losses[left]!);
  return { losses, worstFirst, confidence };
}

export interface TailValue {
  /** The loss that is exceeded with a probability of at most 1 - confidence. */
  readonly valueAtRisk: number;
  readonly conditionalValueAtRisk: number;
}

/** Value at risk and its conditional mean under given probabilities (length T). */
export function tailValue({ losses, worstFirst, confidence }: Tail, probabilities: Float64Array): TailValue {
  const share = 1 - confidence;
  let seen = 0;
  let sum = 0;
  for (const scenario of worstFirst) {
    const rest = share - seen;
    const loss = losses[scenario]!;
    const own = probabilities[scenario]!;
    if (own >= rest) return { valueAtRisk: loss, conditionalValueAtRisk: (sum + rest * loss) / share };
    sum += own * loss;
    seen += own;
  }
  // Probabilities that sum to a rounding less than one never fill the share when the confidence is almost nought.
  const last = losses[worstFirst[worstFirst.length - 1]!]!;
  return { valueAtRisk: last, conditionalValueAtRisk: (sum + (share - seen) * last) / share };
}

/**
 * The linear statement level + E[(loss - level)+] / (1 - confidence) <relation> value. Its left side is the CVaR where
 * the level is the value at risk, and no less elsewhere.
 *
 * @see Rockafellar & Uryasev (2000), "Optimization of Conditional Value-at-Risk", Journal of Risk 2(3), 21-41
 */
export function tailRow({ losses, confidence }: Tail, level: number, relation: Relation, value: number): EntropyRow {
  return {
    coefficients: losses.map((loss) => Math.max(loss - level, 0) / (1 - confidence)),
    relation,
    target: value - level,
  };
}
