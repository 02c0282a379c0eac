import { firstDayWithHistory } from '@/lib/quant/backtest/prices';
import type { PricePanel } from '@/lib/quant/market/panel';
import type { PlannedRun } from './read-request';

/** When the youngest of the assets has its look-back. */
export interface FilledStart {
  readonly day: number;
  readonly symbol: string;
}

const rowsBefore = ({ strategy, policy }: PlannedRun): number =>
  strategy.lookbackDaysMin > 1 ? policy.lookbackDays + 1 : 1;

/** Assets whose prices are too short for it stay out; undefined when that is all of them, or a day is no wait. */
export function filledStart(
  panel: PricePanel,
  assets: readonly string[],
  runs: readonly PlannedRun[],
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
