import { expect, test } from 'vitest';
import { thinned } from '@/lib/codec/backtest/thinned';

test('curves have at most 250 points, the first and the last among them', () => {
  for (const count of [0, 1, 2, 249, 250, 251, 252, 499, 500, 501, 2_521, 5_000]) {
    const rows = thinned(count);
    expect(rows.length).toBeLessThanOrEqual(250);
    if (count > 0) expect([rows[0], rows.at(-1)]).toEqual([0, count - 1]);
  }
  expect(thinned(250)).toHaveLength(250);
});
