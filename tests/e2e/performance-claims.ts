const RETURN_WORDS =
  '(?:return|returned|returns|earn|earns|earned|gain|gains|gained|profit|yield|grew|grow|performance)';
const PER_CENT = '\\d+(?:[.,]\\d+)?\\s?(?:%|per ?cent|percent)';
const NEAR = '[^.!?]{0,30}?';

/** What a regulator would call a claim of performance (SCREENS D4): a rate of return, money that grew, or praise. */
const CLAIMS: readonly RegExp[] = [
  new RegExp(`${PER_CENT}(?:${NEAR}\\b${RETURN_WORDS}|\\s?(?:a|per|each) year|\\s?annual\\w*)\\b`, 'i'),
  new RegExp(`\\b${RETURN_WORDS}\\b${NEAR}${PER_CENT}`, 'i'),
  /\$\s?\d[\d,.]*\s(?:became|turned into|grew to)\b/i,
  /\b(?:outperform\w*|market-beating|beats? the market|guaranteed (?:return|gain|income)s?|risk-free returns?|proven (?:strategy|returns?))\b/i,
];

/** The sentences of a text that claim performance; a public page has none. */
export const performanceClaims = (text: string): string[] =>
  text
    .split(/(?<=[.!?])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => CLAIMS.some((claim) => claim.test(sentence)));
