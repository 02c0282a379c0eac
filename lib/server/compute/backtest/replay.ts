import { isoDayFromNumber } from '@/lib/base/iso-day';
import { replayWithinCents, type TooMuchMoney, tooMuchMoneyText } from '@/lib/codec/backtest/money-bound';
import { costPolicyOf, rebalanceOf, tradingRulesOf } from '@/lib/codec/trading-rules';
import type { BacktestFinished, BacktestOutcome, RebalanceRule } from '@/lib/quant/backtest/types';
import type { PricePanel } from '@/lib/quant/market/panel';
import type { Aim, Policy } from '@/lib/quant/policy/types';
import type { Strategy } from '@/lib/quant/strategy/types';
import type { Control } from '@/lib/quant/trading/types';
import type { BacktestSettings } from '@/lib/shared/contracts/backtest';

/** What every line of a test shares, so that they stand beside each other. */
export interface ReplaySetting {
  /** The plan's instruments, all investable. */
  readonly panel: PricePanel;
  readonly policy: Policy;
  readonly aim: Aim;
  readonly fromDay: number;
  readonly toDay: number;
  readonly calendar: Exclude<RebalanceRule, 'never'>;
  /** Account currency. */
  readonly startMoney: number;
  readonly commissionBasisPoints: number;
  /** What the request says beyond that, in its own words. */
  readonly rules?: Pick<BacktestSettings, 'rebalance' | 'costs' | 'execution' | 'taxes'>;
}

export interface ReplayedLine {
  readonly strategy: Strategy;
  readonly isRebalanced: boolean;
}

export const NOT_DAILY =
  'The prices of this window are not daily throughout, and weeks or months taken for days would give false risks. Choose a window of daily prices.';

/** The rows of the window, and those that the first decision looks back on. */
export function windowDays({ panel, policy, fromDay, toDay }: ReplaySetting): Int32Array {
  const { days } = panel;
  const first = days.findIndex((day) => day >= fromDay);
  const end = days.findLastIndex((day) => day <= toDay) + 1;
  return first < 0 ? days.subarray(0, 0) : days.subarray(Math.max(0, first - policy.lookbackDays), end);
}

/** The share of a whole that one line reports on. */
export const partOf = (control: Control, doneShare: number, share: number): Control => ({
  report: (fraction) => {
    control.report(doneShare + share * fraction);
  },
  shouldStop: control.shouldStop,
});

/** One line of the setting, from a first day of its own or an earlier last day. */
export function replay(
  setting: ReplaySetting,
  line: ReplayedLine,
  { fromDay, toDay = setting.toDay, control }: { fromDay: number; toDay?: number; control: Control },
): BacktestOutcome | TooMuchMoney {
  const { rules = {}, panel } = setting;
  const { rebalance, costs, execution, taxes } = rules;
  const rule = rebalance === undefined ? setting.calendar : rebalanceOf(rebalance);
  return replayWithinCents({
    panel,
    strategy: line.strategy,
    policy: setting.policy,
    aim: setting.aim,
    fromDay,
    toDay,
    rebalance: line.isRebalanced ? rule : 'never',
    startMoney: setting.startMoney,
    costs: costPolicyOf(costs, { commissionBasisPoints: setting.commissionBasisPoints }),
    ...tradingRulesOf(
      { ...(execution === undefined ? {} : { execution }), ...(taxes === undefined ? {} : { taxes }) },
      panel,
    ),
    control,
  });
}

/** What a line comes to that was not stopped. */
export type LineOutcome = Exclude<BacktestOutcome, { status: 'cancelled' }> | TooMuchMoney;

/** One sentence for the investor. */
export function whyNotReplayed(outcome: Exclude<LineOutcome, BacktestFinished>): string {
  switch (outcome.status) {
    case 'insufficient-history':
      return `There is not enough price history for ${outcome.symbols.join(', ')}: ${outcome.daysNeeded} days are needed before the first decision.`;
    case 'no-trading-days':
      return 'There are fewer than two days with prices in this window. Choose a longer one.';
    case 'too-much-money':
      return tooMuchMoneyText(outcome);
    case 'not-decided':
      return `The plan's limits could not all hold on ${isoDayFromNumber(outcome.day)}, the first day. Choose a later start.`;
  }
}
