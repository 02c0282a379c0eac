import type { ImpactModel } from './impact-model';

/** An order that moves the price along a square root pays two thirds of the whole move on average: the root's integral. */
const MEAN_OF_PATH = 2 / 3;

/**
 * When all is done the price has moved by coefficient x volatility x sqrt(day share), whatever the market.
 *
 * @see Toth et al. (2011), "Anomalous Price Impact and the Critical Nature of Liquidity in Financial Markets",
 *      Physical Review X 1, 021006
 */
export const squareRoot: ImpactModel = {
  id: 'square-root',
  name: 'Square root of the order',
  exponent: 0.5,
  rate: (coefficient, { dayShare, dailyVolatility }) =>
    MEAN_OF_PATH * coefficient * dailyVolatility * Math.sqrt(dayShare),
};
