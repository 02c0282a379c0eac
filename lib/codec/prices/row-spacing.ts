import { isDaily } from '@/lib/quant/strategy/rows-per-year';
import type { RowSpacing } from '@/lib/shared/contracts/price-set';

/** Three years: what a plan looks at. */
const ROWS_LOOKED_AT = 757;

/** A long weekend among so few says nothing; what is too short for a plan is refused for that. */
const ROWS_MIN = 10;

/** Calendar days from one row to the next, on average: a week with a holiday in it, and a month. */
const WEEKLY_DAYS_APART_MAX = 10;
const MONTHLY_DAYS_APART_MAX = 35;

/**
 * How far apart the newest rows are, which a plan would be made from.
 *
 * @param days whole days since 1970-01-01, strictly rising
 */
export function rowSpacing(days: Int32Array): RowSpacing {
  const newest = days.subarray(-ROWS_LOOKED_AT);
  if (newest.length < ROWS_MIN || isDaily(newest)) return 'daily';
  const daysApart = ((newest.at(-1) ?? 0) - (newest[0] ?? 0)) / (newest.length - 1);
  if (daysApart <= WEEKLY_DAYS_APART_MAX) return 'weekly';
  return daysApart <= MONTHLY_DAYS_APART_MAX ? 'monthly' : 'sparse';
}

/** Rows among which weeks or months cannot hide: a month of an exchange. */
const STRETCH_ROWS = 20;

/** A long weekend with a holiday beside it is four days; a gap in daily prices is one long step among short ones. */
const DAILY_STEP_DAYS_MAX = 4;

/** Whether rows are days from the first to the last: in no stretch of them most steps are longer than a weekend. */
export function isDailyThroughout(days: Int32Array): boolean {
  for (let start = 0; start + STRETCH_ROWS < days.length; start += STRETCH_ROWS) {
    const stretch = days.subarray(start, start + STRETCH_ROWS + 1);
    const longSteps = stretch.filter(
      (day, at) => at > 0 && day - (stretch[at - 1] ?? day) > DAILY_STEP_DAYS_MAX,
    ).length;
    if (longSteps > STRETCH_ROWS / 2) return false;
  }
  return true;
}
