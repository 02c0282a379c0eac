import { expect, test } from 'vitest';
import { limitName, limitWords } from '@/lib/shared/narrate/en/limits';

test.each([
  ['SPY min', 'the lower limit on SPY', 'lower limit on SPY'],
  ['Stocks max', 'the upper limit on Stocks', 'upper limit on Stocks'],
  ['budget', 'all the money placed', 'all the money placed'],
  ['target return', 'the return asked for', 'return asked for'],
  ['volatility limit', 'the volatility limit', 'volatility limit'],
])('%s is %s', (limit, words, name) => {
  expect(limitWords(limit)).toBe(words);
  expect(limitName(limit)).toBe(name);
});
