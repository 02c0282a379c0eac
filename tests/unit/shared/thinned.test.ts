import { expect, test } from 'vitest';
import { thinned } from '@/lib/shared/thinned';

test.each([250, 400])('curves have at most %i points, the first and the last among them', (pointsMax) => {
  for (const count of [0, 1, 2, 249, 250, 251, 252, 399, 400, 401, 499, 500, 501, 2_521, 5_000]) {
    const rows = thinned(count, pointsMax);
    expect(rows.length).toBeLessThanOrEqual(pointsMax);
    if (count > 0) expect([rows[0], rows.at(-1)]).toEqual([0, count - 1]);
  }
  expect(thinned(pointsMax, pointsMax)).toHaveLength(pointsMax);
});
