import type { Factor } from './factor';
import { levelDirection, noFactor } from './shared';

const name = 'interest rates';

/** All yields at once. */
export const yieldLevel: Factor = {
  id: 'yield-level',
  name,
  unit: 'yield',
  read: (market) => {
    const direction = levelDirection(market);
    return direction === undefined ? noFactor(name) : { status: 'read', direction, facts: [] };
  },
};
