import type { FactReader, Sentence } from '../values';

const CLASS_WORDS = {
  equity: 'stocks',
  bond: 'bonds',
  commodity: 'commodities',
  currency: 'currencies',
  crypto: 'crypto',
} as const;

/** "0.82 times stocks and 0.31 times commodities", from the betas of a fact. */
function betaWords(v: FactReader): string {
  const parts = Object.entries(CLASS_WORDS).flatMap(([id, words]) =>
    v.has(id) ? [`${v.plain(id, 2)} times as much as ${words}`] : [],
  );
  return parts.length === 0 ? 'with none of the asset classes' : parts.join(' and ');
}

const upOrDown = (v: FactReader): string => ((v.number('move') ?? 0) < 0 ? 'down by' : 'up by');

/** What a bad time had to assume. */
export const STRESS_SENTENCES: Readonly<Record<string, Sentence>> = {
  'stress.proxied-by-factors': (v) =>
    `${v.text('symbol')} had no price then. Since it has, it moved ${betaWords(v)}, which explains ${v.percent('rSquared', 0)} of its ups and downs (R²); it is taken to have moved like that, by ${v.percent('estimate')}.`,
  'stress.no-factor': (v) =>
    `Nothing among the instruments shows ${v.text('name')}, so this shock has nothing to start from.`,
  'stress.same-thing': (v) =>
    `What is said of ${v.text('name')} already follows from the other moves, or cannot go with them.`,
  'stress.price-moves': (v) => `Fixed: ${v.text('name')} ${upOrDown(v)} ${v.size('move', 0)}.`,
  'stress.yield-moves': (v) =>
    v.number('move') === 0
      ? `Fixed: ${v.text('name')} as they are.`
      : `Fixed: ${v.text('name')} ${upOrDown(v)} ${v.points('move')}.`,
  'stress.yield-beyond': (v) =>
    `Yields rise further than duration and convexity can tell for ${v.text('symbol')}: its fall is held where they show it deepest, and may be larger.`,
  'stress.far-out': (v) =>
    `What is fixed lies ${v.plain('distance', 0)} standard deviations of a month out. Prices here have shown nothing like it, so how the rest follows is a straight line drawn far beyond them.`,
  'stress.factor-by-share': (v) =>
    `There is no instrument for ${v.text('name')} alone; ${v.text('symbols')} is taken to move ${v.plain('share', 1)} times as much.`,
  'stress.spread-unhedged': () =>
    'There are no government bonds to compare with, so the whole move of the corporate bonds is read as their spread.',
  'stress.no-diversification': (v) =>
    `One year in twenty is worse than this if nothing offsets anything: the volatility would be ${v.percent('volatility')}.`,
  'stress.cost-to-sell': (v) =>
    `Selling everything while buyers ask ${v.plain('multiple')} times the usual spread, or more; on a quiet day it costs ${v.percent('calm', 2)}.`,
};
