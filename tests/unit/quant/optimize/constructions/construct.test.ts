import { describe, expect, test } from 'vitest';
import { quadraticForm } from '@/lib/quant/math/matrix';
import { randomStream } from '@/lib/quant/math/rng';
import { construct } from '@/lib/quant/optimize/constructions/construct';
import type {
  Constructed,
  ConstructionOutcome,
  ConstructionProblem,
  ConstructionRequest,
} from '@/lib/quant/optimize/constructions/types';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { OptimizeLimits } from '@/lib/quant/optimize/types';
import { expectClose, TOLERANCE } from '../../../../support/close';

type Parts = Partial<Omit<ConstructionProblem, 'limits'>> & { readonly limits?: Partial<OptimizeLimits> };

/** Three instruments of 10, 20 and 0 % volatility, the first two correlated 0.25. */
function problemOf(request: ConstructionRequest, { limits, ...parts }: Parts = {}): ConstructionProblem {
  const symbols = parts.symbols ?? ['STOCK', 'BOND', 'BILL'];
  const size = symbols.length;
  return {
    symbols,
    expectedReturns: Float64Array.from(symbols, (_, at) => 0.06 - 0.02 * at),
    covariance: Float64Array.of(0.01, 0.005, 0, 0.005, 0.04, 0, 0, 0, 0),
    request,
    ...parts,
    limits: {
      budget: 1,
      weightMin: new Float64Array(size),
      weightMax: new Float64Array(size).fill(Infinity),
      rows: [],
      ...limits,
    },
  };
}

function constructed(outcome: ConstructionOutcome): Constructed {
  if (outcome.status !== 'constructed') throw new Error(JSON.stringify(outcome));
  return outcome;
}

const expectWeights = (actual: Float64Array, expected: readonly number[], tolerance: number): void =>
  expected.forEach((weight, at) => expectClose(actual[at]!, weight, tolerance));

const finding = ({ findings }: Constructed, name: string): number => {
  const found = findings.find((entry) => entry.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found.value;
};

describe('weights that break the limits', () => {
  // Oracle: the best tracking of (1/3, 1/3, 1/3) with STOCK at most 0.2 is found by hand. With t = 1/3 each and
  // d = w - t, variance 0.01 a^2 + 0.01 a b + 0.04 b^2 for a = -2/15 is least at b = -a / 8; BILL takes the rest.
  test('are moved to the nearest allowed ones, and the move is reported', () => {
    const weightMax = Float64Array.of(0.2, Infinity, Infinity);
    const { weights, moved, warnings } = constructed(
      construct(problemOf({ kind: 'equal-weight' }, { limits: { weightMax } })),
    );
    expectWeights(weights, [0.2, 1 / 3 + 1 / 60, 1 / 3 + 2 / 15 - 1 / 60], 1e-6);
    expectWeights(moved!.from, [1 / 3, 1 / 3, 1 / 3], TOLERANCE.closedForm);
    expectClose(moved!.distance, 2 / 15, 1e-6);
    const variance = 0.01 * (2 / 15) ** 2 - 0.01 * (2 / 15) * (1 / 60) + 0.04 * (1 / 60) ** 2;
    expectClose(moved!.trackingVolatility, Math.sqrt(variance), 1e-6);
    expect(warnings).toEqual([
      {
        kind: 'moved-to-limits',
        message:
          'The limits do not allow the weights of equal-weight: 13.33 % of the portfolio was moved to the nearest allowed weights, which differ from them by 1.29 % volatility a year.',
      },
    ]);
  });

  test('turnover counts: from all in bills, equal weights are two thirds away', () => {
    const currentWeights = Float64Array.of(0, 0, 1);
    const at = (turnoverMax: number): Constructed =>
      constructed(construct(problemOf({ kind: 'equal-weight' }, { limits: { currentWeights, turnoverMax } })));
    expect(at(0.667).moved).toBeUndefined();
    const { weights, moved } = at(0.5);
    expect(moved).toBeDefined();
    expectClose(weights[0]! + weights[1]!, 0.5, 1e-8);
  });

  test('a volatility limit and a target return count as well', () => {
    const calm = constructed(construct(problemOf({ kind: 'equal-weight' }, { limits: { volatilityMax: 0.05 } })));
    expect(calm.volatility).toBeLessThanOrEqual(0.05 + 1e-9);
    expect(calm.moved).toBeDefined();
    const bold = constructed(construct(problemOf({ kind: 'equal-weight' }, { limits: { returnMin: 0.05 } })));
    expectClose(bold.expectedReturn, 0.05, 1e-9);
  });

  test('limits that nothing can meet are named', () => {
    const weightMax = new Float64Array(3).fill(0.2);
    const outcome = construct(problemOf({ kind: 'equal-weight' }, { limits: { weightMax } }));
    if (outcome.status !== 'infeasible') throw new Error(outcome.status);
    expect([...outcome.conflictingLimits].sort()).toEqual(['BILL max', 'BOND max', 'STOCK max', 'budget']);
  });

  test('a budget of two thirds is split in the same proportions', () => {
    const { weights } = constructed(construct(problemOf({ kind: 'equal-weight' }, { limits: { budget: 2 / 3 } })));
    expectWeights(weights, [2 / 9, 2 / 9, 2 / 9], TOLERANCE.closedForm);
  });
});

describe('refusals, each in one sentence', () => {
  const refusalOf = (request: ConstructionRequest, parts?: Parts): string => {
    const outcome = construct(problemOf(request, parts));
    if (outcome.status !== 'refused') throw new Error(JSON.stringify(outcome));
    return outcome.message;
  };
  const NaNs = Float64Array.of(1, NaN, 1);
  const closed = { limits: { weightMax: new Float64Array(3) } };
  const scenarios = { returns: Float64Array.of(0.01, 0, 0, 0.02, 0, 0), observations: 2 };

  test.each<[string, ConstructionRequest, Parts]>([
    ['hrp divides by the risk of each instrument, and BILL has none.', { kind: 'hrp' }, {}],
    ['Every instrument has a maximum of zero.', { kind: 'equal-weight' }, closed],
    ['The covariance is not symmetric.', { kind: 'hrp' }, { covariance: Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9) }],
    [
      'The number of clusters must be a whole number from 1 to 3, and is 4.',
      { kind: 'herc', clusters: 4 },
      { covariance: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1) },
    ],
    ['gamma must be from 0 to 1, and is 2.', { kind: 'schur', gamma: 2 }, {}],
    ['objective.signals of BOND is missing or infinite.', { kind: 'signal-weighted', signals: NaNs }, {}],
    [
      'There are 1 classes for 3 instruments.',
      { kind: 'sector-rotation', signals: new Float64Array(3), classes: ['a'] },
      {},
    ],
    ['A factor tilt needs the scores of at least one factor.', { kind: 'factor-tilt', scores: [] }, {}],
    [
      'regression-weighted needs the past returns of the instruments, and moments alone were given.',
      { kind: 'regression-weighted', benchmarkReturns: new Float64Array(2) },
      {},
    ],
    [
      '2 dates cannot tell 3 instruments apart: there must be more dates.',
      { kind: 'regression-weighted', benchmarkReturns: new Float64Array(2) },
      { scenarios },
    ],
    ['GOLD is not among the instruments that may be held.', { kind: 'hedge-ratio', held: 'GOLD', hedge: 'BOND' }, {}],
    ['BOND cannot hedge itself.', { kind: 'hedge-ratio', held: 'BOND', hedge: 'BOND' }, {}],
    [
      'A pair is bought and sold for the same money, so the budget must be 0.',
      { kind: 'pairs', left: 'STOCK', right: 'BOND' },
      { scenarios },
    ],
    [
      'The test needs at least 20 past returns.',
      { kind: 'pairs', left: 'STOCK', right: 'BOND' },
      { scenarios, limits: { budget: 0 } },
    ],
    [
      'CASH is to hold the cash and is not among the instruments that may be held.',
      { kind: 'volatility-target', targetVolatility: 0.05, cash: 'CASH' },
      {},
    ],
  ])('%s', (message, request, parts) => {
    expect(refusalOf(request, parts)).toBe(message);
  });
});

describe('hedge ratio', () => {
  // Oracle: the closed form of the two-asset minimum-variance mix, and regression of one on the other.
  test('stock and bond with correlation -0.5', () => {
    const covariance = Float64Array.of(0.04, -0.005, 0, -0.005, 0.0025, 0, 0, 0, 0);
    const outcome = constructed(
      construct(problemOf({ kind: 'hedge-ratio', held: 'STOCK', hedge: 'BOND' }, { covariance })),
    );
    const difference = 0.04 + 0.0025 + 2 * 0.005;
    expectWeights(outcome.weights, [0.0075 / difference, 0.045 / difference, 0], TOLERANCE.closedForm);
    expectClose(finding(outcome, 'hedgeRatio'), 2, TOLERANCE.closedForm);
    expectClose(finding(outcome, 'varianceTakenAway'), 0.25, TOLERANCE.closedForm);
  });
});

describe('volatility target', () => {
  const request = { kind: 'volatility-target', targetVolatility: 0.05, cash: 'BILL' } as const;
  const base = (0.01 + 0.04 + 2 * 0.005) / 4;

  test('cash without risk: the part is target over volatility', () => {
    const outcome = constructed(construct(problemOf(request)));
    const part = 0.05 / Math.sqrt(base);
    expectClose(finding(outcome, 'investedPart'), part, TOLERANCE.closedForm);
    expectWeights(outcome.weights, [part / 2, part / 2, 1 - part], TOLERANCE.closedForm);
    expectClose(outcome.volatility, 0.05, TOLERANCE.closedForm);
  });

  test('cash with a little risk of its own: the target is met exactly', () => {
    const covariance = Float64Array.of(0.01, 0.005, 0.0001, 0.005, 0.04, -0.0002, 0.0001, -0.0002, 0.0004);
    const { volatility, warnings } = constructed(construct(problemOf(request, { covariance })));
    expectClose(volatility, 0.05, TOLERANCE.closedForm);
    expect(warnings).toEqual([]);
  });

  test('never more than the whole, unless leverage is asked for; then cash is borrowed', () => {
    const calm = { ...request, targetVolatility: 0.5 };
    expectClose(constructed(construct(problemOf(calm))).weights[2]!, 0, TOLERANCE.closedForm);
    const weightMin = Float64Array.of(0, 0, -1);
    const bold = constructed(construct(problemOf({ ...calm, leverageMax: 1.5 }, { limits: { weightMin } })));
    expectClose(bold.weights[2]!, -0.5, TOLERANCE.closedForm);
  });

  test('cash that is itself too risky: the calmest mix, and it says so', () => {
    const covariance = Float64Array.of(0.01, 0, 0, 0, 0.01, 0, 0, 0, 0.01);
    const { weights, warnings } = constructed(construct(problemOf(request, { covariance })));
    expectWeights(weights, [1 / 3, 1 / 3, 1 / 3], TOLERANCE.closedForm);
    expect(warnings.map(({ kind }) => kind)).toEqual(['less-than-asked']);
  });
});

describe('regression-weighted', () => {
  const random = randomStream('regression');
  const draw = (): Float64Array => Float64Array.from({ length: 60 }, () => 0.01 * random.nextNormal());
  const columns = [draw(), draw(), draw()];
  const returns = Float64Array.from({ length: 180 }, (_, cell) => columns[cell % 3]![Math.floor(cell / 3)]!);
  const scenarios = { returns, observations: 60 };
  /** An exact mix, so the regression has to find it. */
  const benchmark = (...mix: number[]): Float64Array =>
    Float64Array.from({ length: 60 }, (_, t) => mix.reduce((sum, share, at) => sum + share * columns[at]![t]!, 0.001));
  const free = { weightMin: new Float64Array(3).fill(-Infinity) };
  const outcomeOf = (mix: readonly number[], negatives?: 'clip'): ConstructionOutcome =>
    construct(
      problemOf(
        { kind: 'regression-weighted', benchmarkReturns: benchmark(...mix), ...(negatives ? { negatives } : {}) },
        { scenarios, limits: free },
      ),
    );

  test('an exact mix is found, and its pitfalls are said', () => {
    const outcome = constructed(outcomeOf([0.5, 0.3, 0.2]));
    expectWeights(outcome.weights, [0.5, 0.3, 0.2], TOLERANCE.longSum);
    expectClose(finding(outcome, 'interceptPerPeriod'), 0.001, TOLERANCE.longSum);
    expectClose(finding(outcome, 'rSquared'), 1, TOLERANCE.longSum);
    expect(outcome.warnings.map(({ kind }) => kind)).toEqual(['pitfall']);
  });

  test('a sum below 0.05 in size is refused; just above it is scaled, and the scale is said', () => {
    expect(outcomeOf([0.5, -0.48, 0.029])).toMatchObject({
      status: 'refused',
      message: 'The coefficients sum to 0.0490; below 0.05 in size they say nothing about shares of a whole.',
    });
    const outcome = constructed(outcomeOf([0.5, -0.48, 0.031]));
    expectWeights(outcome.weights, [0.5 / 0.051, -0.48 / 0.051, 0.031 / 0.051], 1e-8);
    const messages = outcome.warnings.map(({ message }) => message);
    expect(messages).toContain(
      'The coefficients sum to 0.051, so dividing by it holds 19.61 times the risk that the regression found.',
    );
    expect(messages).toContain('These weights are negative: BOND.');
  });

  test('negatives are clipped only on request, and the others scaled up', () => {
    const outcome = constructed(outcomeOf([0.8, -0.2, 0.4], 'clip'));
    expectWeights(outcome.weights, [2 / 3, 0, 1 / 3], 1e-9);
    expect(outcome.warnings.at(-1)).toEqual({
      kind: 'negative-weights',
      message: 'These negative weights were set to zero as asked, and the others divided by 1.200: BOND.',
    });
  });
});

describe('signals', () => {
  const signals = Float64Array.of(3, -1, 1);

  test('max(0, signal) over its sum; 1/n where none is positive', () => {
    expectWeights(
      constructed(construct(problemOf({ kind: 'signal-weighted', signals }))).weights,
      [3 / 4, 0, 1 / 4],
      TOLERANCE.closedForm,
    );
    const none = constructed(construct(problemOf({ kind: 'signal-weighted', signals: Float64Array.of(-1, 0, -2) })));
    expectWeights(none.weights, [1 / 3, 1 / 3, 1 / 3], TOLERANCE.closedForm);
    expect(none.warnings.map(({ kind }) => kind)).toEqual(['no-signal']);
  });

  test('rotation gives a class its budget, all of it to the strongest; ties share', () => {
    const rotated = (values: readonly number[]): Constructed =>
      constructed(
        construct(
          problemOf({
            kind: 'sector-rotation',
            signals: Float64Array.from(values),
            classes: ['risky', 'risky', 'safe'],
          }),
        ),
      );
    expectWeights(rotated([-3, -1, -5]).weights, [0, 1 / 2, 1 / 2], TOLERANCE.closedForm);
    const tied = rotated([2, 2, 1]);
    expectWeights(tied.weights, [1 / 4, 1 / 4, 1 / 2], TOLERANCE.closedForm);
    expect(tied.warnings.map(({ message }) => message)).toEqual([
      'Several instruments share the strongest signal and the budget: risky.',
    ]);
  });

  test('a tilt of one outlier among many is cut at three deviations', () => {
    const size = 20;
    const symbols = Array.from({ length: size }, (_, at) => `S${at}`);
    const values = new Float64Array(size);
    values[0] = 1e6;
    const outcome = constructed(
      construct(
        problemOf(
          { kind: 'factor-tilt', scores: [{ factor: 'value', values, strength: 1 }] },
          { symbols, covariance: new Float64Array(size * size) },
        ),
      ),
    );
    // The outlier stands sqrt(19) deviations above the mean, the others 1 / sqrt(19) below.
    expectClose(finding(outcome, 'combinedScore'), 3, TOLERANCE.closedForm);
    expectClose(outcome.weights[0]! / outcome.weights[1]!, 4 * (1 + 1 / Math.sqrt(19)), TOLERANCE.closedForm);
  });
});

describe('resampled', () => {
  const covariance = Float64Array.of(0.01, 0.005, 0, 0.005, 0.04, 0.001, 0, 0.001, 0.02);
  const objective = { kind: 'max-utility', measure: 'variance', riskAversion: 3 } as const;
  const request = { kind: 'resampled', objective, periodsPerYear: 252, seed: 5 } as const;

  // Oracle: with endless history the moments are known, and every resample is the plain optimum.
  test('with a very long history it is the certified optimum', () => {
    const problem = problemOf({ ...request, observations: 500_000, resamples: 2 }, { covariance });
    const { symbols, expectedReturns, limits } = problem;
    const plain = optimize({ symbols, expectedReturns, covariance, objective, limits });
    if (plain.status !== 'solved') throw new Error(plain.status);
    expectWeights(constructed(construct(problem)).weights, [...plain.weights], 0.05);
  });

  test('with a short one it is less concentrated', () => {
    const problem = problemOf({ ...request, observations: 60, resamples: 40 }, { covariance });
    const { weights, findings } = constructed(construct(problem));
    expect(Math.min(...weights)).toBeGreaterThan(0.1);
    expect(findings).toEqual([{ name: 'resamples', value: 40 }]);
  });
});

describe('trees of degenerate covariances', () => {
  const size = 4;
  const symbols = ['A', 'B', 'C', 'D'];
  const twins = Float64Array.from({ length: size * size }, (_, cell) =>
    Math.floor(cell / size) < 2 === cell % size < 2 ? 0.04 : 0,
  );

  test.each(['hrp', 'herc', 'nco', 'schur'] as const)('%s on two pairs of twins gives each pair half', (kind) => {
    const { weights } = constructed(construct(problemOf({ kind }, { symbols, covariance: twins })));
    expectClose(weights[0]! + weights[1]!, 0.5, 1e-8);
  });

  test('perfect hedges leave no risk, and weights still sum to one', () => {
    const covariance = Float64Array.from(twins, (entry, cell) => {
      const [row, column] = [Math.floor(cell / size), cell % size];
      return (row + column) % 2 === 0 ? entry : -entry;
    });
    for (const kind of ['hrp', 'herc', 'nco'] as const) {
      const { weights } = constructed(construct(problemOf({ kind }, { symbols, covariance })));
      expectClose(
        weights.reduce((sum, weight) => sum + weight, 0),
        1,
        1e-9,
      );
    }
  });

  test('one instrument takes all', () => {
    for (const kind of ['hrp', 'herc', 'nco', 'schur'] as const) {
      const one = problemOf({ kind }, { symbols: ['A'], covariance: Float64Array.of(0.04) });
      expect([...constructed(construct(one)).weights]).toEqual([1]);
    }
  });

  test('Schur lowers a gamma that breaks down, is never riskier than hierarchical risk parity, and says so', () => {
    const random = randomStream('schur');
    for (let round = 0; round < 20; round++) {
      const count = 8;
      const loadings = Float64Array.from({ length: count * 3 }, () => random.nextNormal());
      const covariance = Float64Array.from({ length: count * count }, (_, cell) => {
        const [row, column] = [Math.floor(cell / count), cell % count];
        let sum = row === column ? 0.05 : 0;
        for (let k = 0; k < 3; k++) sum += loadings[row * 3 + k]! * loadings[column * 3 + k]!;
        return 0.01 * sum;
      });
      const parts = { symbols: Array.from({ length: count }, (_, at) => `S${at}`), covariance };
      const plain = constructed(construct(problemOf({ kind: 'hrp' }, parts)));
      const outcome = constructed(construct(problemOf({ kind: 'schur', gamma: 0.9 }, parts)));
      expect(quadraticForm(covariance, outcome.weights)).toBeLessThanOrEqual(
        quadraticForm(covariance, plain.weights) * (1 + 1e-12),
      );
      expect(outcome.warnings.length).toBe(finding(outcome, 'gamma') < 0.9 ? 1 : 0);
    }
  });
});
