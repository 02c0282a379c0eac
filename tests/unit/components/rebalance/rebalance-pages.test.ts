import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { optionsOfParameters, parametersOfOptions, readPreview } from '@/components/rebalance/preview-reading';
import { differencesFromPlan, orderCounts } from '@/components/rebalance/rebalance-outcome';
import type { OrderView, PlannedOrderView, RebalancePreview } from '@/lib/shared/contracts/rebalance';

const ID = '01a1fc1c-f6a5-71d3-9a6b-f921aca4bb14';
const usd = (amount: string) => ({ amount, currency: 'USD' }) as const;

const planned = (sequence: number, side: 'buy' | 'sell', quantity = '1.5'): PlannedOrderView => ({
  sequence,
  symbol: `S${sequence}`,
  name: `Fund ${sequence}`,
  side,
  quantity,
  referencePrice: '10',
  value: usd('15.00'),
  estimatedCost: usd('0.01'),
  reason: { key: 'underweight', values: {} },
});

const weight = (before: number, target: number): RebalancePreview['weights'][number] => ({
  symbol: 'S',
  name: 'Fund',
  assetClass: 'equity',
  before,
  after: target,
  target,
});

const previewOf = (part: Partial<RebalancePreview>): RebalancePreview => ({
  accountId: ID,
  recommendationId: ID,
  planHash: 'hash',
  options: { cashOnly: false, excludedSymbols: [] },
  asOfDate: '2026-11-20',
  source: {
    kind: 'simulated',
    label: 'Simulated market',
    isSimulated: true,
    basis: 'total-return',
    firstDay: '2000-01-03',
    lastDay: '2026-11-20',
  },
  orders: [],
  skipped: [],
  valueBefore: usd('100.00'),
  cashBefore: usd('0.00'),
  cashAfter: usd('0.00'),
  estimatedCost: usd('0.00'),
  driftBefore: 0,
  driftAfter: 0,
  turnover: 0,
  weights: [],
  ...part,
});

describe('why these orders', () => {
  test('no order: nothing to do, whatever the drift', () => {
    expect(readPreview(previewOf({ driftBefore: 0.3 }), 0.05)).toEqual({ kind: 'nothing-to-do' });
  });

  test('nothing held yet', () => {
    const preview = previewOf({ orders: [planned(0, 'buy')], weights: [weight(0, 1)], driftBefore: 1 });
    expect(readPreview(preview, 0.05).kind).toBe('first-orders');
  });

  test('cash is placed inside and outside the limit alike', () => {
    const orders = [planned(0, 'buy')];
    expect(readPreview(previewOf({ orders, weights: [weight(0.97, 1)], driftBefore: 0.03 }), 0.05).kind).toBe(
      'place-cash',
    );
    expect(readPreview(previewOf({ orders, weights: [weight(0.8, 1)], driftBefore: 0.2 }), 0.05).kind).toBe(
      'place-cash',
    );
  });

  test('a sale means that holdings are off, not cash', () => {
    const orders = [planned(0, 'sell'), planned(1, 'buy')];
    const weights = [weight(0.6, 0.5), weight(0.4, 0.5)];
    expect(readPreview(previewOf({ orders, weights, driftBefore: 0.1 }), 0.05).kind).toBe('outside');
    expect(readPreview(previewOf({ orders, weights, driftBefore: 0.04 }), 0.05).kind).toBe('inside');
  });
});

test('options come back from the address as they went in', () => {
  const symbol = fc.stringMatching(/^[A-Z0-9^][A-Z0-9.^=_-]{0,10}$/);
  fc.assert(
    fc.property(fc.boolean(), fc.uniqueArray(symbol, { maxLength: 8 }), (cashOnly, excludedSymbols) => {
      const parameters = new URLSearchParams(parametersOfOptions(ID, { cashOnly, excludedSymbols }));
      const read = optionsOfParameters(parameters.get('cash') ?? undefined, parameters.get('without') ?? undefined);
      expect(read).toEqual({ cashOnly, excludedSymbols });
      expect(parameters.get('account')).toBe(ID);
    }),
  );
});

describe('what became of the orders', () => {
  const order = (sequence: number, part: Partial<OrderView>): OrderView => ({
    id: ID,
    sequence,
    symbol: `S${sequence}`,
    side: 'buy',
    quantity: '1.5',
    filledQuantity: '1.5',
    averagePrice: '10',
    fees: usd('0.00'),
    status: 'filled',
    statusReason: null,
    fills: [],
    ...part,
  });

  test('trailing zeros are no difference; a smaller or missing fill is, with its reason', () => {
    const plan = previewOf({
      orders: [planned(0, 'buy', '1.500000'), planned(1, 'buy', '10'), planned(2, 'buy', '2')],
    });
    const orders = [
      order(0, { filledQuantity: '1.5' }),
      order(1, { quantity: '8', filledQuantity: '8', statusReason: 'Reduced from 10.' }),
      order(2, { filledQuantity: '0', status: 'rejected', statusReason: 'Refused.' }),
    ];
    expect(differencesFromPlan({ plan, orders })).toEqual([
      { sequence: 1, symbol: 'S1', side: 'buy', planned: '10', filled: '8', reason: 'Reduced from 10.' },
      { sequence: 2, symbol: 'S2', side: 'buy', planned: '2', filled: '0', reason: 'Refused.' },
    ]);
    expect(orderCounts(orders)).toEqual({ all: 3, ended: 3, filled: 2 });
  });
});
