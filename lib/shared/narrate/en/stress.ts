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

/** What a bad time had to assume. */
export const STRESS_SENTENCES: Readonly<Record<string, Sentence>> = {
  'stress.proxied-by-factors': (v) =>
    `${v.text('symbol')} had no price then. Since it has, it moved ${betaWords(v)}, which explains ${v.percent('rSquared', 0)} of its ups and downs (R²); it is taken to have moved like that, by ${v.percent('estimate')}.`,
};
