import { describe, expect, test } from 'vitest';
import { dot, quadraticForm } from '@/lib/quant/math/matrix';
import { randomStream } from '@/lib/quant/math/rng';
import { isAccepted } from '@/lib/quant/optimize/certificate';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { AnyObjective, AnyProblem } from '@/lib/quant/optimize/types';
import {
  between,
  COVARIANCE_KINDS,
  type CovarianceKind,
  randomCovariance,
  randomProblem,
  seededRandom,
} from './random-problems';

const PERIODS = 60;

interface Case {
  readonly problem: AnyProblem;
  /** Weights within all limits that nobody optimised. */
  readonly feasible: Float64Array;
}

function randomCase(covariance: CovarianceKind, seed: number, objectiveFor: (size: number) => AnyObjective): Case {
  const random = seededRandom(seed);
  const stream = randomStream(`${covariance} ${seed}`);
  const size = 2 + Math.floor(between(random, 0, 18));
  const { problem, feasible } = randomProblem(random, {
    size,
    covariance,
    objective: { kind: 'max-return' },
    hasTightGroups: seed % 2 === 0,
    hasReturnMin: seed % 3 === 0,
    hasVolatilityMax: seed % 2 === 1,
  });
  const returns = Float64Array.from({ length: PERIODS * size }, () => Math.max(0.02 * stream.nextNormal(), -0.9));
  return {
    problem: {
      ...problem,
      objective: objectiveFor(size),
      scenarios: { returns, observations: PERIODS },
      limits: { ...problem.limits, benchmarkWeights: new Float64Array(size).fill(1 / size) },
    },
    feasible,
  };
}

/** What each objective is worth, by its definition. */
function worthOf(
  { objective, expectedReturns, covariance, scenarios, limits }: AnyProblem,
  weights: Float64Array,
): number {
  const utility = (returns: Float64Array, risk: Float64Array, riskAversion: number): number =>
    dot(returns, weights) - (riskAversion / 2) * quadraticForm(risk, weights);
  switch (objective.kind) {
    case 'robust-box': {
      const loss = weights.reduce((sum, weight, at) => sum + objective.standardErrors[at]! * Math.abs(weight), 0);
      return utility(expectedReturns, covariance, objective.riskAversion) - objective.kappa * loss;
    }
    case 'robust-ellipsoid': {
      const { errorCovariance, kappa, riskAversion } = objective;
      const square =
        errorCovariance.length === weights.length
          ? weights.reduce((sum, weight, at) => sum + errorCovariance[at]! * weight ** 2, 0)
          : quadraticForm(errorCovariance, weights);
      return utility(expectedReturns, covariance, riskAversion) - kappa * Math.sqrt(Math.max(square, 0));
    }
    case 'worst-case-utility': {
      const models = [{ expectedReturns, covariance }, ...objective.otherModels];
      return Math.min(
        ...models.map((model) => utility(model.expectedReturns, model.covariance, objective.riskAversion)),
      );
    }
    case 'max-growth': {
      const { returns } = scenarios!;
      let growth = 0;
      for (let t = 0; t < PERIODS; t++) {
        growth += Math.log1p(dot(returns.slice(t * weights.length, (t + 1) * weights.length), weights)) / PERIODS;
      }
      return growth;
    }
    case 'wasserstein-cvar': {
      const { returns } = scenarios!;
      const losses = Array.from({ length: PERIODS }, (_, t) => {
        return -dot(returns.slice(t * weights.length, (t + 1) * weights.length), weights);
      });
      const tail = Math.round((1 - objective.confidence) * PERIODS);
      const worst = losses.sort((left, right) => right - left).slice(0, tail);
      const length = Math.sqrt(dot(weights, weights));
      return -worst.reduce((sum, loss) => sum + loss, 0) / tail - (objective.radius * PERIODS * length) / tail;
    }
    default:
      return -quadraticForm(
        covariance,
        weights.map((weight, at) => weight - limits.benchmarkWeights![at]!),
      );
  }
}

const OBJECTIVES: Readonly<Record<string, (size: number, covariance: CovarianceKind) => AnyObjective>> = {
  'a box': (size) => ({
    kind: 'robust-box',
    measure: 'variance',
    riskAversion: 4,
    kappa: 1,
    standardErrors: Float64Array.from({ length: size }, (_, at) => 0.01 * (at % 5)),
  }),
  'a box alone, without aversion to risk': (size) => ({
    kind: 'robust-box',
    measure: 'variance',
    riskAversion: 0,
    kappa: 2,
    standardErrors: Float64Array.from({ length: size }, (_, at) => 0.01 * (at % 5)),
  }),
  'an ellipsoid of independent errors, one of them none': (size) => ({
    kind: 'robust-ellipsoid',
    measure: 'variance',
    riskAversion: 4,
    kappa: 3,
    errorCovariance: Float64Array.from({ length: size }, (_, at) => (0.01 * (at % 5)) ** 2),
  }),
  'an ellipsoid alone, of errors that go together': (size, covariance) => ({
    kind: 'robust-ellipsoid',
    measure: 'variance',
    riskAversion: 0,
    kappa: 1,
    errorCovariance: randomCovariance(seededRandom(size), size, covariance).map((entry) => entry / 50),
  }),
  'the worst of three models': (size, covariance) => ({
    kind: 'worst-case-utility',
    measure: 'variance',
    riskAversion: 4,
    otherModels: [1, 2].map((k) => ({
      expectedReturns: Float64Array.from({ length: size }, (_, at) => 0.01 * ((at * k) % 7)),
      covariance: randomCovariance(seededRandom(size + k), size, covariance),
    })),
  }),
  growth: () => ({ kind: 'max-growth' }),
  'a small ball around the scenarios': () => ({ kind: 'wasserstein-cvar', confidence: 0.9, radius: 1e-5 }),
  'a large ball around the scenarios': () => ({ kind: 'wasserstein-cvar', confidence: 0.8, radius: 0.01 }),
  'a ball of no size': () => ({ kind: 'wasserstein-cvar', confidence: 0.95, radius: 0 }),
  'tracking error': () => ({ kind: 'min-tracking-error' }),
};

/** Weights of a certified answer may be better than they should be by rounding only. */
const BETTER = 1e-9;

describe.each(Object.entries(OBJECTIVES))('%s', (_, objectiveFor) => {
  // Duplicated, riskless and nearly singular instruments, fewer dates than assets, tight groups.
  test.each(COVARIANCE_KINDS)(
    'is solved and certified on a covariance that is %s, and beats other weights',
    (covariance) => {
      for (let seed = 1; seed <= 4; seed++) {
        const { problem, feasible } = randomCase(covariance, seed, (size) => objectiveFor(size, covariance));
        const outcome = optimize(problem);
        if (outcome.status !== 'solved') throw new Error(`seed ${seed}: ${JSON.stringify(outcome)}`);
        expect(isAccepted(outcome.certificate)).toBe(true);
        const best = worthOf(problem, outcome.weights);
        for (const share of [1e-3, 0.1, 1]) {
          const other = feasible.map((weight, at) => outcome.weights[at]! + share * (weight - outcome.weights[at]!));
          expect(worthOf(problem, other)).toBeLessThanOrEqual(best + BETTER);
        }
      }
    },
  );
});
