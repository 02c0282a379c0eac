import { describe, expect, test } from 'vitest';
import { frontierAnswer } from '@/lib/codec/frontier';
import { optimizeAnswer } from '@/lib/codec/optimize/answer';
import { FrontierAnswer, FrontierRequest } from '@/lib/shared/contracts/frontier';
import { OptimizeRequest } from '@/lib/shared/contracts/optimize';
import { expectClose, TOLERANCE } from '@/tests/support/close';

const REQUEST = {
  assets: ['A', 'B', 'C'],
  moments: {
    expectedReturns: [0.1, 0.06, 0.03],
    covariance: [
      [0.06, 0.01, 0],
      [0.01, 0.03, 0.002],
      [0, 0.002, 0.01],
    ],
  },
};

function answerTo(request: unknown): FrontierAnswer {
  const outcome = frontierAnswer(FrontierRequest.parse(request));
  if (outcome.status === 'refused') throw new Error(outcome.message);
  expect(FrontierAnswer.safeParse(outcome.value).error).toBeUndefined();
  return outcome.value;
}

describe('the frontier door', () => {
  test('runs from the least risky mix to the one with the most return, each the least risky for its return', () => {
    const answer = answerTo(REQUEST);
    if (answer.status !== 'solved') throw new Error(answer.status);
    const { corners } = answer;
    expect(corners.length).toBeGreaterThan(2);
    corners.forEach(({ expectedReturn, volatility }, at) => {
      if (at > 0) expect(expectedReturn).toBeGreaterThanOrEqual(corners[at - 1]!.expectedReturn);
      const least = optimizeAnswer(
        OptimizeRequest.parse({
          ...REQUEST,
          objective: { kind: 'min-risk', measure: 'variance' },
          constraints: { returnMin: expectedReturn - 1e-12 },
        }),
      );
      if (least.status !== 'done' || least.value.status !== 'solved') throw new Error(least.status);
      expectClose(volatility, least.value.volatility, TOLERANCE.independentSolver);
    });
    expectClose(corners.at(-1)!.weights['A']!, 1, TOLERANCE.independentSolver);
  });

  test('limits that conflict are named as at the optimize door', () => {
    expect(answerTo({ ...REQUEST, constraints: { weightMax: 0.2 } })).toMatchObject({
      status: 'infeasible',
      conflictingConstraints: ['budget', 'A max', 'B max', 'C max'],
    });
  });

  test('an objective is not for here', () => {
    expect(FrontierRequest.safeParse({ ...REQUEST, objective: { kind: 'max-return' } }).success).toBe(false);
  });
});
