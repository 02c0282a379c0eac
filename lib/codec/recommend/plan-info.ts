import { invariant } from '@/lib/base/invariant';
import type { SolvedAdvice } from '@/lib/quant/advice/recommend';
import type { Instrument } from '@/lib/quant/market/instrument';
import type { AimRequest } from '@/lib/quant/policy/aims';
import type { Fact } from '@/lib/quant/policy/types';
import { volatilities } from '@/lib/quant/risk/covariance';
import type { StressResult } from '@/lib/quant/planning/types';
import type { NarratedFact, WeightMap } from '@/lib/shared/contracts/common';
import type { NamedOptimizeRequest, SolvedPlan, StressLine } from '@/lib/shared/contracts/recommend';
import { isNarrated, narrate } from '@/lib/shared/narrate/narrate';
import { backtestSummary } from './backtest-summary';

export const weightMap = (instruments: readonly Instrument[], values: ArrayLike<number>): WeightMap =>
  Object.fromEntries(instruments.map(({ symbol }, i) => [symbol, numberAt(values, i)]));

function numberAt(values: ArrayLike<number>, index: number): number {
  const value = values[index];
  invariant(value !== undefined, `there is no value ${index}`);
  return value;
}

const narrated = (fact: Fact): NarratedFact => ({ key: fact.key, values: { ...fact.values }, text: narrate(fact) });

/** The request as the `optimize` door would take it, so that anybody can put the question again. */
export function namedRequest(
  { name, objective, limits }: AimRequest,
  instruments: readonly Instrument[],
): NamedOptimizeRequest {
  const cash = { assetClass: 'cash', min: limits.cashWeight, max: limits.cashWeight } as const;
  const groups = [...limits.classLimits, cash].flatMap(({ assetClass, min, max }) => {
    const members = instruments
      .filter((instrument) => instrument.assetClass === assetClass)
      .map(({ symbol }) => symbol);
    return members.length === 0 ? [] : [{ name: assetClass, members, min, max }];
  });
  return {
    name,
    objective,
    constraints: {
      budget: 1,
      weightMin: 0,
      weightMax: limits.weightMax,
      ...(limits.returnMin === undefined ? {} : { returnMin: limits.returnMin }),
      riskMax: [{ measure: 'volatility', value: limits.volatilityMax }],
      groups,
    },
  };
}

function stressLine(result: StressResult, instruments: readonly Instrument[]): StressLine {
  const { id, name, kind } = result;
  const window = { from: result.from ?? null, to: result.to ?? null };
  if (result.status === 'unavailable') {
    const nothing = { portfolioReturn: null, moneyChange: null, byInstrument: {}, proxied: [] };
    return { id, name, kind, status: 'unavailable', ...window, ...nothing, note: narrate(result.reason) };
  }
  const { portfolioReturn, moneyChange, contributions, proxied, facts } = result;
  return {
    id,
    name,
    kind,
    status: 'computed',
    ...window,
    portfolioReturn,
    moneyChange,
    byInstrument: weightMap(instruments, contributions),
    proxied: [...proxied],
    note: facts.length === 0 ? null : facts.map(narrate).join(' '),
  };
}

export function solvedPlan(advice: SolvedAdvice): SolvedPlan {
  const { instruments, decision, inputs, allocation, level, evidence } = advice;
  invariant(decision.request !== undefined, 'a plan keeps the request it answers');
  const { weights } = decision;
  const cashWeight = instruments.reduce(
    (sum, { assetClass }, i) => (assetClass === 'cash' ? sum + numberAt(weights, i) : sum),
    0,
  );
  const { certificate, shadowPrices } = allocation.solution;
  return {
    profile: level,
    status: 'solved',
    request: namedRequest(decision.request, instruments),
    weights: weightMap(instruments, weights),
    cashWeight,
    expectedReturn: { ...advice.expectedReturn },
    volatility: advice.volatility,
    volatilityRange: { ...advice.volatilityRange },
    oneYearOutcome: { ...advice.oneYearOutcome },
    worstYear: advice.worstYear === undefined ? null : { ...advice.worstYear },
    riskContributions: weightMap(instruments, advice.riskShares ?? new Float64Array(instruments.length)),
    expectedReturnByInstrument: weightMap(instruments, inputs.expectedReturns),
    volatilityByInstrument: weightMap(instruments, volatilities(inputs.covariance)),
    certificate: { ...certificate },
    shadowPrices: shadowPrices.map((price) => ({ ...price })),
    drivers: advice.facts.filter(isNarrated).map(narrated),
    frontier: advice.frontier.map((dot) => ({ ...dot })),
    exclusions: advice.exclusions.map((cost) => ({ ...cost })),
    backtest: backtestSummary(evidence),
    stress: advice.stress.map((result) => stressLine(result, instruments)),
  };
}
