import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'vitest';
import { entropyPooling, type PooledScenarios } from '@/lib/quant/forecast/views/entropy-pooling';
import { poolProbabilities, type PoolingChoice } from '@/lib/quant/forecast/views/opinion-pooling';
import type { ScenarioView } from '@/lib/quant/forecast/views/scenario-view';
import { expectClose, TOLERANCE } from '../../support/close';

/** Oracles: skfolio 1.12 and cvxpy with Clarabel, by scripts/entropy.py; 90 scenarios of three instruments. */
interface Posterior {
  readonly probabilities: readonly number[];
  readonly relativeEntropy: number;
  readonly effectiveScenarios: number;
}
interface TailPosterior {
  readonly probabilities: readonly number[];
  readonly relativeEntropy: number;
  readonly value: number;
}
interface Fixture {
  readonly symbols: readonly string[];
  readonly returns: readonly number[];
  readonly observations: number;
  readonly confidence: number;
  readonly mean: Posterior;
  readonly meanInequality: Posterior;
  readonly variance: Posterior;
  readonly correlation: Posterior;
  readonly correlationAfterMean: Posterior;
  readonly cvar: TailPosterior;
  readonly cvarUp: TailPosterior;
  readonly cvarDown: TailPosterior;
  readonly cvarLow: TailPosterior;
  readonly poolLinear: Pool;
  readonly poolLogarithmic: Pool;
  readonly poolRobust: Pool;
}
interface Pool {
  readonly probabilities: readonly number[];
  readonly weights: readonly number[];
}
const fixture = JSON.parse(readFileSync(path.join(import.meta.dirname, 'fixtures/entropy.json'), 'utf8')) as Fixture;
const prior = { ...fixture, returns: Float64Array.from(fixture.returns) };

/** Interior-point answers hold about eight figures of each probability, of size 1/90. */
const PROBABILITY_TOLERANCE = 1e-7;

function pooled(...views: ScenarioView[]): PooledScenarios {
  const outcome = entropyPooling(prior, views);
  if (outcome.status === 'refused') throw new Error(outcome.message);
  return outcome.value;
}
function expectSame(actual: PooledScenarios, expected: { probabilities: readonly number[]; relativeEntropy: number }) {
  expectClose(actual.relativeEntropy, expected.relativeEntropy, TOLERANCE.independentSolver);
  actual.probabilities.forEach((own, at) => {
    expectClose(own, expected.probabilities[at]!, PROBABILITY_TOLERANCE);
  });
}
const mean = (asset: string, value: number): ScenarioView => ({
  kind: 'mean',
  name: asset,
  coefficients: new Map([[asset, 1]]),
  value,
});
const volatility = (asset: string, variance: number): ScenarioView => ({
  kind: 'volatility',
  asset,
  value: Math.sqrt(variance),
});
const correlation = (asset: string, versus: string, value: number): ScenarioView => ({
  kind: 'correlation',
  asset,
  versus,
  value,
});
const cvar = (asset: string, value: number): ScenarioView => ({
  kind: 'cvar',
  asset,
  confidence: fixture.confidence,
  value,
});

describe('entropy pooling', () => {
  test('views on means: skfolio EntropyPooling', () => {
    const answer = pooled(mean('A', 0.004), mean('B', -0.001));
    expectSame(answer, fixture.mean);
    expectClose(answer.effectiveScenarios, fixture.mean.effectiveScenarios, TOLERANCE.independentSolver);
  });

  test('views on means as inequalities: skfolio EntropyPooling', () => {
    const difference = new Map([
      ['A', 1],
      ['B', -1],
    ]);
    const answer = pooled(
      { kind: 'mean', name: 'A over B', coefficients: difference, value: 0, relation: 'at-least' },
      { ...mean('A', 0.005), relation: 'at-least' },
      { ...mean('C', 0.001), relation: 'at-most' },
    );
    expectSame(answer, fixture.meanInequality);
  });

  test('views on a mean and on volatilities: skfolio EntropyPooling', () => {
    const answer = pooled(mean('A', 0.003), volatility('A', 0.0009), {
      ...volatility('C', 0.0015),
      relation: 'at-most',
    });
    expectSame(answer, fixture.variance);
  });

  test('views on correlations: skfolio EntropyPooling', () => {
    expectSame(pooled(correlation('A', 'B', 0.2), correlation('A', 'C', 0.1)), fixture.correlation);
  });

  test('a view on a mean, then on a correlation: skfolio EntropyPooling', () => {
    expectSame(pooled(mean('B', 0.002), correlation('A', 'B', 0.75)), fixture.correlationAfterMean);
  });

  test('a view on a CVaR, within what its level search leaves open: skfolio EntropyPooling', () => {
    const answer = pooled(cvar('A', fixture.cvar.value));
    expectClose(answer.relativeEntropy, fixture.cvar.relativeEntropy, 1e-3);
    answer.probabilities.forEach((own, at) => {
      expectClose(own, fixture.cvar.probabilities[at]!, 2e-3);
    });
  });

  test('a CVaR that rises: cvxpy with a statement for each level', () => {
    expectSame(pooled(cvar('A', fixture.cvarUp.value)), fixture.cvarUp);
  });

  test('a CVaR that falls: cvxpy over every level', () => {
    expectSame(pooled(cvar('A', fixture.cvarDown.value)), fixture.cvarDown);
  });

  test('a CVaR that falls far beside a view on a mean: cvxpy over every level', () => {
    expectSame(pooled(mean('A', 0.003), cvar('C', fixture.cvarLow.value)), fixture.cvarLow);
  });
});

describe('opinion pooling of two view sets', () => {
  const opinions = [pooled(mean('A', 0.004)), pooled(mean('B', -0.001), mean('C', 0.003))];
  const uniform = new Float64Array(fixture.observations).fill(1 / fixture.observations);
  const cases: [string, number[], PoolingChoice, Pool][] = [
    ['linear', [0.4, 0.35], { kind: 'linear' }, fixture.poolLinear],
    ['logarithmic', [0.4, 0.35], { kind: 'logarithmic' }, fixture.poolLogarithmic],
    ['linear with a penalty on divergence', [0.7, 0.3], { kind: 'linear', divergencePenalty: 2 }, fixture.poolRobust],
  ];
  test.each(cases)('%s: skfolio OpinionPooling', (_, weights, choice, expected) => {
    const views = opinions.map(({ probabilities }) => probabilities);
    const outcome = poolProbabilities(uniform, views, Float64Array.from(weights), choice);
    if (outcome.status === 'refused') throw new Error(outcome.message);
    expected.weights.forEach((weight, at) => {
      expectClose(outcome.value.weights[at]!, weight, TOLERANCE.independentSolver);
    });
    expected.probabilities.forEach((own, at) => {
      expectClose(outcome.value.probabilities[at]!, own, PROBABILITY_TOLERANCE);
    });
  });
});
