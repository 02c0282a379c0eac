import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classSharesOf, holdingsOf, mixWords, wholePercents } from '@/components/plan/plan-shares';

const INSTRUMENTS = [
  { symbol: 'STK', name: 'Stocks', assetClass: 'equity' },
  { symbol: 'TEC', name: 'Tech', assetClass: 'equity' },
  { symbol: 'BND', name: 'Bonds', assetClass: 'bond' },
  { symbol: 'GLD', name: 'Gold', assetClass: 'commodity' },
] as const;
const instruments = [...INSTRUMENTS];

describe('holdings of a plan', () => {
  test('largest first, rounding left out, uninvested money shown as cash', () => {
    const holdings = holdingsOf(instruments, { STK: 0.3, TEC: 1e-9, BND: 0.6, GLD: 0 });
    expect(holdings.map(({ symbol, assetClass }) => [symbol, assetClass])).toEqual([
      ['BND', 'bond'],
      ['STK', 'equity'],
      ['Cash', 'cash'],
    ]);
    expect(holdings.at(-1)?.weight).toBeCloseTo(0.1, 12);
  });

  test('a fully invested plan has no cash line of its own', () => {
    expect(holdingsOf(instruments, { STK: 0.4, BND: 0.6 }).map(({ symbol }) => symbol)).toEqual(['BND', 'STK']);
  });

  test('classes add up their holdings', () => {
    const shares = classSharesOf(holdingsOf(instruments, { STK: 0.25, TEC: 0.25, BND: 0.5 }));
    expect(shares.map(({ assetClass, share }) => [assetClass, share])).toEqual([
      ['equity', 0.5],
      ['bond', 0.5],
    ]);
  });
});

describe('whole percents', () => {
  test('three thirds are 34, 33 and 33', () => {
    expect(wholePercents([1 / 3, 1 / 3, 1 / 3])).toEqual([34, 33, 33]);
  });

  test('always add up to 100 and stray less than one from the exact share', () => {
    const parts = fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(parts, (raw) => {
        const sum = raw.reduce((total, part) => total + part, 0);
        const shares = raw.map((part) => part / sum);
        const percents = wholePercents(shares);
        expect(percents.reduce((total, percent) => total + percent, 0)).toBe(100);
        percents.forEach((percent, index) => expect(Math.abs(percent - shares[index]! * 100)).toBeLessThan(1 + 1e-9));
      }),
      { seed: 3, numRuns: 500 },
    );
  });
});

describe('the mix in words', () => {
  const words = (weights: Record<string, number>) => mixWords(classSharesOf(holdingsOf(instruments, weights)));
  test('largest first, "and" before the last, a trace is called a little', () => {
    expect(words({ STK: 0.297, BND: 0.7, GLD: 0.003 })).toBe('70% in bonds, 30% in stocks and a little in commodities');
    expect(words({ BND: 1 })).toBe('100% in bonds');
  });
});
