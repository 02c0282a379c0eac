import { describe, expect, test } from 'vitest';
import { optimizeAnswer } from '@/lib/codec/optimize/answer';
import { OptimizeAnswer, OptimizeRequest } from '@/lib/shared/contracts/optimize';
import { expectClose, TOLERANCE } from '@/tests/support/close';

/** Two instruments without correlation, of 20 and 10 % volatility. */
const REQUEST = {
  assets: ['SPY', 'IEF'],
  moments: {
    expectedReturns: [0.05, 0.04],
    covariance: [
      [0.04, 0],
      [0, 0.01],
    ],
  },
  objective: { kind: 'max-utility', measure: 'variance', riskAversion: 2 },
  flipPoints: true,
};

const answer = (change: object) => optimizeAnswer(OptimizeRequest.parse({ ...REQUEST, ...change }));

describe('flip points at the door', () => {
  // Oracle: SPY - IEF = (return of SPY - return of IEF) / (2 * variance), by hand.
  test('say of each asset from which return on it is held', () => {
    const outcome = answer({});
    if (outcome.status !== 'done' || outcome.value.status !== 'solved') throw new Error(JSON.stringify(outcome));
    expect(OptimizeAnswer.parse(outcome.value)).toEqual(outcome.value);
    const [equities, bonds] = outcome.value.flipPoints!;
    expect(equities).toMatchObject({ asset: 'SPY', from: 'held', to: 'none', expectedReturn: 0.05 });
    expectClose(equities!.flipReturn, 0.02, TOLERANCE.longSum);
    expectClose(bonds!.flipReturn, -0.03, TOLERANCE.longSum);
  });

  test('are there only when asked for', () => {
    const { flipPoints: _, ...plain } = REQUEST;
    const outcome = optimizeAnswer(OptimizeRequest.parse(plain));
    if (outcome.status !== 'done') throw new Error(outcome.message);
    expect(Object.keys(outcome.value)).not.toContain('flipPoints');
  });

  test('belong to an optimum of the kinds that have them', () => {
    expect(answer({ objective: { kind: 'equal-weight' } })).toMatchObject({
      status: 'refused',
      field: 'flipPoints',
      message: 'Flip points belong to an optimum, not to a rule or a strategy.',
    });
    expect(answer({ objective: { kind: 'max-diversification' } })).toMatchObject({
      status: 'refused',
      field: 'flipPoints',
    });
  });

  test('are worked out for so many assets only', () => {
    const assets = Array.from({ length: 501 }, (_, at) => `S${at}`);
    const moments = {
      expectedReturns: assets.map((_, at) => 0.01 + at / 1e5),
      covariance: assets.map((_, row) => assets.map((__, column) => (row === column ? 0.04 : 0))),
    };
    expect(answer({ assets, moments })).toMatchObject({
      status: 'refused',
      code: 'too-large',
      message: 'Flip points are worked out for at most 500 assets.',
    });
  });
});
