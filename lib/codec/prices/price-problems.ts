/** What can be wrong with a price file, how bad it is, and what keeping the good part then means. */
export const PRICE_PROBLEMS = {
  'missing-price': { severity: 'warning', effect: 'The cell stays empty.' },
  'late-start': { severity: 'warning', effect: 'The instrument is used from that day on.' },
  'early-end': { severity: 'warning', effect: 'The instrument is not used after that day.' },
  'empty-row': { severity: 'warning', effect: 'The row is left out.' },
  'unsorted-dates': { severity: 'warning', effect: 'The rows are put in order of date.' },
  'not-a-number': { severity: 'error', effect: 'The cell stays empty.' },
  formula: { severity: 'error', effect: 'The cell stays empty.' },
  'not-positive': { severity: 'error', effect: 'The cell stays empty.' },
  'out-of-range': { severity: 'error', effect: 'The cell stays empty.' },
  'bad-date': { severity: 'error', effect: 'The row is left out.' },
  'bad-ticker': { severity: 'error', effect: 'Its prices are left out.' },
  'duplicate-date': { severity: 'error', effect: 'The first one is kept, this one is left out.' },
  'duplicate-column': { severity: 'error', effect: 'The first one is kept, this one is left out.' },
  'empty-column': { severity: 'error', effect: 'The column is left out.' },
  'cell-count': { severity: 'error', effect: 'The row is left out.' },
  'open-quote': { severity: 'error', effect: 'This row and everything after it is left out.' },
  'one-asset': { severity: 'error', effect: 'The prices can be kept, but one instrument is not enough for a plan.' },
  'few-dates': { severity: 'error', effect: 'The prices can be kept, but risk cannot be estimated from them.' },
} as const satisfies Record<string, { severity: 'error' | 'warning'; effect: string }>;

export type PriceProblemKind = keyof typeof PRICE_PROBLEMS;

export interface PriceProblem {
  readonly kind: PriceProblemKind;
  /** `error`: something written in the file is not used. `warning`: everything is used, but worth knowing. */
  readonly severity: 'error' | 'warning';
  /** As a spreadsheet numbers rows, the header being row 1; null where the problem is not in one row. */
  readonly row: number | null;
  readonly column: string | null;
  /** One whole sentence with file, row and column. */
  readonly message: string;
  /** What happens to it when the good part is kept. */
  readonly effect: string;
}

/** Per kind: enough to mend a file by, few enough for a page. The rest is counted, never dropped in silence. */
const LISTED_PER_KIND_MAX = 100;

export interface PriceProblems {
  readonly add: (kind: PriceProblemKind, at: { row?: number; column?: string }, claim: string) => void;
  readonly countOf: (kind: PriceProblemKind) => number;
  /** In the order found, each kind cut after a hundred with one line that counts the rest. */
  readonly list: () => readonly PriceProblem[];
}

/** @param fileName starts every sentence */
export function collectProblems(fileName: string): PriceProblems {
  const listed: PriceProblem[] = [];
  const counts = new Map<PriceProblemKind, number>();
  const countOf = (kind: PriceProblemKind): number => counts.get(kind) ?? 0;
  const problem = (kind: PriceProblemKind, row: number | null, column: string | null, claim: string): PriceProblem => {
    const place = [fileName, row === null ? '' : `row ${row}`, column === null ? '' : `column ${column}`];
    const message = `${place.filter((part) => part !== '').join(', ')}: ${claim}`;
    return { kind, ...PRICE_PROBLEMS[kind], row, column, message };
  };
  return {
    countOf,
    add: (kind, { row, column }, claim) => {
      counts.set(kind, countOf(kind) + 1);
      if (countOf(kind) <= LISTED_PER_KIND_MAX) listed.push(problem(kind, row ?? null, column ?? null, claim));
    },
    list: () => [
      ...listed,
      ...[...counts]
        .filter(([, count]) => count > LISTED_PER_KIND_MAX)
        .map(([kind, count]) =>
          problem(kind, null, null, `${count - LISTED_PER_KIND_MAX} more of this kind: ${kind}.`),
        ),
    ],
  };
}
