import { describe, expect, test } from 'vitest';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { MeasureBudget, OptimizeLimits, OptimizeOutcome, Solved } from '@/lib/quant/optimize/types';
import { RISK_MEASURES, type RiskMeasureId, sharesAddUp } from '@/lib/quant/risk/measures';
import type { Scenarios } from '@/lib/quant/risk/measures/scenarios';
import { drawnReturns } from '../../../golden/optimize/measure-oracle';
import { expectClose, TOLERANCE } from '../../../support/close';
import { seededRandom } from './random-problems';

/** Shares of measures of loss: closed forms, a proof recomputed by hand, and what is refused. */

const SHARED = (Object.keys(RISK_MEASURES) as RiskMeasureId[]).filter(sharesAddUp);
const CONFIDENCE = 0.9;
/** Shares are right to the certificate's dual residual, weights of a few instruments to a few times that. */
const SHARE_TOLERANCE = 1e-7;

type Asked = Partial<Omit<MeasureBudget, 'kind' | 'measure'>> & { readonly limits?: Partial<OptimizeLimits> };

function shared(measure: RiskMeasureId, scenarios: Scenarios, asked: Asked = {}): OptimizeOutcome {
  const size = scenarios.returns.length / scenarios.observations;
  const covariance = new Float64Array(size * size);
  for (let at = 0; at < size; at++) covariance[at * size + at] = 0.04;
  const { limits, ...rest } = asked;
  return optimize({
    symbols: Array.from({ length: size }, (_, at) => `A${at}`),
    expectedReturns: Float64Array.from({ length: size }, (_, at) => 0.05 + 0.01 * at),
    covariance,
    scenarios,
    objective: { kind: 'risk-budget', measure, confidence: CONFIDENCE, ...rest },
    limits: {
      budget: 1,
      weightMin: new Float64Array(size),
      weightMax: new Float64Array(size).fill(1),
      rows: [],
      ...limits,
    },
  });
}

function solved(measure: RiskMeasureId, scenarios: Scenarios, asked: Asked = {}): Solved {
  const outcome = shared(measure, scenarios, asked);
  if (outcome.status !== 'solved') throw new Error(`${measure}: ${JSON.stringify(outcome)}`);
  return outcome;
}

function expectVector(actual: Float64Array, expected: ArrayLike<number>, tolerance: number): void {
  actual.forEach((value, at) => expectClose(value, expected[at]!, tolerance));
}

describe.each(SHARED)('shares of %s', (id) => {
  // rho(y) = rho(one) * (y_0 + 2 y_1 + 5 y_2): the share of each is its weight times its size, for every measure.
  test('instruments that move as one share it by their sizes', () => {
    const sizes = [1, 2, 5];
    const one = drawnReturns(80, 1, 11);
    const returns = Float64Array.from({ length: 240 }, (_, at) => sizes[at % 3]! * one[Math.floor(at / 3)]!);
    const budgets = Float64Array.of(0.2, 0.3, 0.5);
    const { weights } = solved(id, { returns, observations: 80 }, { budgets });
    const amounts = sizes.map((size, at) => budgets[at]! / size);
    const total = amounts.reduce((sum, amount) => sum + amount, 0);
    expectVector(
      weights,
      amounts.map((amount) => amount / total),
      TOLERANCE.closedForm,
    );
  });

  // Any z: rho(z) >= g'z, so no f(z) is below 1 - sum b ln(b / g). Both sides from the measure's definition.
  test('the slope behind the shares lies below the measure everywhere, and proves the answer best', () => {
    const random = seededRandom(5);
    for (const [observations, size] of [
      [60, 3],
      [120, 8],
      [250, 15],
    ] as const) {
      const scenarios = { returns: drawnReturns(observations, size, size), observations };
      const asked = Float64Array.from({ length: size }, () => 0.5 + random());
      const total = asked.reduce((sum, share) => sum + share, 0);
      const budgets = asked.map((share) => share / total);
      const { weights, riskShares, risks, certificate } = solved(id, scenarios, { budgets: asked });
      const risk = RISK_MEASURES[id].value(scenarios, weights, CONFIDENCE);
      expect(risks![0]!.value).toBe(risk);
      expectVector(riskShares!, budgets, SHARE_TOLERANCE);
      const slope = riskShares!.map((share, at) => (share * risk) / weights[at]!);
      for (let draw = 0; draw < 50; draw++) {
        const other = weights.map((weight) => weight * Math.exp(random() - 0.5) * (draw % 2 === 0 ? 1 : random()));
        const plane = other.reduce((sum, weight, at) => sum + weight * slope[at]!, 0);
        expect(RISK_MEASURES[id].value(scenarios, other, CONFIDENCE)).toBeGreaterThanOrEqual(plane - 1e-12);
      }
      const here = weights.reduce((sum, weight, at) => sum - budgets[at]! * Math.log(weight / risk), 1);
      const least = slope.reduce((sum, entry, at) => sum - budgets[at]! * Math.log(budgets[at]! / entry), 1);
      expectClose(here - least, certificate.dualityGap, 1e-12);
      expect(certificate.dualityGap).toBeLessThan(1e-8);
    }
  });

  test('an instrument whose maximum is zero takes no part', () => {
    const all = { returns: drawnReturns(90, 4, 3), observations: 90 };
    const first = { returns: all.returns.filter((_, at) => at % 4 < 3), observations: 90 };
    const { weights, warnings } = solved(id, all, { limits: { weightMax: Float64Array.of(1, 1, 1, 0) } });
    expect([...weights]).toEqual([...solved(id, first).weights, 0]);
    expect(warnings).toContainEqual({ kind: 'left-out-of-risk-budget', symbols: ['A3'] });
  });
});

/** Even points of a circle. Measures of planes see its corners, so their weights may be off by the angle of one. */
const CORNERS = 6000;

// On a circle, turned and stretched, every measure of the law alone is a multiple of the volatility.
describe.each(['cvar', 'worst-case', 'mad', 'semideviation', 'downside-deviation', 'evar'] as const)(
  'shares of %s of elliptical returns',
  (id) => {
    const [wide, narrow, correlation] = [0.03, 0.01, 0.4];
    const returns = Float64Array.from({ length: 2 * CORNERS }, (_, at) => {
      const angle = (2 * Math.PI * Math.floor(at / 2)) / CORNERS;
      const other = correlation * Math.cos(angle) + Math.sqrt(1 - correlation ** 2) * Math.sin(angle);
      return at % 2 === 0 ? wide * Math.cos(angle) : narrow * other;
    });
    const scenarios = { returns, observations: CORNERS };
    const tolerance = RISK_MEASURES[id].kind === 'polyhedral' ? 1 / CORNERS : 1e-7;

    test('two instruments have equal shares where weights go with one over volatility', () => {
      expectVector(solved(id, scenarios).weights, [0.25, 0.75], tolerance);
    });

    // With z = y_i * volatility_i: z_i^2 + correlation * z_1 z_2 = b_i, so z_1 / z_2 = x with (x^2 + c x) / (1 + c x) = 2.
    test('a budget twice as large follows the quadratic equation of two volatilities', () => {
      const x = (correlation + Math.sqrt(correlation ** 2 + 8)) / 2;
      const amounts = [x / wide, 1 / narrow] as const;
      const { weights } = solved(id, scenarios, { budgets: Float64Array.of(2, 1) });
      expectClose(weights[0]!, amounts[0] / (amounts[0] + amounts[1]), tolerance);
    });
  },
);

// The tail holds both scenarios with losses, so CVaR is linear near the answer: (0.02 y_0 + 0.06 y_1) / 2.
test('cvar whose whole tail is fixed is shared by the losses in it', () => {
  const returns = Float64Array.of(-0.02, 0.001, 0.001, -0.06, 0.002, 0.002, 0.001, 0.003);
  const { weights, risks } = solved('cvar', { returns, observations: 4 }, { confidence: 0.5 });
  expectVector(weights, [0.059 / (0.019 + 0.059), 0.019 / (0.019 + 0.059)], TOLERANCE.closedForm);
  expectClose(risks![0]!.value, (0.019 * 0.059) / (0.019 + 0.059), TOLERANCE.closedForm);
});

describe('refusals', () => {
  const scenarios = { returns: drawnReturns(100, 3, 8), observations: 100 };
  const refusalOf = (measure: RiskMeasureId, asked: Asked = {}, from: Scenarios = scenarios): string => {
    const outcome = shared(measure, from, asked);
    return outcome.status === 'refused' ? outcome.message : outcome.status;
  };

  test('a square has no shares that add up', () => {
    expect(refusalOf('semivariance')).toBe(
      'The semivariance does not grow in proportion to the weights, so it has no shares that add up to it.',
    );
  });

  test('an instrument that gains even in its tail has no share', () => {
    const returns = scenarios.returns.map((entry, at) => (at % 3 === 1 ? Math.abs(entry) + 0.001 : entry));
    expect(refusalOf('cvar', {}, { returns, observations: 100 })).toBe(
      'A1 alone has no cvar above zero, so no share of cvar can be given to it; set its maximum to zero or leave it out.',
    );
  });

  test.each(['cvar', 'mad', 'ulcer'] as const)('a mix that hedges itself has no %s to share', (measure) => {
    const returns = Float64Array.from(
      { length: 200 },
      (_, at) => (at % 2 === 0 ? 1 : -2) * ((at >> 1) % 2 ? 0.01 : -0.01),
    );
    expect(refusalOf(measure, {}, { returns, observations: 100 })).toBe(
      `Some mix has (almost) no ${measure}, or less than none, so there is no ${measure} to share.`,
    );
  });

  test('two instruments that lose apart but gain together have less than no cvar', () => {
    const returns = Float64Array.of(0.05, -0.01, -0.01, 0.05, 0.05, -0.01, -0.01, 0.05);
    expect(refusalOf('cvar', {}, { returns, observations: 4 })).toContain('or less than none');
  });

  const wide = solved('cvar', scenarios);
  const free = wide.weights;
  const flat = new Float64Array(3);
  test.each<readonly [string, Partial<OptimizeLimits>]>([
    ['A1 max', { weightMax: Float64Array.of(1, free[1]! - 0.01, 1) }],
    ['A2 min', { weightMin: Float64Array.of(0, 0, free[2]! + 0.01) }],
    ['first two max', { rows: [{ name: 'first two', coefficients: Float64Array.of(1, 1, 0), min: 0, max: 0.1 }] }],
    ['target return', { returnMin: 0.069 }],
    ['volatility limit', { volatilityMax: 0.01 }],
    ['mad limit', { riskMax: [{ measure: 'mad', value: 0.0001 }] }],
    ['turnover', { turnoverMax: 0.1, currentWeights: Float64Array.of(1, 0, 0) }],
    ['limits on the number of instruments or their minimum position', { assetsMax: 3 }],
    ['caps on risk contribution, which are shares of the variance', { riskContributionMax: flat.map(() => 0.9) }],
    ['a ridge', { ridge: 0.1 }],
    ['trading costs', { costPerTrade: flat.map(() => 0.001) }],
  ])('%s is named where it would bind', (name, limits) => {
    expect(refusalOf('cvar', { limits })).toBe(
      `Shares of cvar cannot be held together with ${name}; loosen it or leave it out.`,
    );
  });

  test('limits that the answer keeps by itself change nothing', () => {
    const limits: Partial<OptimizeLimits> = {
      weightMin: free.map((weight) => weight - 0.01),
      weightMax: free.map((weight) => weight + 0.01),
      rows: [{ name: 'first two', coefficients: Float64Array.of(1, 1, 0), min: 0, max: 0.9 }],
      returnMin: 0.01,
      volatilityMax: 0.3,
      turnoverMax: 1,
      riskMax: [{ measure: 'mad', value: 0.1 }],
    };
    const bound = solved('cvar', scenarios, { limits });
    expect(bound.weights).toEqual(free);
    expect(bound.risks!.map(({ measure }) => measure)).toEqual(['cvar', 'mad']);
  });

  test.each<readonly [string, Partial<OptimizeLimits>, readonly string[]]>([
    [
      'of one weight',
      { weightMin: Float64Array.of(0.5, 0, 0), weightMax: Float64Array.of(0.4, 1, 1) },
      ['A0 max', 'A0 min'],
    ],
    ['that leave no room', { weightMax: flat }, ['A0 max', 'A1 max', 'A2 max', 'budget']],
  ])('limits %s are infeasible, not a refusal', (_, limits, names) => {
    const outcome = shared('cvar', scenarios, { limits });
    expect(outcome.status === 'infeasible' && outcome.conflictingLimits.toSorted()).toEqual(names);
  });

  test('shares of zero, no budget of weights and no scenarios are refused', () => {
    expect(refusalOf('mad', { budgets: Float64Array.of(1, 0, 1) })).toContain('above zero');
    expect(refusalOf('mad', { limits: { budget: 0 } })).toContain('positive budget');
  });
});
