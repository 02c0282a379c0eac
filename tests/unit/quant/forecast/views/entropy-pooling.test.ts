import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { relativeEntropy } from '@/lib/quant/forecast/views/entropy-dual';
import { effectiveScenarios, entropyPooling, type PooledScenarios } from '@/lib/quant/forecast/views/entropy-pooling';
import { scenarioRange } from '@/lib/quant/forecast/views/scenario-range';
import type { ScenarioView } from '@/lib/quant/forecast/views/scenario-view';
import { tailOf, tailValue } from '@/lib/quant/forecast/views/tail';
import { randomStream } from '@/lib/quant/math/rng';
import { expectClose, TOLERANCE } from '../../../../support/close';

const SYMBOLS = ['A', 'B', 'C'];
const OBSERVATIONS = 200;
const VIEW_MET = 1e-8;

function randomReturns(seed: number): Float64Array {
  const rng = randomStream(seed);
  return Float64Array.from({ length: OBSERVATIONS * 3 }, (_, at) => 0.01 * (1 + (at % 3)) * (rng.nextNormal() + 0.1));
}
const RETURNS = randomReturns(7);

function outcomeOf(views: readonly ScenarioView[], returns = RETURNS) {
  return entropyPooling({ symbols: SYMBOLS, returns, observations: returns.length / 3 }, views);
}
function pooled(views: readonly ScenarioView[], returns = RETURNS): PooledScenarios {
  const outcome = outcomeOf(views, returns);
  if (outcome.status === 'refused') throw new Error(outcome.message);
  return outcome.value;
}
const mean = (asset: string, value: number): ScenarioView => ({
  kind: 'mean',
  name: `mean of ${asset}`,
  coefficients: new Map([[asset, 1]]),
  value,
});

describe('entropy pooling', () => {
  // Oracle: with two scenarios a mean leaves one answer, p (up) + (1 - p) (down) = mean, and its entropy is a formula.
  test('two scenarios: the answer and its entropy by hand', () => {
    const [up, down, wanted] = [0.1, -0.05, 0.04];
    const outcome = entropyPooling(
      { symbols: ['A'], returns: Float64Array.of(up, down), observations: 2, probabilities: Float64Array.of(0.3, 0.7) },
      [mean('A', wanted)],
    );
    const p = (wanted - down) / (up - down);
    if (outcome.status === 'refused') throw new Error(outcome.message);
    expectClose(outcome.value.probabilities[0]!, p, TOLERANCE.longSum);
    const entropy = p * Math.log(p / 0.3) + (1 - p) * Math.log((1 - p) / 0.7);
    expectClose(outcome.value.relativeEntropy, entropy, TOLERANCE.longSum);
  });

  test('no views leave the prior; alike scenarios count fully', () => {
    const answer = pooled([]);
    expect(answer.relativeEntropy).toBe(0);
    expectClose(answer.effectiveScenarios, OBSERVATIONS, TOLERANCE.longSum);
    expectClose(effectiveScenarios(Float64Array.of(1, 0, 0)), 1, TOLERANCE.closedForm);
  });

  test('a view that holds already changes nothing, as an inequality', () => {
    const answer = pooled([{ ...mean('A', 0.5), relation: 'at-most' }]);
    expectClose(answer.relativeEntropy, 0, TOLERANCE.closedForm);
  });

  test('all kinds of views at once are met to 1e-8, and the check agrees', () => {
    const views: ScenarioView[] = [
      mean('A', 0.003),
      {
        kind: 'mean',
        name: 'A over B',
        coefficients: new Map([
          ['A', 1],
          ['B', -1],
        ]),
        value: 0.001,
        relation: 'at-least',
      },
      { kind: 'volatility', asset: 'A', value: 0.011 },
      { kind: 'volatility', asset: 'C', value: 0.028, relation: 'at-most' },
      { kind: 'correlation', asset: 'A', versus: 'B', value: 0.3 },
      { kind: 'cvar', asset: 'B', confidence: 0.9, value: 0.042 },
      { kind: 'cvar', asset: 'C', confidence: 0.9, value: 0.045, relation: 'at-most' },
    ];
    const answer = pooled(views);
    answer.views.forEach(({ posterior }, at) => {
      const { relation = 'equal', value } = views[at]!;
      if (relation !== 'at-most') expect(posterior).toBeGreaterThanOrEqual(value - VIEW_MET);
      if (relation !== 'at-least') expect(posterior).toBeLessThanOrEqual(value + VIEW_MET);
    });
    expect(answer.check.dualityGap).toBeLessThan(1e-9);
    expect(answer.check.primalResidual).toBeLessThan(1e-9);
    expectClose(
      answer.probabilities.reduce((sum, own) => sum + own, 0),
      1,
      TOLERANCE.closedForm,
    );
  });

  test('tails are met over a wide span of views, from far below to nearly the worst scenario', () => {
    const losses = Array.from({ length: OBSERVATIONS }, (_, at) => -RETURNS[at * 3]!);
    const worst = Math.max(...losses);
    for (const share of [0.05, 0.2, 0.4, 0.5, 0.7, 0.9, 0.99]) {
      const answer = pooled([{ kind: 'cvar', asset: 'A', confidence: 0.95, value: share * worst }]);
      expectClose(answer.views[0]!.posterior, share * worst, VIEW_MET);
    }
  });

  test('no other probabilities that meet the views are nearer to the prior', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (seed) => {
        const returns = randomReturns(seed);
        const answer = pooled([mean('A', 0.004), mean('B', -0.002)], returns);
        const uniform = new Float64Array(OBSERVATIONS).fill(1 / OBSERVATIONS);
        const rng = randomStream(seed + 1);
        // A step orthogonal to the sum and to both views keeps them; five scenarios leave two such directions.
        const step = orthogonalStep(returns, rng.nextNormal());
        for (const length of [-1e-3, -1e-4, 1e-4, 1e-3]) {
          const other = answer.probabilities.map((own, at) => own + length * step[at]!);
          if (other.some((own) => own <= 0)) continue;
          expect(relativeEntropy(other, uniform)).toBeGreaterThanOrEqual(answer.relativeEntropy - 1e-12);
        }
      }),
      { numRuns: 30, seed: 3 },
    );
  });

  test.each<[string, string, ScenarioView[]]>([
    ['a mean above every scenario', 'The view mean of A says 1, and the scenarios', [mean('A', 1)]],
    [
      'two means that contradict',
      'The view mean of A again says -0.001, and',
      [mean('A', 0.003), { ...mean('A', -0.001), name: 'mean of A again' } as ScenarioView],
    ],
    [
      'a volatility no weights reach',
      'The view volatility of A says 0.5',
      [{ kind: 'volatility', asset: 'A', value: 0.5 }],
    ],
    [
      'a loss worse than the worst',
      'The view CVaR 0.95 of B says 9',
      [{ kind: 'cvar', asset: 'B', confidence: 0.95, value: 9 }],
    ],
    [
      'a tail milder than the mildest',
      'The view CVaR 0.95 of B says -9',
      [{ kind: 'cvar', asset: 'B', confidence: 0.95, value: -9 }],
    ],
    ['a symbol that is not there', 'names X, which is not among', [{ kind: 'volatility', asset: 'X', value: 0.1 }]],
    [
      'a correlation above one',
      'a correlation is from -1 to 1',
      [{ kind: 'correlation', asset: 'A', versus: 'B', value: 1.5 }],
    ],
    ['a correlation with itself', 'against itself', [{ kind: 'correlation', asset: 'A', versus: 'A', value: 0.5 }]],
    ['a volatility of nought', 'a volatility is above zero', [{ kind: 'volatility', asset: 'A', value: 0 }]],
    ['a confidence of one', 'between 0 and 1', [{ kind: 'cvar', asset: 'A', confidence: 1, value: 0.1 }]],
    [
      'one subject twice',
      'spoken of twice, as 0.1 and as 0.2',
      [
        { kind: 'volatility', asset: 'A', value: 0.1 },
        { kind: 'volatility', asset: 'A', value: 0.2 },
      ],
    ],
  ])('refuses with one sentence: %s', (_, sentence, views) => {
    const outcome = outcomeOf(views);
    expect(outcome.status === 'refused' ? outcome.message : 'accepted').toContain(sentence);
  });

  test('the range in a refusal is what the scenarios hold', () => {
    const outcome = outcomeOf([mean('A', 1)]);
    const column = RETURNS.filter((_, at) => at % 3 === 0);
    const most = Number(Math.max(...column).toPrecision(4));
    expect(outcome.status === 'refused' && outcome.message).toContain(`to ${most}, counted per period.`);
  });
});

/** A direction over the first five scenarios, orthogonal to ones and to the first two instruments. */
function orthogonalStep(returns: Float64Array, mixture: number): Float64Array {
  const rows = [0, 1, 2].map((which) =>
    Float64Array.from({ length: 5 }, (_, at) => (which === 0 ? 1 : 100 * returns[at * 3 + which - 1]!)),
  );
  let step = Float64Array.of(1, mixture, -mixture, 0.5, -1);
  for (let sweep = 0; sweep < 2000; sweep++) {
    for (const row of rows) {
      const along =
        row.reduce((sum, own, at) => sum + own * step[at]!, 0) / row.reduce((sum, own) => sum + own * own, 0);
      step = step.map((own, at) => own - along * row[at]!);
    }
  }
  const whole = new Float64Array(OBSERVATIONS);
  whole.set(step);
  return whole;
}

describe('what scenarios hold', () => {
  const prior = new Float64Array(6).fill(1 / 6);
  const first = Float64Array.of(1, 2, 3, 4, 5, 6);
  const second = Float64Array.of(0, 5, 1, 4, -2, 3);

  // Oracle: with one equality the extremes lie on pairs of scenarios, all of which can be tried.
  test('under one equality, as the best of all pairs', () => {
    const target = 2.5;
    let [least, most] = [Infinity, -Infinity];
    for (let left = 0; left < 6; left++) {
      for (let right = left + 1; right < 6; right++) {
        const share = (target - first[right]!) / (first[left]! - first[right]!);
        if (share < 0 || share > 1) continue;
        const value = share * second[left]! + (1 - share) * second[right]!;
        [least, most] = [Math.min(least, value), Math.max(most, value)];
      }
    }
    const range = scenarioRange(second, [{ coefficients: first, relation: 'equal', target }], prior);
    expectClose(range?.min ?? NaN, least, TOLERANCE.longSum);
    expectClose(range?.max ?? NaN, most, TOLERANCE.longSum);
  });

  test('rows that cannot hold give no range; a repeated row does not matter', () => {
    const row = { coefficients: first, relation: 'equal', target: 2.5 } as const;
    expect(scenarioRange(second, [row, { ...row, target: 3 }], prior)).toBeUndefined();
    expect(scenarioRange(second, [row, row], prior)?.max).toBeCloseTo(scenarioRange(second, [row], prior)!.max, 9);
  });
});

describe('tail of weighted scenarios', () => {
  // Oracle: by hand. The worst tenth is all of the loss 5 (0.06) and 0.04 of the loss 3.
  test('splits the scenario at the edge', () => {
    const tail = tailOf(Float64Array.of(1, 5, 3, -2), 0.9);
    const value = tailValue(tail, Float64Array.of(0.2, 0.06, 0.3, 0.44));
    expect(value.valueAtRisk).toBe(3);
    expectClose(value.conditionalValueAtRisk, (0.06 * 5 + 0.04 * 3) / 0.1, TOLERANCE.closedForm);
  });
});
