import type { BacktestFinished, BacktestOutcome, BacktestRequest } from '@/lib/quant/backtest/types';
import type { PricePanel } from '@/lib/quant/market/panel';
import { policyFor } from '@/lib/quant/policy/policy';
import { equalWeight } from '@/lib/quant/strategy/equal-weight';
import { decided } from '@/lib/quant/strategy/shared';
import type { Strategy } from '@/lib/quant/strategy/types';
import { NO_COSTS } from '../trading/instruments';

const house = policyFor('balanced');

/** A policy that skips no order, so that results can be worked out by hand. */
export const EXACT_POLICY = { ...house, rebalance: { ...house.rebalance, orderValueMin: 0 } };

/** The whole panel, monthly, equal weight, no costs, unless said otherwise. */
export const backtestRequest = (panel: PricePanel, parts: Partial<BacktestRequest> = {}): BacktestRequest => ({
  panel,
  strategy: equalWeight,
  policy: EXACT_POLICY,
  aim: { kind: 'most-return' },
  fromDay: panel.days[0]!,
  toDay: panel.days.at(-1)!,
  rebalance: 'monthly',
  startMoney: 10_000,
  costs: NO_COSTS,
  control: { report: () => undefined, shouldStop: () => false },
  ...parts,
});

/** Always the same weights, whatever happens. */
export const fixedWeights = (...weights: number[]): Strategy => ({
  id: 'fixed',
  keepsPolicyLimits: false,
  lookbackDaysMin: 1,
  decide: () => decided({ weights: Float64Array.from(weights) }),
});

export function finished(outcome: BacktestOutcome): BacktestFinished {
  if (outcome.status !== 'finished') throw new Error(`the backtest ended with ${outcome.status}`);
  return outcome;
}
