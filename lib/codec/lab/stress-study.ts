import { invariant } from '@/lib/base/invariant';
import { describeInstrument } from '@/lib/quant/market/known-instruments';
import type { PricePanel } from '@/lib/quant/market/panel';
import { dot } from '@/lib/quant/math/matrix';
import { runStress } from '@/lib/quant/planning/stress';
import type { Scenario, StressResult } from '@/lib/quant/planning/types';
import type { StressMarket, StressStudy, StressStudyOutcome } from '@/lib/shared/contracts/stress-lab';
import { narrate } from '@/lib/shared/narrate/narrate';
import { scenarioAnswer } from '../stress/scenario-answer';
import { nextStep } from './stress-next';

type Computed = Extract<StressResult, { status: 'computed' }>;

/** A scenario that speaks of prices says by how much each fell; one of a year's risk, or of the cost to sell, does not. */
const WITHOUT_PRICES: ReadonlySet<string> = new Set(['liquidity-freeze']);

/** The return of each held instrument, from what it adds to the portfolio's. */
const ownReturns = ({ contributions }: Computed, weights: readonly number[]): Float64Array =>
  contributions.map((part, column) => {
    const weight = weights[column];
    return weight === undefined || weight === 0 ? 0 : part / weight;
  });

function studyOf(market: StressMarket, own: Computed, mixes: StressStudy['mixes'], isOwn: boolean): StressStudy {
  const weights = market.mixes[0]?.weights ?? [];
  const { instruments, money } = market;
  const covariance = Float64Array.from(market.covariance);
  const held = {
    instruments: instruments.map(({ symbol }) => describeInstrument(symbol)),
    weights: Float64Array.from(weights),
    covariance,
    money,
  };
  const answer = scenarioAnswer(own, held, isOwn);
  const movesPrices = own.kind !== 'risk' && !WITHOUT_PRICES.has(own.id);
  return {
    id: own.id,
    name: own.name,
    kind: answer.kind,
    from: answer.from,
    to: answer.to,
    change: own.portfolioReturn,
    range: answer.range,
    byInstrument: Object.fromEntries(answer.holdings.map(({ symbol, contribution }) => [symbol, contribution])),
    proxied: answer.proxied,
    notes: answer.facts.map(({ text }) => text),
    mixes,
    next: movesPrices ? nextStep(market, weights, ownReturns(own, weights)) : null,
  };
}

/**
 * What one scenario changes each mix by. Prices fall by as much whoever holds them, so one run over everything serves all
 * mixes; a year's risk depends on the mix, and where something nobody can price is not held by all, each is run alone.
 */
function changesOf(market: StressMarket, runOn: (weights: Float64Array) => StressResult, isRisk: boolean) {
  const ones = new Float64Array(market.instruments.length).fill(1);
  const prices = isRisk ? undefined : runOn(ones);
  return market.mixes.map(({ id, weights }) => {
    const own = Float64Array.from(weights);
    if (prices?.status === 'computed') return { id, change: dot(prices.contributions, own) };
    const result = runOn(own);
    return { id, change: result.status === 'computed' ? result.portfolioReturn : null };
  });
}

/** One scenario, for the plan and for every other mix. */
export function stressStudy(
  market: StressMarket,
  panel: PricePanel,
  scenario: Scenario,
  isOwn = false,
): StressStudyOutcome {
  const covariance = Float64Array.from(market.covariance);
  const asOfIndex = panel.dayCount - 1;
  const runOn = (weights: Float64Array): StressResult => {
    const [result] = runStress({ panel, weights, covariance, money: market.money, asOfIndex }, [scenario]);
    invariant(result !== undefined, 'one scenario has one result');
    return result;
  };
  const own = runOn(Float64Array.from(market.mixes[0]?.weights ?? []));
  if (own.status === 'unavailable') {
    const { id, name } = scenario;
    return { status: 'unavailable', id, name, reason: narrate(own.reason) };
  }
  return { status: 'computed', study: studyOf(market, own, changesOf(market, runOn, own.kind === 'risk'), isOwn) };
}
