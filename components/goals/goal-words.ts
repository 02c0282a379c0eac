import { parseIsoDay } from '@/lib/base/iso-day';
import type { GoalDocument, GoalOdds, GoalStatusWord, GoalTrial } from '@/lib/shared/contracts/goal';
import { formatDay } from '@/lib/shared/format/date';
import { formatMoney } from '@/lib/shared/format/money';

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

export const LEVEL_WORDS: Readonly<Record<GoalDocument['level'], string>> = {
  conservative: 'Conservative',
  balanced: 'Balanced',
  aggressive: 'Aggressive',
};

export const LEVELS = ['conservative', 'balanced', 'aggressive'] as const;

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

export const sumText = (amount: number): string => formatMoney(amount, 'USD', { decimals: 0 });

/** What the goal is, in a few words. */
export function aimText({ kind, amount, date, incomeYears }: GoalDocument): string {
  return kind === 'retirement'
    ? `${sumText(amount)} a year for ${incomeYears} years from ${formatDay(date)}`
    : `${sumText(amount)} by ${formatDay(date)}`;
}

const NUMBER = /^\d{1,10}(\.\d{1,2})?$/;

/** What the address asks to try; what cannot be read is left out. */
export function trialOfQuery(query: Readonly<Record<string, string | string[] | undefined>>): GoalTrial {
  const text = (name: string): string => {
    const value = query[name];
    return typeof value === 'string' ? value : '';
  };
  const [monthly, amount, date, level] = [text('monthly'), text('amount'), text('date'), text('level')];
  const known = LEVELS.find((each) => each === level);
  return {
    ...(NUMBER.test(monthly) ? { monthly: Number(monthly) } : {}),
    ...(NUMBER.test(amount) && Number(amount) >= 1 ? { amount: Number(amount) } : {}),
    ...(parseIsoDay(date) === undefined ? {} : { date }),
    ...(known === undefined ? {} : { level: known }),
  };
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
