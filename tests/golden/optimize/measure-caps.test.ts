import { describe, expect, test } from 'vitest';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { AnyProblem, OptimizeLimits } from '@/lib/quant/optimize/types';
import { expectClose, TOLERANCE } from '../../support/close';
import {
  drawdownRows,
  type LinearText,
  longOnlyProblem,
  longOnlyText,
  type LongOnly,
  returnTerms,
  solvedOf,
  TWO_MARKETS,
  yearlyReturns,
} from './measure-oracle';

/** Caps on measures and utilities of them against linear programs in HiGHS. */

type Market = (typeof TWO_MARKETS)[number];

const COVARIANCE_SHARED = 0.01;

const problemOf = (market: Market, objective: AnyProblem['objective'], limits: Partial<OptimizeLimits>): AnyProblem =>
  longOnlyProblem(market, objective, limits, COVARIANCE_SHARED);

/** Variables whose sum `terms` is the CVaR of the mix, at least. */
function cvarTerms(text: LinearText, market: LongOnly, confidence: number, name: string): [number, string][] {
  text.bound(`a${name}`, -Infinity, Infinity);
  const terms: [number, string][] = [[1, `a${name}`]];
  for (let t = 0; t < market.observations; t++) {
    text.row([...returnTerms(market, t, 1), [1, `a${name}`], [1, `u${name}x${t}`]], '>=', 0);
    terms.push([1 / ((1 - confidence) * market.observations), `u${name}x${t}`]);
  }
  return terms;
}

function maxDrawdownRows(text: LinearText, market: LongOnly, max: number): void {
  for (let t = 0; t < market.observations; t++) {
    drawdownRows(text, market, t);
    text.row(
      [
        [1, `h${t}`],
        [-1, `l${t}`],
      ],
      '<=',
      max,
    );
  }
}

const minimiseReturn = (text: LinearText, size: number): void => {
  yearlyReturns(size).forEach((entry, at) => {
    text.minimise(-entry, `w${at}`);
  });
};

const leastOf = (market: Market, measure: 'cvar' | 'max-drawdown' | 'mad'): number =>
  solvedOf(problemOf(market, { kind: 'min-risk', measure }, {})).risks![0]!.value;

describe('caps and utilities of measures', () => {
  for (const market of TWO_MARKETS) {
    const shape = `${market.observations} x ${market.size}`;
    test(`max-return under a cvar limit, ${shape}: HiGHS`, async () => {
      const max = 1.2 * leastOf(market, 'cvar');
      const riskMax = [{ measure: 'cvar', value: max }];
      const { expectedReturn, risks, shadowPrices } = solvedOf(problemOf(market, { kind: 'max-return' }, { riskMax }));
      const text = longOnlyText(market);
      minimiseReturn(text, market.size);
      text.row(cvarTerms(text, market, 0.95, 'c'), '<=', max);
      expectClose(expectedReturn, -(await text.least())!, TOLERANCE.independentSolver);
      expectClose(risks![0]!.value / max, 1, 1e-8);
      expect(shadowPrices.some(({ limit, price }) => limit === 'cvar limit' && price > 0)).toBe(true);
    });
    test(`max-return under limits on cvar and on drawdown at once, ${shape}: HiGHS`, async () => {
      const cvarMax = 1.3 * leastOf(market, 'cvar');
      const drawdownMax = 1.3 * leastOf(market, 'max-drawdown');
      const riskMax = [
        { measure: 'cvar', value: cvarMax, confidence: 0.95 },
        { measure: 'max-drawdown', value: drawdownMax },
      ];
      const { expectedReturn } = solvedOf(problemOf(market, { kind: 'max-return' }, { riskMax }));
      const text = longOnlyText(market);
      minimiseReturn(text, market.size);
      text.row(cvarTerms(text, market, 0.95, 'c'), '<=', cvarMax);
      maxDrawdownRows(text, market, drawdownMax);
      expectClose(expectedReturn, -(await text.least())!, TOLERANCE.independentSolver);
    });
    test(`max-utility of cvar, ${shape}: HiGHS`, async () => {
      const objective = { kind: 'max-utility', measure: 'cvar', riskAversion: 3, confidence: 0.9 } as const;
      const { expectedReturn, risks } = solvedOf(problemOf(market, objective, {}));
      const text = longOnlyText(market);
      minimiseReturn(text, market.size);
      for (const [factor, name] of cvarTerms(text, market, 0.9, 'c')) text.minimise(3 * factor, name);
      expectClose(expectedReturn - 3 * risks![0]!.value, -(await text.least())!, TOLERANCE.independentSolver);
    });
    test(`min-risk cvar under a drawdown limit, ${shape}: HiGHS`, async () => {
      const drawdownMax = 1.05 * leastOf(market, 'max-drawdown');
      const riskMax = [{ measure: 'max-drawdown', value: drawdownMax }];
      const { risks } = solvedOf(problemOf(market, { kind: 'min-risk', measure: 'cvar' }, { riskMax }));
      const text = longOnlyText(market);
      for (const [factor, name] of cvarTerms(text, market, 0.95, 'c')) text.minimise(factor, name);
      maxDrawdownRows(text, market, drawdownMax);
      expectClose(risks![0]!.value, (await text.least())!, TOLERANCE.independentSolver);
    });
    test(`min-risk cvar within a turnover limit, ${shape}: HiGHS`, async () => {
      const { size } = market;
      const currentWeights = new Float64Array(size).fill(1 / size);
      const limits = { currentWeights, turnoverMax: 0.2 };
      const { risks } = solvedOf(problemOf(market, { kind: 'min-risk', measure: 'cvar' }, limits));
      const text = longOnlyText(market);
      for (const [factor, name] of cvarTerms(text, market, 0.95, 'c')) text.minimise(factor, name);
      const moves: [number, string][] = [];
      for (let at = 0; at < size; at++) {
        text.row(
          [
            [1, `w${at}`],
            [-1, `b${at}`],
            [1, `s${at}`],
          ],
          '=',
          1 / size,
        );
        moves.push([1 / 2, `b${at}`], [1 / 2, `s${at}`]);
      }
      text.row(moves, '<=', 0.2);
      expectClose(risks![0]!.value, (await text.least())!, TOLERANCE.independentSolver);
    });
    test(`max-return under limits on volatility and cvar keeps both, ${shape}: certificate`, () => {
      const riskMax = [
        { measure: 'cvar', value: 1.3 * leastOf(market, 'cvar') },
        { measure: 'evar', value: 2 * leastOf(market, 'cvar') },
      ];
      const { volatility, risks } = solvedOf(
        problemOf(market, { kind: 'max-return' }, { riskMax, volatilityMax: 0.14 }),
      );
      expect(volatility).toBeLessThanOrEqual(0.14 * (1 + 1e-8));
      risks!.forEach(({ value }, at) => {
        expect(value).toBeLessThanOrEqual(riskMax[at]!.value * (1 + 1e-8));
      });
    });
    test(`least variance under a cvar limit, ${shape}: certificate`, () => {
      const riskMax = [{ measure: 'cvar', value: 1.02 * leastOf(market, 'cvar') }];
      const free = solvedOf(problemOf(market, { kind: 'min-risk', measure: 'variance' }, {}));
      const capped = solvedOf(problemOf(market, { kind: 'min-risk', measure: 'variance' }, { riskMax }));
      expect(capped.volatility).toBeGreaterThan(free.volatility);
    });
  }
});

describe('caps that cannot be met', () => {
  for (const market of TWO_MARKETS) {
    const shape = `${market.observations} x ${market.size}`;
    test(`a cvar limit below the least is named with the least by HiGHS, ${shape}`, async () => {
      const text = longOnlyText(market);
      for (const [factor, name] of cvarTerms(text, market, 0.95, 'c')) text.minimise(factor, name);
      const least = (await text.least())!;
      const riskMax = [{ measure: 'cvar', value: 0.9 * least }];
      const outcome = optimize(problemOf(market, { kind: 'max-return' }, { riskMax }));
      if (outcome.status !== 'infeasible') throw new Error(outcome.status);
      expect(outcome.conflictingLimits).toContain('cvar limit');
      expect(outcome.conflictingLimits).toContain('budget');
      expect(outcome.leastAttainable!.limit).toBe('cvar limit');
      expectClose(outcome.leastAttainable!.value / least, 1, TOLERANCE.independentSolver);
      expectClose(outcome.nearestFeasible!.relaxed[0]!.by / (0.1 * least), 1, TOLERANCE.independentSolver);
      expect(outcome.certificate.margin).toBeGreaterThan(0);
    });
    test(`a cvar limit that only a target return breaks names both, ${shape}`, () => {
      const returnMin = 0.99 * solvedOf(problemOf(market, { kind: 'max-return' }, {})).expectedReturn;
      const riskMax = [{ measure: 'cvar', value: 1.02 * leastOf(market, 'cvar') }];
      const outcome = optimize(problemOf(market, { kind: 'min-risk', measure: 'mad' }, { riskMax, returnMin }));
      if (outcome.status !== 'infeasible') throw new Error(outcome.status);
      expect(outcome.conflictingLimits).toContain('cvar limit');
      expect(outcome.conflictingLimits).toContain('target return');
    });
    test(`limits on cvar and drawdown that hold alone but not together, ${shape}`, () => {
      const least = (measure: 'cvar' | 'max-drawdown'): number => leastOf(market, measure) * (1 + 1e-4);
      const riskMax = (['cvar', 'max-drawdown'] as const).map((measure) => ({ measure, value: least(measure) }));
      const outcome = optimize(problemOf(market, { kind: 'max-return' }, { riskMax }));
      if (outcome.status !== 'infeasible') throw new Error(outcome.status);
      expect(outcome.conflictingLimits).toEqual(expect.arrayContaining(['cvar limit', 'max-drawdown limit']));
      for (const cap of riskMax) {
        expect(optimize(problemOf(market, { kind: 'max-return' }, { riskMax: [cap] })).status).toBe('solved');
      }
    });
  }
});
