import { describe, expect, test } from 'vitest';
import { CONVEX_OBJECTIVES, OBJECTIVES } from '@/lib/quant/optimize/objectives';
import { randomStream } from '@/lib/quant/math/rng';
import { OptimizeObjective } from '@/lib/shared/contracts/optimize-objective';
import { expectClose, TOLERANCE } from '@/tests/support/close';
import { outcomeFor, type SolvedAnswer, solvedFor } from '@/tests/support/optimize-door';

/** Three assets over five years of months, and every objective against a grid of mixes by its definition. */
const ASSETS = ['A', 'B', 'C'] as const;
const MONTHS = 60;
const draw = randomStream('objectives of the optimize door');
const series = (mean: number, deviation: number): number[] =>
  Array.from({ length: MONTHS }, () => mean + deviation * draw.nextNormal());
const SERIES = { A: series(0.012, 0.05), B: series(0.006, 0.02), C: series(0.003, 0.008) };
const BENCHMARK = { A: 0.5, B: 0.5 };
const REQUEST = {
  assets: ASSETS,
  returns: { series: SERIES },
  riskModel: { kind: 'sample' },
  periodsPerYear: 12,
  constraints: { weightMax: 0.7 },
};
type Parts = Readonly<Record<string, unknown>>;
const outcomeOf = (parts: Parts) => outcomeFor({ ...REQUEST, ...parts });

const solved = (parts: Parts): SolvedAnswer => solvedFor({ ...REQUEST, ...parts });

/** Moments by the sample's definition, apart from the product. */
const columns = ASSETS.map((symbol) => SERIES[symbol]);
const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const MEANS = columns.map((column) => (12 * sumOf(column)) / MONTHS);
const COVARIANCE = columns.map((left, row) =>
  columns.map((right, at) => {
    const [a, b] = [(MEANS[row] ?? Number.NaN) / 12, (MEANS[at] ?? Number.NaN) / 12];
    return (12 * sumOf(left.map((value, t) => (value - a) * ((right[t] ?? Number.NaN) - b)))) / (MONTHS - 1);
  }),
);
const dot = (left: readonly number[], right: readonly number[]): number =>
  sumOf(left.map((value, at) => value * (right[at] ?? Number.NaN)));
const varianceOf = (weights: readonly number[], covariance = COVARIANCE): number =>
  dot(
    weights,
    covariance.map((row) => dot(row, weights)),
  );
const ERRORS = COVARIANCE.map((row, at) => Math.sqrt((row[at] ?? Number.NaN) / 5));
const GROWTH = (weights: readonly number[]): number =>
  sumOf(
    Array.from({ length: MONTHS }, (_, t) =>
      Math.log1p(sumOf(columns.map((c, at) => (weights[at] ?? Number.NaN) * (c[t] ?? Number.NaN)))),
    ),
  ) / MONTHS;

/** The worst tenth or twentieth of 60 months is whole; the ball adds the radius over the tail, times the length. */
const RADIUS = 0.0005;
const WORST_CVAR = (weights: readonly number[], confidence: number): number => {
  const losses = Array.from(
    { length: MONTHS },
    (_, t) =>
      -dot(
        weights,
        columns.map((c) => c[t] ?? Number.NaN),
      ),
  );
  const tail = Math.round((1 - confidence) * MONTHS);
  const worst = losses.sort((left, right) => right - left).slice(0, tail);
  return sumOf(worst) / tail + (RADIUS * MONTHS * Math.sqrt(dot(weights, weights))) / tail;
};

interface Case {
  readonly objective: Parts;
  readonly constraints?: Parts;
  /** To be as large as can be. */
  readonly value: (weights: readonly number[]) => number;
}

const UTILITY = (weights: readonly number[], means = MEANS, scale = 1): number =>
  dot(means, weights) - 1.5 * scale * varianceOf(weights);
const ROBUST = { measure: 'variance', riskAversion: 3, kappa: 0.8 };
const BAD_MEANS = [-0.05, ...MEANS.slice(1)];

const CASES: Readonly<Record<string, Case>> = {
  'min-risk': { objective: { kind: 'min-risk', measure: 'variance' }, value: (w) => -varianceOf(w) },
  'max-utility': { objective: { kind: 'max-utility', measure: 'variance', riskAversion: 3 }, value: (w) => UTILITY(w) },
  'max-return': { objective: { kind: 'max-return' }, value: (w) => dot(MEANS, w) },
  'max-ratio': {
    objective: { kind: 'max-ratio', measure: 'volatility' },
    value: (w) => dot(MEANS, w) / Math.sqrt(varianceOf(w)),
  },
  'max-diversification': {
    objective: { kind: 'max-diversification' },
    value: (w) =>
      sumOf(w.map((weight, at) => weight * Math.sqrt(COVARIANCE[at]?.[at] ?? Number.NaN))) / Math.sqrt(varianceOf(w)),
  },
  'risk-budget': {
    objective: { kind: 'risk-budget', measure: 'volatility' },
    value: (w) => -Math.max(...w.map((weight, at) => weight * dot(COVARIANCE[at] ?? [], w))) / varianceOf(w),
  },
  'min-tracking-error': {
    objective: { kind: 'min-tracking-error' },
    constraints: { weightMax: 0.4, benchmarkWeights: BENCHMARK },
    value: (w) => -varianceOf(w.map((weight, at) => weight - (at < 2 ? 0.5 : 0))),
  },
  'robust-box': { objective: { kind: 'robust-box', ...ROBUST }, value: (w) => UTILITY(w) - 0.8 * dot(ERRORS, w) },
  'robust-ellipsoid': {
    objective: { kind: 'robust-ellipsoid', ...ROBUST },
    value: (w) => UTILITY(w) - 0.8 * Math.sqrt(varianceOf(w) / 5),
  },
  'worst-case-utility': {
    objective: {
      kind: 'worst-case-utility',
      measure: 'variance',
      riskAversion: 3,
      models: [{ expectedReturns: { A: -0.05 } }, { volatilityFactor: 2 }],
    },
    value: (w) => Math.min(UTILITY(w), UTILITY(w, BAD_MEANS), UTILITY(w, MEANS, 4)),
  },
  'max-growth': { objective: { kind: 'max-growth' }, value: GROWTH },
  'wasserstein-cvar': {
    objective: { kind: 'wasserstein-cvar', radius: RADIUS, confidence: 0.9 },
    value: (w) => -WORST_CVAR(w, 0.9),
  },
};

function* mixes(step: number, most: number): Generator<readonly number[]> {
  for (let a = 0; a <= most + 1e-12; a += step) {
    for (let b = 0; b <= most + 1e-12; b += step) {
      const c = 1 - a - b;
      if (c >= -1e-12 && c <= most + 1e-12) yield [a, b, Math.max(c, 0)];
    }
  }
}

test('the door knows every registered objective', () => {
  const kinds = OptimizeObjective.options.map(({ shape }) => [...shape.kind.values].join());
  const registered = [...Object.keys(OBJECTIVES), ...Object.keys(CONVEX_OBJECTIVES)];
  expect(kinds.sort()).toEqual([...registered].sort());
  expect(Object.keys(CASES).sort()).toEqual([...registered].sort());
});

test.each(Object.entries(CASES))('%s: no mix of a grid is better by the definition', (_, { objective, ...parts }) => {
  const { value, constraints = REQUEST.constraints } = parts;
  const { weights, certificate } = solved({ objective, constraints });
  const best = value(ASSETS.map((symbol) => weights[symbol] ?? Number.NaN));
  const most = Number(constraints['weightMax' as keyof typeof constraints]);
  for (const mix of mixes(0.02, most)) expect(value(mix)).toBeLessThan(best + 1e-7);
  expect(certificate?.dualityGap).toBeLessThan(1e-8);
});

describe('what an objective says beside its weights', () => {
  test('the tracking error', () => {
    const { findings, weights } = solved({
      objective: { kind: 'min-tracking-error' },
      constraints: { weightMax: 0.4, benchmarkWeights: BENCHMARK },
    });
    const apart = ASSETS.map((symbol, at) => (weights[symbol] ?? Number.NaN) - (at < 2 ? 0.5 : 0));
    expect(findings[0]?.name).toBe('tracking-error');
    expectClose(findings[0]?.value ?? Number.NaN, Math.sqrt(varianceOf(apart)), TOLERANCE.longSum);
  });

  test('the growth', () => {
    const { findings, weights } = solved({ objective: { kind: 'max-growth' } });
    const growth = GROWTH(ASSETS.map((symbol) => weights[symbol] ?? Number.NaN));
    expectClose(findings[0]?.value ?? Number.NaN, growth, TOLERANCE.closedForm);
  });
});

describe('the worst-case cvar', () => {
  const objective = { kind: 'wasserstein-cvar', radius: RADIUS };

  test('is said, beside the cvar of the past, at the confidence of the request unless it has its own', () => {
    for (const [parts, confidence] of [
      [{ objective }, 0.95],
      [{ objective, confidence: 0.9 }, 0.9],
      [{ objective: { ...objective, confidence: 0.9 }, confidence: 0.8 }, 0.9],
    ] as const) {
      const { findings, weights, risk, risks } = solved(parts);
      const mix = ASSETS.map((symbol) => weights[symbol] ?? Number.NaN);
      const worst = WORST_CVAR(mix, confidence);
      expect(findings[0]?.name).toBe('worst-case-cvar');
      expectClose(findings[0]?.value ?? Number.NaN, worst, TOLERANCE.closedForm);
      expectClose(risk, worst, TOLERANCE.closedForm);
      expect(risks).toMatchObject([{ measure: 'cvar', confidence }]);
      const length = Math.sqrt(dot(mix, mix));
      expectClose(risks?.[0]?.value ?? Number.NaN, worst - (RADIUS * length) / (1 - confidence), TOLERANCE.longSum);
    }
  });

  test('a view does not reach the past returns that it looks at, and the answer says so', () => {
    const views = [{ kind: 'absolute', asset: 'A', value: 0.2, confidence: 0.5 }];
    const { warnings } = solved({ objective, views });
    expect(warnings).toContain(
      'Measures of loss look at past returns as they were; views moves expected returns and covariance only.',
    );
  });

  test('flip points are not known', () => {
    expect(outcomeOf({ objective, flipPoints: true })).toMatchObject({ status: 'refused', field: 'flipPoints' });
  });
});

describe('how far an estimate may be off', () => {
  const errors = Object.fromEntries(ASSETS.map((symbol, at) => [symbol, ERRORS[at] ?? Number.NaN]));

  test('standard errors that are given do what those of the sample do', () => {
    const objective = { kind: 'robust-box', ...ROBUST };
    const own = solved({ objective });
    const given = solved({ objective: { ...objective, standardErrors: errors } });
    for (const symbol of ASSETS) {
      expectClose(given.weights[symbol] ?? Number.NaN, own.weights[symbol] ?? Number.NaN, TOLERANCE.independentSolver);
    }
  });

  test('an ellipsoid from independent errors is that of their diagonal', () => {
    const ellipsoid = { kind: 'robust-ellipsoid', ...ROBUST };
    const errorCovariance = ERRORS.map((error, row) => ERRORS.map((_, column) => (row === column ? error ** 2 : 0)));
    const byErrors = solved({ objective: { ...ellipsoid, standardErrors: errors } });
    const byMatrix = solved({ objective: { ...ellipsoid, errorCovariance } });
    for (const symbol of ASSETS) {
      const [left, right] = [byErrors.weights[symbol], byMatrix.weights[symbol]];
      expectClose(left ?? Number.NaN, right ?? Number.NaN, TOLERANCE.independentSolver);
    }
  });

  const moments = { expectedReturns: MEANS, covariance: COVARIANCE };
  const box = { kind: 'robust-box', ...ROBUST };
  test.each([
    ['moments alone', { moments, objective: box }, 'objective.standardErrors'],
    ['an asset left out', { objective: { ...box, standardErrors: { A: 0.1 } } }, 'objective.standardErrors'],
    [
      'a matrix of another size',
      { objective: { ...box, kind: 'robust-ellipsoid', errorCovariance: [[1]] } },
      'objective.errorCovariance',
    ],
    ['no benchmark', { objective: { kind: 'min-tracking-error' } }, 'constraints.benchmarkWeights'],
    ['a ball without returns', { moments, objective: { kind: 'wasserstein-cvar', radius: 0.01 } }, 'returns'],
    [
      'resampling around a ball',
      { objective: { kind: 'resampled', seed: 'a', objective: { kind: 'wasserstein-cvar', radius: 0.01 } } },
      'objective.objective.kind',
    ],
    ['growth without returns', { moments, objective: { kind: 'max-growth' } }, 'returns'],
    [
      'resampling what does not trust its estimate',
      { objective: { kind: 'resampled', seed: 'a', objective: { kind: 'max-growth' } } },
      'objective.objective.kind',
    ],
  ])('%s is refused by name', (_, parts, field) => {
    const { returns, riskModel, periodsPerYear, ...others } = REQUEST;
    const known = 'moments' in parts ? {} : { returns, riskModel, periodsPerYear };
    expect(outcomeFor({ ...others, ...known, ...parts })).toMatchObject({
      status: 'refused',
      field,
    });
  });
});
