import { describe, expect, test } from 'vitest';
import { estimateInputs } from '@/lib/codec/optimize/estimate-inputs';
import { randomStream } from '@/lib/quant/math/rng';
import { PortfolioInputs } from '@/lib/shared/contracts/portfolio-inputs';

const draw = randomStream('fields that would not count');
const column = (): number[] => Array.from({ length: 60 }, () => 0.01 * draw.nextNormal());
const RETURNS = { returns: { series: { A: column(), B: column() } } };
const MOMENTS = {
  moments: {
    expectedReturns: [0.05, 0.03],
    covariance: [
      [0.04, 0],
      [0, 0.01],
    ],
  },
};
const VIEWS = { views: [{ kind: 'absolute', asset: 'A', value: 0.01 }] };
const POOLING = { ...RETURNS, ...VIEWS, viewMethod: 'entropy-pooling' };
const BELIEF = {
  ...RETURNS,
  belief: {
    expectedReturns: { A: 0.05, B: 0.03 },
    volatilities: { A: 0.2, B: 0.1 },
    correlation: 0.4,
    meanObservations: 60,
    covarianceObservations: 36,
  },
};
const FACTORS = { factorReturns: { series: { market: column() } } };
const MARKET = { marketWeights: { A: 1 } };

type Parts = Readonly<Record<string, unknown>>;
const outcomeOf = (parts: Parts) => estimateInputs(PortfolioInputs.parse({ assets: ['A', 'B'], ...parts }), undefined);

describe('a field that would not count is refused by name', () => {
  test.each<[string, Parts]>([
    ['missing', { ...POOLING, missing: 'pairwise' }],
    ['repair', { ...POOLING, repair: true }],
    ['factorReturns', { ...POOLING, ...FACTORS }],
    ['marketWeights', { ...POOLING, ...MARKET }],
    ['marketRiskAversion', { ...POOLING, marketRiskAversion: 3 }],
    ['marketWeights', { ...BELIEF, ...MARKET }],
    ['opinionPool', { ...BELIEF, opinionPool: { opinions: [{ name: 'one', weight: 1, views: VIEWS.views }] } }],
    ['marketWeights', { ...RETURNS, ...MARKET }],
    ['marketRiskAversion', { ...RETURNS, returnModel: { kind: 'capm' }, ...MARKET, marketRiskAversion: 3 }],
    ['marketWeights', { ...MOMENTS, ...MARKET }],
    ['marketWeights', { ...MOMENTS, ...VIEWS, ...MARKET }],
    ['factorReturns', { ...RETURNS, ...FACTORS }],
    ['factorReturns', { ...RETURNS, ...FACTORS, riskModel: { kind: 'factor-regression' }, missing: 'since-listing' }],
  ])('%s', (field, parts) => {
    const outcome = outcomeOf(parts);
    expect(outcome).toMatchObject({ status: 'refused', field });
    expect(outcome.status === 'refused' ? outcome.message : '').toMatch(new RegExp(`^${field} has nothing to do `));
  });

  test.each<[string, Parts]>([
    ['equilibrium', { ...RETURNS, returnModel: { kind: 'equilibrium' }, ...MARKET, marketRiskAversion: 3 }],
    ['capm', { ...RETURNS, returnModel: { kind: 'capm' }, ...MARKET }],
    ['views', { ...RETURNS, ...VIEWS, ...MARKET, marketRiskAversion: 3 }],
    ['views on moments', { ...MOMENTS, ...VIEWS, returnModel: { kind: 'black-litterman' }, ...MARKET }],
    ['factors', { ...RETURNS, ...FACTORS, riskModel: { kind: 'factor-regression' } }],
  ])('and counts where it does: %s', (_, parts) => {
    expect(outcomeOf(parts).status).toBe('done');
  });
});
