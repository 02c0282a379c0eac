import type { RowSpacing } from '../../contracts/price-set';

/** Beside a count of rows. */
export const SPACING_WORDS = {
  daily: 'daily',
  weekly: 'weekly',
  monthly: 'monthly',
  sparse: 'less than monthly',
} as const satisfies Record<RowSpacing, string>;

const APART = {
  weekly: 'about a week',
  monthly: 'about a month',
  sparse: 'more than a month',
} as const satisfies Record<Exclude<RowSpacing, 'daily'>, string>;

/** What prices that are not daily can and cannot be used for. */
export const notDailySentence = (spacing: Exclude<RowSpacing, 'daily'>): string =>
  `These rows are ${APART[spacing]} apart: they can be looked at and compared here, but a plan and its tests need daily prices, because weeks or months taken for days would give false risks.`;
