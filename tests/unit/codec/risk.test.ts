import { describe, expect, test } from 'vitest';
import { riskAnswer } from '@/lib/codec/risk';
import { RiskAnswer, RiskRequest } from '@/lib/shared/contracts/risk-door';
import { expectClose, TOLERANCE } from '@/tests/support/close';

const MOMENTS = {
  assets: ['STOCK', 'BOND'],
  moments: {
    expectedReturns: [0.08, 0.03],
    covariance: [
      [0.04, 0.002],
      [0.002, 0.01],
    ],
  },
  weights: { STOCK: 0.6, BOND: 0.4 },
};

function answerTo(request: unknown): RiskAnswer {
  const outcome = riskAnswer(RiskRequest.parse(request));
  if (outcome.status === 'refused') throw new Error(outcome.message);
  expect(RiskAnswer.safeParse(outcome.value).error).toBeUndefined();
  return outcome.value;
}

describe('the risk door', () => {
  // Oracle: by hand, w'Sw = 0.36 * 0.04 + 2 * 0.24 * 0.002 + 0.16 * 0.01 = 0.01696.
  test('volatility and its parts match the closed form', () => {
    const answer = answerTo({ ...MOMENTS, riskFreeRate: 0.01 });
    const volatility = Math.sqrt(0.01696);
    expectClose(answer.volatility, volatility, TOLERANCE.closedForm);
    expectClose(answer.expectedReturn, 0.06, TOLERANCE.closedForm);
    expectClose(answer.sharpe!, 0.05 / volatility, TOLERANCE.closedForm);
    const [stock, bond] = answer.contributions;
    expectClose(stock!.share!, (0.36 * 0.04 + 0.24 * 0.002) / 0.01696, TOLERANCE.closedForm);
    expectClose(bond!.contribution, (0.16 * 0.01 + 0.24 * 0.002) / volatility, TOLERANCE.closedForm);
    expectClose(stock!.contribution + bond!.contribution, volatility, TOLERANCE.closedForm);
    expectClose(answer.diversificationRatio!, (0.6 * 0.2 + 0.4 * 0.1) / volatility, TOLERANCE.closedForm);
    expect(answer.historical).toBeNull();
  });

  // Oracle: the 5 % quantile of a normal return, z = 1.6448536269514722 (tables), and its density over 5 %.
  test('tail losses as if normal', () => {
    const { normal, volatility } = answerTo(MOMENTS);
    expectClose(normal.valueAtRisk, 1.6448536269514722 * volatility - 0.06, TOLERANCE.longSum);
    expectClose(normal.conditionalValueAtRisk, 2.0627128075074266 * volatility - 0.06, TOLERANCE.longSum);
  });

  // Oracle: 20 rows of the mix by hand; the worst 10 % are the two losses of 4 and 2 %.
  test('historical losses are of the mix, per row, positive', () => {
    const mix = [...Array.from({ length: 17 }, () => 0.01), -0.04, 0.005, -0.02];
    const request = {
      assets: ['A', 'B'],
      returns: { series: { A: mix.map((value) => value * 2), B: mix.map(() => 0) } },
      weights: { A: 0.5 },
      confidence: 0.9,
    };
    const { historical } = answerTo(request);
    expect(historical).toMatchObject({ observations: 20 });
    expectClose(historical!.valueAtRisk, -0.005, TOLERANCE.closedForm);
    expectClose(historical!.conditionalValueAtRisk, 0.03, TOLERANCE.closedForm);
    expectClose(historical!.worst, 0.04, TOLERANCE.closedForm);
    expectClose(historical!.maxDrawdown, 1 - 0.96 * 1.005 * 0.98, TOLERANCE.closedForm);
  });

  test('classes are those given, else those the symbols are known by; parts add up', () => {
    const given = answerTo({ ...MOMENTS, classes: { STOCK: 'all', BOND: 'all' } });
    expect(given.byClass).toHaveLength(1);
    expectClose(given.byClass[0]!.share!, 1, TOLERANCE.closedForm);
    const known = answerTo({ ...MOMENTS, assets: ['SPY', 'IEF'], weights: { SPY: 0.6, IEF: 0.4 } });
    expect(known.byClass.map((part) => part.class)).toEqual(['Stocks', 'Bonds']);
  });

  test('a mix without risk has no ratio and no shares', () => {
    const answer = answerTo({ ...MOMENTS, weights: {} });
    expect(answer).toMatchObject({ volatility: 0, sharpe: null, diversificationRatio: null });
    expect(answer.contributions.map(({ share }) => share)).toEqual([null, null]);
  });
});

describe('what does not fit is refused, the field named', () => {
  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['weights of strangers', { weights: { GOLD: 1 } }, 'weights.GOLD'],
    ['classes of strangers', { classes: { GOLD: 'metal' } }, 'classes.GOLD'],
    ['weights beyond computing', { weights: { STOCK: 1e200 } }, 'weights'],
    [
      'a covariance that is none',
      {
        moments: {
          ...MOMENTS.moments,
          covariance: [
            [0.04, 0.9],
            [0.9, 0.01],
          ],
        },
      },
      'moments.covariance',
    ],
  ])('%s', (_, parts, field) => {
    expect(riskAnswer(RiskRequest.parse({ ...MOMENTS, ...parts }))).toMatchObject({ status: 'refused', field });
  });
});

// Three stretches, each shared by one pair: A and B move as one, B and C too, A and C against each other.
describe('a covariance that no returns can have', () => {
  const move = Array.from({ length: 36 }, (_, row) => [0.01, -0.02, 0.03, -0.01, 0.02, -0.03][row % 6]!);
  const none = move.map(() => null);
  const opposite = move.map((value) => -value);
  const request = {
    assets: ['A', 'B', 'C'],
    returns: {
      series: {
        A: [...move, ...none, ...move, 0.01, 0.02, 0.03],
        B: [...move, ...move, ...none, 0.01, 0.02, 0.03],
        C: [...none, ...move, ...opposite, 0.01, 0.02, 0.03],
      },
    },
    missing: 'pairwise',
    weights: { A: 1, B: -1, C: 1 },
  };

  test('is refused by what made it', () => {
    const outcome = riskAnswer(RiskRequest.parse(request));
    expect(outcome).toMatchObject({ status: 'refused', code: 'bad-input', field: 'missing' });
    expect(outcome.status === 'refused' ? outcome.message : '').toContain('repair asks for the nearest');
  });

  test('is answered once repaired', () => {
    expect(answerTo({ ...request, repair: true }).volatility).toBeGreaterThanOrEqual(0);
  });
});
