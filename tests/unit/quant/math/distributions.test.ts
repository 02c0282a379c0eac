import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalCdf, normalPdf } from '../../../../lib/quant/math/normal';
import { normalQuantile } from '../../../../lib/quant/math/normal-quantile';
import { studentTCdf, studentTQuantile } from '../../../../lib/quant/math/student-t';

/** What each algorithm promises, relative; the far tails magnify the rounding of x itself by x^2. */
const NORMAL_RELATIVE = 2e-15;
const STUDENT_RELATIVE = 5e-14;
/** The fraction is taken near one, where the rounding of its argument grows with the degrees of freedom. */
const STUDENT_RELATIVE_PER_DEGREE = 2e-17;
/** Gradual underflow: below 2.2e-308 a double has fewer figures. */
const DENORMAL_RELATIVE = 1e-7;

function expectRelative(actual: number, expected: number, tolerance: number): void {
  const error = expected === 0 ? Math.abs(actual) : Math.abs(actual / expected - 1);
  expect(error, `${actual} against ${expected}`).toBeLessThanOrEqual(tolerance);
}

// Oracle for all tables: mpmath with 50 digits, distributions.oracle.py beside this file.
describe('normal', () => {
  test.each([
    [-38, 2.8854283600687843084e-316, DENORMAL_RELATIVE],
    [-20, 2.7536241186062336951e-89, NORMAL_RELATIVE],
    [-10, 7.619853024160526066e-24, NORMAL_RELATIVE],
    [-6, 9.865876450376981407e-10, NORMAL_RELATIVE],
    [-5.5, 1.8989562465887719384e-8, NORMAL_RELATIVE],
    [-3, 0.0013498980316300945267, NORMAL_RELATIVE],
    [-1, 0.15865525393145705141, NORMAL_RELATIVE],
    [-0.6629, 0.25369730086823676568, NORMAL_RELATIVE],
    [-0.1, 0.46017216272297101633, NORMAL_RELATIVE],
    [0, 0.5, 0],
    [0.3, 0.61791142218895263307, NORMAL_RELATIVE],
    [0.67, 0.74857110490468989845, NORMAL_RELATIVE],
    [1.96, 0.97500210485177956379, NORMAL_RELATIVE],
    [4, 0.99996832875816688008, NORMAL_RELATIVE],
    [8, 0.9999999999999993779, NORMAL_RELATIVE],
  ])('distribution at %d', (x, expected, tolerance) => expectRelative(normalCdf(x), expected, tolerance));

  test.each([
    [1e-300, -37.047096299361199237],
    [1e-30, -11.46402468844361572],
    [1e-15, -7.9413453261709967713],
    [1e-11, -6.7060231554951362961],
    [0.001, -3.0902323061678135354],
    [0.05, -1.644853626951472688],
    [0.0749, -1.4402382675279636631],
    [0.0751, -1.4388253927525399824],
    [0.3, -0.52440051270804081597],
    [0.5, 0],
    [0.6, 0.25334710313579974132],
    [0.95, 1.6448536269514722843],
    [0.999, 3.0902323061678132778],
  ])('quantile at %d', (probability, expected) =>
    expectRelative(normalQuantile(probability), expected, NORMAL_RELATIVE),
  );

  test('density: closed form at 0 and 1, symmetric, and the slope of the distribution', () => {
    expectRelative(normalPdf(0), 1 / Math.sqrt(2 * Math.PI), NORMAL_RELATIVE);
    expectRelative(normalPdf(1), Math.exp(-0.5) / Math.sqrt(2 * Math.PI), NORMAL_RELATIVE);
    expect(normalPdf(-2.3)).toBe(normalPdf(2.3));
    const step = 1e-5;
    expectRelative((normalCdf(0.7 + step) - normalCdf(0.7 - step)) / (2 * step), normalPdf(0.7), 1e-9);
  });

  test('the ends', () => {
    expect([normalCdf(-Infinity), normalCdf(Infinity), normalCdf(-50), normalPdf(Infinity)]).toEqual([0, 1, 0, 0]);
    expect(normalCdf(Number.NaN)).toBeNaN();
    for (const outside of [0, 1, -1, 2, Number.NaN]) expect(() => normalQuantile(outside)).toThrow('probability');
  });

  test('quantile and distribution undo each other', () => {
    fc.assert(
      fc.property(fc.double({ min: -37, max: 5, noNaN: true }), (x) => {
        const probability = normalCdf(x);
        // The slope of the quantile magnifies the rounding of the probability, most in the upper tail.
        const conditioning = probability / normalPdf(x);
        expect(Math.abs(normalQuantile(probability) - x)).toBeLessThanOrEqual(4e-15 * (Math.abs(x) + conditioning));
      }),
      { seed: 7, numRuns: 2000 },
    );
  });
});

describe('Student t', () => {
  test.each([
    [-1000000, 1, 3.1830988618368456824e-7],
    [-3, 1, 0.10241638234956672582],
    [-0.001, 1, 0.49968169021991944105],
    [0.5, 2, 0.66666666666666666667],
    [-40, 3, 0.000017190340394579264142],
    [-2.5, 3.7, 0.035911011455913386391],
    [-1.2, 5, 0.1419455283530510805],
    [2, 10, 0.96330598261462981719],
    [-6, 30, 6.971384383602371351e-7],
    [-1.5, 100, 0.068382529062344428399],
    [-0.02, 100, 0.49204161212903017976],
    [-3, 10000, 0.0013532240949988331429],
    [-2, 1000000, 0.022750266925659604211],
    [-8, 0.4, 0.14441952076457468889],
  ])('distribution at %d with %d degrees', (t, degrees, expected) => {
    expectRelative(studentTCdf(t, degrees), expected, STUDENT_RELATIVE + STUDENT_RELATIVE_PER_DEGREE * degrees);
  });

  // Oracle: closed forms for one degree (Cauchy) and two.
  test('quantiles with one and two degrees have closed forms', () => {
    for (const p of [1e-12, 1e-4, 0.05, 0.3, 0.49]) {
      expectRelative(studentTQuantile(p, 1), -1 / Math.tan(Math.PI * p), STUDENT_RELATIVE);
      expectRelative(studentTQuantile(p, 2), (2 * p - 1) / Math.sqrt(2 * p * (1 - p)), STUDENT_RELATIVE);
    }
  });

  // Oracle: printed tables of Student's t (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2).
  test.each([
    [0.975, 10, 2.228],
    [0.95, 5, 2.015],
    [0.99, 30, 2.457],
    [0.999, 100, 3.174],
  ])('the printed quantile at %d with %d degrees', (probability, degrees, printed) => {
    expect(studentTQuantile(probability, degrees)).toBeCloseTo(printed, 3);
  });

  test('quantile and distribution undo each other', () => {
    const degrees = fc.double({ min: 0.5, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 0.5, noNaN: true, maxExcluded: true }), degrees, (probability, df) => {
        expectRelative(studentTCdf(studentTQuantile(probability, df), df), probability, 1e-11);
      }),
      { seed: 8, numRuns: 500 },
    );
  });

  test('the middle, the ends and the refusals', () => {
    expect(studentTQuantile(0.5, 3)).toBe(0);
    expect([studentTCdf(-Infinity, 3), studentTCdf(Infinity, 3)]).toEqual([0, 1]);
    expect(() => studentTCdf(1, 0)).toThrow('degrees');
    expect(() => studentTQuantile(0.2, -1)).toThrow('degrees');
    expect(() => studentTQuantile(1, 5)).toThrow('probability');
  });
});
