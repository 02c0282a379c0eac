import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { worstCaseCvar } from '@/lib/quant/optimize/objectives/wasserstein-cvar';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { AnyObjective, OptimizeLimits, Scenarios, Solved, WassersteinCvar } from '@/lib/quant/optimize/types';
import { RISK_MEASURES } from '@/lib/quant/risk/measures';
import { expectClose, TOLERANCE } from '@/tests/support/close';
import { drawnReturns, LinearText } from './measure-oracle';

interface Shape {
  readonly observations: number;
  readonly size: number;
  readonly seed: number;
}

/** Made by scripts/wasserstein.py, which shares no code with this repository. */
interface Answer extends Shape {
  readonly confidence: number;
  readonly limits: 'long' | 'boxed' | 'rewarded';
  readonly radius: number;
  readonly value: number;
  readonly weights: readonly number[];
}
const answers = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/wasserstein.json'), 'utf8'),
) as readonly Answer[];

/** Clarabel's gaps are 1e-8 of a percent or less; weights are exact to their root over the curvature of the length. */
const VALUE_TOLERANCE = 1e-9;
const WEIGHT_TOLERANCE = 1e-5;

const scenariosOf = ({ observations, size, seed }: Shape): Scenarios => ({
  returns: drawnReturns(observations, size, seed),
  observations,
});

const rewardsOf = (size: number): Float64Array => Float64Array.from({ length: size }, (_, at) => 0.02 + 0.013 * at);

function limitsOf(name: Answer['limits'], size: number): OptimizeLimits {
  const of = (value: number): Float64Array => new Float64Array(size).fill(value);
  const long = { budget: 1, weightMin: of(0), weightMax: of(Infinity), rows: [] };
  switch (name) {
    case 'long':
      return long;
    case 'rewarded':
      return { ...long, returnMin: 0.75 * rewardsOf(size)[size - 1]! };
    case 'boxed': {
      const coefficients = Float64Array.from({ length: size }, (_, at) => (at % 2 === 0 ? 1 : 0));
      const even = { name: 'even', coefficients, min: -Infinity, max: 0.35 };
      return { ...long, weightMin: of(-0.1), weightMax: of(0.4), rows: [even] };
    }
  }
}

function solved(scenarios: Scenarios, objective: AnyObjective, limits: Answer['limits'] = 'long'): Solved {
  const size = scenarios.returns.length / scenarios.observations;
  const outcome = optimize({
    symbols: Array.from({ length: size }, (_, at) => `A${at}`),
    expectedReturns: rewardsOf(size),
    covariance: Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? 0.04 : 0)),
    scenarios,
    objective,
    limits: limitsOf(limits, size),
  });
  if (outcome.status !== 'solved') throw new Error(JSON.stringify(outcome));
  expect(outcome.certificate.dualityGap).toBeLessThanOrEqual(1e-8);
  return outcome;
}

const ball = (radius: number, confidence: number): WassersteinCvar => ({
  kind: 'wasserstein-cvar',
  radius,
  confidence,
});

describe('the worst distribution within a ball', () => {
  test.each(answers)(
    'wasserstein-cvar x cvxpy and Clarabel, $observations x $size, $limits, radius $radius',
    (answer) => {
      const scenarios = scenariosOf(answer);
      const objective = ball(answer.radius, answer.confidence);
      const { weights } = solved(scenarios, objective, answer.limits);
      expectClose(worstCaseCvar(objective, scenarios, weights), answer.value, VALUE_TOLERANCE);
      answer.weights.forEach((weight, at) => expectClose(weights[at]!, weight, WEIGHT_TOLERANCE));
    },
  );

  test.each(answers.filter(({ radius }) => radius === 0.002))(
    'wasserstein-cvar x min-risk cvar: without a radius, $observations x $size, $limits',
    ({ limits, confidence, ...shape }) => {
      const scenarios = scenariosOf(shape);
      const least = solved(scenarios, { kind: 'min-risk', measure: 'cvar', confidence }, limits);
      const { weights } = solved(scenarios, ball(0, confidence), limits);
      const cvarOf = (of: Float64Array): number => RISK_MEASURES.cvar.value(scenarios, of, confidence);
      expectClose(cvarOf(weights), cvarOf(least.weights), VALUE_TOLERANCE);
    },
  );

  // |w| alone is least at equal weights; returns move them by their size over that of the radius.
  test.each([2, 5, 30])('wasserstein-cvar x equal weights: a huge radius, %i instruments', (size) => {
    const { weights } = solved(scenariosOf({ observations: 50, size, seed: 3 }), ball(1e5, 0.95));
    for (const weight of weights) expectClose(weight, 1 / size, WEIGHT_TOLERANCE);
  });

  // One scenario: -r'w + k |w| is least on the budget where w / |w| = (r + v) / k for one v. With r = (0.03, 0.01) and
  // k = 0.01 / (1 - 0.9) = 0.1, v = 0.05 makes (0.08, 0.06), whose length is k.
  test('wasserstein-cvar x Lagrange by hand: one scenario of two instruments', () => {
    const { weights } = solved({ returns: Float64Array.of(0.03, 0.01), observations: 1 }, ball(0.01, 0.9));
    expectClose(weights[0]!, 4 / 7, TOLERANCE.independentSolver);
    expectClose(weights[1]!, 3 / 7, TOLERANCE.independentSolver);
  });
});

/**
 * The worst CVaR of a mix over all distributions within the ball that sit on given places, as the transport of mass that it
 * is: `m` moves mass from a scenario to a place at its distance, `q` is the tail there, at most the mass over 1 - confidence.
 */
async function worstByTransport(
  scenarios: readonly (readonly number[])[],
  places: readonly (readonly number[])[],
  mix: readonly number[],
  { radius, confidence }: WassersteinCvar,
): Promise<number> {
  const text = new LinearText();
  const moves = scenarios.map((_, t) => places.map((__, at) => `m${t}_${at}`));
  for (const row of moves) {
    text.row(
      row.map((name) => [1, name] as const),
      '=',
      1 / scenarios.length,
    );
  }
  const apart = scenarios.flatMap((scenario, t) =>
    places.map((place, at) => {
      const distance = Math.hypot(...place.map((value, column) => value - scenario[column]!));
      return [distance, moves[t]![at]!] as const;
    }),
  );
  text.row(apart, '<=', radius);
  text.row(
    places.map((_, at) => [1, `q${at}`] as const),
    '=',
    1,
  );
  places.forEach((place, at) => {
    text.minimise(
      place.reduce((sum, value, column) => sum + value * mix[column]!, 0),
      `q${at}`,
    );
    text.row([[1 - confidence, `q${at}`], ...moves.map((row) => [-1, row[at]!] as const)], '<=', 0);
  });
  return -(await text.least())!;
}

describe('the ball itself', () => {
  const SCENARIOS = [
    [0.02, -0.01, 0.005],
    [-0.03, 0.01, 0],
    [0.01, 0.02, -0.015],
    [-0.01, -0.02, 0.01],
    [0.015, 0, 0.01],
  ] as const;
  const scenarios = { returns: Float64Array.from(SCENARIOS.flat()), observations: SCENARIOS.length };
  const MIXES = [
    [0.5, 0.3, 0.2],
    [1.2, -0.5, 0.3],
    [0, 0, 1],
  ];

  // Places: the scenarios, each moved along the mix either way, and a grid all around.
  const grid = [-0.06, -0.02, 0.02, 0.06];
  const around = grid.flatMap((a) => grid.flatMap((b) => grid.map((c) => [a, b, c])));
  const placesOf = (mix: readonly number[]): readonly (readonly number[])[] => [
    ...SCENARIOS,
    ...around,
    ...SCENARIOS.flatMap((scenario) =>
      [-0.08, -0.02, 0.02].map((step) =>
        scenario.map((value, column) => value + (step * mix[column]!) / Math.hypot(...mix)),
      ),
    ),
  ];

  test.each(MIXES.flatMap((mix) => [0.7, 0.9].flatMap((c) => [0, 0.001, 0.006].map((r) => [mix, c, r] as const))))(
    'wasserstein-cvar x HiGHS on the transport of mass, mix %j, confidence %d, radius %d',
    async (mix, confidence, radius) => {
      const objective = ball(radius, confidence);
      const worst = await worstByTransport(SCENARIOS, placesOf(mix), mix, objective);
      expectClose(worst, worstCaseCvar(objective, scenarios, Float64Array.from(mix)), VALUE_TOLERANCE);
    },
  );
});
