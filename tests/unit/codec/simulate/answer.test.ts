import { describe, expect, test } from 'vitest';
import { simulateAnswer } from '@/lib/codec/simulate/answer';
import { normalCdf } from '@/lib/quant/math/normal';
import { valueOfSavings } from '@/lib/quant/policy/required-return';
import { SimulateAnswer, SimulateRequest } from '@/lib/shared/contracts/simulate-door';
import { expectClose, TOLERANCE } from '@/tests/support/close';

const MOMENTS = {
  assets: ['STOCK', 'BOND'],
  moments: {
    expectedReturns: [0.06, 0.03],
    covariance: [
      [0.0256, 0.0008],
      [0.0008, 0.0025],
    ],
  },
  weights: { STOCK: 0.6, BOND: 0.4 },
  months: 120,
  startAmount: 10_000,
  paths: 4_000,
  seed: 'door',
};

const outcomeOf = (request: unknown) => simulateAnswer(SimulateRequest.parse(JSON.parse(JSON.stringify(request))));

function answerTo(request: unknown): SimulateAnswer {
  const outcome = outcomeOf(request);
  if (outcome.status === 'refused') throw new Error(outcome.message);
  expect(SimulateAnswer.safeParse(outcome.value).error).toBeUndefined();
  return outcome.value;
}

describe('the simulate door', () => {
  // Oracle: a year has the mix's mean m and variance v in twelve parts, so ln W has mean T (ln(1 + m / 12) - s2 / 2).
  test('odds of a lump sum match the closed form', () => {
    const { success } = answerTo({ ...MOMENTS, engine: { kind: 'lognormal' }, target: { amount: 15_000 } });
    const [mean, variance] = [0.048 / 12, (0.36 * 0.0256 + 0.48 * 0.0008 + 0.16 * 0.0025) / 12];
    const logVariance = Math.log1p(variance / (1 + mean) ** 2);
    const drift = 120 * (Math.log1p(mean) - logVariance / 2) - Math.log(1.5);
    const exact = normalCdf(drift / Math.sqrt(120 * logVariance));
    expect(Math.abs(success.probability - exact)).toBeLessThan(3 * success.standardError);
  });

  // Oracle: the savings formula in today's money; with no risk every path is the same.
  test('contributions, fee and inflation without risk', () => {
    const covariance = [
      [0, 0],
      [0, 0],
    ];
    const answer = answerTo({
      ...MOMENTS,
      moments: { expectedReturns: [0.06, 0.06], covariance },
      contributions: { monthly: 100, inTodaysMoney: true },
      inflation: { mean: 0.02 },
      annualFee: 0.01,
      target: { amount: 20_000, inTodaysMoney: true },
    });
    const growth = (1.005 ** 12 * 0.99) / 1.02;
    const savings = { startAmount: 10_000, monthlyContribution: 100, years: 10 };
    expectClose(answer.terminal.p50, valueOfSavings(savings, growth - 1), TOLERANCE.longSum);
    expectClose(answer.terminal.p5, answer.terminal.p95, TOLERANCE.closedForm);
    expect(answer).toMatchObject({ success: { probability: 1 }, inTodaysMoney: true, shortfall: { probability: 0 } });
    expect(answer.wealth.map(({ month }) => month)).toEqual(Array.from({ length: 11 }, (_, year) => year * 12));
  });

  // Oracle: a target is one thing, how amounts are shown another; with fixed inflation the two monies differ by 1.05^10.
  test('how amounts are shown leaves the odds alone', () => {
    const request = {
      ...MOMENTS,
      assets: ['SPY'],
      moments: { expectedReturns: [0.07], covariance: [[0.0256]] },
      weights: { SPY: 1 },
      startAmount: 100,
      paths: 1_000,
      inflation: { mean: 0.05 },
      income: { rule: 'fixed-percent', firstRate: 0.01, floor: 0.8 },
    };
    const prices = 1.05 ** 10;
    for (const isReal of [false, true]) {
      const target = { amount: 150, inTodaysMoney: isReal };
      const nominal = answerTo({ ...request, target, inTodaysMoney: false });
      const real = answerTo({ ...request, target, inTodaysMoney: true });
      expect(real.success).toEqual(nominal.success);
      expect(real.ruin).toEqual(nominal.ruin);
      expect([nominal.inTodaysMoney, real.inTodaysMoney]).toEqual([false, true]);
      expectClose(real.terminal.p25 * prices, nominal.terminal.p25, TOLERANCE.longSum);
      expectClose(real.shortfall.mean * prices, nominal.shortfall.mean, TOLERANCE.longSum);
      expectClose((real.wealth[5]?.p50 ?? 0) * 1.05 ** 5, nominal.wealth[5]?.p50 ?? 0, TOLERANCE.longSum);
      expectClose((real.income[3]?.p50 ?? 0) * 1.05 ** 3, nominal.income[3]?.p50 ?? 0, TOLERANCE.longSum);
    }
    const asToday = answerTo({ ...request, target: { amount: 150, inTodaysMoney: true } });
    const asThen = answerTo({ ...request, target: { amount: 150 } });
    expect(asToday.success.probability).toBeLessThan(asThen.success.probability);
    expect(answerTo({ ...request, target: { amount: 150 }, inTodaysMoney: true }).success).toEqual(asThen.success);
  });

  test('past months are redrawn where there are returns, and daily rows are made into months', () => {
    const daily = Array.from({ length: 21 * 30 }, (_, row) => 0.01 * Math.sin(row));
    const answer = answerTo({
      ...MOMENTS,
      moments: undefined,
      returns: { series: { STOCK: daily, BOND: daily.map((value) => value / 3) } },
      income: { rule: 'guardrails', firstRate: 0.05, floor: 0.8 },
      bandsEveryMonths: 60,
    });
    expect(answer.engine).toMatchObject({ kind: 'block-bootstrap', assumptions: { months: 30, meanBlockMonths: 12 } });
    expect(answer.income).toHaveLength(10);
    expect(answer.wealth.map(({ month }) => month)).toEqual([0, 60, 120]);
  });

  test('the same seed gives the same answer, another one another', () => {
    const request = { ...MOMENTS, target: { amount: 15_000 }, meanYears: 20 };
    expect(outcomeOf(request)).toEqual(outcomeOf(request));
    expect(outcomeOf({ ...request, seed: 'other' })).not.toEqual(outcomeOf(request));
  });

  test('a glide path holds its mixes from their months on', () => {
    const covariance = [
      [0, 0],
      [0, 0],
    ];
    const moments = { expectedReturns: [0.12, 0], covariance };
    const glidePath = [{ fromMonth: 60, weights: { BOND: 1 } }];
    const answer = answerTo({ ...MOMENTS, moments, weights: { STOCK: 1 }, glidePath, paths: 100 });
    expectClose(answer.terminal.p50, 10_000 * 1.01 ** 60, TOLERANCE.longSum);
  });

  const many = Array.from({ length: 100 }, (_, at) => `A${at}`);
  const still = { expectedReturns: many.map(() => 0), covariance: many.map(() => many.map(() => 0)) };
  const drifting = { assets: many, moments: still, weights: { A0: 1 }, rebalanceEveryMonths: 0 };

  // A root of 100 assets takes 5,050 products a month: 120 months of 10,000 paths are some six thousand million.
  test.each([
    ['drifting assets of a root', { ...drifting, paths: 10_000 }],
    [
      'means of their own',
      {
        ...drifting,
        rebalanceEveryMonths: 1,
        months: 1,
        paths: 200_000,
        meanYears: 5,
        assets: Array.from({ length: 200 }, (_, at) => `A${at}`),
      },
    ],
  ])('too much work is refused: %s', (_, parts) => {
    expect(outcomeOf({ ...MOMENTS, ...parts })).toMatchObject({ status: 'refused', field: 'paths' });
  });

  test('what is left of the paths is said, and can be had', () => {
    const outcome = outcomeOf({ ...MOMENTS, ...drifting, paths: 10_000 });
    const said = outcome.status === 'refused' ? /there may be (\d+)\./.exec(outcome.message)?.[1] : undefined;
    expect(Number(said)).toBeGreaterThan(1_000);
    expect(answerTo({ ...MOMENTS, ...drifting, months: 6, paths: 1_000 }).paths).toBe(1_000);
  });

  test('heeds a stop', () => {
    let asked = 0;
    const shouldStop = (): boolean => (asked += 1) > 2;
    const outcome = simulateAnswer(SimulateRequest.parse(MOMENTS), undefined, { report: () => undefined, shouldStop });
    expect(outcome).toMatchObject({ status: 'refused', code: 'unavailable' });
    expect(asked).toBe(3);
  });

  test.each([
    ['weights', { weights: { STOCK: 0.6 } }],
    ['weights.GOLD', { weights: { GOLD: 1 } }],
    ['glidePath.1.fromMonth', { glidePath: [60, 60].map((fromMonth) => ({ fromMonth, weights: { BOND: 1 } })) }],
    ['glidePath.1.fromMonth', { glidePath: [60, 120].map((fromMonth) => ({ fromMonth, weights: { BOND: 1 } })) }],
    ['contributions.fromMonth', { contributions: { monthly: 1, fromMonth: 120 } }],
    ['income.fromMonth', { income: { rule: 'fixed-real', firstRate: 0.04, fromMonth: 200 } }],
    ['engine', { engine: { kind: 'block-bootstrap' } }],
    ['paths', { paths: 200_000, months: 960 }],
    [
      'paths',
      {
        paths: 200_000,
        months: 300,
        rebalanceEveryMonths: 0,
        assets: ['STOCK', 'BOND', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J'],
      },
    ],
    [
      'engine.regimes.calm.expectedReturns',
      {
        engine: {
          kind: 'regime-switching',
          regimes: {
            calm: { expectedReturns: [0.1], covariance: [[0.01]], meanMonths: 20 },
            storm: { expectedReturns: [0.1], covariance: [[0.01]], meanMonths: 5 },
          },
        },
      },
    ],
    ['prices', { moments: undefined }],
  ])('refuses by field: %s', (field, parts) => {
    expect(outcomeOf({ ...MOMENTS, ...parts })).toMatchObject({ status: 'refused', field });
  });

  test.each([
    [{ startAmount: -1 }],
    [{ months: 0 }],
    [{ engine: { kind: 'student-t', degreesOfFreedom: 2 } }],
    [{ engine: { kind: 'lognormal', degreesOfFreedom: 5 } }],
    [{ annualFee: 1 }],
    [{ weights: { STOCK: -0.5, BOND: 1.5 } }],
    [{ extra: 1 }],
  ])('does not take %j', (parts) => {
    expect(SimulateRequest.safeParse({ ...MOMENTS, ...parts }).success).toBe(false);
  });
});
