import type { BacktestDoorRequest } from '@/lib/shared/contracts/backtest-door';
import { flowsOf } from '../trading-rules';
import type { BacktestPlan } from './read-request';

/** Fields that change nothing here would let the reader believe that they did. */
export function idleWarnings(request: BacktestDoorRequest, { runs }: BacktestPlan): string[] {
  const unread = request.strategies.flatMap((strategy, at) => {
    if (typeof strategy === 'string' || !('id' in strategy)) return [];
    const looksBack = (runs[at]?.strategy.lookbackDaysMin ?? 0) > 1;
    if (looksBack || strategy.parameters?.lookbackDays === undefined) return [];
    return [`${strategy.id} does not look back, so nothing depends on strategies.${at}.parameters.lookbackDays.`];
  });
  if (runs.some(({ strategy }) => strategy.keepsPolicyLimits)) return unread;
  const idle = (['level', 'limits', 'aim'] as const).filter((field) => request[field] !== undefined);
  if (idle.length === 0) return unread;
  return [...unread, `No strategy here keeps limits or serves an aim, so nothing depends on ${idle.join(', ')}.`];
}

const AMOUNT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 });

/** Money whose day was named and lies outside the test is not part of it. */
export function outsideWarning(
  { flows = [] }: BacktestDoorRequest,
  { days, fromDay, lastDay }: { readonly days: Int32Array; readonly fromDay: number; readonly lastDay: number },
): string[] {
  // What repeats without a first day of its own begins with the test.
  const named = flows.filter((flow) => 'date' in flow || flow.from !== undefined);
  const outside = flowsOf(named, days).filter(({ day }) => day < fromDay || day > lastDay);
  if (outside.length === 0) return [];
  const amount = AMOUNT.format(outside.reduce((sum, flow) => sum + flow.amount, 0));
  const [are, they] = outside.length === 1 ? ['flow lies', 'is'] : ['flows lie', 'are'];
  return [`${outside.length} ${are} outside the days of the test and ${they} left out: ${amount} in all.`];
}
