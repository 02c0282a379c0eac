import type { ImportProblem, ImportReport, PriceSetView } from '@/lib/shared/contracts/price-set';
import { formatCount } from '@/lib/shared/format/quantity';

export const SOURCE_WORDS = {
  file: 'Your file',
  yahoo: 'Yahoo Finance',
  simulated: 'Simulated market',
  inline: 'Sent by a program',
} as const satisfies Record<PriceSetView['source']['kind'], string>;

export const LAYOUT_WORDS = {
  wide: 'one column for each instrument',
  long: 'one line for each day and instrument',
  single: 'one instrument',
  provider: 'as the provider sent them',
  simulated: 'simulated',
  unknown: 'in a layout we do not know',
} as const satisfies Record<ImportReport['layout'], string>;

export const BASIS_WORDS = {
  raw: 'Prices as traded',
  'split-adjusted': 'Adjusted for splits',
  'total-return': 'With dividends put back in',
} as const satisfies Record<PriceSetView['basis'], string>;

/** Days since the last price, as people say it. */
export function ageWords(days: number): string {
  if (days <= 0) return 'today';
  return days === 1 ? 'yesterday' : `${formatCount(days, 'day')} old`;
}

/** What cannot be held itself, and what can be held instead. */
export const indexNotes = (instruments: PriceSetView['instruments']): string[] =>
  instruments
    .filter(({ isInvestable }) => !isInvestable)
    .map(({ symbol, suggestedSubstitute }) =>
      suggestedSubstitute === null
        ? `${symbol} is an index and cannot be held.`
        : `${symbol} is an index and cannot be held; ${suggestedSubstitute} can.`,
    );

export interface ProblemCounts {
  readonly fatal: number;
  readonly dropped: number;
  readonly notes: number;
}

export const countProblems = (problems: readonly ImportProblem[]): ProblemCounts => ({
  fatal: problems.filter(({ severity }) => severity === 'fatal').length,
  dropped: problems.filter(({ severity }) => severity === 'dropped').length,
  notes: problems.filter(({ severity }) => severity === 'note').length,
});

/** Commas, semicolons, spaces and line breaks part symbols; case and repetition do not matter. */
export const symbolsOfText = (text: string): string[] => [
  ...new Set(
    text
      .split(/[\s,;]+/)
      .map((symbol) => symbol.trim().toUpperCase())
      .filter((symbol) => symbol !== ''),
  ),
];
