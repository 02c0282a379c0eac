import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Solved } from '@/lib/quant/optimize/types';
import { RISK_MEASURES, type RiskMeasureId } from '@/lib/quant/risk/measures';
import { expectClose, TOLERANCE } from '../../support/close';
import { longOnlyProblem, solvedOf, TWO_MARKETS } from './measure-oracle';

/** Every registered measure in each kind of objective; the numbers are made by scripts/measure_objectives.py. */
interface Answer {
  readonly seed: number;
  readonly measure: RiskMeasureId;
  readonly kind: 'max-utility' | 'max-return' | 'max-ratio';
  readonly value: number;
}

const answers = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/measure-objectives.json'), 'utf8'),
) as readonly Answer[];

type Market = (typeof TWO_MARKETS)[number];

const CONFIDENCE = 0.9;
const HURDLE = 0.01;
const CAP_FACTOR = 1.2;

const riskOf = (solved: Solved): number => solved.risks![0]!.value;

/** What each kind reaches, in the unit of the oracle. */
const REACHED: Readonly<Record<Answer['kind'], (market: Market, measure: RiskMeasureId) => number>> = {
  'max-utility': (market, measure) => {
    const riskAversion = measure === 'semivariance' ? 300 : 3;
    const objective = { kind: 'max-utility', measure, riskAversion, confidence: CONFIDENCE } as const;
    const solved = solvedOf(longOnlyProblem(market, objective));
    return solved.expectedReturn - riskAversion * riskOf(solved);
  },
  'max-return': (market, measure) => {
    const least = riskOf(solvedOf(longOnlyProblem(market, { kind: 'min-risk', measure, confidence: CONFIDENCE })));
    const riskMax = [{ measure, value: CAP_FACTOR * least, confidence: CONFIDENCE }];
    const solved = solvedOf(longOnlyProblem(market, { kind: 'max-return' }, { riskMax }));
    expect(riskOf(solved) / riskMax[0]!.value).toBeLessThanOrEqual(1 + 1e-8);
    return solved.expectedReturn;
  },
  'max-ratio': (market, measure) => {
    const objective = { kind: 'max-ratio', measure, riskFreeRate: HURDLE, confidence: CONFIDENCE } as const;
    const solved = solvedOf(longOnlyProblem(market, objective));
    return (solved.expectedReturn - HURDLE) / riskOf(solved);
  },
};

const TITLES = {
  'max-utility': 'max-utility of',
  'max-return': 'max-return under a limit on',
  'max-ratio': 'max-ratio to',
};

describe('each measure in each kind of objective', () => {
  for (const { seed, measure, kind, value } of answers) {
    const market = TWO_MARKETS.find((each) => each.seed === seed)!;
    test(`${TITLES[kind]} ${measure}, ${market.observations} x ${market.size}: cvxpy with Clarabel`, () => {
      expectClose(REACHED[kind](market, measure) / value, 1, TOLERANCE.independentSolver);
    });
  }

  test('no measure is left out', () => {
    expect(new Set(answers.map(({ measure }) => measure))).toEqual(new Set(Object.keys(RISK_MEASURES)));
  });
});
