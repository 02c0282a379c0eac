import { gamma } from 'mathjs';
import { describe, expect, test } from 'vitest';
import { kendallTau } from '../../../../lib/quant/math/kendall';
import { randomStream } from '../../../../lib/quant/math/rng';
import { ranks } from '../../../../lib/quant/math/statistics';
import { studentTQuantile } from '../../../../lib/quant/math/student-t';
import { copulaLogLikelihood, fitTCopula, tailDependence } from '../../../../lib/quant/math/t-copula';
import { expectClose, TOLERANCE } from '../../../support/close';

describe('tail dependence of the t copula', () => {
  // Oracle: table 1 of Demarta & McNeil (2005), also table 7.1 of McNeil, Frey & Embrechts (2015), to the printed digits.
  // prettier-ignore
  test.each([
    [2, -0.5, 0.06], [2, 0, 0.18], [2, 0.5, 0.39], [2, 0.9, 0.72],
    [4, -0.5, 0.01], [4, 0, 0.08], [4, 0.5, 0.25], [4, 0.9, 0.63],
    [10, -0.5, 0], [10, 0, 0.01], [10, 0.5, 0.08], [10, 0.9, 0.46],
  ])('%d degrees, correlation %d: %d', (degrees, correlation, printed) => {
    expect(Math.abs(tailDependence(degrees, correlation) - printed)).toBeLessThanOrEqual(0.005);
  });

  // Oracle: the t distribution with three degrees in closed form, F(-x) = 1/2 - (atan(u) + u / (1 + u^2)) / pi, u = x / sqrt(3).
  test('two degrees match the closed form', () => {
    const correlation = 0.3;
    const u = Math.sqrt((3 * (1 - correlation)) / (1 + correlation)) / Math.sqrt(3);
    const expected = 2 * (0.5 - (Math.atan(u) + u / (1 + u * u)) / Math.PI);
    expectClose(tailDependence(2, correlation), expected, TOLERANCE.closedForm);
  });

  test('rises with correlation, falls with degrees, and is 0 and 1 at the ends', () => {
    expect(tailDependence(4, -1)).toBe(0);
    expect(tailDependence(4, 1)).toBe(1);
    for (const correlation of [-0.8, -0.2, 0.4]) {
      expect(tailDependence(4, correlation + 0.1)).toBeGreaterThan(tailDependence(4, correlation));
      expect(tailDependence(5, correlation)).toBeLessThan(tailDependence(4, correlation));
    }
  });
});

describe('Kendall’s tau', () => {
  // Oracle: the definition, all pairs compared, ties left out of the scale.
  test('equals the comparison of all pairs, ties too', () => {
    const stream = randomStream('tau');
    const left = Float64Array.from({ length: 200 }, () => Math.round(10 * stream.nextNormal()));
    const right = left.map((value) => Math.round(value + 15 * stream.nextNormal()));
    let balance = 0;
    let untiedLeft = 0;
    let untiedRight = 0;
    for (let i = 0; i < left.length; i++) {
      for (let j = 0; j < i; j++) {
        const [a, b] = [Math.sign(left[i]! - left[j]!), Math.sign(right[i]! - right[j]!)];
        balance += a * b;
        untiedLeft += Math.abs(a);
        untiedRight += Math.abs(b);
      }
    }
    expectClose(kendallTau(left, right), balance / Math.sqrt(untiedLeft * untiedRight), TOLERANCE.closedForm);
  });

  test('one and the same, upside down, and still', () => {
    const values = Float64Array.of(3, 1, 2, 5, 4);
    expectClose(kendallTau(values, values), 1, TOLERANCE.closedForm);
    expectClose(
      kendallTau(
        values,
        values.map((value) => -value),
      ),
      -1,
      TOLERANCE.closedForm,
    );
    expect(kendallTau(values, new Float64Array(5))).toBe(0);
  });
});

describe('fitting a t copula', () => {
  // Oracle: the density of the bivariate t over the product of its margins, with the gamma function of mathjs.
  test('the likelihood of two series is that of the density', () => {
    const [degrees, correlation] = [5.5, 0.4];
    const left = ranks(Float64Array.of(0.3, -1, 2, 0.5, -0.2));
    const right = ranks(Float64Array.of(1, -0.5, 0.7, 3, -2));
    const margin = (x: number): number =>
      (gamma((degrees + 1) / 2) / (gamma(degrees / 2) * Math.sqrt(Math.PI * degrees))) *
      (1 + (x * x) / degrees) ** (-(degrees + 1) / 2);
    const expected = left.reduce((sum, rank, row) => {
      const [x, y] = [studentTQuantile(rank / 6, degrees), studentTQuantile(right[row]! / 6, degrees)];
      const rest = 1 - correlation ** 2;
      const joint =
        (1 / (2 * Math.PI * Math.sqrt(rest))) *
        (1 + (x * x + y * y - 2 * correlation * x * y) / (degrees * rest)) ** (-(degrees + 2) / 2);
      return sum + Math.log(joint / (margin(x) * margin(y)));
    }, 0);
    const matrix = Float64Array.of(1, correlation, correlation, 1);
    expectClose(copulaLogLikelihood([left, right], matrix, degrees), expected, 1e-10);
  });

  // Oracle: the makings of a simulated copula, whatever is done to the margins; errors as of 3,000 rows.
  test('finds degrees and correlation again, through any margins', () => {
    const stream = randomStream('copula');
    const correlation = 0.6;
    const rows = Array.from({ length: 3_000 }, () => {
      const [a, b] = [stream.nextNormal(), stream.nextNormal()];
      const shrink = Math.sqrt(4 / stream.nextChiSquare(4));
      return [a * shrink, (correlation * a + Math.sqrt(1 - correlation ** 2) * b) * shrink] as const;
    });
    const first = Float64Array.from(rows, ([x]) => Math.atan(x));
    const second = Float64Array.from(rows, ([, y]) => Math.exp(y / 10));
    const fit = fitTCopula([first, second]);
    expect(Math.abs(fit.correlation[1]! - correlation)).toBeLessThan(0.05);
    expect(fit.degreesOfFreedom).toBeGreaterThan(3.2);
    expect(fit.degreesOfFreedom).toBeLessThan(5.2);
    expect(copulaLogLikelihood([first, second].map(ranks), fit.correlation, 8)).toBeLessThan(fit.logLikelihood);
  });

  test('normal series come out near the upper end', () => {
    const stream = randomStream('gaussian');
    const columns = [0, 1, 2].map(() => Float64Array.from({ length: 1_500 }, () => stream.nextNormal()));
    expect(fitTCopula(columns).degreesOfFreedom).toBeGreaterThan(25);
  });
});
