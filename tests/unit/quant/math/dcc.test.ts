import { describe, expect, test } from 'vitest';
import { fitDcc } from '@/lib/quant/math/dcc';
import { fitGarch } from '@/lib/quant/math/garch';
import { randomStream } from '@/lib/quant/math/rng';
import { expectClose, TOLERANCE } from '../../../support/close';

const COUNT = 300;

function columns(size: number): Float64Array[] {
  const stream = randomStream('dcc');
  const market = Float64Array.from({ length: COUNT }, () => stream.nextNormal());
  return Array.from({ length: size }, () => market.map((value) => 0.6 * value + 0.8 * stream.nextNormal()));
}

const rows = (series: readonly Float64Array[]): Float64Array =>
  Float64Array.from(
    { length: COUNT * series.length },
    (_, at) => series[at % series.length]![Math.floor(at / series.length)]!,
  );

describe('dynamic correlations', () => {
  test('of more series than all pairs are taken of: their order does not matter', () => {
    const series = columns(24);
    const plain = fitDcc(rows(series), 24);
    const turned = fitDcc(rows(series.toReversed()), 24);
    expectClose(turned.a, plain.a, 1e-6);
    expectClose(turned.b, plain.b, 1e-5);
    expectClose(turned.nextCorrelation[1]!, plain.nextCorrelation[24 * 23 + 22]!, 1e-6);
  });

  test('a series alone, one that does not move, and one that comes twice', () => {
    const [first, second] = columns(2);
    expect([...fitDcc(first!, 1).nextCorrelation]).toEqual([1]);
    const still = new Float64Array(COUNT);
    expect([...fitDcc(rows([first!, still]), 2).nextCorrelation]).toEqual([1, 0, 0, 1]);
    const { nextCorrelation } = fitDcc(rows([first!, second!, first!]), 3);
    expectClose(nextCorrelation[2]!, 1, TOLERANCE.closedForm);
    expectClose(nextCorrelation[1]!, nextCorrelation[5]!, TOLERANCE.closedForm);
  });

  // Far ahead nothing is left of today: the plain correlations of the residuals.
  test('a far horizon', () => {
    const [first, second] = columns(2);
    const product = (left: Float64Array, right: Float64Array): number =>
      left.reduce((sum, value, at) => sum + value * right[at]!, 0);
    const expected = product(first!, second!) / Math.sqrt(product(first!, first!) * product(second!, second!));
    expectClose(fitDcc(rows([first!, second!]), 2, 1e9).nextCorrelation[1]!, expected, 1e-6);
  });
});

describe('a variance that moves', () => {
  test('residuals of which there are none are refused', () => {
    expect(() => fitGarch(new Float64Array(60))).toThrow('60 residuals of variance 0');
  });

  // Without memory in the data the forecast is close to the plain variance.
  test('independent residuals', () => {
    const residuals = Float64Array.from(columns(1)[0]!);
    const plain = residuals.reduce((sum, value) => sum + value * value, 0) / COUNT;
    const { omega, alpha, beta } = fitGarch(residuals);
    expectClose(omega / (1 - alpha - beta) / plain, 1, 0.05);
  });
});
