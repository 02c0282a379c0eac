import type { BacktestListItem } from '@/lib/shared/contracts/backtest';
import { formatDay } from '@/lib/shared/format/date';

/** How often a test trades back to its plan. */
export const CALENDAR_WORDS = {
  monthly: 'Every month',
  quarterly: 'Every quarter',
  annual: 'Every year',
} as const satisfies Record<BacktestListItem['request']['calendar'], string>;

/** The window that was asked for; what it became stands with the result. */
export function windowWords({ from, to }: Pick<BacktestListItem['request'], 'from' | 'to'>): string {
  if (from === undefined && to === undefined) return 'All prices';
  if (from === undefined) return `Until ${formatDay(to ?? null)}`;
  return to === undefined ? `From ${formatDay(from)}` : `${formatDay(from)} to ${formatDay(to)}`;
}
