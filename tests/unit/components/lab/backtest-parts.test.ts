import { expect, test } from 'vitest';
import { pageOfQuery, partOfQuery, partPath } from '@/components/lab/backtest-parts';

test('an address that names no part or page shows the first', () => {
  expect(partOfQuery({})).toBe('overview');
  expect(partOfQuery({ part: 'trades' })).toBe('trades');
  expect(partOfQuery({ part: 'toString' })).toBe('overview');
  expect(partOfQuery({ part: ['trades', 'time'] })).toBe('overview');
  expect(pageOfQuery({ page: '3' }, 5)).toBe(3);
  expect(pageOfQuery({ page: '99' }, 5)).toBe(5);
  expect(pageOfQuery({ page: '-1' }, 5)).toBe(1);
  expect(pageOfQuery({ page: '1e9' }, 0)).toBe(1);
});

test('the overview and the first page have the short address', () => {
  expect(partPath('x', 'overview')).toBe('/lab/backtest/x');
  expect(partPath('x', 'trades')).toBe('/lab/backtest/x?part=trades');
  expect(partPath('x', 'trades', 2)).toBe('/lab/backtest/x?part=trades&page=2');
});
