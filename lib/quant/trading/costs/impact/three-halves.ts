import type { ImpactModel } from './impact-model';

/**
 * The order costs coefficient x volatility x value^1.5 / sqrt(daily value).
 *
 * @see Boyd et al. (2017), "Multi-Period Trading via Convex Optimization", Foundations and Trends in Optimization 3(1),
 *      1-76, equation 2.2 (after Grinold & Kahn)
 */
export const threeHalves: ImpactModel = {
  id: 'three-halves',
  name: 'Three-halves power of the order',
  exponent: 0.5,
  rate: (coefficient, { dayShare, dailyVolatility }) => coefficient * dailyVolatility * Math.sqrt(dayShare),
};
