import { ASSET_CLASS_CATALOGUE } from './catalogue.generated';
import { AssetClassName } from './contracts/common';
import type { AGAINST_FIGURE_IDS, AgainstLine, BacktestAgainst, RegimeView } from './contracts/backtest-against';
import { formatNumber } from './format/number';
import { formatPercent } from './format/percent';
import { formatCount } from './format/quantity';

/** How a test is held against other lines, in the words of the page and of the report. */

type FigureId = (typeof AGAINST_FIGURE_IDS)[number];

interface Named {
  readonly name: string;
  readonly meaning: string;
}

export const AGAINST_FIGURES: Readonly<Record<FigureId, Named>> = {
  benchmarkHitRate: {
    name: 'Months ahead',
    meaning:
      'The share of full months in which your plan did better than the other line. Chance alone gives about half.',
  },
  upCapture: {
    name: 'Share of the rises',
    meaning:
      'Up capture: the yearly pace of your plan over the months in which the other line rose, as a share of its own.',
  },
  downCapture: {
    name: 'Share of the falls',
    meaning:
      'Down capture: the yearly pace of your plan over the months in which the other line fell, as a share of its own. Less is better.',
  },
  beta: {
    name: 'Beta',
    meaning: 'How much your plan moved, on average, in a month in which the other line moved by one per cent.',
  },
  alpha: {
    name: 'Alpha a year',
    meaning: 'What your plan returned a year beyond what its beta to the other line and the return of cash explain.',
  },
  trackingError: {
    name: 'Tracking error',
    meaning: 'How far the yearly return of your plan usually strayed from that of the other line.',
  },
  informationRatio: {
    name: 'Information ratio',
    meaning: 'The yearly lead over the other line for each point of straying from it.',
  },
};

const RATIOS: readonly FigureId[] = ['beta', 'informationRatio'];

export const againstText = (id: FigureId, value: number | null): string =>
  RATIOS.includes(id) ? formatNumber(value) : formatPercent(value);

export const againstRange = (id: FigureId, ends: { readonly low: number; readonly high: number } | null): string =>
  ends === null ? '–' : `${againstText(id, ends.low)} to ${againstText(id, ends.high)}`;

/** What the months say, in one sentence; nothing where there are too few of them. */
export function againstSentence({ name, figures }: AgainstLine): string | undefined {
  if (figures === null) return undefined;
  const valueOf = (wanted: FigureId): number | null => figures.values.find(({ id }) => id === wanted)?.value ?? null;
  const [ahead, up, down] = [valueOf('benchmarkHitRate'), valueOf('upCapture'), valueOf('downCapture')];
  const count = Math.round((ahead ?? 0) * figures.months);
  const other = name.toLowerCase();
  const captures =
    up === null || down === null
      ? ''
      : `: it took ${formatPercent(up, { decimals: 0 })} of its rises and ${formatPercent(down, { decimals: 0 })} of its falls`;
  return `Your plan was ahead of ${other} in ${count} of ${formatCount(figures.months, 'full month')}${captures}.`;
}

/** The three effects, as the heads of their columns. */
export const EFFECTS = {
  allocation: {
    name: 'Choice of class',
    meaning:
      'Allocation: from holding more or less of the class than the other line, measured against its whole return.',
  },
  selection: {
    name: 'Choice within it',
    meaning: 'Selection: from other instruments within the class, as if the shares of the class had been the same.',
  },
  interaction: {
    name: 'Both at once',
    meaning: 'Interaction: what came from differing in both, and belongs to neither alone.',
  },
} as const satisfies Record<string, Named>;

export const CHARGES_NAME = 'Costs, fees and taxes';

/** Both returns and which way they differ; the table below says why. */
export function differenceSentence({ name, attribution }: AgainstLine): string {
  const { isYearly, ownReturn, benchmarkReturn } = attribution;
  const text = (value: number): string => formatPercent(value, { decimals: 2 });
  const span = isYearly ? 'a year' : 'over the window';
  return `Your plan returned ${text(ownReturn)} ${span}, ${name.toLowerCase()} ${text(benchmarkReturn)}. The parts below sum to the difference.`;
}

/** Factors are named after their class. */
export function factorName(name: string): string {
  const known = AssetClassName.safeParse(name);
  return known.success ? ASSET_CLASS_CATALOGUE.entries[known.data].name : name;
}

/** Both ends of a normal 95 % interval stand so many errors from the estimate. */
const ERRORS_EACH_SIDE = 1.96;

export const errorEnds = (value: number, standardError: number): { readonly low: number; readonly high: number } => ({
  low: value - ERRORS_EACH_SIDE * standardError,
  high: value + ERRORS_EACH_SIDE * standardError,
});

/** Of what an exposure earned, with the returns that the class had: only the exposure is unsure. */
export const contributionEnds = ({
  beta,
  standardError,
  contribution,
}: {
  readonly beta: number;
  readonly standardError: number;
  readonly contribution: number;
}): { readonly low: number; readonly high: number } =>
  errorEnds(contribution, beta === 0 ? 0 : Math.abs(contribution / beta) * standardError);

type Factors = NonNullable<BacktestAgainst['factors']>;

/** How much the classes explain, or why they could not be held against the returns. */
export function factorsSentence(factors: Factors): string {
  switch (factors.status) {
    case 'fitted':
      return `The classes, each in equal parts of its instruments, explain ${formatPercent(factors.rSquared)} of the ups and downs of your plan above cash, over ${formatCount(factors.observations, 'day')}.`;
    case 'too-few':
      return `${formatCount(factors.observations, 'day')} are too few to tell the classes apart.`;
    case 'collinear':
      return `${factorName(factors.name)} moved like the other classes together, so their parts cannot be told apart.`;
  }
}

const REGIMES: Readonly<Record<string, Named>> = {
  bull: { name: 'Bull market', meaning: 'From a low to the next high, with no fall of a fifth on the way.' },
  bear: { name: 'Bear market', meaning: 'From a high to the low after it, where the fall was a fifth or more.' },
  'low-volatility': {
    name: 'Low volatility',
    meaning: 'Days whose past three months were among the calmer three quarters of the window.',
  },
  'high-volatility': {
    name: 'High volatility',
    meaning: 'Days whose past three months were among the roughest quarter of the window.',
  },
  'falling-rates': {
    name: 'Falling rates',
    meaning: 'Days before which cash had earned no more over half a year than over the half-year before.',
  },
  'rising-rates': {
    name: 'Rising rates',
    meaning: 'Days before which cash had earned more over half a year than over the half-year before.',
  },
  'calm-state': {
    name: 'Calm state',
    meaning: 'Days that a hidden Markov model of two states gives to the calm one.',
  },
  'stormy-state': {
    name: 'Stormy state',
    meaning: 'Days that a hidden Markov model of two states gives to the rough one.',
  },
};

/** A kind of market with what makes it one; a period with dates has its own name and needs no other word. */
export const regimeWords = ({ id }: Pick<RegimeView, 'id'>): Named | undefined => REGIMES[id];

export const KNOWN_ON_WORDS = {
  'the-day': 'on the day',
  hindsight: 'afterwards',
  given: 'by its dates',
} as const satisfies Record<RegimeView['knownOn'], string>;

/** What the kinds of market are told from. */
export function marketSentence({ market, against }: BacktestAgainst['regimes']): string {
  const told = {
    stocks: 'the stocks of this test in equal parts',
    yardstick: against?.toLowerCase() ?? 'the line beside it',
    plan: 'your plan itself',
  }[market];
  return `Told from ${told}; rates from what cash earned. What could be told only afterwards, nobody could have acted on.`;
}

/** A year where there was one; the whole otherwise, and it says so. */
export const regimeReturn = (annual: number | null, total: number | null): string =>
  annual === null ? `${formatPercent(total)} in all` : formatPercent(annual);
