import { describeInstrument } from '@/lib/quant/market/known-instruments';
import type { PricePanel } from '@/lib/quant/market/panel';
import { shockScenario } from '@/lib/quant/planning/shock';
import { runStress } from '@/lib/quant/planning/stress';
import type { Scenario, StressResult } from '@/lib/quant/planning/types';
import type { StressMarket, StressStudy, StressStudyOutcome } from '@/lib/shared/contracts/stress-lab';
import type { OwnScenario } from '@/lib/shared/contracts/stress-scenario';
import { narrate } from '@/lib/shared/narrate/narrate';
import { shockMoveOf } from '../stress/own-scenario';
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

/** One scenario, for the plan and for every other mix. */
export function stressStudy(
  market: StressMarket,
  panel: PricePanel,
  scenario: Scenario,
  isOwn = false,
): StressStudyOutcome {
  const covariance = Float64Array.from(market.covariance);
  const results = market.mixes.map(({ weights }) => {
    const input = {
      panel,
      weights: Float64Array.from(weights),
      covariance,
      money: market.money,
      asOfIndex: panel.dayCount - 1,
    };
    return runStress(input, [scenario])[0];
  });
  const mixes = market.mixes.map(({ id }, at) => {
    const result = results[at];
    return { id, change: result?.status === 'computed' ? result.portfolioReturn : null };
  });
  const own = results[0];
  const { id, name } = scenario;
  if (own?.status === 'computed') return { status: 'computed', study: studyOf(market, own, mixes, isOwn) };
  return { status: 'unavailable', id, name, reason: own === undefined ? 'There is no plan.' : narrate(own.reason) };
}

/** The engine's scenario of one of the reader's own making. */
export const ownScenario = (id: string, { name, moves }: OwnScenario): Scenario =>
  shockScenario(id, name, moves.map(shockMoveOf));
