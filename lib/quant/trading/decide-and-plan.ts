import type { PricePanel } from '../market/panel';
import type { Aim, Policy } from '../policy/types';
import type { Strategy, StrategyOutcome } from '../strategy/types';
import type { MarketConditions } from './costs/market-conditions';
import { valueHoldings } from './drift';
import { planRebalance } from './rebalance-plan';
import type { Holdings, RebalancePlan } from './types';

export interface DecideAndPlanInput {
  /** Ends on the decision day; investable instruments only. Vectors below are in its order. */
  readonly view: PricePanel;
  readonly policy: Policy;
  readonly aim: Aim;
  readonly strategy: Strategy;
  readonly holdings: Holdings;
  /** Length n, of the decision day: what the strategy is told it holds is valued here. */
  readonly decisionPrices: Float64Array;
  /** Length n, of the moment of trading: the decision has not seen them, orders are sized by them. */
  readonly tradePrices: Float64Array;
  /** What the decision day knew of the markets; without it orders have no impact. */
  readonly market?: MarketConditions;
  readonly cashOnly?: boolean;
  /** Symbols that may not be traded now. */
  readonly excluded?: readonly string[];
}

export interface DecideAndPlanOutcome {
  readonly decision: StrategyOutcome;
  /** Absent when nothing was decided: holdings then stay as they are. */
  readonly plan?: RebalancePlan;
}

/** The one path from what is known to orders: backtest, recommendation, live and nightly runs all take it. */
export function decideAndPlan(input: DecideAndPlanInput): DecideAndPlanOutcome {
  const { view, policy, aim, strategy, holdings, decisionPrices, tradePrices } = input;
  const { instruments } = view;
  const { weights: currentWeights } = valueHoldings(holdings, instruments, decisionPrices);
  const decision = strategy.decide({ view, policy, aim, currentWeights });
  if (decision.status !== 'decided') return { decision };
  const plan = planRebalance({
    instruments,
    holdings,
    prices: tradePrices,
    targetWeights: decision.weights,
    costs: policy.costs,
    orderValueMin: policy.rebalance.orderValueMin,
    ...(input.market === undefined ? {} : { market: input.market }),
    ...(input.cashOnly === undefined ? {} : { cashOnly: input.cashOnly }),
    ...(input.excluded === undefined ? {} : { excluded: input.excluded }),
  });
  return { decision, plan };
}
