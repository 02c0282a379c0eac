import {
  SEARCH_RISK_MODELS,
  type SearchDimensionName,
  type SearchMethod,
  type SearchResult,
  type SearchTrial,
} from '@/lib/shared/contracts/search';
import { formatNumber } from '@/lib/shared/format/number';
import { formatPercent } from '@/lib/shared/format/percent';
import { formatCount } from '@/lib/shared/format/quantity';
import { STRATEGY_NAMES } from '@/lib/shared/strategy-names';
import { CALENDAR_WORDS } from '../backtest-words';

export type SearchValue = SearchResult['dimensions'][number]['values'][number];

interface DimensionWords {
  readonly name: string;
  /** What it does, in one plain sentence. */
  readonly what: string;
  /** What the form offers. */
  readonly offered: readonly SearchValue[];
  readonly chosenAtFirst: readonly SearchValue[];
}

/** A thousand combinations at first: 5 x 4 x 5 x 2 x 5. */
export const DIMENSION_WORDS: Readonly<Record<SearchDimensionName, DimensionWords>> = {
  lookbackDays: {
    name: 'Days looked back on',
    what: 'How much of the past each decision learns from.',
    offered: [63, 126, 189, 252, 378, 504, 756, 1008, 1260],
    chosenAtFirst: [126, 252, 504, 756, 1008],
  },
  riskModel: {
    name: 'How risks are estimated',
    what: 'From past figures as they stand to estimates pulled towards a common value.',
    offered: SEARCH_RISK_MODELS,
    chosenAtFirst: ['sample', 'ledoit-wolf', 'ledoit-wolf-constant-correlation', 'oas'],
  },
  strategy: {
    name: 'The rule itself',
    what: 'Nothing chosen: your plan’s own method.',
    offered: ['mean-variance', 'min-variance', 'risk-parity', 'inverse-volatility', 'hrp'],
    chosenAtFirst: [],
  },
  riskShare: {
    name: 'Share of your risk limit used',
    what: 'Less is more careful. The limit itself never moves.',
    offered: [0.5, 0.6, 0.7, 0.8, 0.9, 1],
    chosenAtFirst: [0.6, 0.7, 0.8, 0.9, 1],
  },
  rebalance: {
    name: 'How often it looks',
    what: 'The dates at which it may trade.',
    offered: ['monthly', 'quarterly', 'annual'],
    chosenAtFirst: ['quarterly', 'annual'],
  },
  driftBand: {
    name: 'How far a holding may drift',
    what: 'Points of weight off its target before it is traded back. None: traded back at every date.',
    offered: [0, 0.01, 0.02, 0.03, 0.05, 0.1],
    chosenAtFirst: [0, 0.01, 0.02, 0.03, 0.05],
  },
};

const RISK_MODEL_WORDS: Readonly<Record<(typeof SEARCH_RISK_MODELS)[number], string>> = {
  sample: 'Past as it stands',
  'ledoit-wolf': 'Shrunk to equal risks',
  'ledoit-wolf-constant-correlation': 'Shrunk to one correlation',
  oas: 'Shrunk, for few days',
  ewma: 'Recent days count more',
};

const isOneOf = <Name extends string>(names: Readonly<Record<Name, unknown>>, value: SearchValue): value is Name =>
  Object.hasOwn(names, value);

export function valueWords(id: SearchDimensionName, value: SearchValue): string {
  switch (id) {
    case 'lookbackDays':
      return formatNumber(Number(value), { decimals: 0 });
    case 'riskModel':
      return isOneOf(RISK_MODEL_WORDS, value) ? RISK_MODEL_WORDS[value] : String(value);
    case 'strategy':
      return isOneOf(STRATEGY_NAMES, value) ? STRATEGY_NAMES[value].name : String(value);
    case 'riskShare':
      return formatPercent(Number(value), { decimals: 0 });
    case 'rebalance':
      return isOneOf(CALENDAR_WORDS, value) ? CALENDAR_WORDS[value] : String(value);
    case 'driftBand':
      return Number(value) === 0 ? 'None' : formatCount(Math.round(Number(value) * 1000) / 10, 'point');
  }
}

export const METHOD_WORDS: Readonly<Record<SearchMethod, string>> = {
  grid: 'Every combination',
  random: 'A random sample',
  bayesian: 'Learning as it goes, at most 200',
};

/** What a trial did in words: `Days looked back on 252, ...`. */
export const trialWords = ({ dimensions }: SearchResult, { choice }: SearchTrial): string =>
  dimensions
    .map(({ id, values }, d) => {
      const value = values[choice[d] ?? -1];
      return value === undefined ? '' : `${DIMENSION_WORDS[id].name.toLowerCase()}: ${valueWords(id, value)}`;
    })
    .join(', ');
