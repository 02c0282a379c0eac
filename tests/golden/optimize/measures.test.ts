import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { OptimizeLimits, OptimizeProblem, MinMeasure, Solved } from '@/lib/quant/optimize/types';
import { expectClose, TOLERANCE } from '../../support/close';
import { drawdownRows, drawnReturns, longOnlyText, type LongOnly, returnTerms } from './measure-oracle';

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

async function leastWorstByHighs(market: LongOnly): Promise<number> {
  const text = longOnlyText(market);
  text.minimise(1, 'm');
  text.bound('m', -Infinity, Infinity);
  for (let t = 0; t < market.observations; t++) text.row([...returnTerms(market, t, 1), [1, 'm']], '>=', 0);
  return (await text.least())!;
}

async function leastMadByHighs(market: LongOnly): Promise<number> {
  const text = longOnlyText(market);
  const { returns, observations } = market;
  const size = returns.length / observations;
  const mean = Float64Array.from({ length: size }, (_, at) => {
    let sum = 0;
    for (let t = 0; t < observations; t++) sum += returns[t * size + at]!;
    return sum / observations;
  });
  for (let t = 0; t < observations; t++) {
    text.minimise(1 / observations, `u${t}`);
    const deviation = returnTerms(market, t, 1).map(([entry, name], at): [number, string] => [entry - mean[at]!, name]);
    text.row([...deviation, [1, `u${t}`]], '>=', 0);
    text.row([...deviation.map(([entry, name]): [number, string] => [-entry, name]), [1, `u${t}`]], '>=', 0);
  }
  return (await text.least())!;
}

type DrawdownMeasure = 'average-drawdown' | 'max-drawdown' | 'cdar';

async function leastDrawdownByHighs(market: LongOnly, measure: DrawdownMeasure, confidence: number): Promise<number> {
  const text = longOnlyText(market);
  const { observations } = market;
  if (measure !== 'average-drawdown') {
    text.minimise(1, 'a');
    text.bound('a', -Infinity, Infinity);
  }
  for (let t = 0; t < observations; t++) {
    drawdownRows(text, market, t);
    if (measure === 'average-drawdown') {
      text.minimise(1 / observations, `h${t}`);
      text.minimise(-1 / observations, `l${t}`);
    } else if (measure === 'max-drawdown') {
      text.row(
        [
          [1, 'a'],
          [-1, `h${t}`],
          [1, `l${t}`],
        ],
        '>=',
        0,
      );
    } else {
      text.minimise(1 / ((1 - confidence) * observations), `u${t}`);
      text.row(
        [
          [1, 'a'],
          [1, `u${t}`],
          [-1, `h${t}`],
          [1, `l${t}`],
        ],
        '>=',
        0,
      );
    }
  }
  return (await text.least())!;
}

describe('least worst case and mean absolute deviation', () => {
  for (const market of CASES) {
    const shape = `${market.observations} x ${market.size}`;
    test(`min-risk worst-case, ${shape}: HiGHS`, async () => {
      const { value } = solvedRisk(problemOf(market, { kind: 'min-risk', measure: 'worst-case' }));
      expectClose(value, await leastWorstByHighs(market), HIGHS);
    });
    test(`min-risk mad, ${shape}: HiGHS`, async () => {
      const { value } = solvedRisk(problemOf(market, { kind: 'min-risk', measure: 'mad' }));
      expectClose(value, await leastMadByHighs(market), HIGHS);
    });
  }
});

describe('least drawdowns of cumulated returns', () => {
  for (const market of CASES) {
    for (const measure of ['average-drawdown', 'max-drawdown', 'cdar'] as const) {
      test(`min-risk ${measure}, ${market.observations} x ${market.size}: HiGHS`, async () => {
        const { value } = solvedRisk(problemOf(market, { kind: 'min-risk', measure, confidence: 0.9 }));
        expectClose(value, await leastDrawdownByHighs(market, measure, 0.9), HIGHS);
      });
    }
  }
});

/** Made by scripts/measures.py. */
interface SmoothAnswer {
  readonly seed: number;
  readonly measure: 'semideviation' | 'downside-deviation' | 'semivariance' | 'evar' | 'edar' | 'ulcer';
  readonly value: number;
}

const smoothAnswers = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/measures.json'), 'utf8'),
) as readonly SmoothAnswer[];

describe('least smooth measures', () => {
  for (const { seed, measure, value: expected } of smoothAnswers) {
    const market = CASES.find((each) => each.seed === seed)!;
    test(`min-risk ${measure}, ${market.observations} x ${market.size}: cvxpy with Clarabel`, () => {
      const { value } = solvedRisk(problemOf(market, { kind: 'min-risk', measure, confidence: 0.9 }));
      expectClose(value / expected, 1, TOLERANCE.independentSolver);
    });
  }
});
