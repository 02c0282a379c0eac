import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { mean as oracleMean, quantileSeq, std, variance as oracleVariance } from 'mathjs';
import { describe, expect, test } from 'vitest';
import {
  compensatedSum,
  correlation,
  covariance,
  mean,
  quantile,
  ranks,
  standardDeviation,
  variance,
} from '../../../../lib/quant/math/statistics';
import { expectClose, TOLERANCE } from '../../../support/close';

const SHARED_DATA =
  process.env['BALLAST_SHARED_DATA'] ?? path.resolve(import.meta.dirname, '../../../../../shared/data');
const NIST_FILE = path.join(SHARED_DATA, 'numeric/nist_strd/nist_univariate.json');
const hasNist = existsSync(NIST_FILE);

/** NumAcc2 keeps 1e-14, Mavro loses three figures to its offset when the decimal data are read as doubles. */
const NIST_DEVIATION_TOLERANCE = 1e-12;

const finite = fc.double({ min: -1e3, max: 1e3, noNaN: true });
const series = fc.array(finite, { minLength: 2, maxLength: 60 });

/** Deviations near 1 cancel against values up to 1e3, so a variance keeps about ten figures. */
const CANCELLATION = 1e-9;

describe('sums and moments', () => {
  test('a compensated sum keeps what plain addition loses', () => {
    expect(compensatedSum(Float64Array.of(1, 1e100, 1, -1e100))).toBe(2); // Neumaier's own example.
    expect(compensatedSum(new Float64Array(0))).toBe(0);
  });

  test('a constant series has exactly its value as mean and exactly no spread', () => {
    fc.assert(
      fc.property(finite, fc.integer({ min: 2, max: 400 }), (value, length) => {
        const constant = new Float64Array(length).fill(value);
        expect(mean(constant)).toBe(value + 0);
        expect(variance(constant)).toBe(0);
      }),
      { seed: 2 },
    );
  });

  // Oracle: mathjs.
  test('mean, variance and deviation agree with mathjs', () => {
    fc.assert(
      fc.property(series, (values) => {
        const array = Float64Array.from(values);
        expectClose(mean(array), oracleMean(values), TOLERANCE.closedForm * 10);
        expectClose(variance(array), Number(oracleVariance(...values)), CANCELLATION);
        expectClose(standardDeviation(array) ** 2, std(...values) ** 2, CANCELLATION);
      }),
      { seed: 3 },
    );
  });

  test('too few values are refused', () => {
    expect(() => mean(new Float64Array(0))).toThrow('no values');
    expect(() => variance(Float64Array.of(1))).toThrow('two values');
    expect(() => covariance(Float64Array.of(1), Float64Array.of(1))).toThrow('two values');
    expect(() => covariance(Float64Array.of(1, 2), Float64Array.of(1, 2, 3))).toThrow('lengths 2 and 3');
  });
});

describe.skipIf(!hasNist)('certified values of NIST StRD (needs the shared data folder)', () => {
  interface Certified {
    readonly certified: Record<string, string>;
    readonly data: readonly string[];
  }
  const sets = hasNist ? (JSON.parse(readFileSync(NIST_FILE, 'utf8')) as Record<string, Certified>) : {};

  test.each(Object.keys(sets))('%s', (name) => {
    const { certified, data } = sets[name]!;
    const values = Float64Array.from(data, Number);
    // Certified to 15 figures; the sets NumAcc and Mavro were made to break one-pass formulas.
    expectClose(mean(values), Number(certified['mean']), 1e-14);
    const deviation = Number(certified['std']);
    expectClose(standardDeviation(values) / deviation, 1, NIST_DEVIATION_TOLERANCE);
  });
});

describe('covariance and correlation', () => {
  test('a series against itself gives its variance and correlation one', () => {
    const values = Float64Array.of(1, 4, 9, 16);
    expectClose(covariance(values, values), variance(values), TOLERANCE.closedForm);
    expectClose(correlation(values, values) ?? Number.NaN, 1, TOLERANCE.closedForm);
  });

  // By hand: deviations (-1, 0, 1) and (-4/3, -1/3, 5/3); products sum to 3; 3 / 2.
  test('a small case by hand', () => {
    const left = Float64Array.of(1, 2, 3);
    const right = Float64Array.of(2, 3, 5);
    expectClose(covariance(left, right), 1.5, TOLERANCE.closedForm);
    expectClose(correlation(left, right) ?? Number.NaN, 1.5 / Math.sqrt(7 / 3), TOLERANCE.closedForm);
  });

  test('correlation is undefined for a series that does not move', () => {
    expect(correlation(Float64Array.of(0.1, 0.1, 0.1), Float64Array.of(1, 2, 3))).toBeNull();
  });
});

describe('order statistics', () => {
  // Oracle: mathjs quantileSeq interpolates the same way (type 7).
  test('quantiles agree with mathjs and leave the input alone', () => {
    fc.assert(
      fc.property(series, fc.integer({ min: 0, max: 1000 }), (values, perMille) => {
        const fraction = perMille / 1000;
        const array = Float64Array.from(values);
        expectClose(quantile(array, fraction), quantileSeq(values, fraction), TOLERANCE.closedForm * 10);
        expect([...array]).toEqual(values);
      }),
      { seed: 4 },
    );
  });

  test('the ends and the refusals', () => {
    const values = Float64Array.of(3, 1, 2);
    expect([quantile(values, 0), quantile(values, 0.5), quantile(values, 1)]).toEqual([1, 2, 3]);
    expect(() => quantile(values, 1.01)).toThrow('1.01');
    expect(() => quantile(new Float64Array(0), 0.5)).toThrow('no values');
  });

  test('ranks share ties', () => {
    expect([...ranks(Float64Array.of(10, 30, 20, 20))]).toEqual([1, 4, 2.5, 2.5]);
    expect([...ranks(Float64Array.of(5, 5, 5))]).toEqual([2, 2, 2]);
  });

  test('ranks always add up to n (n + 1) / 2', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 40 }), (values) => {
        const sum = ranks(Float64Array.from(values)).reduce((total, rank) => total + rank, 0);
        expect(sum).toBe((values.length * (values.length + 1)) / 2);
      }),
      { seed: 5 },
    );
  });
});
