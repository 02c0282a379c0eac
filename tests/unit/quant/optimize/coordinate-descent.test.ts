import { describe, expect, test } from 'vitest';
import { matVec, quadraticForm } from '@/lib/quant/math/matrix';
import { descendToBudgets } from '@/lib/quant/optimize/coordinate-descent';
import { between, randomCovariance, seededRandom } from './random-problems';

const BUDGET_TOLERANCE = 1e-11;

/** Largest error of a share of variance, in shares of its budget. */
function worstShare(covariance: Float64Array, budgets: Float64Array, weights: Float64Array): number {
  const variance = quadraticForm(covariance, weights);
  const errors = matVec(covariance, weights).map((slope, at) =>
    Math.abs((slope * weights[at]!) / variance / budgets[at]! - 1),
  );
  return Math.max(...errors);
}

describe('descent to risk budgets', () => {
  // Oracle: the definition.
  test('100 random covariances and budgets: every share of risk is its budget', () => {
    const random = seededRandom(71);
    for (let run = 0; run < 100; run++) {
      const size = 1 + (run % 60);
      const kind = (['plain', 'duplicated', 'cash beside crypto', 'tiny or huge'] as const)[run % 4]!;
      const covariance = randomCovariance(random, size, kind);
      const asked = Float64Array.from({ length: size }, () => 10 ** between(random, -2, 0));
      const total = asked.reduce((sum, share) => sum + share, 0);
      const budgets = asked.map((share) => share / total);
      const weights = descendToBudgets(covariance, budgets);
      if (weights === undefined) throw new Error(`#${run} ${kind} ${size}`);
      expect(worstShare(covariance, budgets, weights), `#${run} ${kind} ${size}`).toBeLessThan(2 * BUDGET_TOLERANCE);
      expect(Math.min(...weights)).toBeGreaterThan(0);
    }
  });

  test('a mix without risk has no shares: the steps find none, and end', () => {
    const hedged = Float64Array.of(0.04, -0.04, -0.04, 0.04);
    expect(descendToBudgets(hedged, Float64Array.of(0.5, 0.5))).toBeUndefined();
  });
});
