import { formatNumber } from '../../format/number';

/** The optimiser's limits and how far they are missed, as a person says them. */

const PLAIN_NAMES: ReadonlyMap<string, string> = new Map([
  ['budget', 'all the money placed'],
  ['target return', 'the return asked for'],
  ['volatility limit', 'the volatility limit'],
]);

/** "SPY max" -> "the upper limit on SPY". */
export function limitWords(limit: string): string {
  const plain = PLAIN_NAMES.get(limit);
  if (plain !== undefined) return plain;
  const side = limit.endsWith(' min') ? 'lower' : 'upper';
  return `the ${side} limit on ${limit.replace(/ (min|max)$/, '')}`;
}

/** The same where it stands alone, in a table or a list: "upper limit on SPY". */
export const limitName = (limit: string): string => limitWords(limit).replace(/^the /, '');

/** What a mix that comes nearest does to a limit. @param by decimal, in the limit's own unit */
export function gapWords({ limit, by }: { readonly limit: string; readonly by: number }): string {
  const points = `${formatNumber(by * 100, { decimals: 1 })} points`;
  return limit === 'target return'
    ? `falls ${points} a year short of the return asked for`
    : `misses ${limitWords(limit)} by ${points}`;
}

/** "a", "a and b", "a, b and c". */
export const listWords = (words: readonly string[]): string =>
  [words.slice(0, -1).join(', '), words.at(-1)].filter((part) => part !== undefined && part !== '').join(' and ');
