import { isoDayFromNumber } from '@/lib/base/iso-day';
import { describeInstrument } from '@/lib/quant/market/known-instruments';
import type { CleaningIssue, CleaningReport } from '@/lib/quant/market/cleaning-report';
import type { ImportProblem, ImportReport, RowSpacing } from '@/lib/shared/contracts/price-set';
import { notDailySentence } from '@/lib/shared/messages/en/row-spacing';

/** A page shows some, a table the rest; all are counted. */
const PROBLEMS_KEPT_MAX = 500;

export const importReport = (
  layout: ImportReport['layout'],
  rowCount: number,
  problems: readonly ImportProblem[],
): ImportReport => ({
  schemaVersion: 1,
  layout,
  rowCount,
  problems: problems.slice(0, PROBLEMS_KEPT_MAX),
  problemCount: problems.length,
});

/** What prices that are not daily cannot be used for must be said before they are kept. */
export const spacingProblems = (label: string, spacing: RowSpacing): ImportProblem[] =>
  spacing === 'daily'
    ? []
    : [
        {
          severity: 'note',
          code: 'not-daily',
          row: null,
          column: null,
          message: `${label}: ${notDailySentence(spacing)}`,
        },
      ];

/** What cleaning noticed in a history, as sentences of the import report. */
export const cleaningProblems = (label: string, { issues }: CleaningReport): ImportProblem[] =>
  issues.map((issue) => ({
    severity: issue.action === 'removed' || issue.action === 'quarantined' ? 'dropped' : 'note',
    code: issue.kind,
    row: null,
    column: issue.symbol,
    message: `${label}, ${issue.symbol} on ${isoDayFromNumber(issue.day)}: ${claimOf(issue)}.`,
  }));

/** Symbols that are in no list of ours: what is assumed about them must be said. */
export const unknownSymbolProblems = (label: string, symbols: readonly string[]): ImportProblem[] =>
  symbols
    .filter((symbol) => !describeInstrument(symbol).isKnown)
    .map((symbol) => ({
      severity: 'note',
      code: 'unknown-instrument',
      row: null,
      column: symbol,
      message: `${label}, ${symbol}: not known by name, so it is taken for a stock fund with usual costs.`,
    }));

const percent = (value: number | undefined): string => `${((value ?? Number.NaN) * 100).toFixed(1)} %`;

function claimOf({ kind, facts }: CleaningIssue): string {
  const rows = facts['rows'] ?? 'some';
  switch (kind) {
    case 'non-positive-price':
      return 'the price is zero, negative or no number, and is left out';
    case 'duplicate-day':
      return 'a second price for the same day is left out';
    case 'missing':
      return rows === 1 ? 'the day before it has no price' : `${rows} days before it have no price`;
    case 'stale-run':
      return `the price has not moved for ${rows} days`;
    case 'jump':
      return `the price moves by ${percent(facts['return'])} in one day, far outside its own history`;
    case 'short-history':
      return `only ${rows} days have prices, too few to estimate risk`;
  }
}
