import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { Solved } from '@/lib/quant/optimize/types';
import { RISK_MEASURES, type RiskMeasureId } from '@/lib/quant/risk/measures';
import { expectClose } from '../../support/close';
import { drawnReturns } from './measure-oracle';

/** Risk budgets of measures of loss; the numbers are made by scripts/risk_budgets.py. */
interface Answer {
  readonly library: 'skfolio' | 'Riskfolio-Lib';
  readonly seed: number;
  readonly measure: RiskMeasureId;
  readonly isEqual: boolean;
  readonly weights: readonly number[];
}

const answers = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/risk-budgets.json'), 'utf8'),
) as readonly Answer[];

const MARKETS = new Map(
  [
    { observations: 60, size: 5, seed: 41 },
    { observations: 150, size: 9, seed: 42 },
  ].map(({ observations, size, seed }) => [seed, { returns: drawnReturns(observations, size, seed), observations }]),
);
const CONFIDENCE = 0.9;
/** An interior point solver stops within 1e-10 of the best value; weights go with the root of that. */
const VALUES = 1e-9;
const WEIGHTS = 2e-6;
/** Of the value, which adds a few logarithms. */
const ROUNDING = 1e-12;

/** Equal, or 1, 2, 3, ...; of sum 1. */
function budgetsOf({ weights: { length: size }, isEqual }: Answer): number[] {
  const total = isEqual ? size : (size * (size + 1)) / 2;
  return Array.from({ length: size }, (_, at) => (isEqual ? 1 : at + 1) / total);
}

function solvedOf(answer: Answer): Solved {
  const size = answer.weights.length;
  const covariance = new Float64Array(size * size);
  for (let at = 0; at < size; at++) covariance[at * size + at] = 0.04;
  const outcome = optimize({
    symbols: answer.weights.map((_, at) => `A${at}`),
    expectedReturns: new Float64Array(size),
    covariance,
    scenarios: MARKETS.get(answer.seed)!,
    objective: {
      kind: 'risk-budget',
      measure: answer.measure,
      confidence: CONFIDENCE,
      budgets: Float64Array.from(budgetsOf(answer)),
    },
    limits: { budget: 1, weightMin: new Float64Array(size), weightMax: new Float64Array(size).fill(1), rows: [] },
  });
  if (outcome.status !== 'solved') throw new Error(JSON.stringify(outcome));
  return outcome;
}

/** What is minimised, at its best scale: 1 + ln rho(w) - sum b ln w. */
function valueOf(answer: Answer, weights: ArrayLike<number>): number {
  const { measure, seed } = answer;
  const risk = RISK_MEASURES[measure].value(MARKETS.get(seed)!, Float64Array.from(weights), CONFIDENCE);
  return budgetsOf(answer).reduce((sum, budget, at) => sum - budget * Math.log(weights[at]!), 1 + Math.log(risk));
}

const PAIRS = [
  'risk-budget of cvar x skfolio',
  'risk-budget of cvar x Riskfolio-Lib',
  'risk-budget of worst-case x skfolio',
  'risk-budget of mad x skfolio',
  'risk-budget of mad x Riskfolio-Lib',
  'risk-budget of average-drawdown x skfolio',
  'risk-budget of max-drawdown x skfolio',
  'risk-budget of cdar x skfolio',
  'risk-budget of cdar x Riskfolio-Lib',
  'risk-budget of semideviation x skfolio',
  'risk-budget of semideviation x Riskfolio-Lib',
  'risk-budget of downside-deviation x skfolio',
  'risk-budget of evar x skfolio',
  'risk-budget of evar x Riskfolio-Lib',
  'risk-budget of edar x skfolio',
  'risk-budget of ulcer x skfolio',
  'risk-budget of ulcer x Riskfolio-Lib',
];

test.each(PAIRS)('%s', (pair) => {
  const known = answers.filter(({ measure, library }) => pair === `risk-budget of ${measure} x ${library}`);
  expect(known.length).toBeGreaterThanOrEqual(3);
  for (const answer of known) {
    const { weights } = solvedOf(answer);
    const [ours, theirs] = [valueOf(answer, weights), valueOf(answer, answer.weights)];
    expectClose(ours, theirs, VALUES);
    expect(ours).toBeLessThanOrEqual(theirs + ROUNDING);
    weights.forEach((weight, at) => expectClose(weight, answer.weights[at]!, WEIGHTS));
  }
});

test('every answer belongs to a pair', () => {
  const belongs = answers.map(({ measure, library }) => PAIRS.includes(`risk-budget of ${measure} x ${library}`));
  expect(belongs).not.toContain(false);
});
