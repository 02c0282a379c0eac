import { describe, expect, test } from 'vitest';
import { optimizeAnswer } from '@/lib/codec/optimize/answer';
import { estimateInputs } from '@/lib/codec/optimize/estimate-inputs';
import { randomStream } from '@/lib/quant/math/rng';
import { RISK_MEASURES, type RiskMeasureId } from '@/lib/quant/risk/measures';
import { type OptimizeAnswer, OptimizeRequest } from '@/lib/shared/contracts/optimize';
import { PortfolioInputs } from '@/lib/shared/contracts/portfolio-inputs';
import { expectClose, TOLERANCE } from '../../../support/close';
import { answerFor, outcomeFor, type SolvedAnswer, solvedFor } from '@/tests/support/optimize-door';

/** Three assets on 40 periods; B crashes once. */
const ASSETS = ['A', 'B', 'C'] as const;
const PERIODS = 40;
const draw = randomStream('measures of the optimize door');
const noise = (size: number, mean: number): number[] =>
  Array.from({ length: PERIODS }, () => mean + size * draw.nextNormal());
const SERIES = { A: noise(0.02, 0.003), B: noise(0.01, 0.002), C: noise(0.015, 0.001) };
SERIES.B[7] = -0.3;

const REQUEST = { assets: ASSETS, returns: { series: SERIES }, periodsPerYear: 12 };
type Parts = Readonly<Record<string, unknown>>;

function estimateOf() {
  const outcome = estimateInputs(PortfolioInputs.parse(REQUEST), undefined);
  if (outcome.status !== 'done') throw new Error(outcome.message);
  return outcome.value;
}

const outcomeOf = (parts: Parts) => outcomeFor({ ...REQUEST, ...parts });
const answerTo = (parts: Parts): OptimizeAnswer => answerFor({ ...REQUEST, ...parts });
const solved = (parts: Parts): SolvedAnswer => solvedFor({ ...REQUEST, ...parts });

/** By the definition, apart from the product: the mean of the worst tail, the period on its border split. */
function cvarOf(weights: Readonly<Record<string, number>>, confidence: number): number {
  const losses = SERIES.A.map(
    (_, t) => -ASSETS.reduce((sum, s) => sum + (weights[s] ?? Number.NaN) * SERIES[s][t]!, 0),
  );
  losses.sort((left, right) => right - left);
  const tail = (1 - confidence) * PERIODS;
  const whole = Math.floor(tail + 1e-9);
  const sum = losses.slice(0, whole).reduce((total, loss) => total + loss, 0);
  return (sum + (tail - whole) * (losses[whole] ?? 0)) / tail;
}

/** All long mixes of three on a grid. */
function* mixes(step: number): Generator<Record<string, number>> {
  for (let a = 0; a <= 1 + 1e-12; a += step) {
    for (let b = 0; a + b <= 1 + 1e-12; b += step) yield { A: a, B: b, C: 1 - a - b };
  }
}

describe('objectives on measures of loss', () => {
  test('no mix of a grid has a lower cvar, and the answer says the value by its definition', () => {
    for (const confidence of [0.9, 0.95]) {
      const answer = solved({ objective: { kind: 'min-risk', measure: 'cvar' }, confidence });
      expect(answer.risks).toEqual([{ measure: 'cvar', confidence, value: answer.risk }]);
      expectClose(answer.risk, cvarOf(answer.weights, confidence), TOLERANCE.closedForm);
      for (const mix of mixes(0.02)) expect(cvarOf(mix, confidence)).toBeGreaterThan(answer.risk - 1e-9);
    }
  });

  test.each(Object.keys(RISK_MEASURES))('%s is taken, for least risk, for utility and as a limit', (measure) => {
    const least = solved({ objective: { kind: 'min-risk', measure } });
    const useful = solved({ objective: { kind: 'max-utility', measure, riskAversion: 3 } });
    const gainOf = ({ expectedReturn, risk }: typeof least): number => expectedReturn - 3 * risk;
    expect(gainOf(useful)).toBeGreaterThan(gainOf(least) - 1e-9);
    const most = solved({ objective: { kind: 'max-return' } });
    const cap = { measure, value: 1.2 * least.risk + 1e-6 };
    const capped = solved({ objective: { kind: 'max-return' }, constraints: { riskMax: [cap] } });
    expect(capped.risks?.[0]?.value).toBeLessThanOrEqual(cap.value + 1e-8);
    expect(capped.expectedReturn).toBeLessThan(most.expectedReturn);
    const { hasConfidence } = RISK_MEASURES[measure as RiskMeasureId];
    expect(capped.risks?.[0]?.confidence).toBe(hasConfidence ? 0.95 : undefined);
  });

  test.each(Object.keys(RISK_MEASURES))('no mix of a grid earns more above the rate per unit of %s', (measure) => {
    const riskFreeRate = 0.001;
    const answer = solved({ objective: { kind: 'max-ratio', measure, riskFreeRate } });
    const { expectedReturns } = estimateOf();
    const scenarios = {
      returns: Float64Array.from(SERIES.A.flatMap((_, t) => ASSETS.map((s) => SERIES[s][t]!))),
      observations: PERIODS,
    };
    const valueOf = (weights: readonly number[]): number =>
      RISK_MEASURES[measure as RiskMeasureId].value(scenarios, Float64Array.from(weights), 0.95);
    const ratioOf = (weights: readonly number[]): number =>
      (weights.reduce((sum, weight, at) => sum + weight * expectedReturns[at]!, 0) - riskFreeRate) / valueOf(weights);
    const best = ratioOf(ASSETS.map((symbol) => answer.weights[symbol] ?? Number.NaN));
    for (const mix of mixes(0.05)) expect(ratioOf(Object.values(mix))).toBeLessThan(best + 1e-7 * Math.abs(best));
  });

  test('a limit below the least there is says what the least is', () => {
    const least = solved({ objective: { kind: 'min-risk', measure: 'cvar' } }).risk;
    const riskMax = [{ measure: 'cvar', value: 0.9 * least }];
    const answer = answerTo({ objective: { kind: 'max-return' }, constraints: { riskMax } });
    if (answer.status !== 'infeasible') throw new Error(answer.status);
    expectClose(answer.leastAttainable?.value ?? Number.NaN, least, TOLERANCE.independentSolver);
    expect(answer.conflictingConstraints).toContain(answer.leastAttainable?.limit);
  });

  test('the limit on volatility goes with others, once', () => {
    const volatility = { measure: 'volatility', value: 0.07 };
    const both = [volatility, { measure: 'cvar', value: 0.018, confidence: 0.9 }];
    const answer = solved({ objective: { kind: 'max-return' }, constraints: { riskMax: both } });
    expect(answer.volatility).toBeLessThanOrEqual(0.07 + 1e-8);
    expect(answer.risks).toEqual([{ measure: 'cvar', confidence: 0.9, value: answer.risks?.[0]?.value }]);
    expect(cvarOf(answer.weights, 0.9)).toBeLessThanOrEqual(0.018 + 1e-8);
    const twice = { objective: { kind: 'max-return' }, constraints: { riskMax: [volatility, volatility] } };
    expect(outcomeOf(twice)).toMatchObject({ status: 'refused', field: 'constraints.riskMax' });
  });
});

describe('what cannot be measured is refused by name', () => {
  const moments = {
    expectedReturns: [0.1, 0.1, 0.1],
    covariance: [
      [0.04, 0, 0],
      [0, 0.04, 0],
      [0, 0, 0.04],
    ],
  };
  const cases: [string, Parts, string][] = [
    ['moments have no scenarios', { moments, objective: { kind: 'min-risk', measure: 'cvar' } }, 'returns'],
    [
      'resampling draws from moments',
      { objective: { kind: 'resampled', seed: 'a', objective: { kind: 'min-risk', measure: 'mad' } } },
      'objective.objective.measure',
    ],
  ];
  test.each(cases)('%s', (_, parts, field) => {
    const { returns, ...others } = REQUEST;
    const request = 'moments' in parts ? { assets: others.assets, ...parts } : { returns, ...others, ...parts };
    expect(optimizeAnswer(OptimizeRequest.parse(request))).toMatchObject({ status: 'refused', field });
  });
});
