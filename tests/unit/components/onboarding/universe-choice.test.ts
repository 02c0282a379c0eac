import { describe, expect, test } from 'vitest';
import {
  choiceProblem,
  classState,
  CONSIDERED_MAX,
  firstChoice,
  found,
  isConsidered,
  type MarketInstrument,
  universeAfterExclusions,
  universeOf,
  withSymbols,
} from '@/components/onboarding/universe-choice';
import { RECOMMEND_ASSETS_MAX } from '@/lib/shared/contracts/recommend';

const PRICE_SET = '0195d8c0-0000-7000-8000-000000000000';

const instrument = (symbol: string, assetClass: MarketInstrument['assetClass'], isInvestable = true) => ({
  symbol,
  name: `Fund ${symbol}`,
  assetClass,
  isInvestable,
  suggestedSubstitute: null,
  annualFee: 0,
});
const MARKET = [
  instrument('STK', 'equity'),
  instrument('TEC', 'equity'),
  instrument('BND', 'bond'),
  instrument('GLD', 'commodity'),
  instrument('IDX', 'currency', false),
];
const market = { priceSetId: PRICE_SET, label: 'Test', isSimulated: true, lastDay: '2026-11-20', instruments: MARKET };

describe('what the plan may use', () => {
  test('everything that can be held, at first', () => {
    expect(universeOf(PRICE_SET, MARKET, firstChoice(MARKET, null))).toEqual({
      priceSetId: PRICE_SET,
      symbols: ['STK', 'TEC', 'BND', 'GLD'],
      excluded: [],
    });
  });

  test('what was chosen before, less what this market does not have', () => {
    const saved = { priceSetId: PRICE_SET, symbols: ['BND', 'GONE', 'STK'], excluded: ['IDX', 'GLD'] };
    expect(universeOf(PRICE_SET, MARKET, firstChoice(MARKET, saved))).toEqual({
      priceSetId: PRICE_SET,
      symbols: ['STK', 'BND'],
      excluded: ['GLD'],
    });
  });

  test('a class is used in whole, in part or not at all', () => {
    const choice = firstChoice(MARKET, null);
    expect(classState(choice, MARKET, 'equity')).toBe('all');
    expect(classState(withSymbols(choice, ['TEC'], false), MARKET, 'equity')).toBe('some');
    expect(classState(withSymbols(choice, ['TEC', 'STK'], false), MARKET, 'equity')).toBe('none');
  });

  test('leaving out and taking back is no change', () => {
    const choice = firstChoice(MARKET, null);
    expect(withSymbols(withSymbols(choice, ['TEC'], false), ['TEC'], true)).toEqual(choice);
  });

  test('one instrument is too few, more than the door takes too many', () => {
    expect(CONSIDERED_MAX).toBe(RECOMMEND_ASSETS_MAX);
    expect(choiceProblem({ used: new Set(['STK']), excluded: new Set() }, MARKET)).toMatch(/at least 3/);
    const many = Array.from({ length: CONSIDERED_MAX + 1 }, (_, index) =>
      instrument(`S${index}`, index % 2 === 0 ? 'equity' : 'bond'),
    );
    const first = firstChoice(many, null);
    expect(choiceProblem(first, many)).toBeUndefined();
    expect(isConsidered(first, `S${CONSIDERED_MAX}`)).toBe(false);
    expect(choiceProblem(withSymbols(first, [`S${CONSIDERED_MAX}`], true), many)).toMatch(/60/);
  });

  test('a choice that some level has room for is stopped only at the investor’s own', () => {
    // Conservative: 35 % in the two stock funds, 40 % in the bond fund and 15 % in gold hold the 85 %; without gold they do not.
    const choice = firstChoice(MARKET, null);
    expect(choiceProblem(choice, MARKET, 'conservative')).toBeUndefined();
    const without = withSymbols(choice, ['GLD'], false);
    expect(choiceProblem(without, MARKET, 'conservative')).toMatch(/stocks at most 35%/);
    expect(choiceProblem(without, MARKET)).toBeUndefined();
  });

  test('a search looks at symbol and name, in any case', () => {
    expect(found(MARKET, ' fund t ').map(({ symbol }) => symbol)).toEqual(['TEC']);
    expect(found(MARKET, '').length).toBe(MARKET.length);
  });
});

describe('answering what not to hold', () => {
  test('a class named is left out, and comes back when it is no longer named', () => {
    const without = universeAfterExclusions(null, market, [], ['commodity']);
    expect(without).toMatchObject({ symbols: ['STK', 'TEC', 'BND'], excluded: ['GLD'] });
    const back = universeAfterExclusions(without ?? null, market, ['commodity'], []);
    expect(back).toMatchObject({ symbols: ['STK', 'TEC', 'BND', 'GLD'], excluded: [] });
  });

  test('what was left out one by one stays out', () => {
    const saved = { priceSetId: PRICE_SET, symbols: ['STK', 'BND', 'GLD'], excluded: ['TEC'] };
    expect(universeAfterExclusions(saved, market, [], [])).toBeUndefined();
    expect(universeAfterExclusions(saved, market, [], ['commodity'])?.excluded).toEqual(['TEC', 'GLD']);
  });

  test('nothing changes when too little would be left', () => {
    expect(universeAfterExclusions(null, market, [], ['equity', 'bond'])).toBeUndefined();
  });
});
