import { describe, expect, test } from 'vitest';
import { type ContradictionKey, findContradictions } from '../../../../lib/quant/policy/contradictions';
import type { Answers } from '../../../../lib/quant/policy/questionnaire';

/** For each rule, answers that meet it and nothing else. */
const EXAMPLES: Readonly<Record<ContradictionKey, Answers>> = {
  'bold-range-but-sells-early': { preference: 'wide', 'loss-reaction': 'sell-early' },
  'narrow-range-but-buys-falls': { preference: 'narrow', 'loss-reaction': 'buy-more' },
  'long-goal-but-short-horizon': { purpose: 'retirement', horizon: '1-to-3-years' },
  'rainy-day-but-long-horizon': { purpose: 'rainy-day', horizon: 'over-10-years' },
  'expert-but-misses-knowledge': { experience: 'expert', knowledge: 'unsure' },
  'expensive-debt-but-bold-range': { obligations: ['mortgage', 'expensive-debt'], preference: 'widest' },
  'no-reserve-but-bold-range': { reserves: 'none', preference: 'wide' },
  'payment-due-but-long-horizon': { obligations: ['payment-within-3-years'], horizon: '5-to-10-years' },
  'saves-what-is-not-left': { income: 'below-spending', 'monthly-contribution': 200 },
  'no-stocks-but-bold-range': { exclusions: ['equity'], preference: 'widest' },
};

describe('contradictions', () => {
  test.each(Object.entries(EXAMPLES))('%s is found, alone', (key, answers) => {
    expect(findContradictions(answers).map((found) => found.key)).toEqual([key]);
  });

  test.each(Object.entries(EXAMPLES))('%s needs both of its answers', (_, answers) => {
    for (const [questionId, answer] of Object.entries(answers)) {
      expect(findContradictions({ [questionId]: answer })).toEqual([]);
    }
  });

  test('the sentence gets its amount', () => {
    const [found] = findContradictions(EXAMPLES['saves-what-is-not-left']);
    expect(found!.values).toEqual({ monthlyContribution: 200 });
  });

  test('adding nothing contradicts no income', () => {
    expect(findContradictions({ income: 'below-spending', 'monthly-contribution': 0 })).toEqual([]);
  });
});
