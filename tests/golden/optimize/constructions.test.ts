import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { engleGranger } from '@/lib/quant/math/cointegration';
import { cutInto, leafOrder } from '@/lib/quant/math/dendrogram';
import { leastSquares } from '@/lib/quant/math/least-squares';
import { LINKAGES, linkage } from '@/lib/quant/math/linkage';
import { construct } from '@/lib/quant/optimize/constructions/construct';
import type { ConstructionRequest, Constructed } from '@/lib/quant/optimize/constructions/types';
import { sampleCovariance } from '@/lib/quant/risk/sample';
import { expectClose, TOLERANCE } from '../../support/close';

/**
 * Oracles: PyPortfolioOpt 1.6, skfolio 1.12, Riskfolio-Lib 7.4, scipy and statsmodels 0.15, by
 * scripts/constructions.py; all weights there are long-only, of nine instruments in three groups.
 */
interface Fit {
  readonly params: readonly number[];
  readonly bse: readonly number[];
}
interface Pair {
  readonly levels: readonly number[];
  readonly intercept: number;
  readonly slope: number;
  readonly aic: Test;
  readonly '2': Test;
  readonly '0': Test;
}
interface Test {
  readonly statistic: number;
  readonly critical: readonly number[];
}
type ByName<T> = Readonly<Record<string, T>>;
interface Fixture {
  readonly returns: readonly number[];
  readonly observations: number;
  readonly pypfopt_hrp: ByName<readonly number[]>;
  readonly skfolio_hrp: ByName<readonly number[]>;
  readonly skfolio_schur: ByName<readonly number[]>;
  readonly skfolio_herc: ByName<{ readonly weights: readonly number[]; readonly clusters: number }>;
  readonly skfolio_nco: ByName<readonly number[]>;
  readonly riskfolio_hrp: ByName<readonly number[]>;
  readonly riskfolio_herc: ByName<readonly number[]>;
  readonly points: readonly number[];
  readonly trees: ByName<{
    readonly left: readonly number[];
    readonly right: readonly number[];
    readonly heights: readonly number[];
    readonly leaves: readonly number[];
    readonly five: readonly number[];
  }>;
  readonly benchmark: readonly number[];
  readonly ols: { readonly intercept: Fit; readonly none: Fit; readonly rSquared: number };
  readonly pairs: { readonly together: Pair; readonly apart: Pair };
}

const fixture = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/constructions.json'), 'utf8'),
) as Fixture;

const SIZE = 9;
const scenarios = { returns: Float64Array.from(fixture.returns), observations: fixture.observations };
const { covariance } = sampleCovariance.estimate({ ...scenarios, instruments: SIZE });
const symbols = Array.from({ length: SIZE }, (_, at) => `A${at}`);

function constructed(request: ConstructionRequest, parts: { weightMin?: number; budget?: number } = {}): Constructed {
  const { weightMin = 0, budget = 1 } = parts;
  const outcome = construct({
    symbols,
    expectedReturns: new Float64Array(SIZE),
    covariance,
    scenarios,
    request,
    limits: {
      budget,
      weightMin: new Float64Array(SIZE).fill(weightMin),
      weightMax: new Float64Array(SIZE).fill(Infinity),
      rows: [],
    },
  });
  if (outcome.status !== 'constructed') throw new Error(JSON.stringify(outcome));
  expect(outcome.moved).toBeUndefined();
  return outcome;
}

function expectWeights(actual: Float64Array, expected: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((weight, at) => expectClose(actual[at]!, weight, tolerance));
}

describe('hierarchical risk parity', () => {
  // All three take the tree from the distances themselves and order two joined instruments as they are listed.
  test.each(LINKAGES)('%s linkage: PyPortfolioOpt, skfolio and Riskfolio-Lib', (method) => {
    const { weights } = constructed({ kind: 'hrp', linkage: method, leafOrder: 'as-listed' });
    expectWeights(weights, fixture.pypfopt_hrp[method]!, TOLERANCE.longSum);
    expectWeights(weights, fixture.skfolio_hrp[method]!, TOLERANCE.longSum);
    expectWeights(weights, fixture.riskfolio_hrp[method]!, TOLERANCE.longSum);
  });
});

describe('hierarchical equal risk contribution, variance', () => {
  test.each(Object.entries(fixture.skfolio_herc))('skfolio %s', (name, { weights: expected, clusters }) => {
    const [method, count] = name.split('-');
    const { weights, findings } = constructed({
      kind: 'herc',
      linkage: LINKAGES.find((known) => known === method)!,
      ...(count === 'None' ? {} : { clusters: Number(count) }),
    });
    expect(findings).toEqual([{ name: 'clusters', value: clusters }]);
    // skfolio passes its answer through a solver, even where no limit binds.
    expectWeights(weights, expected, TOLERANCE.independentSolver);
  });

  test.each(Object.entries(fixture.riskfolio_herc))('Riskfolio-Lib %s', (name, expected) => {
    const [method, count] = name.split('-');
    const { weights } = constructed({
      kind: 'herc',
      linkage: LINKAGES.find((known) => known === method)!,
      clusters: Number(count),
    });
    expectWeights(weights, expected, TOLERANCE.longSum);
  });
});

describe('nested clusters of least variance', () => {
  // skfolio without cross-validation: the outer step sees the same data as the inner ones, as ours does.
  test.each(Object.entries(fixture.skfolio_nco))('skfolio %s', (name, expected) => {
    const [method, count] = name.split('-');
    const { weights } = constructed({
      kind: 'nco',
      linkage: LINKAGES.find((known) => known === method)!,
      ...(count === 'None' ? {} : { clusters: Number(count) }),
    });
    expectWeights(weights, expected, TOLERANCE.independentSolver);
  });
});

describe('Schur complementary', () => {
  test.each(Object.entries(fixture.skfolio_schur))('skfolio without its cap, gamma %s', (gamma, expected) => {
    const { weights, warnings } = constructed({ kind: 'schur', gamma: Number(gamma), leafOrder: 'as-listed' });
    expect(warnings).toEqual([]);
    expectWeights(weights, expected, TOLERANCE.longSum);
  });
});

describe('trees', () => {
  const count = fixture.points.length / 2;
  const distances = Float64Array.from({ length: count * count }, (_, cell) => {
    const [row, column] = [Math.floor(cell / count), cell % count];
    const gap = (axis: number): number => fixture.points[2 * row + axis]! - fixture.points[2 * column + axis]!;
    return Math.hypot(gap(0), gap(1));
  });

  test.each(LINKAGES)('%s linkage of thirty points: scipy', (method) => {
    const tree = linkage(distances, count, method);
    const expected = fixture.trees[method]!;
    expect([...tree.left]).toEqual(expected.left);
    expect([...tree.right]).toEqual(expected.right);
    expected.heights.forEach((height, at) => expectClose(tree.heights[at]!, height, TOLERANCE.longSum));
    expect([...leafOrder(tree)]).toEqual(expected.leaves);
    const labels = cutInto(tree, 5);
    // The same partition, whatever the clusters are called.
    for (let one = 0; one < count; one++) {
      for (let other = 0; other < one; other++) {
        expect(labels[one] === labels[other]).toBe(expected.five[one] === expected.five[other]);
      }
    }
  });
});

describe('regressions', () => {
  const benchmarkReturns = Float64Array.from(fixture.benchmark);

  test('coefficients, standard errors and weights: statsmodels OLS', () => {
    const { params, bse } = fixture.ols.intercept;
    const { weights, findings } = constructed({ kind: 'regression-weighted', benchmarkReturns }, { weightMin: -1 });
    const named = (name: string): number[] =>
      findings.filter((finding) => finding.name === name).map(({ value }) => value);
    expectWeights(Float64Array.from(named('coefficient')), params.slice(0, SIZE), TOLERANCE.longSum);
    expectWeights(Float64Array.from(named('standardError')), bse.slice(0, SIZE), TOLERANCE.longSum);
    expectClose(named('interceptPerPeriod')[0]!, params[SIZE]!, TOLERANCE.longSum);
    expectClose(named('rSquared')[0]!, fixture.ols.rSquared, TOLERANCE.longSum);
    const sum = params.slice(0, SIZE).reduce((total, value) => total + value, 0);
    expectWeights(
      weights,
      params.slice(0, SIZE).map((value) => value / sum),
      TOLERANCE.longSum,
    );
  });

  test('without an intercept: statsmodels OLS', () => {
    const columns = symbols.map((_, at) =>
      Float64Array.from({ length: scenarios.observations }, (_row, t) => scenarios.returns[t * SIZE + at]!),
    );
    const fit = leastSquares(columns, benchmarkReturns);
    if (fit.status !== 'fitted') throw new Error(fit.status);
    expectWeights(fit.coefficients, fixture.ols.none.params, TOLERANCE.longSum);
    expectWeights(fit.standardErrors, fixture.ols.none.bse, TOLERANCE.longSum);
  });
});

describe('cointegration', () => {
  test.each(['together', 'apart'] as const)('a pair that is %s: statsmodels coint', (name) => {
    const pair = fixture.pairs[name];
    const side = (column: number): Float64Array =>
      Float64Array.from({ length: pair.levels.length / 2 }, (_, t) => pair.levels[2 * t + column]!);
    for (const [lags, expected] of [
      [undefined, pair.aic],
      [2, pair['2']],
      [0, pair['0']],
    ] as const) {
      const found = engleGranger(side(0), side(1), lags);
      if (found.status !== 'tested') throw new Error(found.status);
      expectClose(found.statistic, expected.statistic, TOLERANCE.longSum);
      const { onePercent, fivePercent, tenPercent } = found.criticalValues;
      expectWeights(Float64Array.of(onePercent, fivePercent, tenPercent), expected.critical, TOLERANCE.closedForm);
      expectClose(found.slope, pair.slope, TOLERANCE.longSum);
      expectClose(found.intercept, pair.intercept, TOLERANCE.longSum);
    }
  });
});
