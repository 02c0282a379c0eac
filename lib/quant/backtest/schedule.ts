import { unreachable } from '../../base/invariant';
import { civilFromDayNumber } from '../../base/iso-day';
import type { RebalanceRule } from './types';

const MONTHS_PER_YEAR = 12;
const MONTHS_PER_QUARTER = 3;

/** Months since year 0, by which a day belongs to one period of the rule; all days share one period under `never`. */
function periodOf(day: number, rule: RebalanceRule): number {
  const { year, month } = civilFromDayNumber(day);
  const months = year * MONTHS_PER_YEAR + month - 1;
  switch (rule) {
    case 'monthly':
      return months;
    case 'quarterly':
      return Math.floor(months / MONTHS_PER_QUARTER);
    case 'annual':
      return year;
    case 'never':
      return 0;
    default:
      return unreachable(rule);
  }
}

/**
 * Whether a decision is due after the close of this row: the first row, and the first row of each new period. It asks
 * the row before and not the one after, because the last day of a month is known as such only in hindsight.
 */
export function isDecisionRow(days: Int32Array, row: number, firstRow: number, rule: RebalanceRule): boolean {
  return row === firstRow || periodOf(days[row]!, rule) !== periodOf(days[row - 1]!, rule);
}
