import type { Factor } from './factor';
import { curveDirections, noFactor } from './shared';

const name = 'short-term interest rates';

/** The short end of the curve of yields; needs bonds of different maturities. */
export const yieldShort: Factor = {
  id: 'yield-short',
  name,
  unit: 'yield',
  read: (market) => {
    const curve = curveDirections(market);
    return curve === undefined ? noFactor(name) : { status: 'read', direction: curve.short, facts: [] };
  },
};
