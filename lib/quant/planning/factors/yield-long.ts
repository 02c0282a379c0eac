import type { Factor } from './factor';
import { curveDirections, noFactor } from './shared';

const name = 'long-term interest rates';

/** The long end of the curve of yields; needs bonds of different maturities. */
export const yieldLong: Factor = {
  id: 'yield-long',
  name,
  unit: 'yield',
  read: (market) => {
    const curve = curveDirections(market);
    return curve === undefined ? noFactor(name) : { status: 'read', direction: curve.long, facts: [] };
  },
};
