import { expect } from 'vitest';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { AnyProblem, OptimizeLimits, Solved } from '@/lib/quant/optimize/types';
import { loadHighs } from '../../unit/quant/optimize/oracles';
import { seededRandom } from '../../unit/quant/optimize/random-problems';

/** Fat-tailed one-factor returns, row-major T x n; the same numbers for each seed. */
export function drawnReturns(observations: number, size: number, seed: number): Float64Array {
  const random = seededRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const betas = Float64Array.from({ length: size }, () => 0.4 + 1.2 * random());
  const noises = Float64Array.from({ length: size }, () => 0.005 + 0.015 * random());
  const drifts = Float64Array.from({ length: size }, () => 0.0008 * random());
  const returns = new Float64Array(observations * size);
  for (let t = 0; t < observations; t++) {
    const market = 0.01 * normal() * (random() < 0.05 ? 3 : 1);
    for (let at = 0; at < size; at++) {
      returns[t * size + at] = drifts[at]! + betas[at]! * market + noises[at]! * normal();
    }
  }
  return returns;
}

/** A linear program being written down: variables by name, rows as they come. */
export class LinearText {
  readonly objective: string[] = [];
  readonly rows: string[] = [];
  readonly bounds: string[] = [];

  minimise(coefficient: number, variable: string): void {
    this.objective.push(term(coefficient, variable));
  }

  row(terms: readonly (readonly [number, string])[], relation: '<=' | '>=' | '=', right: number): void {
    this.rows.push(` r${this.rows.length}: ${terms.map(([c, name]) => term(c, name)).join(' ')} ${relation} ${right}`);
  }

  bound(variable: string, min: number, max: number): void {
    const side = (value: number): string => (value === -Infinity ? '-inf' : value === Infinity ? '+inf' : `${value}`);
    this.bounds.push(` ${side(min)} <= ${variable} <= ${side(max)}`);
  }

  /** The least value by HiGHS; undefined where the rows conflict. */
  async least(): Promise<number | undefined> {
    const highs = await loadHighs();
    const parts = [
      'Minimize',
      ` obj: ${this.objective.join(' ')}`,
      'Subject To',
      ...this.rows,
      'Bounds',
      ...this.bounds,
    ];
    const outcome = highs.solve([...parts, 'End'].join('\n'), {
      primal_feasibility_tolerance: 1e-10,
      dual_feasibility_tolerance: 1e-10,
    });
    if (outcome.Status === 'Infeasible') return undefined;
    if (outcome.Status !== 'Optimal') throw new Error(`HiGHS answered ${outcome.Status}`);
    return outcome.ObjectiveValue;
  }
}

const term = (coefficient: number, variable: string): string =>
  `${coefficient < 0 ? '-' : '+'} ${Math.abs(coefficient)} ${variable}`;

export interface LongOnly {
  readonly returns: Float64Array;
  readonly observations: number;
  readonly weightMax: number;
}

/** Two markets of a size that linear programs of every measure take in their stride. */
export const TWO_MARKETS = [
  { observations: 60, size: 5, weightMax: 1, seed: 11 },
  { observations: 150, size: 9, weightMax: 0.4, seed: 12 },
].map((each) => ({ ...each, returns: drawnReturns(each.observations, each.size, each.seed) }));

export const yearlyReturns = (size: number): Float64Array =>
  Float64Array.from({ length: size }, (_, at) => 0.02 + 0.013 * at);

/** The same limits as `longOnlyText`; volatilities of 20 % a year, with the given covariance between any two. */
export function longOnlyProblem(
  { returns, observations, weightMax }: LongOnly,
  objective: AnyProblem['objective'],
  limits: Partial<OptimizeLimits> = {},
  shared = 0,
): AnyProblem {
  const size = returns.length / observations;
  const covariance = new Float64Array(size * size).fill(shared);
  for (let at = 0; at < size; at++) covariance[at * size + at] = 0.04;
  return {
    symbols: Array.from({ length: size }, (_, at) => `A${at}`),
    expectedReturns: yearlyReturns(size),
    covariance,
    scenarios: { returns, observations },
    objective,
    limits: {
      budget: 1,
      weightMin: new Float64Array(size),
      weightMax: new Float64Array(size).fill(weightMax),
      rows: [],
      ...limits,
    },
  };
}

export function solvedOf(problem: AnyProblem): Solved {
  const outcome = optimize(problem);
  if (outcome.status !== 'solved') throw new Error(JSON.stringify(outcome));
  expect(outcome.certificate.dualityGap).toBeLessThanOrEqual(1e-8);
  return outcome;
}

/** Fully invested, no weight below zero or above the maximum. */
export function longOnlyText({ returns, observations, weightMax }: LongOnly): LinearText {
  const size = returns.length / observations;
  const text = new LinearText();
  const weights = Array.from({ length: size }, (_, at) => `w${at}`);
  text.row(
    weights.map((name) => [1, name] as const),
    '=',
    1,
  );
  for (const name of weights) text.bound(name, 0, weightMax);
  return text;
}

/** Terms of factor * (return of scenario t). */
export function returnTerms({ returns, observations }: LongOnly, t: number, factor: number): [number, string][] {
  const size = returns.length / observations;
  return Array.from({ length: size }, (_, at): [number, string] => [factor * returns[t * size + at]!, `w${at}`]);
}

/** Levels l_t of the mix and their peaks: h_t >= h_(t-1), h_t >= l_t, both from zero. The drawdown is h_t - l_t. */
export function drawdownRows(text: LinearText, market: LongOnly, t: number): void {
  const before: [number, string][] = t === 0 ? [] : [[1, `l${t - 1}`]];
  text.bound(`l${t}`, -Infinity, Infinity);
  text.row([...returnTerms(market, t, 1), ...before, [-1, `l${t}`]], '=', 0);
  text.row(
    [
      [1, `h${t}`],
      [-1, `l${t}`],
    ],
    '>=',
    0,
  );
  if (t === 0) return;
  text.row(
    [
      [1, `h${t}`],
      [-1, `h${t - 1}`],
    ],
    '>=',
    0,
  );
}
