import type { AssetClass } from '../../market/instrument';
import type { Scenario } from '../types';

/** Quotes of liquid funds were about this many times as wide in March 2020 as before. */
const SPREAD_MULTIPLE = 10;

/**
 * Half-spreads that a class sees at its worst even where quiet quotes are tight, in basis points: bond funds traded
 * several percent below the value of their bonds in March 2020, and coins lose their order book first.
 */
const HALF_SPREAD_FLOORS: Readonly<Record<AssetClass, number>> = {
  equity: 20,
  bond: 100,
  cash: 5,
  commodity: 50,
  currency: 30,
  crypto: 200,
};

const BASIS_POINT = 1e-4;

/** Half-spreads widen tenfold, or to what a class sees at its worst: what it would cost to sell everything then. */
export const liquidityFreeze: Scenario = {
  id: 'liquidity-freeze',
  name: 'Nobody is buying: the cost to get out',
  kind: 'shock',
  run: ({ panel, weights }) => {
    const costs = weights.map((weight, column) => {
      const { assetClass, halfSpreadBasisPoints } = panel.instruments[column]!;
      const wide = Math.max(SPREAD_MULTIPLE * halfSpreadBasisPoints, HALF_SPREAD_FLOORS[assetClass]);
      return -Math.abs(weight) * wide * BASIS_POINT;
    });
    const calm = weights.reduce((sum, weight, column) => {
      return sum + Math.abs(weight) * panel.instruments[column]!.halfSpreadBasisPoints * BASIS_POINT;
    }, 0);
    const facts = [{ key: 'stress.cost-to-sell', values: { multiple: SPREAD_MULTIPLE, calm } }];
    return { status: 'computed', contributions: costs, deviation: 0, proxied: [], facts };
  },
};
