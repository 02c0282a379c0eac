import { describe, expect, test } from 'vitest';
import { optimizeAnswer } from '@/lib/codec/optimize/answer';
import { estimateInputs } from '@/lib/codec/optimize/estimate-inputs';
import { quadraticForm } from '@/lib/quant/math/matrix';
import { randomStream } from '@/lib/quant/math/rng';
import { OptimizeRequest } from '@/lib/shared/contracts/optimize';
import { PortfolioInputs } from '@/lib/shared/contracts/portfolio-inputs';
import { expectClose, TOLERANCE } from '@/tests/support/close';

const ASSETS = ['SPY', 'TLT', 'GLD'];
const COVARIANCE = [
  [0.04, -0.004, 0.002],
  [-0.004, 0.01, 0.001],
  [0.002, 0.001, 0.0225],
];
const MOMENTS = { moments: { expectedReturns: [0.06, 0.02, 0.03], covariance: COVARIANCE } };
const random = randomStream('views at the door');
const SERIES = Object.fromEntries(
  ASSETS.map((symbol) => [symbol, Array.from({ length: 250 }, () => 0.01 * random.nextStudentT(5))]),
);
const RETURNS = { returns: { series: SERIES } };

type Parts = Readonly<Record<string, unknown>>;
const outcomeOf = (parts: Parts) => estimateInputs(PortfolioInputs.parse({ assets: ASSETS, ...parts }), undefined);
function estimated(parts: Parts) {
  const outcome = outcomeOf(parts);
  if (outcome.status === 'refused') throw new Error(outcome.message);
  return outcome.value;
}
function messageOf(parts: Parts): string {
  const outcome = outcomeOf(parts);
  return outcome.status === 'refused' ? `${outcome.field ?? ''}: ${outcome.message}` : 'accepted';
}
const SPY_EARNS = { kind: 'absolute', asset: 'SPY', value: 0.1 };

describe('views at the door, Black-Litterman', () => {
  // Oracle: by hand. Half confidence goes half the way from 6 % to 10 %; TLT follows by its covariance over SPY's variance.
  test('given moments are what the views start from', () => {
    const { expectedReturns, covariance, info } = estimated({ ...MOMENTS, views: [{ ...SPY_EARNS, confidence: 0.5 }] });
    expectClose(expectedReturns[0]!, 0.08, TOLERANCE.closedForm);
    expectClose(expectedReturns[1]!, 0.02 - (0.004 / 0.04) * 0.02, TOLERANCE.closedForm);
    expectClose(covariance[0]!, 0.04 + (0.05 * 0.04) / 2, TOLERANCE.closedForm);
    expect(info.views).toMatchObject({ method: 'black-litterman', effectiveScenarios: null });
    expect(info.views?.items[0]).toMatchObject({ name: 'SPY', value: 0.1, before: 0.06 });
    expectClose(info.views?.items[0]?.tilts?.['SPY'] ?? NaN, 0.02, TOLERANCE.closedForm);
  });

  // Oracle: reverse optimisation by hand, risk aversion times covariance times market weights.
  test('black-litterman starts from the equilibrium of the market weights, cash added', () => {
    const views = [{ kind: 'relative', asset: 'GLD', versus: 'TLT', value: 0, confidence: 0 }];
    const { expectedReturns, warnings } = estimated({
      ...MOMENTS,
      views,
      returnModel: { kind: 'black-litterman' },
      marketWeights: { SPY: 6, TLT: 4 },
      marketRiskAversion: 3,
      riskFreeRate: 0.01,
    });
    expectClose(expectedReturns[0]!, 0.01 + 3 * (0.04 * 0.6 - 0.004 * 0.4), TOLERANCE.closedForm);
    expectClose(expectedReturns[2]!, 0.01 + 3 * (0.002 * 0.6 + 0.001 * 0.4), TOLERANCE.closedForm);
    expect(warnings.join()).toContain('were not used');
  });

  test('with returns and no return model the views start from equilibrium', () => {
    const views = [{ ...SPY_EARNS, confidence: 0 }];
    const { expectedReturns, info } = estimated({ ...RETURNS, views });
    const equilibrium = estimated({ ...RETURNS, returnModel: { kind: 'equilibrium' } });
    expect(expectedReturns).toEqual(equilibrium.expectedReturns);
    expect(info.returnModel).toBe('black-litterman');
    const third = new Float64Array(3).fill(1 / 3);
    const premium = equilibrium.expectedReturns.reduce((sum, own) => sum + own / 3, 0);
    expectClose(premium / Math.sqrt(quadraticForm(equilibrium.covariance, third)), 0.3, TOLERANCE.longSum);
  });

  test('a view moves the weights its way', () => {
    const weightOf = (views: readonly unknown[] | undefined): number => {
      const request = OptimizeRequest.parse({
        assets: ASSETS,
        ...MOMENTS,
        objective: { kind: 'max-utility', measure: 'variance', riskAversion: 4 },
        ...(views === undefined ? {} : { views }),
      });
      const outcome = optimizeAnswer(request);
      if (outcome.status === 'refused') throw new Error(outcome.message);
      return outcome.value.status === 'solved' ? outcome.value.weights['GLD']! : NaN;
    };
    expect(weightOf([{ kind: 'relative', asset: 'GLD', versus: 'SPY', value: 0.02 }])).toBeGreaterThan(
      weightOf(undefined),
    );
  });
});

describe('views at the door, entropy pooling', () => {
  test('annual means and volatilities, and correlations, become what the views say', () => {
    const { expectedReturns, covariance, probabilities, info } = estimated({
      ...RETURNS,
      viewMethod: 'entropy-pooling',
      views: [
        { kind: 'relative', asset: 'SPY', versus: 'TLT', value: 0.1 },
        { kind: 'volatility', asset: 'SPY', value: 0.2 },
        { kind: 'correlation', asset: 'SPY', versus: 'GLD', value: 0.3 },
        { kind: 'cvar', asset: 'TLT', value: 0.025, tailConfidence: 0.9 },
      ],
    });
    expectClose(expectedReturns[0]! - expectedReturns[1]!, 0.1, TOLERANCE.independentSolver);
    expectClose(Math.sqrt(covariance[0]!), 0.2, TOLERANCE.independentSolver);
    expectClose(covariance[2]! / Math.sqrt(covariance[0]! * covariance[8]!), 0.3, TOLERANCE.independentSolver);
    expect(probabilities).toHaveLength(250);
    expect(info).toMatchObject({ returnModel: 'entropy-pooling', views: { method: 'entropy-pooling' } });
    expectClose(info.views?.items[3]?.after ?? NaN, 0.025, TOLERANCE.independentSolver);
    expect(info.views?.effectiveScenarios).toBeLessThan(250);
  });

  test('half the confidence moves a mean half the way', () => {
    const at = (confidence: number): number =>
      estimated({ ...RETURNS, viewMethod: 'entropy-pooling', views: [{ ...SPY_EARNS, confidence }] })
        .expectedReturns[0]!;
    expectClose(at(0.5), (at(0) + at(1)) / 2, TOLERANCE.independentSolver);
    expectClose(at(1), 0.1, TOLERANCE.independentSolver);
  });
});

describe('views at the door, refusals', () => {
  const pooling = { ...RETURNS, viewMethod: 'entropy-pooling' };
  test.each<[string, Parts, string]>([
    ['an unknown asset', { ...MOMENTS, views: [{ ...SPY_EARNS, asset: 'XOM' }] }, 'views.0: The view XOM names XOM'],
    [
      'a volatility in the wrong method',
      { ...MOMENTS, views: [{ kind: 'volatility', asset: 'SPY', value: 0.2 }] },
      'views.0.kind: View 1',
    ],
    [
      'an inequality in the wrong method',
      { ...MOMENTS, views: [{ ...SPY_EARNS, relation: 'at-least' }] },
      'views.0.relation: View 1',
    ],
    [
      'entropy pooling of moments',
      { ...MOMENTS, viewMethod: 'entropy-pooling', views: [SPY_EARNS] },
      'viewMethod: Entropy',
    ],
    [
      'a model beside entropy pooling',
      { ...pooling, riskModel: { kind: 'sample' }, views: [SPY_EARNS] },
      'riskModel: riskModel has nothing',
    ],
    [
      'two confidences',
      {
        ...pooling,
        views: [
          { ...SPY_EARNS, confidence: 0.2 },
          { ...SPY_EARNS, asset: 'TLT', confidence: 0.3 },
        ],
      },
      'views: In entropy pooling one confidence',
    ],
    [
      'a view that is sure beside one that is not',
      { ...pooling, views: [SPY_EARNS, { ...SPY_EARNS, asset: 'TLT', confidence: 0.5 }] },
      'these have 1 and 0.5',
    ],
    [
      'a variance in entropy pooling',
      { ...pooling, views: [{ ...SPY_EARNS, variance: 0.2 }] },
      'views.0.variance: View 1 has a variance',
    ],
    ['a mean beyond all returns', { ...pooling, views: [{ ...SPY_EARNS, value: 99 }] }, 'views.0: The view SPY says'],
    [
      'an asset against itself',
      { ...pooling, views: [{ kind: 'relative', asset: 'SPY', versus: 'SPY', value: 0 }] },
      'views.0: The view SPY over SPY speaks of no asset',
    ],
    ['tau without views', { ...MOMENTS, tau: 0.1 }, 'tau: tau needs views'],
    [
      'black-litterman without views',
      { ...RETURNS, returnModel: { kind: 'black-litterman' } },
      'returnModel: returnModel needs views',
    ],
    ['a method without views', { ...RETURNS, viewMethod: 'entropy-pooling' }, 'viewMethod: viewMethod needs views'],
  ])('%s', (_, parts, sentence) => {
    expect(messageOf(parts)).toContain(sentence);
  });
});
