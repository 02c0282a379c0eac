import { expect, test } from 'vitest';
import { randomStream } from '@/lib/quant/math/rng';
import { optimize } from '@/lib/quant/optimize/optimize';
import { walkForwardLeastVariance } from '@/lib/quant/optimize/walk-forward';
import { sampleCovariance } from '@/lib/quant/risk/sample';
import { expectClose } from '../../../support/close';

const SIZE = 5;
const OBSERVATIONS = 700;
const random = randomStream('walk');
const returns = Float64Array.from(
  { length: SIZE * OBSERVATIONS },
  (_, cell) => 0.01 * (1 + (cell % SIZE)) * random.nextNormal(),
);
const symbols = Array.from({ length: SIZE }, (_, at) => `A${at}`);
const limits = {
  budget: 1,
  weightMin: new Float64Array(SIZE),
  weightMax: new Float64Array(SIZE).fill(0.6),
  rows: [],
};

// Oracle: every window estimated and solved on its own.
test('each step is what its own window alone says, and nothing later counts', () => {
  const steps = walkForwardLeastVariance({
    sample: { returns, observations: OBSERVATIONS, instruments: SIZE },
    symbols,
    limits,
    trainRows: 252,
    testRows: 60,
  });
  expect(steps.map(({ firstTestRow }) => firstTestRow)).toEqual([252, 312, 372, 432, 492, 552, 612]);
  for (const { firstTestRow, outcome } of steps) {
    const window = returns.slice((firstTestRow - 252) * SIZE, firstTestRow * SIZE);
    const { covariance } = sampleCovariance.estimate({ returns: window, observations: 252, instruments: SIZE });
    const alone = optimize({
      symbols,
      expectedReturns: new Float64Array(SIZE),
      covariance,
      objective: { kind: 'min-risk', measure: 'variance' },
      limits,
    });
    if (alone.status !== 'solved' || outcome.status !== 'solved') throw new Error(`${alone.status} ${outcome.status}`);
    alone.weights.forEach((weight, at) => expectClose(outcome.weights[at]!, weight, 1e-9));
  }
});

test('a sample too short for one window and its test gives no step', () => {
  const sample = { returns, observations: OBSERVATIONS, instruments: SIZE };
  expect(walkForwardLeastVariance({ sample, symbols, limits, trainRows: 650, testRows: 60 })).toEqual([]);
});
