import { describe, expect, test } from 'vitest';
import type { ReturnModelInput } from '../../lib/quant/forecast/return-model';
import { defaultParameters } from '../../lib/quant/features/parameters';
import {
  RETURN_MODEL_RELATIONS,
  type ReturnModel,
  type ReturnModelRelation,
} from '../../lib/quant/forecast/return-model';
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

/** Four times over. */
function longer(input: ReturnModelInput): ReturnModelInput {
  const { returns } = input.sample;
  const repeated = new Float64Array(4 * returns.length);
  for (let part = 0; part < 4; part++) repeated.set(returns, part * returns.length);
  return { ...input, sample: { ...input.sample, observations: 4 * input.sample.observations, returns: repeated } };
}

const CHECKS: Readonly<Record<ReturnModelRelation, (model: ReturnModel) => void>> = {
  permutation: (model) => {
    const base = model.estimate(inputFor());
    const moved = model.estimate(permuted(inputFor()));
    for (let index = 0; index < SIZE; index++) {
      expectClose(moved.expectedReturns[index]!, base.expectedReturns[from(index)]!, TOLERANCE.closedForm);
      expectClose(moved.standardErrors[index]!, base.standardErrors[from(index)]!, TOLERANCE.closedForm);
    }
  },
  scaling: (model) => {
    const base = model.estimate(inputFor());
    const scaled = model.estimate(inputFor(3));
    for (let index = 0; index < SIZE; index++) {
      expectClose(scaled.expectedReturns[index]!, 3 * base.expectedReturns[index]!, TOLERANCE.longSum);
      expectClose(scaled.standardErrors[index]!, 3 * base.standardErrors[index]!, TOLERANCE.longSum);
    }
  },
  longer: (model) => {
    const base = model.estimate(inputFor());
    const long = model.estimate(longer(inputFor()));
    for (let index = 0; index < SIZE; index++) {
      expectClose(long.expectedReturns[index]!, base.expectedReturns[index]!, TOLERANCE.longSum);
      expectClose(long.standardErrors[index]!, base.standardErrors[index]! / 2, TOLERANCE.longSum);
    }
  },
};

/** The premium or the error of the first instrument is not what the relation would have it, by so much. */
function expectApart(actual: number, expected: number): void {
  expect(Math.abs(actual / expected - 1), `${actual} against ${expected}`).toBeGreaterThan(1e-3);
}

/** Every relation that an entry does not declare, shown not to hold by numbers. */
const COUNTER_EXAMPLES: {
  readonly [Id in keyof typeof RETURN_MODELS]?: { readonly [R in ReturnModelRelation]?: () => void };
} = {
  // With more data the means are known better, and are drawn less.
  'james-stein': {
    longer: () => {
      const [short, long] = [inputFor(), longer(inputFor())].map((input) =>
        RETURN_MODELS['james-stein'].estimate(input),
      );
      expectApart(long!.expectedReturns[0]!, short!.expectedReturns[0]!);
    },
  },
  'bayes-stein': {
    longer: () => {
      const [short, long] = [inputFor(), longer(inputFor())].map((input) =>
        RETURN_MODELS['bayes-stein'].estimate(input),
      );
      expectApart(long!.expectedReturns[0]!, short!.expectedReturns[0]!);
    },
  },
  'geometric-mean': {
    // Half lost and half won leaves three quarters over two years; a fifth of each, 0.99.
    scaling: () => {
      const grown = (size: number): number => {
        const sample = { returns: Float64Array.of(-size, size), observations: 2, instruments: 1 };
        const input = { ...inputFor(), periodsPerYear: 1, sample };
        const one = { annualCovariance: Float64Array.of(size * size), policyWeights: Float64Array.of(1) };
        return RETURN_MODELS['geometric-mean'].estimate({ ...input, ...one }).expectedReturns[0]!;
      };
      expectClose(grown(0.5), Math.sqrt(0.75) - 1, TOLERANCE.closedForm);
      expectClose(grown(0.1), Math.sqrt(0.99) - 1, TOLERANCE.closedForm);
    },
  },
  'ewma-mean': {
    // Old returns hardly count: more of them do not make the mean twice as sure.
    longer: () => {
      const [short, long] = [inputFor(), longer(inputFor())].map((input) =>
        RETURN_MODELS['ewma-mean'].estimate(input, { halfLifePeriods: 60 }),
      );
      expectApart(long!.standardErrors[0]!, short!.standardErrors[0]! / 2);
    },
  },
};

describe.each(Object.entries<ReturnModel>(RETURN_MODELS))('return model %s', (name, model) => {
  const id = name as keyof typeof RETURN_MODELS;

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

  test('cash is added as it is', () => {
    const base = model.estimate(inputFor());
    const withCash = model.estimate({ ...inputFor(), cashReturn: 0.02 });
    withCash.expectedReturns.forEach((value, index) =>
      expectClose(value, base.expectedReturns[index]! + 0.02, TOLERANCE.closedForm),
    );
    expect(withCash.standardErrors).toEqual(base.standardErrors);
  });

  const isDeclared = (relation: ReturnModelRelation): boolean => model.relations.includes(relation);

  test.each(RETURN_MODEL_RELATIONS.filter(isDeclared))('%s', (relation) => CHECKS[relation](model));

  test.each(RETURN_MODEL_RELATIONS.filter((relation) => !isDeclared(relation)))(
    '%s does not hold, as shown by a counter-example',
    (relation) => {
      const counterExample = COUNTER_EXAMPLES[id]?.[relation];
      if (counterExample === undefined) throw new Error(`${id} has no counter-example to ${relation}`);
      counterExample();
    },
  );

  test('a parameter out of its range is refused by name', () => {
    for (const definition of model.parameters) {
      expect(() => model.estimate(inputFor(), { [definition.id]: Infinity })).toThrow(definition.id);
    }
    expect(model.estimate(inputFor(), defaultParameters(model.parameters))).toEqual(model.estimate(inputFor()));
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
