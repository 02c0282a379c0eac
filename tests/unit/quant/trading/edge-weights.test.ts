import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgeWeights } from '@/lib/quant/trading/rules/bands';
import { expectClose, TOLERANCE } from '../../../support/close';

const bands = { kind: 'absolute', points: 0.05 } as const;
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);

/** Sums of a dozen weights. */
const ROUNDING = 1e-12;

describe('trading to the edge of the bands', () => {
  // 0.70 of 0.60 goes to 0.65; the five points go to the other, which ends at 0.35, its own edge.
  test('two instruments: the one outside goes to its edge, the other takes the money', () => {
    const weights = edgeWeights(Float64Array.of(0.7, 0.3), Float64Array.of(0.6, 0.4), bands);
    expectClose(weights[0]!, 0.65, TOLERANCE.closedForm);
    expectClose(weights[1]!, 0.35, TOLERANCE.closedForm);
  });

  // A goes from 0.46 to 0.45, and its point is shared by B and C in proportion to what they lack: 4 to 2.
  test('what is left over goes to the others by how far they are from their targets', () => {
    const weights = edgeWeights(Float64Array.of(0.46, 0.26, 0.28), Float64Array.of(0.4, 0.3, 0.3), bands);
    expectClose(weights[0]!, 0.45, TOLERANCE.closedForm);
    expectClose(weights[1]!, 0.26 + (0.01 * 4) / 6, 1e-10);
    expectClose(weights[2]!, 0.28 + (0.01 * 2) / 6, 1e-10);
  });

  test('inside all bands nothing moves', () => {
    expect([...edgeWeights(Float64Array.of(0.62, 0.38), Float64Array.of(0.6, 0.4), bands)]).toEqual([0.62, 0.38]);
  });

  test('random holdings: the sum is that of the targets, and nobody leaves its band or passes its target', () => {
    const parts = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 100 })), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(parts, fc.constantFrom(0.01, 0.05, 0.2), fc.constantFrom(1, 0.9), (pairs, points, invested) => {
        const heldSum = Math.max(1, sum(pairs.map(([held]) => held)));
        const wantedSum = sum(pairs.map(([, wanted]) => wanted));
        const held = Float64Array.from(pairs, ([part]) => part / heldSum);
        const targets = Float64Array.from(pairs, ([, part]) => (invested * part) / wantedSum);
        const weights = edgeWeights(held, targets, { kind: 'absolute', points });
        const clamped = held.map((weight, i) => Math.min(targets[i]! + points, Math.max(targets[i]! - points, weight)));
        expect(Math.abs(sum(weights) - invested)).toBeLessThan(ROUNDING);
        weights.forEach((weight, i) => {
          expect(Math.abs(weight - targets[i]!)).toBeLessThanOrEqual(Math.abs(clamped[i]! - targets[i]!) + ROUNDING);
          expect((weight - targets[i]!) * (clamped[i]! - targets[i]!)).toBeGreaterThanOrEqual(-ROUNDING);
        });
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});
