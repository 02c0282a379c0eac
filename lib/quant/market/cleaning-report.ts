/** What cleaning can find. The sentences are made elsewhere, from these kinds and the facts beside them. */
export const CLEANING_ISSUES = {
  'non-positive-price': { id: 'non-positive-price', name: 'Price of zero or below, or not a number' },
  'duplicate-day': { id: 'duplicate-day', name: 'Two prices for one day' },
  missing: { id: 'missing', name: 'Days without a price' },
  'stale-run': { id: 'stale-run', name: 'Price that does not move' },
  jump: { id: 'jump', name: 'Move far outside the instrument’s own history' },
  'short-history': { id: 'short-history', name: 'Too few days to estimate risk' },
} as const;

export type CleaningIssueKind = keyof typeof CLEANING_ISSUES;

/** What was done about it; `flagged` leaves the number as it was. */
export type CleaningAction = 'flagged' | 'removed' | 'kept-first' | 'quarantined';

export interface CleaningIssue {
  readonly kind: CleaningIssueKind;
  readonly action: CleaningAction;
  readonly symbol: string;
  /** Whole days since 1970-01-01, and the row of the panel: where the rule fired, from what was known by then. */
  readonly day: number;
  readonly row: number;
  /** The numbers behind the finding, in words a sentence can use. Returns are decimals. */
  readonly facts: Readonly<Record<string, number>>;
}

export interface CleaningReport {
  /** In row order, then instrument order. */
  readonly issues: readonly CleaningIssue[];
}

export const byRowThenSymbol = (left: CleaningIssue, right: CleaningIssue): number =>
  left.row - right.row || (left.symbol < right.symbol ? -1 : left.symbol > right.symbol ? 1 : 0);
