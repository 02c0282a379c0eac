import { variance as oracleVariance } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { randomStream } from '../../../../lib/quant/math/rng';
import { annualCovariance, correlationMatrix, volatilities } from '../../../../lib/quant/risk/covariance';
import { ledoitWolf } from '../../../../lib/quant/risk/ledoit-wolf';
import type { ReturnsSample } from '../../../../lib/quant/risk/risk-model';
import { sampleCovariance } from '../../../../lib/quant/risk/sample';
import { expectClose, TOLERANCE } from '../../../support/close';

const sampleOf = (rows: readonly (readonly number[])[]): ReturnsSample => ({
  returns: Float64Array.from(rows.flat()),
  observations: rows.length,
  instruments: rows[0]!.length,
});

/** The matrix of risk-models.oracle.py. */
const ROWS = [
  [0.012, -0.003, 0.007],
  [-0.008, 0.004, -0.011],
  [0.021, -0.006, 0.013],
  [-0.015, 0.002, 0.004],
  [0.004, 0.001, -0.009],
  [0.009, -0.004, 0.016],
  [-0.027, 0.008, -0.019],
  [0.011, 0.0, 0.002],
];

function randomRows(observations: number, instruments: number, seed: string): number[][] {
  const stream = randomStream(seed);
  return Array.from({ length: observations }, () => {
    const market = 0.01 * stream.nextStudentT(5);
    return Array.from(
      { length: instruments },
      (_, i) => market * (1 - i / instruments) + 0.004 * (i + 1) * stream.nextNormal(),
    );
  });
}

function expectSameMatrix(actual: Float64Array, expected: readonly number[], tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  expected.forEach((entry, at) => expectClose(actual[at]! / scale, entry / scale, tolerance));
}

describe('sample', () => {
  // Oracle: mathjs for variances, and for covariances through var(x + y) = var x + var y + 2 cov.
  test('agrees with mathjs', () => {
    const rows = randomRows(60, 4, 'sample');
    const { covariance, shrinkage, observations, warnings } = sampleCovariance.estimate(sampleOf(rows));
    const columns = rows[0]!.map((_, i) => rows.map((row) => row[i]!));
    const spread = (values: number[]): number => Number(oracleVariance(...values));
    const expected = columns.flatMap((left) =>
      columns.map((right) => (spread(left.map((v, t) => v + right[t]!)) - spread(left) - spread(right)) / 2),
    );
    expectSameMatrix(covariance, expected, TOLERANCE.longSum);
    expect([shrinkage, observations, warnings]).toEqual([0, 60, []]);
  });

  test('fewer observations than instruments: singular, and it says so', () => {
    const { conditionNumber, warnings } = sampleCovariance.estimate(sampleOf(randomRows(4, 6, 'wide')));
    expect(conditionNumber).toBeNull();
    expect(warnings).toEqual(['singular', 'fewer-observations-than-instruments']);
  });

  test('two almost equal instruments: ill-conditioned, and it says so', () => {
    const rows = randomRows(50, 1, 'twins').map(([value], t) => [value!, value! + (t % 2 === 0 ? 1e-8 : -1e-8)]);
    const { conditionNumber, warnings } = sampleCovariance.estimate(sampleOf(rows));
    expect(conditionNumber).toBeGreaterThan(1e8);
    expect(warnings).toEqual(['ill-conditioned']);
  });

  // By hand: independent columns with variances 4/3 and 1/3 have condition number 4.
  test('the condition number by hand', () => {
    const rows = [
      [1, 0.5],
      [1, -0.5],
      [-1, 0.5],
      [-1, -0.5],
    ];
    expectClose(sampleCovariance.estimate(sampleOf(rows)).conditionNumber ?? 0, 4, TOLERANCE.closedForm);
  });
});

/**
 * Oracle: the formulas of Ledoit & Wolf (2004), section 3.2, word by word: one outer product and one norm a date.
 * Written on nested arrays and without the identity that the product uses.
 */
function ledoitWolfByTheBook(rows: readonly (readonly number[])[]): { covariance: number[]; shrinkage: number } {
  const n = rows.length;
  const p = rows[0]!.length;
  const means = rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / n);
  const x = rows.map((row) => row.map((value, i) => value - means[i]!));
  const outer = (row: readonly number[]): number[][] => row.map((left) => row.map((right) => left * right));
  const S = means.map((_, i) => means.map((__, j) => x.reduce((sum, row) => sum + row[i]! * row[j]!, 0) / n));
  const inner = (A: number[][], B: number[][]): number =>
    A.reduce((sum, row, i) => sum + row.reduce((rowSum, entry, j) => rowSum + entry * B[i]![j]!, 0), 0) / p;
  const minus = (A: number[][], B: number[][]): number[][] =>
    A.map((row, i) => row.map((entry, j) => entry - B[i]![j]!));
  const I = means.map((_, i) => means.map((__, j) => (i === j ? 1 : 0)));
  const m = inner(S, I);
  const gap = minus(
    S,
    I.map((row) => row.map((entry) => entry * m)),
  );
  const d2 = inner(gap, gap);
  const bBar2 = x.reduce((sum, row) => sum + inner(minus(outer(row), S), minus(outer(row), S)), 0) / n ** 2;
  const b2 = Math.min(bBar2, d2);
  const a2 = d2 - b2;
  return {
    shrinkage: b2 / d2,
    covariance: S.flatMap((row, i) => row.map((entry, j) => (b2 / d2) * m * I[i]![j]! + (a2 / d2) * entry)),
  };
}

describe('Ledoit-Wolf', () => {
  // Oracle: scikit-learn's LedoitWolf, risk-models.oracle.py beside this file.
  test('agrees with scikit-learn', () => {
    const { covariance, shrinkage } = ledoitWolf.estimate(sampleOf(ROWS));
    expectClose(shrinkage, 0.28760160560456954, TOLERANCE.closedForm);
    expectSameMatrix(
      covariance,
      [
        0.00019775918545791678, -4.218734241810439e-5, 9.130943795665181e-5, -4.218734241810439e-5,
        4.910167675243284e-5, -3.212471509726894e-5, 9.130943795665181e-5, -3.212471509726894e-5,
        0.00013017038778965034,
      ],
      TOLERANCE.closedForm,
    );
  });

  test.each([
    [3, 2],
    [12, 4],
    [40, 10],
    [8, 20],
    [250, 6],
  ])('agrees with the formulas of the paper on %d x %d', (observations, instruments) => {
    for (let seed = 0; seed < 10; seed++) {
      const rows = randomRows(observations, instruments, `book ${observations} ${instruments} ${seed}`);
      const expected = ledoitWolfByTheBook(rows);
      const { covariance, shrinkage, conditionNumber } = ledoitWolf.estimate(sampleOf(rows));
      expectClose(shrinkage, expected.shrinkage, TOLERANCE.longSum);
      expectSameMatrix(covariance, expected.covariance, TOLERANCE.longSum);
      expect(conditionNumber).toBeGreaterThanOrEqual(1);
    }
  });

  test('two observations carry no shrinkage, and the answer is marked singular', () => {
    const { shrinkage, warnings } = ledoitWolf.estimate(sampleOf(ROWS.slice(0, 2)));
    expect(shrinkage).toBeCloseTo(0, 12); // Also scikit-learn's answer.
    expect(warnings).toContain('singular');
  });

  test('one instrument keeps its variance; still instruments stay at zero', () => {
    const single = ledoitWolf.estimate(sampleOf(ROWS.map((row) => [row[0]!])));
    expectClose(
      single.covariance[0]! * 1e4,
      1e4 * sampleCovariance.estimate(sampleOf(ROWS.map((row) => [row[0]!]))).covariance[0]! * (7 / 8),
      TOLERANCE.closedForm,
    );
    const still = ledoitWolf.estimate(sampleOf(ROWS.map(() => [0.1, 0.2])));
    expect([...still.covariance]).toEqual([0, 0, 0, 0]);
    expect([still.shrinkage, still.conditionNumber, still.warnings]).toEqual([0, null, ['singular']]);
  });

  test('five years of ten instruments take well under 5 ms', () => {
    const sample = sampleOf(randomRows(1260, 10, 'speed'));
    const times = Array.from({ length: 30 }, () => {
      const start = performance.now();
      ledoitWolf.estimate(sample);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(5);
  });
});

describe('covariance helpers', () => {
  const covariance = Float64Array.of(0.0004, 0.00012, 0.00012, 0.0001);

  test('a year is periodsPerYear periods', () => {
    expectSameMatrix(annualCovariance(covariance, 252), [0.1008, 0.03024, 0.03024, 0.0252], TOLERANCE.closedForm);
    expect(() => annualCovariance(covariance, 0)).toThrow('0 periods');
  });

  test('volatilities and correlations by hand', () => {
    expectSameMatrix(volatilities(covariance), [0.02, 0.01], TOLERANCE.closedForm);
    expectSameMatrix(correlationMatrix(covariance), [1, 0.6, 0.6, 1], TOLERANCE.closedForm);
  });

  test('an instrument that does not move has correlation 0 with all others', () => {
    expect([...correlationMatrix(Float64Array.of(0.04, 0, 0, 0))]).toEqual([1, 0, 0, 1]);
  });

  test('a negative variance and a wrong shape are refused', () => {
    expect(() => volatilities(Float64Array.of(1, 0, 0, -1))).toThrow('variance of instrument 1');
    expect(() => correlationMatrix(Float64Array.of(1, 2, 3))).toThrow('square');
  });
});
