import { invariant } from '../../../base/invariant';
import type { LotMethod, TaxPreset } from './types';

interface FlatInputs {
  readonly lotMethod: LotMethod;
  /** Decimal of every gain and dividend. */
  readonly rate: number;
}

/** One rate on gains and dividends alike, losses carried forward without end: what many countries do. */
export const flat: TaxPreset<FlatInputs> = {
  id: 'flat',
  name: 'One flat rate',
  policy: ({ lotMethod, rate }) => {
    invariant(rate >= 0 && rate <= 1, `a tax rate cannot be ${rate}`);
    return {
      lotMethod,
      shortTermRate: rate,
      longTermRate: rate,
      qualifiedDividendRate: rate,
      ordinaryDividendRate: rate,
      longTermYears: 1,
      lossOffsetMaxMicros: 0,
      lossOffsetRate: 0,
      qualifiedShares: { otherwise: 0 },
    };
  },
};
