import { describe, expect, test } from 'vitest';
import { panelFromSimulated } from '@/lib/codec/prices-input';
import { stressAnswer } from '@/lib/codec/stress/answer';
import { randomStream } from '@/lib/quant/math/rng';
import { type ScenarioAnswer, StressAnswer, StressRequest } from '@/lib/shared/contracts/stress-door';
import { expectClose, TOLERANCE } from '@/tests/support/close';

const MOMENTS = {
  assets: ['SPY', 'TLT'],
  moments: {
    expectedReturns: [0.07, 0.03],
    covariance: [
      [0.04, -0.009],
      [-0.009, 0.0225],
    ],
  },
  weights: { SPY: 0.6, TLT: 0.4 },
  money: 50_000,
};

const panelOf = (request: StressRequest) => {
  if (request.prices === undefined || !('simulated' in request.prices)) return undefined;
  const panel = panelFromSimulated(request.prices);
  return panel.status === 'done' ? panel.value : undefined;
};

function answerTo(asked: unknown): StressAnswer {
  const request = StressRequest.parse(asked);
  const outcome = stressAnswer(request, panelOf(request));
  if (outcome.status === 'refused') throw new Error(outcome.message);
  expect(StressAnswer.safeParse(outcome.value).error).toBeUndefined();
  return outcome.value;
}

const lineOf = (answer: StressAnswer, id: string): ScenarioAnswer =>
  answer.scenarios.find((scenario) => scenario.id === id)!;

describe('the stress door', () => {
  // Oracle: by hand. Beta of TLT to SPY is -0.009 / 0.04; what it leaves is 0.0225 - 0.009^2 / 0.04 a year, a twelfth of it.
  test('a scenario of one’s own: money, holdings and range match the closed form', () => {
    const own = [{ name: 'Stocks fall', moves: [{ instrument: 'SPY', move: -0.2 }] }];
    const line = lineOf(answerTo({ ...MOMENTS, scenarios: [], own }), 'own-1');
    const bond = (-0.009 / 0.04) * -0.2;
    const change = 0.6 * -0.2 + 0.4 * bond;
    expect(line).toMatchObject({ kind: 'own', name: 'Stocks fall', status: 'computed', from: null, to: null });
    expectClose(line.portfolioReturn!, change, TOLERANCE.closedForm);
    expectClose(line.moneyChange!, change * 50_000, TOLERANCE.closedForm);
    expectClose(line.holdings[1]!.money, 0.4 * bond * 50_000, TOLERANCE.closedForm);
    const open = 0.4 * Math.sqrt((0.0225 - 0.009 ** 2 / 0.04) / 12);
    expectClose(line.range!.low, change - 1.6448536269514722 * open, TOLERANCE.closedForm);
    expectClose(line.range!.high, change + 1.6448536269514722 * open, TOLERANCE.closedForm);
    expect(line.facts.map(({ text }) => text)).toEqual(['Fixed: SPY down by 20%.']);
  });

  test('yields up by ten points: the long bond keeps its deepest fall, and the door says so', () => {
    const own = [{ name: 'Yields', moves: [{ factor: 'yield-level', move: 0.1 }] }];
    const line = lineOf(answerTo({ ...MOMENTS, scenarios: [], own }), 'own-1');
    expectClose(line.holdings[1]!.contribution, (0.4 * -(16.5 ** 2)) / 750, TOLERANCE.closedForm);
    expect(line.facts.map(({ key }) => key)).toContain('stress.yield-beyond');
  });

  test('of moments alone, windows of the past say why they cannot be, and shocks are computed', () => {
    const answer = answerTo(MOMENTS);
    expect(answer.scenarios.length).toBeGreaterThanOrEqual(20);
    expect(lineOf(answer, 'covid-2020')).toMatchObject({ status: 'unavailable', portfolioReturn: null, holdings: [] });
    expect(lineOf(answer, 'yields-up-2').status).toBe('computed');
    expect(lineOf(answer, 'oil-up-50').facts[0]!.text).toContain('the price of oil');
  });

  test('the simulated market has its own crises, under its own names', () => {
    const prices = { simulated: { seed: 'door', to: '2024-06-28' } };
    const request = { assets: ['SIM-USEQ', 'SIM-LTB', 'SIM-CASH'], prices, weights: { 'SIM-USEQ': 1 } };
    const { scenarios } = answerTo(request);
    const history = scenarios.filter(({ kind }) => kind === 'history');
    expect(history.map(({ name }) => name)).toEqual([
      'Dot-com bust (simulated)',
      'Global financial crisis (simulated)',
      'Euro and debt-ceiling crisis (simulated)',
      'Sell-off of late 2018 (simulated)',
      'Pandemic crash (simulated)',
      'Inflation and interest-rate shock (simulated)',
    ]);
    // Oracle: the returns the episodes are made to have.
    const made = [-0.47, -0.55, -0.18, -0.19, -0.34, -0.24];
    history.forEach(({ portfolioReturn }, at) => expect(Math.abs(portfolioReturn! - made[at]!)).toBeLessThan(0.03));
  });

  test('the order of the assets makes no difference', () => {
    const swapped = {
      ...MOMENTS,
      assets: ['TLT', 'SPY'],
      moments: {
        expectedReturns: [0.03, 0.07],
        covariance: [
          [0.0225, -0.009],
          [-0.009, 0.04],
        ],
      },
    };
    const [first, second] = [answerTo(MOMENTS), answerTo(swapped)];
    first.scenarios.forEach((line, at) => {
      const other = second.scenarios[at]!;
      expect(other.id).toBe(line.id);
      if (line.portfolioReturn !== null)
        expectClose(other.portfolioReturn!, line.portfolioReturn, TOLERANCE.closedForm);
    });
  });
});

describe('what is answered on request', () => {
  const RETURNS = (() => {
    const stream = randomStream('door');
    const rows = Array.from({ length: 600 }, () => {
      const calm = Math.sqrt(4 / stream.nextChiSquare(4)) * 0.01;
      const [a, b] = [stream.nextNormal(), stream.nextNormal()];
      return [calm * a, calm * (0.5 * a + b)] as const;
    });
    return { A: rows.map(([a]) => a), B: rows.map(([, b]) => b) };
  })();
  const SAMPLE = { assets: ['A', 'B'], returns: { series: RETURNS }, weights: { A: 0.7, B: 0.3 }, scenarios: [] };

  test('nothing is, unless asked for', () => {
    expect(answerTo({ ...MOMENTS, scenarios: [] })).toMatchObject({ reverse: null, tails: null, stressedRisk: null });
  });

  // Oracle: by hand, x = -X S w / (w'Sw) with S w = (0.0204, 0.0036) and w'Sw = 0.01368.
  test('the most likely way to lose a fifth', () => {
    const { reverse } = answerTo({ ...MOMENTS, scenarios: [], reverse: { loss: 0.2 } });
    expect(reverse).toMatchObject({ status: 'found', years: 1, probabilityFatTails: null });
    expectClose(reverse!.holdings[0]!.return, (-0.2 * 0.0204) / 0.01368, TOLERANCE.closedForm);
    expectClose(reverse!.holdings[1]!.return, (-0.2 * 0.0036) / 0.01368, TOLERANCE.closedForm);
    expectClose(reverse!.distance!, 0.2 / Math.sqrt(0.01368), TOLERANCE.closedForm);
    expectClose(reverse!.holdings[0]!.money + reverse!.holdings[1]!.money, -10_000, TOLERANCE.closedForm);
    expect(reverse!.classes.map(({ class: name }) => name)).toEqual(['Stocks', 'Bonds']);
    const still = answerTo({ ...MOMENTS, weights: {}, scenarios: [], reverse: { loss: 0.2 } });
    expect(still.reverse).toMatchObject({ status: 'riskless', distance: null, holdings: [] });
  });

  test('a loss beyond what the holdings can lose is said to be out of reach, and not answered', () => {
    const { reverse } = answerTo({
      ...MOMENTS,
      weights: { SPY: 0.25 },
      scenarios: [],
      reverse: { loss: 1 },
    });
    expect(reverse).toMatchObject({ status: 'out-of-reach', probability: null, holdings: [] });
    expect(reverse!.reason).toBe(
      'A loss of 100% is out of reach: the likeliest way there would take more than everything from SPY.',
    );
  });

  test('tails, and odds that know of them', () => {
    const { tails, reverse } = answerTo({ ...SAMPLE, tails: true, reverse: { loss: 0.5 } });
    expect(tails!.symbols).toEqual(['A', 'B']);
    expect(tails!.degreesOfFreedom).toBeLessThan(9);
    expect(tails!.dependence[0]![0]).toBe(1);
    expect(tails!.dependence[0]![1]).toBe(tails!.dependence[1]![0]);
    expect(tails!.dependence[0]![1]!).toBeGreaterThan(0.1);
    expect(reverse!.probabilityFatTails!).toBeGreaterThan(reverse!.probability!);
  });

  test('the worst year is worse than the record; correlations of one are worse than those there are', () => {
    const { stressedRisk } = answerTo({ ...SAMPLE, stressedRisk: true, periodsPerYear: 100, confidence: 0.9 });
    const { wholeRecord, worstYear, correlations } = stressedRisk!;
    expect(worstYear).toMatchObject({ observations: 100, from: null, to: null });
    expect(worstYear!.conditionalValueAtRisk).toBeGreaterThan(wholeRecord!.conditionalValueAtRisk);
    expect(correlations.map(({ towardsOne }) => towardsOne)).toEqual([0, 0.5, 1]);
    expect(correlations[2]!.valueAtRisk).toBeGreaterThan(correlations[0]!.valueAtRisk);
    const moments = answerTo({ ...MOMENTS, scenarios: [], stressedRisk: true }).stressedRisk!;
    expect(moments).toMatchObject({ wholeRecord: null, worstYear: null });
  });

  test('the worst year of prices has its days', () => {
    const prices = { simulated: { seed: 'door', to: '2012-12-31' } };
    const request = { assets: ['SIM-USEQ', 'SIM-LTB'], prices, weights: { 'SIM-USEQ': 1 }, scenarios: [] };
    const { worstYear } = answerTo({ ...request, stressedRisk: true }).stressedRisk!;
    // The financial crisis is the worst there is in the simulated market: the year lies across it.
    expect(worstYear!.from! > '2007-10-01' && worstYear!.to! < '2010-01-01').toBe(true);
  });
});

describe('what cannot be answered is refused by field', () => {
  test.each<[string, object, string, string]>([
    ['a weight of a stranger', { weights: { QQQ: 1 } }, 'weights.QQQ', 'QQQ'],
    ['a scenario nobody knows', { scenarios: ['covid-2020', 'meteor'] }, 'scenarios.1', 'meteor'],
    [
      'a move of a stranger',
      {
        own: [
          {
            name: 'x',
            moves: [
              { class: 'equity', move: -0.1 },
              { instrument: 'GLD', move: 0.1 },
            ],
          },
        ],
      },
      'own.0.moves.1.instrument',
      'GLD',
    ],
    ['tails of moments', { tails: true }, 'tails', 'prices or returns'],
    ['weights beyond reason', { weights: { SPY: 1e200 } }, 'weights', 'too large'],
  ])('%s', (_, change, field, part) => {
    const outcome = stressAnswer(StressRequest.parse({ ...MOMENTS, ...change }));
    expect(outcome).toMatchObject({ status: 'refused', code: 'bad-input', field });
    expect(outcome.status === 'refused' ? outcome.message : '').toContain(part);
  });

  test.each<[string, object]>([
    ['an unknown field', { isAdmin: true }],
    ['a loss of more than everything', { own: [{ name: 'x', moves: [{ instrument: 'SPY', move: -1.1 }] }] }],
    ['a yield that rises by half', { own: [{ name: 'x', moves: [{ factor: 'yield-level', move: 0.5 }] }] }],
    ['a factor nobody knows', { own: [{ name: 'x', moves: [{ factor: 'moon', move: 0.5 }] }] }],
    ['a scenario without moves', { own: [{ name: 'x', moves: [] }] }],
    ['a scenario without a name', { own: [{ name: '  ', moves: [{ instrument: 'SPY', move: 0 }] }] }],
    ['money below zero', { money: -1 }],
    ['a loss of more than all', { reverse: { loss: 1.5 } }],
  ])('%s', (_, change) => expect(StressRequest.safeParse({ ...MOMENTS, ...change }).success).toBe(false));
});
