import { firstDayWithHistory } from '@/lib/quant/backtest/prices';
import type { PricePanel } from '@/lib/quant/market/panel';
import type { Policy } from '@/lib/quant/policy/types';
import type { Strategy } from '@/lib/quant/strategy/types';

/** When the youngest of the assets has its look-back. */
export interface FilledStart {
  readonly day: number;
  readonly symbol: string;
}

/** What decides how much must have been seen before a run begins. */
interface LookingBack {
  readonly strategy: Pick<Strategy, 'lookbackDaysMin'>;
  readonly policy: Pick<Policy, 'lookbackDays'>;
}

const rowsBefore = ({ strategy, policy }: LookingBack): number =>
  strategy.lookbackDaysMin > 1 ? policy.lookbackDays + 1 : 1;

/** Assets whose prices are too short for it stay out; undefined when that is all of them, or a day is no wait. */
export function filledStart(
  panel: PricePanel,
  assets: readonly string[],
  runs: readonly LookingBack[],
): FilledStart | undefined {
  const rowsNeeded = Math.max(...runs.map(rowsBefore));
  const starts = assets.flatMap((symbol): FilledStart[] => {
    const day = firstDayWithHistory(panel, [symbol], rowsNeeded);
    return day === undefined || day >= (panel.days.at(-1) ?? day) ? [] : [{ day, symbol }];
  });
  return starts.reduce<FilledStart | undefined>(
    (last, start) => (last === undefined || start.day > last.day ? start : last),
    undefined,
  );
}

/** The first price of what is compared with, where it comes after the start and leaves something to compare. */
export function benchmarkStartOf(
  panel: PricePanel,
  benchmark: string | undefined,
  filled: FilledStart | undefined,
): number | undefined {
  const day = benchmark === undefined ? undefined : firstDayWithHistory(panel, [benchmark], 1);
  const start = filled?.day ?? panel.days[0] ?? Number.POSITIVE_INFINITY;
  return day === undefined || day <= start || day >= (panel.days.at(-1) ?? day) ? undefined : day;
}
