import { describe, expect, test } from 'vitest';
import {
  COST_CHOICES,
  MOMENT_CHOICES,
  RULE_CHOICES,
  TAX_CHOICES,
  tradingRulesOfForm,
} from '@/components/lab/trading-rules-choice';
import { StartBacktestInput } from '@/lib/shared/contracts/backtest';
import { tradingWords } from '@/lib/shared/trading-rules-words';

const REQUEST = {
  recommendationId: '0190a5b0-0000-7000-8000-000000000000',
  calendar: 'quarterly',
  commissionBasisPoints: 3,
  key: 'key-of-the-form',
};

function asked(fields: Readonly<Record<string, string>>): StartBacktestInput {
  const form = new FormData();
  form.set('calendar', 'quarterly');
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return StartBacktestInput.parse({ ...REQUEST, ...tradingRulesOfForm(form) });
}

describe('the advanced part of the form', () => {
  test('left as it stands adds nothing', () => {
    const { rebalance, costs, execution, taxes } = asked({ rule: '', costPreset: '', executionAt: '', taxes: '' });
    expect([rebalance, costs, execution, taxes]).toEqual([undefined, undefined, undefined, undefined]);
  });

  test.each([
    ...RULE_CHOICES.map(({ value }) => ['rule', value] as const),
    ...COST_CHOICES.map(({ value }) => ['costPreset', value] as const),
    ...MOMENT_CHOICES.map(({ value }) => ['executionAt', value] as const),
    ...TAX_CHOICES.map(({ value }) => ['taxes', value] as const),
  ])('%s "%s" is what the door takes, and has its words', (name, value) => {
    const words = tradingWords(asked({ [name]: value }), 'At each decision the plan was made anew');
    expect(words).toMatch(/^At each decision .*\. It traded .*\. .*\.$/);
    expect(words).not.toMatch(/undefined|NaN/);
  });

  test('the words name the rule, the moment and the prices', () => {
    const request = asked({ rule: 'dates-bands', costPreset: 'ticket', executionAt: 'open', taxes: 'flat' });
    expect(tradingWords(request, 'It decided')).toBe(
      'It decided from earlier prices only, then traded at the opening prices of a later day with half the buying and selling gap and a commission (five dollars an order). It traded every quarter, where a holding was 5% of the portfolio off its target. Each year’s realised gains were taxed at one rate.',
    );
  });
});
