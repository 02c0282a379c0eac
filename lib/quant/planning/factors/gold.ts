import { priceFactor } from './shared';

export const gold = priceFactor('gold', 'the price of gold', [{ symbols: ['GLD', 'IAU', 'SIM-GOLD'], share: 1 }]);
