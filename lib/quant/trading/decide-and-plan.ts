import { invariant } from '../../base/invariant';
import type { PricePanel } from '../market/panel';
import type { Aim, Policy } from '../policy/types';
import type { Strategy, StrategyOutcome } from '../strategy/types';
import type { MarketConditions } from './costs/market-conditions';
import { valueHoldings } from './drift';
import { planRebalance } from './rebalance-plan';
import { edgeWeights } from './rules/bands';
import type { Bands } from './rules/types';
import type { Holdings, RebalancePlan } from './types';

export interface PlanTowardsInput {
  readonly instruments: PricePanel['instruments'];
  readonly policy: Pick<Policy, 'costs' | 'rebalance'>;
  readonly holdings: Holdings;
  /** Length n, of the moment of trading: the decision has not seen them, orders are sized by them. */
  readonly tradePrices: Float64Array;
  /** What the decision day knew of the markets; without it orders have no impact. */
  readonly market?: MarketConditions;
  readonly cashOnly?: boolean;
  /** Sells below the minimum too, as long as that brings something. */
  readonly closesOut?: boolean;
  /** Symbols that may not be traded now. */
  readonly excluded?: readonly string[];
  /** Trades stop at the edge of these corridors; absent: at the target. */
  readonly edgeBands?: Bands;
  /** Money that is owed and stays in cash, account currency. */
  readonly reserve?: number;
}

export interface DecideAndPlanInput extends Omit<PlanTowardsInput, 'instruments'> {
  /** Ends on the decision day; investable instruments only. Vectors are in its order. */
  readonly view: PricePanel;
  readonly policy: Policy;
  readonly aim: Aim;
  readonly strategy: Strategy;
  /** Held when the decision was taken; absent: what is held at the moment of trading. */
  readonly decisionHoldings?: Holdings;
  /** Length n, of the decision day: what the strategy is told it holds is valued here. */
  readonly decisionPrices: Float64Array;
}

export interface DecideAndPlanOutcome {
  readonly decision: StrategyOutcome;
  /** Absent when nothing was decided: holdings then stay as they are. */
  readonly plan?: RebalancePlan;
}

/** The one path from what is known to orders: backtest, recommendation, live and nightly runs all take it. */
export function decideAndPlan(input: DecideAndPlanInput): DecideAndPlanOutcome {
  const { view, policy, aim, strategy, holdings, decisionHoldings = holdings, decisionPrices } = input;
  const { instruments } = view;
  const { weights: currentWeights } = valueHoldings(decisionHoldings, instruments, decisionPrices);
  const decision = strategy.decide({ view, policy, aim, currentWeights });
  if (decision.status !== 'decided') return { decision };
  return { decision, plan: planTowards({ ...input, instruments }, decision.weights) };
}

/** What is owed is kept back with a little more, because the sales that raise it cost something too. */
const RESERVE_MARGIN = 0.01;

/** The orders towards weights that are already decided. @param wanted length n, at least zero, summing to at most one */
export function planTowards(input: PlanTowardsInput, wanted: Float64Array): RebalancePlan {
  const { instruments, policy, holdings, tradePrices, edgeBands, reserve = 0 } = input;
  invariant(reserve >= 0, `${reserve} cannot be kept back`);
  let targetWeights = wanted;
  if (edgeBands !== undefined || reserve > 0) {
    const { value, weights } = valueHoldings(holdings, instruments, tradePrices);
    if (edgeBands !== undefined) targetWeights = edgeWeights(weights, targetWeights, edgeBands);
    const free = value > 0 ? Math.max(0, 1 - (reserve * (1 + RESERVE_MARGIN)) / value) : 0;
    if (reserve > 0) targetWeights = targetWeights.map((weight) => weight * free);
  }
  return planRebalance({
    instruments,
    holdings,
    prices: tradePrices,
    targetWeights,
    costs: policy.costs,
    orderValueMin: policy.rebalance.orderValueMin,
    ...(input.market === undefined ? {} : { market: input.market }),
    ...(input.cashOnly === undefined ? {} : { cashOnly: input.cashOnly }),
    ...(input.closesOut === undefined ? {} : { closesOut: input.closesOut }),
    ...(input.excluded === undefined ? {} : { excluded: input.excluded }),
  });
}
