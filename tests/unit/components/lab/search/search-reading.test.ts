import { describe, expect, test } from 'vitest';
import {
  heatMapOf,
  rankedTrials,
  searchAnswer,
  variedIn,
  verdictOf,
  verdictWords,
} from '@/components/lab/search/search-reading';
import { searchRequest } from '@/components/lab/search/search-request';
import { DIMENSION_WORDS, trialWords, valueWords } from '@/components/lab/search/search-words';
import { combinationsOf, SEARCH_DIMENSION_IDS, StartSearchInput } from '@/lib/shared/contracts/search';
import { resultOf } from './result';

describe('reading a search', () => {
  test.each([
    { verdict: 'stands-up', of: [0.1, 0.97, 0.9, 0.8] },
    // Beaten by the plan on untouched days.
    { verdict: 'doubtful', of: [0.1, 0.97, 0.7, 0.8] },
    { verdict: 'doubtful', of: [0.1, 0.9, 0.9, 0.8] },
    { verdict: 'doubtful', of: [0.3, 0.99, 0.9, 0.8] },
    { verdict: 'luck', of: [0.5, 0.99, 0.9, 0.8] },
  ] as const)('$verdict: $of', ({ verdict, of: [probability, deflated, chosen, plan] }) => {
    expect(verdictOf(resultOf(probability, deflated, chosen, plan))).toBe(verdict);
  });

  test('nothing is said of the plan where it could not be replayed', () => {
    const result = resultOf(0.1, 0.97, 0.9, 0.8);
    expect(verdictWords(result).text).toContain('no worse than your plan');
    const lines = result.holdout.lines.filter(({ id }) => id !== 'plan');
    const alone = { ...result, holdout: { ...result.holdout, lines } };
    expect(verdictOf(alone)).toBe('stands-up');
    expect(verdictWords(alone).text).toBe('Past prices still promise nothing.');
  });

  test('the answer says how many tries, how good the best looked and what was left', () => {
    expect(searchAnswer(resultOf(139 / 252, 0.9, 0.31, 0.5))).toBe(
      'Of 4 tries the best looked like a Sharpe ratio of 1.20; on later days it had not seen it came to 0.31. In 139 of 252 splits of the past, the winner of one half ended in the lower half on the other.',
    );
  });

  test('the best come first and what came to nothing last; numbers keep the order of trying', () => {
    expect(rankedTrials(resultOf(0.1, 0.9, 1, 1)).map(({ number }) => number)).toEqual([3, 4, 1, 2]);
  });

  test('what had one value only was not varied', () => {
    const result = resultOf(0.1, 0.9, 1, 1);
    expect(variedIn(result)).toEqual(['lookbackDays', 'driftBand']);
    const [lookback] = result.dimensions;
    expect(variedIn({ dimensions: [lookback!, { id: 'driftBand', values: [0] }] })).toEqual(['lookbackDays']);
  });

  test('a cell of the map is the mean of its tries and empty where there is none', () => {
    const result = resultOf(0.1, 0.9, 1, 1);
    expect(heatMapOf(result, 'lookbackDays', 'driftBand').cells).toEqual([
      [0.4, null],
      [1.2, 0.8],
    ]);
    expect(trialWords(result, result.trials[3]!)).toBe(
      'days looked back on: 252, how far a holding may drift: 5 points',
    );
  });
});

describe('asking for a search', () => {
  const first = Object.fromEntries(SEARCH_DIMENSION_IDS.map((id) => [id, DIMENSION_WORDS[id].chosenAtFirst]));
  const chosen = { ...DIMENSION_WORDS, ...first } as never;

  test('at first it is a thousand combinations, and the request keeps to the contract', () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({
      recommendationId: '01890000-0000-7000-8000-000000000001',
      method: 'grid',
      trialsMax: '1000',
      trainShare: '0.7',
      startAmount: '10000',
      commissionBasisPoints: '1',
    })) {
      form.set(name, value);
    }
    const request = StartSearchInput.parse(searchRequest(form, chosen, 'an-intent-key'));
    expect(combinationsOf(request.varied)).toBe(1_000);
    expect(request.varied.strategy).toBeUndefined();
    expect(StartSearchInput.safeParse({ ...request, method: 'bayesian' }).success).toBe(false);
  });

  test('every value that is offered has words of its own', () => {
    for (const id of SEARCH_DIMENSION_IDS) {
      const words = DIMENSION_WORDS[id].offered.map((value) => valueWords(id, value));
      expect(new Set(words).size).toBe(words.length);
    }
  });
});
