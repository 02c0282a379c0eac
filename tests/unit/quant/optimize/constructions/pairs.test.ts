import { describe, expect, test } from 'vitest';
import { type RandomStream, randomStream } from '@/lib/quant/math/rng';
import { construct } from '@/lib/quant/optimize/constructions/construct';
import type { Constructed, Pairs } from '@/lib/quant/optimize/constructions/types';

const OBSERVATIONS = 250;

/** Simple returns of RIGHT, a random walk, and of LEFT, the same walk times `slope` plus a fading spread that ends at `last`. */
function returnsOf(random: RandomStream, slope: number, last: number): Float64Array {
  const returns = new Float64Array(2 * OBSERVATIONS);
  let spread = 0;
  for (let t = 0; t < OBSERVATIONS; t++) {
    const step = 0.01 * random.nextNormal();
    const next = t === OBSERVATIONS - 1 ? last : 0.5 * spread + 0.005 * random.nextNormal();
    returns[2 * t] = Math.expm1(slope * step + next - spread);
    returns[2 * t + 1] = Math.expm1(step);
    spread = next;
  }
  return returns;
}

function positionOf(returns: Float64Array, parts: Partial<Pairs> = {}): Constructed {
  const outcome = construct({
    symbols: ['LEFT', 'RIGHT'],
    expectedReturns: new Float64Array(2),
    covariance: Float64Array.of(0.04, 0.03, 0.03, 0.04),
    scenarios: { returns, observations: OBSERVATIONS },
    request: { kind: 'pairs', left: 'LEFT', right: 'RIGHT', ...parts },
    limits: {
      budget: 0,
      weightMin: new Float64Array(2).fill(-1),
      weightMax: new Float64Array(2).fill(1),
      rows: [],
    },
  });
  if (outcome.status !== 'constructed') throw new Error(JSON.stringify(outcome));
  return outcome;
}

describe('pairs', () => {
  test('sells what is dear and buys what is cheap, for the same money', () => {
    const dear = positionOf(returnsOf(randomStream('dear'), 1, 0.03));
    expect([...dear.weights]).toEqual([-0.5, 0.5]);
    const cheap = positionOf(returnsOf(randomStream('cheap'), 1, -0.03), { gross: 0.4 });
    expect([...cheap.weights]).toEqual([0.2, -0.2]);
    expect(cheap.warnings).toEqual([]);
  });

  test('takes no position on a narrow spread, and says how wide it is', () => {
    const { weights, warnings } = positionOf(returnsOf(randomStream('narrow'), 1, 0.001));
    expect([...weights]).toEqual([0, 0]);
    expect(warnings[0]!.message).toMatch(
      /^The spread is -?\d\.\d\d standard deviations wide, less than the 2 asked for\.$/,
    );
  });

  test('takes none on two that move against each other', () => {
    const { warnings } = positionOf(returnsOf(randomStream('against'), -1, 0.03));
    expect(warnings[0]!.message).toBe(
      'LEFT and RIGHT move against each other, so buying one for the other hedges nothing.',
    );
  });

  // Two independent walks: a test at 5 % may call some of them a pair, but not many more than one in twenty.
  test('is seldom fooled by two walks that have nothing to do with each other', () => {
    let fooled = 0;
    for (let round = 0; round < 200; round++) {
      const random = randomStream('walks').split(round);
      const returns = Float64Array.from({ length: 2 * OBSERVATIONS }, () => Math.expm1(0.01 * random.nextNormal()));
      if (positionOf(returns, { entryScore: 0, lags: 0 }).weights[0] !== 0) fooled++;
    }
    expect(fooled).toBeLessThanOrEqual(20);
  });

  test('a return of -100 % is refused by name of the field', () => {
    const returns = returnsOf(randomStream('gone'), 1, 0.03);
    returns[10] = -1;
    expect(() => positionOf(returns)).toThrow('A past return of -100 % or less leaves no price to compare.');
  });

  test('two that move as one have no spread', () => {
    const returns = returnsOf(randomStream('same'), 1, 0.03);
    for (let t = 0; t < OBSERVATIONS; t++) returns[2 * t] = returns[2 * t + 1]!;
    expect(() => positionOf(returns)).toThrow('LEFT and RIGHT have no spread: one does not move, or both move as one.');
  });
});
