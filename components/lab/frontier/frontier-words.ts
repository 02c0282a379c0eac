import { ASSET_CLASSES } from '@/components/charts/asset-classes';
import type { LabLimitRef, LabRelaxation, LabShadowPrice, LabYardstick } from '@/lib/shared/contracts/frontier-lab';
import { formatPercent } from '@/lib/shared/format/percent';
import { STRATEGY_NAMES, type StrategyWords } from '@/lib/shared/strategy-names';

/** What the frontier page says in words. */

/** The words of every strategy, with those that are points of the frontier itself said as such. */
const STRATEGY_WORDS: Readonly<Record<string, StrategyWords>> = {
  ...STRATEGY_NAMES,
  'min-variance': { name: 'Least volatility', rule: 'The calmest mix the limits allow; it needs no expected return.' },
  'max-sharpe': {
    name: 'Most return per risk',
    rule: 'The most expected return above cash for each point of volatility.',
  },
  'max-diversification': {
    name: 'Most diversification',
    rule: 'Holdings that cancel each other’s swings as far as the limits allow.',
  },
  'max-return': { name: 'Most expected return', rule: 'The end of the frontier: as bold as the limits allow.' },
};

export const strategyWords = (id: string): StrategyWords => STRATEGY_WORDS[id] ?? { name: id, rule: '' };

export const YARDSTICK_WORDS: Readonly<Record<LabYardstick['id'], StrategyWords>> = {
  plan: { name: 'Your plan', rule: 'The newest recommendation, as it stands.' },
  holdings: { name: 'What you hold', rule: 'Your account at its latest prices.' },
  'equal-weight': STRATEGY_NAMES['equal-weight'],
  'sixty-forty': STRATEGY_NAMES['sixty-forty'],
};

const shown = (value: number): string =>
  formatPercent(value, { decimals: Number.isInteger(Math.round(value * 1e6) / 1e4) ? 0 : 1 });

/** A limit as a person would state it: `stocks at least 40%`. */
export function limitText(limit: LabLimitRef): string {
  switch (limit.kind) {
    case 'invested':
      return `${shown(limit.value)} of the money out of cash`;
    case 'class':
      return `${ASSET_CLASSES[limit.assetClass].label.toLowerCase()} ${limit.side === 'min' ? 'at least' : 'at most'} ${shown(limit.value)}`;
    case 'weight':
      return `any one holding at most ${shown(limit.value)}`;
    case 'instrument':
      return `${limit.symbol} ${limit.side === 'min' ? 'at least' : 'at most'} ${shown(limit.value)}`;
    case 'no-short':
      return `no less than nothing of ${limit.symbol}`;
    case 'turnover':
      return `at most ${shown(limit.value)} of the money traded`;
    case 'other':
      return limit.name;
  }
}

export const asList = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;

/** Which limits clash; each of them is needed for the clash. */
export function conflictSentence(conflict: readonly LabLimitRef[]): string {
  if (conflict.length === 0) return 'No mix keeps all of these limits.';
  if (conflict.length === 1) return `No mix keeps this limit: ${conflict.map(limitText).join('')}.`;
  return `No mix keeps all of these at once: ${asList(conflict.map(limitText))}.`;
}

const moveText = ({ limit, to }: LabRelaxation['changes'][number]): string =>
  limitText('value' in limit ? { ...limit, value: to } : limit);

export const relaxText = ({ changes }: LabRelaxation): string => `Relax to ${asList(changes.map(moveText))}`;

/** `One more point of room for bonds at most 65% would take 0.03 points off the volatility.` */
export function shadowPriceSentence({ limit, gain, unit }: LabShadowPrice): string {
  const points = (gain * 100).toFixed(gain >= 0.001 ? 2 : 3);
  const room = 'side' in limit && limit.side === 'min' ? 'One point less of' : 'One point more of';
  return unit === 'volatility'
    ? `${room} “${limitText(limit)}” would take ${points} points off the volatility, for the same expected return.`
    : `${room} “${limitText(limit)}” would add ${points} points of expected return a year.`;
}
