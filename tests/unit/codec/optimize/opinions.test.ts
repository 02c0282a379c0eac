import { expect, test } from 'vitest';
import { estimateInputs } from '@/lib/codec/optimize/estimate-inputs';
import { randomStream } from '@/lib/quant/math/rng';
import { PortfolioInputs } from '@/lib/shared/contracts/portfolio-inputs';
import { expectClose, TOLERANCE } from '@/tests/support/close';

const draw = randomStream('opinions at the door');
const A = Array.from({ length: 120 }, () => 0.02 * draw.nextNormal());
const B = Array.from({ length: 120 }, () => 0.01 * draw.nextNormal());
const REQUEST = { assets: ['A', 'B'], returns: { series: { A, B } }, periodsPerYear: 12 };
type Parts = Readonly<Record<string, unknown>>;
const outcomeOf = (parts: Parts) => estimateInputs(PortfolioInputs.parse({ ...REQUEST, ...parts }), undefined);

function estimated(parts: Parts) {
  const outcome = outcomeOf(parts);
  if (outcome.status === 'refused') throw new Error(outcome.message);
  return outcome.value;
}

const viewOn = (value: number): Parts => ({ kind: 'absolute', asset: 'A', value, confidence: 1 });
const BULL = { name: 'bull', weight: 0.6, views: [viewOn(0.12)] };
const BEAR = { name: 'bear', weight: 0.3, views: [viewOn(-0.04)] };
const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

// By hand: linear pools average means, and what the weights leave goes to the past.
test('a linear pool expects the weighted mean of its opinions', () => {
  const { expectedReturns, info, probabilities } = estimated({ opinionPool: { opinions: [BULL, BEAR] } });
  expectClose(expectedReturns[0]!, 0.6 * 0.12 - 0.3 * 0.04 + 0.1 * 12 * meanOf(A), TOLERANCE.independentSolver);
  expect(info).toMatchObject({ returnModel: 'opinion-pooling', views: { method: 'opinion-pooling' } });
  expect(info.views?.items.map(({ name }) => name)).toEqual(['bull: A', 'bear: A']);
  for (const { after } of info.views?.items ?? []) expectClose(after, expectedReturns[0]!, TOLERANCE.closedForm);
  expectClose(probabilities?.reduce((sum, p) => sum + p, 0) ?? Number.NaN, 1, TOLERANCE.closedForm);
});

test('one opinion with all the weight is entropy pooling, by either method', () => {
  const alone = estimated({ views: [viewOn(0.12)], viewMethod: 'entropy-pooling' });
  for (const method of ['linear', 'logarithmic']) {
    const pool = estimated({ opinionPool: { method, opinions: [{ ...BULL, weight: 1 }] } });
    pool.covariance.forEach((entry, at) => expectClose(entry, alone.covariance[at]!, TOLERANCE.closedForm));
    expectClose(
      pool.info.views?.effectiveScenarios ?? Number.NaN,
      alone.info.views?.effectiveScenarios ?? Number.NaN,
      TOLERANCE.longSum,
    );
  }
});

test('who stands far from the others counts less under a penalty', () => {
  const far = { name: 'far', weight: 0.3, views: [viewOn(0.3)] };
  const expected = (divergencePenalty: number): number =>
    estimated({ opinionPool: { divergencePenalty, opinions: [{ ...BULL, weight: 0.7 }, far] } }).expectedReturns[0]!;
  expect(expected(5)).toBeLessThan(expected(0));
});

test.each([
  ['views beside it', { views: [viewOn(0.1)] }, 'views'],
  ['weights above one', { opinionPool: { opinions: [BULL, { ...BEAR, weight: 0.5 }] } }, 'opinionPool'],
  [
    'a view that no returns allow',
    { opinionPool: { opinions: [BEAR, { ...BULL, weight: 0.1, views: [viewOn(50)] }] } },
    'opinionPool.opinions.1',
  ],
])('%s is refused by name', (_, parts, field) => {
  const outcome = outcomeOf({ opinionPool: { opinions: [BULL, BEAR] }, ...parts });
  expect(outcome.status === 'refused' ? outcome.field : outcome).toContain(field);
});
