import { describe, expect, test } from 'vitest';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { OptimizeLimits, OptimizeProblem, MinMeasure, Solved } from '@/lib/quant/optimize/types';
import { expectClose, TOLERANCE } from '../../support/close';
import { drawnReturns, longOnlyText, type LongOnly, returnTerms } from './measure-oracle';

/**
 * Least measured risk against linear programs in HiGHS, written from the measures' definitions in the papers cited with
 * each measure in lib/quant/risk/measures.
 */

const CASES = [
  { observations: 40, size: 4, weightMax: 1, seed: 1 },
  { observations: 120, size: 8, weightMax: 0.3, seed: 2 },
  { observations: 60, size: 12, weightMax: 0.25, seed: 3 },
].map((each) => ({ ...each, returns: drawnReturns(each.observations, each.size, each.seed) }));

function problemOf(
  market: LongOnly,
  objective: MinMeasure,
  limits: Partial<OptimizeLimits> = {},
): OptimizeProblem<MinMeasure> {
  const size = market.returns.length / market.observations;
  const covariance = new Float64Array(size * size);
  for (let at = 0; at < size; at++) covariance[at * size + at] = 0.04;
  return {
    symbols: Array.from({ length: size }, (_, at) => `A${at}`),
    expectedReturns: Float64Array.from({ length: size }, (_, at) => 0.02 + 0.01 * at),
    covariance,
    scenarios: { returns: market.returns, observations: market.observations },
    objective,
    limits: {
      budget: 1,
      weightMin: new Float64Array(size),
      weightMax: new Float64Array(size).fill(market.weightMax),
      rows: [],
      ...limits,
    },
  };
}

function solvedRisk(problem: OptimizeProblem<MinMeasure>): { readonly outcome: Solved; readonly value: number } {
  const outcome = optimize(problem);
  if (outcome.status !== 'solved') throw new Error(JSON.stringify(outcome));
  expect(outcome.certificate.dualityGap).toBeLessThanOrEqual(1e-8);
  return { outcome, value: outcome.risks![0]!.value };
}

/** HiGHS stops at 1e-10 in each row; the values are about 0.01. */
const HIGHS = TOLERANCE.independentSolver / 100;

async function leastCvarByHighs(market: LongOnly, confidence: number): Promise<number> {
  const text = longOnlyText(market);
  text.minimise(1, 'a');
  text.bound('a', -Infinity, Infinity);
  for (let t = 0; t < market.observations; t++) {
    text.minimise(1 / ((1 - confidence) * market.observations), `u${t}`);
    text.row([...returnTerms(market, t, 1), [1, 'a'], [1, `u${t}`]], '>=', 0);
  }
  return (await text.least())!;
}

describe('least conditional value at risk', () => {
  for (const market of CASES) {
    for (const confidence of [0.8, 0.95, 0.99]) {
      test(`min-risk cvar ${confidence}, ${market.observations} x ${market.size}: HiGHS`, async () => {
        const { value } = solvedRisk(problemOf(market, { kind: 'min-risk', measure: 'cvar', confidence }));
        expectClose(value, await leastCvarByHighs(market, confidence), HIGHS);
      });
    }
  }
});
