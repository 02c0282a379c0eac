import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { optimizeAnswer } from '@/lib/codec/optimize/answer';
import { estimateInputs } from '@/lib/codec/optimize/estimate-inputs';
import { dot, quadraticForm } from '@/lib/quant/math/matrix';
import { simulatedMarket } from '@/lib/quant/market/simulated-market';
import { selectUniverse } from '@/lib/quant/market/universe';
import { policyFor } from '@/lib/quant/policy/policy';
import { RISK_LEVEL_IDS } from '@/lib/quant/policy/types';
import { STRATEGIES, type StrategyId } from '@/lib/quant/strategy/strategies';
import { OptimizeAnswer, OptimizeRequest } from '@/lib/shared/contracts/optimize';
import { expectClose, TOLERANCE } from '@/tests/support/close';

const ASSETS = ['SIM-USEQ', 'SIM-TECH', 'SIM-LTB', 'SIM-ITB', 'SIM-CASH', 'SIM-GOLD', 'SIM-COMM', 'SIM-USD', 'SIM-YEN'];
const market = simulatedMarket({
  seed: 'strategies through the door',
  firstDay: dayNumber(isoDay('2013-01-03')),
  lastDay: dayNumber(isoDay('2017-06-30')),
});

const request = (parts: Readonly<Record<string, unknown>>): OptimizeRequest =>
  OptimizeRequest.parse({ assets: ASSETS, prices: { simulated: { seed: 'x', to: '2017-06-30' } }, ...parts });

const asked = (id: StrategyId, level?: string): OptimizeRequest =>
  request({ objective: { kind: 'strategy', id, ...(level === undefined ? {} : { level }) } });

describe.each(Object.keys(STRATEGIES) as StrategyId[])('%s', (id) => {
  // Oracle: the strategy itself, asked directly; return and risk by hand from the door's own estimates.
  test.each(RISK_LEVEL_IDS)('holds through the door what it decides, at the level %s', (level) => {
    const direct = STRATEGIES[id].decide({
      view: selectUniverse(market, ASSETS).panel,
      policy: policyFor(level),
      aim: { kind: 'most-return' },
      currentWeights: new Float64Array(ASSETS.length),
    });
    const outcome = optimizeAnswer(asked(id, level), market);
    const estimate = estimateInputs(asked(id, level), market);
    if (direct.status !== 'decided') throw new Error(direct.status);
    if (outcome.status !== 'done' || outcome.value.status !== 'solved') throw new Error(JSON.stringify(outcome));
    if (estimate.status !== 'done') throw new Error(estimate.message);
    const { value } = outcome;
    expect(OptimizeAnswer.safeParse(value).error).toBeUndefined();
    expect(Object.values(value.weights)).toEqual([...direct.weights]);
    expect(value.basis).toBe(direct.allocation === undefined ? 'construction' : 'optimum');
    const { expectedReturns, covariance } = estimate.value;
    expectClose(value.expectedReturn, dot(expectedReturns, direct.weights), TOLERANCE.independentSolver);
    const variance = quadraticForm(covariance, direct.weights);
    expectClose(value.volatility, Math.sqrt(variance), TOLERANCE.independentSolver);
  });
});

describe('a strategy through the door', () => {
  test('balanced unless the request says otherwise', () => {
    expect(optimizeAnswer(asked('mean-variance'), market)).toEqual(
      optimizeAnswer(asked('mean-variance', 'balanced'), market),
    );
  });

  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['limits of the request', { constraints: { weightMax: 0.5 } }, 'constraints'],
    ['an index', { assets: [...ASSETS, 'SIM-DXY'] }, 'assets.9'],
    [
      'returns instead of prices',
      { prices: undefined, assets: ['A'], returns: { series: { A: [0.1, 0.2] } } },
      'prices',
    ],
  ])(
    '%s: refused, the field named',
    (_, { prices = { simulated: { seed: 'x', to: '2017-06-30' } }, ...parts }, field) => {
      const isPriced = !Object.hasOwn(parts, 'returns');
      const body = {
        objective: { kind: 'strategy', id: 'hrp' },
        assets: ASSETS,
        ...(isPriced ? { prices } : {}),
        ...parts,
      };
      const outcome = optimizeAnswer(OptimizeRequest.parse(body), isPriced ? market : undefined);
      expect(outcome).toMatchObject({ status: 'refused', field });
    },
  );

  test('too short a history is said with what is needed', () => {
    const short = simulatedMarket({
      seed: 'short',
      firstDay: dayNumber(isoDay('2017-05-01')),
      lastDay: dayNumber(isoDay('2017-06-30')),
    });
    expect(optimizeAnswer(asked('mean-variance'), short)).toMatchObject({ status: 'refused', field: 'prices' });
  });
});
