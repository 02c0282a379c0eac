import type { SearchDimensionName, SearchHoldoutLine, SearchResult, SearchTrial } from '@/lib/shared/contracts/search';
import { formatNumber } from '@/lib/shared/format/number';
import { formatCount } from '@/lib/shared/format/quantity';
import type { SearchValue } from './search-words';

/** A chance this high that the choice does not carry over speaks against it, one this low for it. */
const OVERFITTED_FROM = 0.5;
const SOUND_TO = 0.2;
/** The usual confidence. */
const SURE_FROM = 0.95;

export const lineOf = (result: SearchResult, id: SearchHoldoutLine['id']): SearchHoldoutLine | undefined =>
  result.holdout.lines.find((line) => line.id === id);

export const bestTrial = (result: SearchResult): SearchTrial | undefined => result.trials[result.best];

export type SearchVerdict = 'luck' | 'doubtful' | 'stands-up';

/** Stands up only where every test says so: the splits, the deflated ratio, and the days nobody had looked at. */
export function verdictOf(result: SearchResult): SearchVerdict {
  const { overfitting, deflated } = result.evidence;
  const [chosen, plan] = [lineOf(result, 'chosen')?.figures.sharpe, lineOf(result, 'plan')?.figures.sharpe];
  const isBeaten = chosen === undefined || chosen <= 0 || (plan !== undefined && chosen < plan);
  if (overfitting.probability >= OVERFITTED_FROM) return 'luck';
  return overfitting.probability < SOUND_TO && deflated.probability >= SURE_FROM && !isBeaten
    ? 'stands-up'
    : 'doubtful';
}

interface VerdictWords {
  readonly title: string;
  readonly text: string;
}

const VERDICT_WORDS: Readonly<Record<SearchVerdict, VerdictWords>> = {
  luck: {
    title: 'Do not change your plan for this',
    text: 'What won where it was chosen tends to end in the lower half elsewhere. The search found noise.',
  },
  doubtful: {
    title: 'Not enough to rely on',
    text: 'Some of the tests speak for the best try, not all. Keep the plan unless you have another reason.',
  },
  'stands-up': {
    title: 'It stands up to these tests',
    text: 'Past prices still promise nothing.',
  },
};

/** The comparison with the plan is made only where the plan could be replayed on those days. */
export function verdictWords(result: SearchResult): VerdictWords {
  const verdict = verdictOf(result);
  const words = VERDICT_WORDS[verdict];
  if (verdict !== 'stands-up' || lineOf(result, 'plan') === undefined) return words;
  return { ...words, text: `It also did no worse than your plan on days it had not seen. ${words.text}` };
}

/** The plain answer: how good the best looked, and what was left of it. */
export function searchAnswer(result: SearchResult): string {
  const best = bestTrial(result)?.figures?.sharpe ?? null;
  const later = lineOf(result, 'chosen')?.figures.sharpe ?? null;
  const { probability, inSample } = result.evidence.overfitting;
  const fell = formatNumber(Math.round(probability * inSample.length), { decimals: 0 });
  return `Of ${formatCount(result.trials.length, 'try', 'tries')} the best looked like a Sharpe ratio of ${formatNumber(best)}; on later days it had not seen it came to ${formatNumber(later)}. In ${fell} of ${formatCount(inSample.length, 'split')} of the past, the winner of one half ended in the lower half on the other.`;
}

export interface RankedTrial extends SearchTrial {
  /** From 1, in the order of trying. */
  readonly number: number;
}

/** The highest Sharpe ratios first; trials that came to nothing last. */
export const rankedTrials = ({ trials }: SearchResult): RankedTrial[] =>
  trials
    .map((trial, at) => ({ ...trial, number: at + 1 }))
    .sort((a, b) => (b.figures?.sharpe ?? -Infinity) - (a.figures?.sharpe ?? -Infinity) || a.number - b.number);

/** What had more than one value, in the order of the combinations. */
export const variedIn = ({ dimensions }: Pick<SearchResult, 'dimensions'>): SearchDimensionName[] =>
  dimensions.filter(({ values }) => values.length > 1).map(({ id }) => id);

export interface HeatMap {
  readonly rows: readonly SearchValue[];
  readonly columns: readonly SearchValue[];
  /** Mean Sharpe ratio over all trials with both values; null where there is none. */
  readonly cells: readonly (readonly (number | null)[])[];
}

/** How two varied things go together, whatever else was varied: means, so that no lucky try makes a cell. */
export function heatMapOf(
  { dimensions, trials }: SearchResult,
  rowId: SearchDimensionName,
  columnId: SearchDimensionName,
): HeatMap {
  const place = (id: SearchDimensionName): number => dimensions.findIndex((dimension) => dimension.id === id);
  const [row, column] = [place(rowId), place(columnId)];
  const rows = dimensions[row]?.values ?? [];
  const columns = dimensions[column]?.values ?? [];
  const cells = rows.map((_, r) =>
    columns.map((_value, c) => {
      const here = trials.flatMap(({ choice, figures }) =>
        figures !== null && choice[row] === r && choice[column] === c ? [figures.sharpe] : [],
      );
      return here.length === 0 ? null : here.reduce((sum, sharpe) => sum + sharpe, 0) / here.length;
    }),
  );
  return { rows, columns, cells };
}
