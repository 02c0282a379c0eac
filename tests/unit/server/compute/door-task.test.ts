import { expect, test } from 'vitest';
import { doorTask } from '@/lib/server/compute/door-task';
import { SimulateRequest } from '@/lib/shared/contracts/simulate-door';

const REQUEST = SimulateRequest.parse({
  assets: ['STOCK'],
  moments: { expectedReturns: [0.06], covariance: [[0.0256]] },
  weights: { STOCK: 1 },
  months: 12,
  startAmount: 100,
  paths: 4_000,
});

test('a simulation under way heeds a stop', () => {
  let asked = 0;
  const control = { report: () => undefined, shouldStop: () => (asked += 1) > 2 };
  const outcome = doorTask({ door: 'simulate', requests: [REQUEST], stored: new Map() }, control);
  expect(outcome).toEqual({ status: 'stopped' });
});
