import { describe, expect, test } from 'vitest';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { AnyObjective, OptimizeLimits } from '@/lib/quant/optimize/types';

const COVARIANCE = Float64Array.of(0.04, 0.01, 0.01, 0.09);
const BOX = {
  kind: 'robust-box',
  measure: 'variance',
  riskAversion: 3,
  kappa: 1,
  standardErrors: Float64Array.of(0.01, 0.02),
} as const;
const ELLIPSOID = {
  kind: 'robust-ellipsoid',
  measure: 'variance',
  riskAversion: 3,
  kappa: 1,
  errorCovariance: Float64Array.of(1e-4, 4e-4),
} as const;
const WORST = { kind: 'worst-case-utility', measure: 'variance', riskAversion: 3 } as const;

const BALL = { kind: 'wasserstein-cvar', confidence: 0.9, radius: 0.01 } as const;

const ask = (objective: AnyObjective, limits: Partial<OptimizeLimits> = {}) =>
  optimize({
    symbols: ['SPY', 'GLD'],
    expectedReturns: Float64Array.of(0.06, 0.03),
    covariance: COVARIANCE,
    objective,
    limits: {
      budget: 1,
      weightMin: new Float64Array(2),
      weightMax: new Float64Array(2).fill(1),
      rows: [],
      ...limits,
    },
  });

const opinion = (expectedReturns: readonly number[], covariance: readonly number[]) => ({
  ...WORST,
  otherModels: [{ expectedReturns: Float64Array.from(expectedReturns), covariance: Float64Array.from(covariance) }],
});

describe('what a robust objective must be', () => {
  test.each<readonly [AnyObjective, string, string]>([
    [{ ...BOX, riskAversion: -1 }, 'objective.riskAversion', 'Risk aversion must be zero or more.'],
    [{ ...BOX, kappa: Number.NaN }, 'objective.kappa', 'Kappa, in standard errors, must be zero or more.'],
    [
      { ...BOX, standardErrors: new Float64Array(3) },
      'objective.standardErrors',
      'objective.standardErrors has 3 numbers for 2 instruments.',
    ],
    [
      { ...BOX, standardErrors: Float64Array.of(0.01, -0.02) },
      'objective.standardErrors',
      'The standard error of GLD must be zero or more.',
    ],
    [
      { ...ELLIPSOID, errorCovariance: new Float64Array(3) },
      'objective.errorCovariance',
      'objective.errorCovariance has 3 numbers instead of 2 x 2.',
    ],
    [
      { ...ELLIPSOID, errorCovariance: Float64Array.of(1e-4, -1) },
      'objective.errorCovariance',
      'The error variance of GLD must be zero or more.',
    ],
    [
      { ...ELLIPSOID, errorCovariance: Float64Array.of(1e-4, 1, 1, 1e-4) },
      'objective.errorCovariance',
      'The covariance of the errors is none: it has missing numbers, is not symmetric, or gives some mix a negative variance.',
    ],
    [
      opinion([0.01], [...COVARIANCE]),
      'objective.otherModels.0',
      'Model 1 beside the estimate is not about 2 instruments.',
    ],
    [
      opinion([0.01, Number.NaN], [...COVARIANCE]),
      'objective.otherModels.0',
      'An expected return of model 1 beside the estimate is missing or infinite.',
    ],
    [
      opinion([0.01, 0.02], [0.04, 0.1, 0.1, 0.04]),
      'objective.otherModels.0',
      'The covariance of model 1 is none: it has missing numbers, is not symmetric, or gives some mix a negative variance.',
    ],
    [{ ...BALL, radius: -0.1 }, 'objective.radius', 'The radius of the ball must be zero or more, and finite.'],
    [{ ...BALL, radius: Infinity }, 'objective.radius', 'The radius of the ball must be zero or more, and finite.'],
    [{ ...BALL, confidence: 1 }, 'objective.confidence', 'A confidence of 1 is not between 0 and 1.'],
    [BALL, 'scenarios', 'The worst-case CVaR needs scenarios of returns.'],
    [{ kind: 'max-growth' }, 'scenarios', 'The most growth needs scenarios of returns.'],
  ])('%o: %s', (objective, field, message) => {
    expect(ask(objective)).toMatchObject({ status: 'refused', code: 'bad-input', field, message });
  });

  test('a box and trading costs have two kinks where a held instrument may be sold short', () => {
    const limits = {
      weightMin: new Float64Array(2).fill(-1),
      costPerTrade: new Float64Array(2).fill(0.001),
      currentWeights: Float64Array.of(0, 1),
    };
    expect(ask(BOX, limits)).toMatchObject({
      status: 'refused',
      field: 'limits.costPerTrade',
      message: 'Trading costs do not go with a box of uncertainty for GLD, which is held and may be sold short.',
    });
    expect(ask(BOX, { ...limits, currentWeights: new Float64Array(2) }).status).toBe('solved');
  });

  test('convex objectives do not go with rules on how many are held', () => {
    expect(ask(ELLIPSOID, { assetsMax: 1 })).toMatchObject({
      status: 'refused',
      message:
        'The objective robust-ellipsoid does not go with limits on risk contribution or on the number of instruments.',
    });
  });

  test('convex objectives go with turnover, costs and a tracking error, and say which limits conflict', () => {
    const held = Float64Array.of(0.2, 0.8);
    const within = { currentWeights: held, turnoverMax: 0.1, costPerTrade: new Float64Array(2).fill(0.001) };
    const outcome = ask(ELLIPSOID, { ...within, benchmarkWeights: held, trackingErrorMax: 0.02 });
    expect(outcome.status).toBe('solved');
    expect(ask({ ...WORST, otherModels: [] }, { ...within, volatilityMax: 0.1 })).toMatchObject({
      status: 'infeasible',
      conflictingLimits: ['volatility limit', 'turnover'],
    });
  });
});
