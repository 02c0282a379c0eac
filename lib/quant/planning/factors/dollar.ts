import { priceFactor } from './shared';

/** Against the currencies of its index; foreign currencies alone show it upside down. */
export const dollar = priceFactor('dollar', 'the US dollar', [
  { symbols: ['UUP', 'DX-Y.NYB', 'DXY', 'SIM-USD', 'SIM-DXY'], share: 1 },
  { symbols: ['FXE', 'FXY', 'FXB', 'FXF', 'SIM-YEN'], share: -1 },
]);
