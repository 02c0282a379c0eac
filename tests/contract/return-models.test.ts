import { describe, expect, test } from 'vitest';
import type { ReturnModelInput } from '../../lib/quant/forecast/return-model';
import { RETURN_MODELS } from '../../lib/quant/forecast/return-models';
import { randomStream } from '../../lib/quant/math/rng';
import { annualCovariance } from '../../lib/quant/risk/covariance';
import { RISK_MODELS } from '../../lib/quant/risk/risk-models';
import { expectClose, TOLERANCE } from '../support/close';

const SIZE = 5;
const OBSERVATIONS = 120;

function inputFor(factor = 1): ReturnModelInput {
  const stream = randomStream('return contract');
  const returns = Float64Array.from(
    { length: SIZE * OBSERVATIONS },
    (_, at) => factor * (0.001 * (at % SIZE) + 0.01 * stream.nextNormal()),
  );
  const sample = { returns, observations: OBSERVATIONS, instruments: SIZE };
  return {
    sample,
    periodsPerYear: 12,
    annualCovariance: annualCovariance(RISK_MODELS['ledoit-wolf'].estimate(sample).covariance, 12),
    cashReturn: 0,
    policyWeights: Float64Array.of(0.4, 0.3, 0.1, 0.1, 0.1),
    policySharpe: 0.4,
  };
}

/** Instrument i of the answer is instrument (2 i + 1) mod 5 of the question. */
const from = (index: number): number => (2 * index + 1) % SIZE;

function permuted(input: ReturnModelInput): ReturnModelInput {
  const { sample, annualCovariance: covariance, policyWeights } = input;
  return {
    ...input,
    sample: {
      ...sample,
      returns: sample.returns.map((_, at) => sample.returns[Math.floor(at / SIZE) * SIZE + from(at % SIZE)]!),
    },
    annualCovariance: covariance.map((_, at) => covariance[from(Math.floor(at / SIZE)) * SIZE + from(at % SIZE)]!),
    policyWeights: policyWeights.map((_, index) => policyWeights[from(index)]!),
  };
}

describe.each(Object.entries(RETURN_MODELS))('return model %s', (id, model) => {
  test('goes by the name it is registered under', () => expect(model.id).toBe(id));

  test('one finite expected return and one standard error an instrument, with finite facts', () => {
    const { expectedReturns, standardErrors, notes } = model.estimate(inputFor());
    expect([expectedReturns.length, standardErrors.length]).toEqual([SIZE, SIZE]);
    expect(expectedReturns.every(Number.isFinite)).toBe(true);
    expect(standardErrors.every((error) => Number.isFinite(error) && error > 0)).toBe(true);
    expect(notes.length).toBeGreaterThan(0);
    for (const note of notes) expect(Object.values(note.values).every(Number.isFinite), note.key).toBe(true);
  });

  test('the same input gives the same answer, and is left alone', () => {
    const input = inputFor();
    const answer = model.estimate(input);
    expect(input).toEqual(inputFor());
    expect(model.estimate(inputFor())).toEqual(answer);
  });

  test('the order of instruments does not matter', () => {
    const base = model.estimate(inputFor());
    const moved = model.estimate(permuted(inputFor()));
    for (let index = 0; index < SIZE; index++) {
      expectClose(moved.expectedReturns[index]!, base.expectedReturns[from(index)]!, TOLERANCE.closedForm);
      expectClose(moved.standardErrors[index]!, base.standardErrors[from(index)]!, TOLERANCE.closedForm);
    }
  });

  test('returns times c give premia and errors times c; cash is added as it is', () => {
    const base = model.estimate(inputFor());
    const scaled = model.estimate({ ...inputFor(3), cashReturn: 0.02 });
    for (let index = 0; index < SIZE; index++) {
      expectClose(scaled.expectedReturns[index]!, 3 * base.expectedReturns[index]! + 0.02, TOLERANCE.longSum);
      expectClose(scaled.standardErrors[index]!, 3 * base.standardErrors[index]!, TOLERANCE.longSum);
    }
  });

  test('four times the data halves the standard errors', () => {
    const input = inputFor();
    const longer = {
      ...input.sample,
      observations: 4 * OBSERVATIONS,
      returns: new Float64Array(4 * SIZE * OBSERVATIONS),
    };
    for (let part = 0; part < 4; part++) longer.returns.set(input.sample.returns, part * SIZE * OBSERVATIONS);
    const short = model.estimate(input).standardErrors;
    model
      .estimate({ ...input, sample: longer })
      .standardErrors.forEach((error, i) => expectClose(error, short[i]! / 2, TOLERANCE.closedForm));
  });

  test.each<[string, Partial<ReturnModelInput>, string]>([
    ['a covariance of another size', { annualCovariance: new Float64Array(4) }, '4 entries for 5'],
    ['policy weights of another size', { policyWeights: Float64Array.of(1) }, '1 policy weights for 5'],
    ['a missing covariance', { annualCovariance: new Float64Array(25).fill(Number.NaN) }, 'not finite'],
    ['a missing policy weight', { policyWeights: new Float64Array(5).fill(Number.NaN) }, 'not finite'],
    ['no period', { periodsPerYear: 0 }, '0 periods'],
    ['a missing cash return', { cashReturn: Number.NaN }, 'cash NaN'],
    ['a missing Sharpe ratio', { policySharpe: Number.NaN }, 'Sharpe NaN'],
    [
      'a missing return',
      { sample: { returns: new Float64Array(10).fill(Number.NaN), observations: 2, instruments: 5 } },
      'row 0, column 0',
    ],
    [
      'a single observation',
      { sample: { returns: new Float64Array(5), observations: 1, instruments: 5 } },
      'two observations',
    ],
  ])('%s is refused', (_, change, message) => {
    expect(() => model.estimate({ ...inputFor(), ...change })).toThrow(message);
  });
});
