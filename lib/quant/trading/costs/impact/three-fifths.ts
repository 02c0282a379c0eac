import type { ImpactModel } from './impact-model';

/**
 * The passing part of the impact of an order worked over one day: coefficient x volatility x (day share)^0.6. Almgren and
 * others measured the coefficient 0.142; the lasting part needs the shares outstanding, which are not known here.
 *
 * @see Almgren, Thum, Hauptmann & Li (2005), "Direct Estimation of Equity Market Impact", Risk 18(7), 58-62
 */
export const threeFifths: ImpactModel = {
  id: 'three-fifths',
  name: 'Three-fifths power of the order',
  exponent: 0.6,
  rate: (coefficient, { dayShare, dailyVolatility }) => coefficient * dailyVolatility * dayShare ** 0.6,
};
