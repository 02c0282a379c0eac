import { priceFactor } from './shared';

/** Broad commodity funds hold about half their money in energy. */
export const oil = priceFactor('oil', 'the price of oil', [
  { symbols: ['USO'], share: 1 },
  { symbols: ['DBC', 'GSG', 'SIM-COMM'], share: 0.5 },
]);
