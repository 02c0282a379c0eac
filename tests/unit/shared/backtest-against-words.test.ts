import { expect, test } from 'vitest';
import {
  againstRange,
  againstSentence,
  contributionEnds,
  differenceSentence,
  factorsSentence,
  regimeReturn,
} from '@/lib/shared/backtest-against-words';
import { AGAINST_LINE } from '../../support/against-line';

test('a line says how often it was left behind and what was taken of it', () => {
  expect(againstSentence(AGAINST_LINE)).toBe(
    'Your plan was ahead of 60/40 in 66 of 120 full months: it took 79% of its rises and 80% of its falls.',
  );
  expect(differenceSentence(AGAINST_LINE)).toBe(
    'Your plan returned 8.85% a year, 60/40 10.10%. The parts below sum to the difference.',
  );
});

test('without months nothing is said of them, and a short window is not called a year', () => {
  const { attribution } = AGAINST_LINE;
  const short = {
    ...AGAINST_LINE,
    name: 'Equal weight',
    figures: null,
    attribution: { ...attribution, isYearly: false },
  };
  expect(againstSentence(short)).toBeUndefined();
  expect(differenceSentence(short)).toContain('over the window, equal weight 10.10%');
  expect(regimeReturn(null, -0.3)).toBe('−30.0% in all');
  expect(regimeReturn(0.05, 0.4)).toBe('5.0%');
});

test('shares and ratios are written as what they are, and a figure without an interval has none', () => {
  expect(againstRange('upCapture', { low: 0.7, high: 0.85 })).toBe('70.0% to 85.0%');
  expect(againstRange('beta', { low: 0.7, high: 0.85 })).toBe('0.70 to 0.85');
  expect(againstRange('beta', null)).toBe('–');
});

// By hand: 1.96 errors of 0.1 are a fifth of a beta of 0.98, and so a fifth of what it earned, on either side.
test.each([0.049, -0.049])('what an exposure earned is as unsure as the exposure: %d', (contribution) => {
  const { low, high } = contributionEnds({ beta: 0.98, standardError: 0.1, contribution });
  expect([low, high].map((end) => Number(end.toFixed(9)))).toEqual(
    [contribution - 0.0098, contribution + 0.0098].map((end) => Number(end.toFixed(9))),
  );
  expect(contributionEnds({ beta: 0, standardError: 0.1, contribution: 0 })).toEqual({ low: 0, high: 0 });
});

test('classes that cannot be told apart are named', () => {
  expect(factorsSentence({ status: 'collinear', name: 'bond' })).toBe(
    'Bonds moved like the other classes together, so their parts cannot be told apart.',
  );
  expect(factorsSentence({ status: 'too-few', observations: 12 })).toContain('12 days are too few');
});
