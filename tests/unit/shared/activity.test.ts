import { describe, expect, test } from 'vitest';
import { ACTIVITY_KINDS } from '@/lib/shared/contracts/activity';
import { activitySentence } from '@/lib/shared/messages/en/activity';

describe.each(ACTIVITY_KINDS)('%s', (kind) => {
  test('has one whole sentence, even when the record says little', () => {
    expect(activitySentence(kind, {})).toMatch(/^[A-Z].*\.$/s);
  });
});

test('an order is told with its exact quantity', () => {
  const values = { side: 'buy', symbol: 'SPY', quantitySteps: '12500000000', quantityDecimals: 9 };
  expect(activitySentence('order-sent', values)).toBe('An order went to the broker: buy 12.5 SPY.');
});

test('money is told to the cent', () => {
  expect(activitySentence('account-funded', { amount: '10000.00' })).toBe('You paid in $10,000.00.');
});

test('a split is told with its ratio and what was paid for parts of a share', () => {
  expect(activitySentence('shares-split', { symbol: 'SPY', numerator: 3, denominator: 2, amount: '12.50' })).toBe(
    'Shares of SPY were split 3 for 2; $12.50 was paid for parts of a share.',
  );
});

test('the reason of an end is passed on', () => {
  const values = { status: 'failed', reason: '2 of 5 orders were not filled.' };
  expect(activitySentence('rebalance-finished', values)).toBe(
    'The rebalance could not be finished. 2 of 5 orders were not filled.',
  );
});
