import { expect, test } from 'vitest';
import { comparisonAnswer, orderedLines } from '@/components/lab/compare/compare-reading';
import { CHOICES, CHOSEN_AT_FIRST, comparisonRequest } from '@/components/lab/compare/compare-request';
import { type ComparisonLine, StartComparisonInput } from '@/lib/shared/contracts/comparison';

const tested = (
  id: 'hrp' | 'nco' | 'herc',
  totalReturn: number | null,
  maxDrawdown: number | null,
): ComparisonLine => ({
  status: 'tested',
  id,
  ref: { kind: 'strategy', strategy: id },
  endValue: { amount: '1.00', currency: 'USD' },
  costs: { amount: '0.10', currency: 'USD' },
  tradeCount: 1,
  turnoverAnnual: 0.1,
  metrics: {
    totalReturn,
    annualReturn: null,
    annualVolatility: null,
    sharpe: null,
    sortino: null,
    calmar: null,
    maxDrawdown,
    valueAtRisk: null,
    conditionalValueAtRisk: null,
    worstYear: null,
  },
  values: [],
});

const FAILED: ComparisonLine = {
  status: 'failed',
  id: 'schur',
  ref: { kind: 'strategy', strategy: 'schur' },
  reason: 'No prices.',
};

const LINES = [tested('hrp', 0.2, -0.3), FAILED, tested('nco', null, -0.1), tested('herc', 0.5, -0.2)];
const idsBy = (order: Parameters<typeof orderedLines>[1]): string[] => orderedLines(LINES, order).map(({ id }) => id);

test('lines are sorted by a figure; those without it go last both ways', () => {
  expect(idsBy(undefined)).toEqual(['hrp', 'schur', 'nco', 'herc']);
  expect(idsBy({ by: 'total', isFalling: true })).toEqual(['herc', 'hrp', 'schur', 'nco']);
  expect(idsBy({ by: 'total', isFalling: false })).toEqual(['hrp', 'herc', 'schur', 'nco']);
  expect(idsBy({ by: 'drawdown', isFalling: true })).toEqual(['nco', 'herc', 'hrp', 'schur']);
});

test('the answer names falls and no winner', () => {
  expect(comparisonAnswer({ lines: LINES })).toBe(
    '3 rules on the same past prices. Their deepest falls run from 10.0% (Nested clusters) to 30.0% (Hierarchical risk parity).',
  );
  expect(comparisonAnswer({ lines: [FAILED] })).toBe('0 rules on the same past prices.');
});

test('the form asks for what the door takes, and plain rules are no choice', () => {
  const form = new FormData();
  form.set('recommendationId', '0190a5b0-0000-7000-8000-000000000000');
  form.set('calendar', 'annual');
  form.set('startAmount', '5000');
  form.set('commissionBasisPoints', '2');
  for (const id of CHOSEN_AT_FIRST) form.append('strategies', id);
  const request = StartComparisonInput.parse(comparisonRequest(form, 'key-of-the-form'));
  expect(request).toMatchObject({ strategies: CHOSEN_AT_FIRST, holdSymbols: [], startAmount: '5000.00' });
  form.delete('strategies');
  expect(StartComparisonInput.parse(comparisonRequest(form, 'key-of-the-form')).strategies).toEqual([
    'equal-weight',
    'sixty-forty',
  ]);
  expect(CHOICES).not.toContain('equal-weight');
});
