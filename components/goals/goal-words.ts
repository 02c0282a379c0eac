import type {
  GoalDocument,
  GoalListItem,
  GoalMix,
  GoalOdds,
  GoalStatusWord,
  GoalTrial,
} from '@/lib/shared/contracts/goal';
import { formatDay } from '@/lib/shared/format/date';
import { formatMoney } from '@/lib/shared/format/money';
import { formatCount } from '@/lib/shared/format/quantity';

export const STATUS_WORDS: Readonly<Record<GoalStatusWord, string>> = {
  'on-track': 'On track',
  'at-risk': 'At risk',
  'off-track': 'Off track',
};

export const KIND_WORDS: Readonly<Record<GoalDocument['kind'], string>> = {
  home: 'A home',
  retirement: 'Retirement',
  'rainy-day': 'Rainy day',
  other: 'Something else',
};

export const PRIORITY_WORDS: Readonly<Record<GoalDocument['priority'], string>> = {
  need: 'A need: it must not fail',
  want: 'A want: it should work out',
  wish: 'A wish: nice to have',
};

export const GIVE_WORDS: Readonly<Record<GoalDocument['mayGive'], string>> = {
  either: 'The amount or the date',
  amount: 'The amount',
  date: 'The date',
  neither: 'Neither',
};

/** Nineteen times in twenty a share lies within two standard errors. */
const ERRORS_SAID = 2;

/** `82 in 100`; never none and never all, as no number of paths can say that. */
export function chanceText(probability: number): string {
  if (probability < 0.005) return 'fewer than 1 in 100';
  if (probability > 0.995) return 'more than 99 in 100';
  return `${Math.round(probability * 100)} in 100`;
}

/** `82 in 100, give or take 1`, with what the hundred are: `82 in 100 paths get there, give or take 1`. */
export function oddsText({ probability, standardError }: GoalOdds, what = ''): string {
  const chance = chanceText(probability);
  const said = what === '' ? chance : `${chance} ${what}`;
  if (!/^\d/.test(chance)) return said;
  return `${said}, give or take ${Math.max(1, Math.round(ERRORS_SAID * standardError * 100))}`;
}

/** The one with the best odds; undefined where none could be tried. */
export const bestMix = (mixes: readonly GoalMix[]): GoalMix | undefined =>
  mixes.toSorted((left, right) => right.odds.probability - left.odds.probability)[0];

export const sumText = (amount: number): string => formatMoney(amount, 'USD', { decimals: 0 });

/** What is to be said of all goals together; of those without odds, that they have none. */
export function goalsText(items: readonly Pick<GoalListItem, 'judgement'>[]): string {
  if (items.length === 0) return 'What is the money for? Say it, and see the odds of getting there.';
  const known = items.filter(({ judgement }) => judgement !== null);
  const onTrack = known.filter(({ judgement }) => judgement?.verdict.status === 'on-track').length;
  if (known.length === 0) return `${formatCount(items.length, 'goal')}, and no odds for now.`;
  const unknown = items.length - known.length;
  if (unknown === 0 && onTrack === known.length) {
    return `${known.length === 1 ? 'Your goal is' : `All ${known.length} goals are`} on track.`;
  }
  const [only] = items.length === 1 ? known : [];
  if (only?.judgement) return `Your goal is ${STATUS_WORDS[only.judgement.verdict.status].toLowerCase()}.`;
  const said = `${onTrack === 0 ? 'None' : onTrack} of ${items.length} goals ${onTrack > 1 ? 'are' : 'is'} on track`;
  return unknown === 0 ? `${said}.` : `${said}; ${unknown} ${unknown === 1 ? 'has' : 'have'} no odds for now.`;
}

/** What the goal is, in a few words. */
export function aimText({ kind, amount, date, incomeYears }: GoalDocument): string {
  return kind === 'retirement'
    ? `${sumText(amount)} a year for ${incomeYears} years from ${formatDay(date)}`
    : `${sumText(amount)} by ${formatDay(date)}`;
}

/** The address of a goal with something tried. */
export function trialPath(path: string, trial: GoalTrial): string {
  const query = new URLSearchParams(Object.entries(trial).map(([name, value]) => [name, String(value)]));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** What is tried, in words: `$350 a month instead of $300`. */
export function trialText(trial: GoalTrial, saved: GoalDocument): string {
  const parts = [
    trial.monthly === undefined ? '' : `${sumText(trial.monthly)} a month instead of ${sumText(saved.monthly)}`,
    trial.amount === undefined ? '' : `${sumText(trial.amount)} instead of ${sumText(saved.amount)}`,
    trial.date === undefined ? '' : `${formatDay(trial.date)} instead of ${formatDay(saved.date)}`,
    trial.level === undefined ? '' : `the ${trial.level} mix instead of the ${saved.level} one`,
  ];
  return parts.filter((part) => part !== '').join(', ');
}
