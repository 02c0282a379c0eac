import { describe, expect, test } from 'vitest';
import { randomStream } from '../../lib/quant/math/rng';
import { symmetricEigenvalues } from '../../lib/quant/math/symmetric-eigen';
import type { ReturnsSample } from '../../lib/quant/risk/risk-model';
import { RISK_MODELS } from '../../lib/quant/risk/risk-models';
import { expectClose, TOLERANCE } from '../support/close';

function fatTailedSample(observations: number, instruments: number): ReturnsSample {
  const stream = randomStream(`risk contract ${observations} ${instruments}`);
  const returns = new Float64Array(observations * instruments);
  for (let row = 0; row < observations; row++) {
    const market = 0.008 * stream.nextStudentT(4);
    for (let i = 0; i < instruments; i++) {
      returns[row * instruments + i] = market * (0.2 + i / instruments) + 0.005 * stream.nextNormal();
    }
  }
  return { returns, observations, instruments };
}

const SHAPES = [
  [2, 1],
  [2, 5],
  [10, 30],
  [60, 4],
  [300, 12],
] as const;

describe.each(Object.entries(RISK_MODELS))('risk model %s', (id, model) => {
  test('goes by the name it is registered under', () => expect(model.id).toBe(id));

  test.each(SHAPES)(
    '%d x %d: shape, symmetry, no negative eigenvalue, honest condition number',
    (observations, instruments) => {
      const { covariance, shrinkage, ...rest } = model.estimate(fatTailedSample(observations, instruments));
      expect(covariance.length).toBe(instruments ** 2);
      expect(covariance.every(Number.isFinite)).toBe(true);
      expect(rest.observations).toBe(observations);
      expect(shrinkage).toBeGreaterThanOrEqual(0);
      expect(shrinkage).toBeLessThanOrEqual(1);
      covariance.forEach((entry, at) =>
        expect(covariance[(at % instruments) * instruments + Math.floor(at / instruments)]).toBe(entry),
      );
      const eigenvalues = symmetricEigenvalues(covariance, instruments);
      const largest = eigenvalues[0]!;
      expect(eigenvalues[instruments - 1]).toBeGreaterThanOrEqual(-1e-14 * largest);
      expect(rest.conditionNumber === null).toBe(rest.warnings.includes('singular'));
      if (rest.conditionNumber !== null)
        expectClose(rest.conditionNumber, largest / eigenvalues[instruments - 1]!, 1e-6);
    },
  );

  test('the same sample gives the same answer, and is left alone', () => {
    const sample = fatTailedSample(50, 5);
    const copy = Float64Array.from(sample.returns);
    expect(model.estimate(sample)).toEqual(model.estimate({ ...sample, returns: Float64Array.from(copy) }));
    expect(sample.returns).toEqual(copy);
  });

  test('the order of instruments and of dates does not matter', () => {
    const sample = fatTailedSample(80, 6);
    const base = model.estimate(sample);
    const moved = model.estimate({
      ...sample,
      returns: sample.returns.map((_, at) => {
        const row = Math.floor(at / 6);
        return sample.returns[(79 - row) * 6 + (((at % 6) * 5 + 2) % 6)]!;
      }),
    });
    const scale = Math.max(...base.covariance);
    moved.covariance.forEach((entry, at) => {
      const row = (Math.floor(at / 6) * 5 + 2) % 6;
      const column = ((at % 6) * 5 + 2) % 6;
      expectClose(entry / scale, base.covariance[row * 6 + column]! / scale, TOLERANCE.closedForm);
    });
    expectClose(moved.shrinkage, base.shrinkage, TOLERANCE.closedForm);
  });

  test('returns times c give a covariance times c squared; a constant added changes nothing', () => {
    const sample = fatTailedSample(80, 6);
    const base = model.estimate(sample).covariance;
    const scale = Math.max(...base);
    const scaled = model.estimate({ ...sample, returns: sample.returns.map((value) => 3 * value) }).covariance;
    scaled.forEach((entry, at) => expectClose(entry / scale, (9 * base[at]!) / scale, TOLERANCE.closedForm));
    const shifted = model.estimate({ ...sample, returns: sample.returns.map((value) => value + 0.5) }).covariance;
    shifted.forEach((entry, at) => expectClose(entry / scale, base[at]! / scale, TOLERANCE.longSum));
  });

  test('bad samples are refused with their shape', () => {
    const bad = (returns: number[], observations: number, instruments: number) => (): unknown =>
      model.estimate({ returns: Float64Array.from(returns), observations, instruments });
    expect(bad([0.1, 0.2, 0.3], 2, 2)).toThrow('3 values for 2 x 2 returns');
    expect(bad([], 2, 0)).toThrow('no instrument');
    expect(bad([0.1, 0.2], 1, 2)).toThrow('at least two observations');
    expect(bad([0.1, 0.2, Number.NaN, 0.1], 2, 2)).toThrow('row 1, column 0 is NaN');
    expect(bad([0.1, 0.2, 0.1, Infinity], 2, 2)).toThrow('row 1, column 1 is Infinity');
  });
});
