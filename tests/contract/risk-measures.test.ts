import { describe, expect, test } from 'vitest';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { OptimizeLimits, Solved } from '@/lib/quant/optimize/types';
import { RISK_MEASURES, type RiskMeasureId } from '@/lib/quant/risk/measures';
import { MEASURE_RELATIONS, type MeasureRelation } from '@/lib/quant/risk/measures/measure';
import type { Scenarios } from '@/lib/quant/risk/measures/scenarios';
import { drawnReturns } from '../golden/optimize/measure-oracle';
import { expectClose, TOLERANCE } from '../support/close';
import { seededRandom } from '../unit/quant/optimize/random-problems';

/** What every registered measure promises, on random returns; and numbers that show why it does not promise more. */

const IDS = Object.keys(RISK_MEASURES) as RiskMeasureId[];
const CONFIDENCE = 0.9;

interface World {
  readonly scenarios: Scenarios;
  readonly weightMax: Float64Array;
}

const WORLDS: readonly World[] = [
  { observations: 40, size: 4, seed: 31 },
  { observations: 90, size: 7, seed: 32 },
  { observations: 60, size: 10, seed: 33 },
].map(({ observations, size, seed }) => ({
  scenarios: { returns: drawnReturns(observations, size, seed), observations },
  // The last may hold all of it: what is listed twice must not gain room by that.
  weightMax: Float64Array.from({ length: size }, (_, at) => (at === size - 1 ? 1 : 0.4)),
}));

const sizeOf = ({ returns, observations }: Scenarios): number => returns.length / observations;

function leastOf(
  id: RiskMeasureId,
  { scenarios, weightMax }: World,
): { readonly solved: Solved; readonly value: number } {
  const size = weightMax.length;
  const covariance = new Float64Array(size * size);
  for (let at = 0; at < size; at++) covariance[at * size + at] = 0.04;
  const limits: OptimizeLimits = { budget: 1, weightMin: new Float64Array(size), weightMax, rows: [] };
  const outcome = optimize({
    symbols: Array.from({ length: size }, (_, at) => `A${at}`),
    expectedReturns: new Float64Array(size),
    covariance,
    scenarios,
    objective: { kind: 'min-risk', measure: id, confidence: CONFIDENCE },
    limits,
  });
  if (outcome.status !== 'solved') throw new Error(JSON.stringify(outcome));
  return { solved: outcome, value: outcome.risks![0]!.value };
}

/** New columns from old ones: column c of the result is column columns[c]. */
function withColumns(
  { scenarios, weightMax }: World,
  columns: readonly number[],
  maxOf = (at: number) => weightMax[at]!,
): World {
  const { returns, observations } = scenarios;
  const size = sizeOf(scenarios);
  const chosen = new Float64Array(observations * columns.length);
  for (let t = 0; t < observations; t++) {
    columns.forEach((from, to) => {
      chosen[t * columns.length + to] = returns[t * size + from]!;
    });
  }
  return {
    scenarios: { returns: chosen, observations },
    weightMax: Float64Array.from(columns, (from) => maxOf(from)),
  };
}

const withReturns = (world: World, change: (entry: number) => number): World => ({
  ...world,
  scenarios: { ...world.scenarios, returns: world.scenarios.returns.map(change) },
});

function reversed({ scenarios, weightMax }: World): World {
  const { returns, observations } = scenarios;
  const size = sizeOf(scenarios);
  const turned = returns.map((_, at) => returns[(observations - 1 - Math.floor(at / size)) * size + (at % size)]!);
  return { scenarios: { returns: turned, observations }, weightMax };
}

const indicesOf = ({ scenarios }: World): number[] => Array.from({ length: sizeOf(scenarios) }, (_, at) => at);

const SCALE = 3;
const CASH = 0.002;

/** The least value in a changed world, brought back to what it should be in the world as it was. */
const CHANGED: Readonly<Record<Exclude<MeasureRelation, 'limits'>, (id: RiskMeasureId, world: World) => number>> = {
  scaling: (id, world) =>
    leastOf(
      id,
      withReturns(world, (entry) => SCALE * entry),
    ).value / SCALE,
  permutation: (id, world) => leastOf(id, withColumns(world, indicesOf(world).reverse())).value,
  'duplicate-split': (id, world) => {
    const columns = indicesOf(world);
    return leastOf(id, withColumns(world, [...columns, columns.length - 1])).value;
  },
  'zero-weight': (id, world) => {
    const size = sizeOf(world.scenarios);
    const wider = withColumns(world, [...indicesOf(world), 0]);
    const weightMax = wider.weightMax.map((max, at) => (at === size ? 0 : max));
    const random = seededRandom(7);
    const returns = wider.scenarios.returns.map((entry, at) => (at % (size + 1) === size ? 0.1 * random() : entry));
    return leastOf(id, { scenarios: { ...wider.scenarios, returns }, weightMax }).value;
  },
  'scenario-order': (id, world) => leastOf(id, reversed(world)).value,
  cash: (id, world) =>
    leastOf(
      id,
      withReturns(world, (entry) => entry + CASH),
    ).value + CASH,
};

describe.each(IDS)('measure %s', (id) => {
  const { relations, id: own, name, value, model } = RISK_MEASURES[id];

  test('is registered under its own id, and has a name', () => {
    expect(own).toBe(id);
    expect(name).toMatch(/\S/);
  });

  for (const relation of MEASURE_RELATIONS) {
    const isDeclared = relations.includes(relation);
    if (relation === 'limits') {
      test('limits: kept to 1e-8', () => {
        expect(isDeclared).toBe(true);
        for (const world of WORLDS) {
          const { weights } = leastOf(id, world).solved;
          expectClose(
            weights.reduce((sum, weight) => sum + weight, 0),
            1,
            1e-8,
          );
          weights.forEach((weight, at) => {
            expect(weight).toBeGreaterThanOrEqual(-1e-8);
            expect(weight).toBeLessThanOrEqual(world.weightMax[at]! + 1e-8);
          });
        }
      });
    } else if (isDeclared) {
      test(`${relation}: holds`, () => {
        for (const world of WORLDS) {
          expectClose(CHANGED[relation](id, world) / leastOf(id, world).value, 1, TOLERANCE.independentSolver);
        }
      });
    }
  }

  test('the plane a solver sees lies below it everywhere', () => {
    for (const { scenarios } of WORLDS) {
      const size = sizeOf(scenarios);
      const random = seededRandom(size);
      const drawn = (): Float64Array => Float64Array.from({ length: size }, () => random() - 0.2);
      for (let draw = 0; draw < 20; draw++) {
        const seen = model(scenarios, CONFIDENCE);
        const image = seen.imageOf(drawn());
        seen.refine?.(image);
        seen.evaluate(image);
        const { slope, intercept } = seen.minorant();
        const other = drawn();
        const plane = slope.reduce((sum, entry, at) => sum + entry * other[at]!, intercept);
        expect(plane).toBeLessThanOrEqual(value(scenarios, other, CONFIDENCE) + 1e-12);
      }
    }
  });

  test('as a solver sees it and by its definition are the same number', () => {
    for (const { scenarios } of WORLDS) {
      const random = seededRandom(sizeOf(scenarios) + 1);
      const weights = Float64Array.from({ length: sizeOf(scenarios) }, () => random() - 0.2);
      const seen = model(scenarios, CONFIDENCE);
      expectClose(seen.exact(seen.imageOf(weights)) / value(scenarios, weights, CONFIDENCE), 1, TOLERANCE.longSum);
    }
  });
});

/** One instrument, all of the money: the measure is that of these returns. */
const measured = (id: RiskMeasureId, returns: readonly number[]): number =>
  RISK_MEASURES[id].value(
    { returns: Float64Array.from(returns), observations: returns.length },
    Float64Array.of(1),
    0.5,
  );

describe('relations that are not declared have a counter-example', () => {
  // Falls of 0.1 and 0.2 after another are one of 0.3, apart they are not.
  const inARow = [-0.1, -0.2, 0.3];
  const apart = [-0.1, 0.3, -0.2];
  test.each(['average-drawdown', 'max-drawdown', 'cdar', 'edar', 'ulcer'] as const)('scenario-order: %s', (id) => {
    expect(Math.abs(measured(id, inARow) - measured(id, apart))).toBeGreaterThan(0.01);
  });

  test.each(['mad', 'semideviation', 'semivariance'] as const)('cash: %s looks at deviations from the mean', (id) => {
    expectClose(measured(id, [0.1, -0.1]), measured(id, [0.3, 0.1]), TOLERANCE.closedForm);
  });

  test('cash: downside deviation stops at zero', () => {
    expect([measured('downside-deviation', [0.1, 0.1]), measured('downside-deviation', [0.2, 0.2])]).toEqual([0, 0]);
  });

  test.each(['average-drawdown', 'max-drawdown', 'cdar', 'edar', 'ulcer'] as const)(
    'cash: %s adds up over periods',
    (id) => {
      // 0.1 less each period: the fall after three periods is 0.3 deeper, not 0.1.
      const [before, after] = [measured(id, [-0.1, -0.1, -0.1]), measured(id, [-0.2, -0.2, -0.2])];
      expect(after - before).toBeGreaterThan(0.15);
    },
  );

  test('scaling: semivariance grows with the square', () => {
    expectClose(measured('semivariance', [0.2, -0.2]), 4 * measured('semivariance', [0.1, -0.1]), TOLERANCE.closedForm);
  });

  test('every relation that a measure leaves out is among them', () => {
    const left = IDS.flatMap((id) =>
      MEASURE_RELATIONS.filter((relation) => !RISK_MEASURES[id].relations.includes(relation)).map(
        (relation) => `${relation} ${id}`,
      ),
    );
    const drawdowns = ['average-drawdown', 'cdar', 'edar', 'max-drawdown', 'ulcer'];
    const shown = [
      ...drawdowns.map((id) => `scenario-order ${id}`),
      ...[...drawdowns, 'mad', 'semideviation', 'semivariance', 'downside-deviation'].map((id) => `cash ${id}`),
      'scaling semivariance',
    ];
    expect(left.sort()).toEqual(shown.sort());
  });
});
