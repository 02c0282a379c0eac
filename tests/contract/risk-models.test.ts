import { describe, expect, test } from 'vitest';
import { defaultParameters } from '../../lib/quant/features/parameters';
import { symmetricEigenvalues } from '../../lib/quant/math/symmetric-eigen';
import { optimize } from '../../lib/quant/optimize/optimize';
import { annualCovariance } from '../../lib/quant/risk/covariance';
import { covarianceOfFactors } from '../../lib/quant/risk/factor-form';
import { RISK_MODEL_RELATIONS, type RiskModel, type RiskModelRelation } from '../../lib/quant/risk/risk-model';
import { RISK_MODELS } from '../../lib/quant/risk/risk-models';
import { expectClose, TOLERANCE } from '../support/close';
import { COUNTER_EXAMPLES } from './risk-model-counter-examples';
import { fatTailedSample, picked, reversed, type RiskModelId } from './risk-model-worlds';

const SHAPES = [
  [2, 1],
  [2, 5],
  [10, 30],
  [16, 16],
  [60, 4],
  [300, 12],
] as const;

/** Instrument i of the answer is instrument 5 i + 2 of six. */
const ORDER = [2, 1, 0, 5, 4, 3];

/** An estimate found by search is as exact as the search: its models name this instead of rounding. */
const SEARCHED: { readonly [Id in RiskModelId]?: number } = { garch: 1e-4, dcc: 1e-4 };

function expectEntries(
  actual: Float64Array,
  expected: (row: number, column: number) => number,
  tolerance: number,
): void {
  const size = Math.sqrt(actual.length);
  const scale = actual.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  actual.forEach((entry, at) =>
    expectClose(entry / scale, expected(Math.floor(at / size), at % size) / scale, tolerance),
  );
}

const CHECKS: Readonly<Record<RiskModelRelation, (model: RiskModel, tolerance: number) => void>> = {
  scaling: (model, tolerance) => {
    const sample = fatTailedSample(80, 6);
    const base = model.estimate(sample).covariance;
    const scaled = model.estimate({ ...sample, returns: sample.returns.map((value) => 3 * value) }).covariance;
    expectEntries(scaled, (row, column) => 9 * base[row * 6 + column]!, tolerance);
  },
  shift: (model, tolerance) => {
    const sample = fatTailedSample(80, 6);
    const base = model.estimate(sample).covariance;
    const shifted = model.estimate({ ...sample, returns: sample.returns.map((value) => value + 0.5) }).covariance;
    expectEntries(shifted, (row, column) => base[row * 6 + column]!, Math.max(tolerance, TOLERANCE.longSum));
  },
  permutation: (model, tolerance) => {
    const sample = fatTailedSample(80, 6);
    const base = model.estimate(sample);
    const moved = model.estimate(picked(sample, ORDER));
    expectEntries(moved.covariance, (row, column) => base.covariance[ORDER[row]! * 6 + ORDER[column]!]!, tolerance);
    expectClose(moved.shrinkage, base.shrinkage, tolerance);
  },
  'date-order': (model, tolerance) => {
    const sample = fatTailedSample(80, 6);
    const base = model.estimate(sample);
    const moved = model.estimate(reversed(sample));
    expectEntries(moved.covariance, (row, column) => base.covariance[row * 6 + column]!, tolerance);
    expectClose(moved.shrinkage, base.shrinkage, tolerance);
  },
  duplicate: (model, tolerance) => {
    const sample = fatTailedSample(80, 6);
    const base = model.estimate(sample).covariance;
    const twins = model.estimate(picked(sample, [0, 1, 2, 3, 4, 5, 4])).covariance;
    const original = (at: number): number => (at === 6 ? 4 : at);
    expectEntries(twins, (row, column) => base[original(row) * 6 + original(column)]!, tolerance);
  },
};

describe.each(Object.entries<RiskModel>(RISK_MODELS))('risk model %s', (name, model) => {
  const id = name as RiskModelId;

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
      const isIndefinite = rest.warnings.includes('indefinite');
      expect(eigenvalues[instruments - 1]! < -1e-14 * instruments * largest).toBe(isIndefinite);
      expect(rest.conditionNumber === null).toBe(rest.warnings.includes('singular') || isIndefinite);
      if (rest.conditionNumber !== null)
        expectClose(rest.conditionNumber, largest / eigenvalues[instruments - 1]!, 1e-6);
      expect(rest.warnings.includes('fewer-observations-than-instruments')).toBe(observations < instruments);
      expect(rest.warnings.includes('simpler-model-used')).toBe(rest.fallback !== undefined);
      if (rest.factors !== undefined) {
        const written = covarianceOfFactors(rest.factors);
        expectEntries(covariance, (row, column) => written[row * instruments + column]!, TOLERANCE.closedForm);
        expect(Math.min(...rest.factors.specificVariances)).toBeGreaterThanOrEqual(0);
      }
      for (const { value, name: finding } of rest.findings ?? []) expect(Number.isFinite(value), finding).toBe(true);
    },
  );

  test('the same sample gives the same answer, and is left alone', () => {
    const sample = fatTailedSample(50, 5);
    const copy = Float64Array.from(sample.returns);
    expect(model.estimate(sample)).toEqual(model.estimate({ ...sample, returns: Float64Array.from(copy) }));
    expect(model.estimate(sample, defaultParameters(model.parameters))).toEqual(model.estimate(sample));
    expect(sample.returns).toEqual(copy);
  });

  test('an instrument that does not move, and one that comes twice, leave the rest finite and semidefinite', () => {
    const sample = picked(fatTailedSample(80, 4), [0, 1, 2, 3, 3, 0]);
    const returns = sample.returns.map((value, at) => (at % 6 === 5 ? 0.0001 : value));
    const { covariance } = model.estimate({ ...sample, returns });
    expect(covariance.every(Number.isFinite)).toBe(true);
    const eigenvalues = symmetricEigenvalues(covariance, 6);
    expect(eigenvalues[5]).toBeGreaterThanOrEqual(-1e-14 * eigenvalues[0]!);
  });

  test.each([
    [10, 30],
    [80, 8],
  ])('%d x %d: the optimiser takes it and certifies the least variance', (observations, instruments) => {
    const { covariance } = model.estimate(fatTailedSample(observations, instruments));
    const outcome = optimize({
      symbols: Array.from({ length: instruments }, (_, at) => `S${at}`),
      expectedReturns: new Float64Array(instruments),
      covariance: annualCovariance(covariance, 252),
      objective: { kind: 'min-risk', measure: 'variance' },
      limits: {
        budget: 1,
        weightMin: new Float64Array(instruments),
        weightMax: new Float64Array(instruments).fill(1),
        rows: [],
      },
    });
    expect(outcome.status).toBe('solved');
  });

  const isDeclared = (relation: RiskModelRelation): boolean => model.relations.includes(relation);

  test.each(RISK_MODEL_RELATIONS.filter(isDeclared))('%s', (relation) =>
    CHECKS[relation](model, SEARCHED[id] ?? TOLERANCE.closedForm),
  );

  test.each(RISK_MODEL_RELATIONS.filter((relation) => !isDeclared(relation)))(
    '%s does not hold, as shown by a counter-example',
    (relation) => {
      const counterExample = COUNTER_EXAMPLES[id]?.[relation];
      if (counterExample === undefined) throw new Error(`${id} has no counter-example to ${relation}`);
      counterExample();
    },
  );

  test('bad samples are refused with their shape, bad parameters with their name', () => {
    const bad = (returns: number[], observations: number, instruments: number) => (): unknown =>
      model.estimate({ returns: Float64Array.from(returns), observations, instruments });
    expect(bad([0.1, 0.2, 0.3], 2, 2)).toThrow('3 values for 2 x 2 returns');
    expect(bad([], 2, 0)).toThrow('no instrument');
    expect(bad([0.1, 0.2], 1, 2)).toThrow('at least two observations');
    expect(bad([0.1, 0.2, Number.NaN, 0.1], 2, 2)).toThrow('row 1, column 0 is NaN');
    expect(bad([0.1, 0.2, 0.1, Infinity], 2, 2)).toThrow('row 1, column 1 is Infinity');
    for (const definition of model.parameters) {
      const estimate = (): unknown => model.estimate(fatTailedSample(50, 5), { [definition.id]: Infinity });
      expect(estimate).toThrow(definition.id);
    }
  });
});
