import type { TaxPolicy, TaxPreset } from './types';

const UNTAXED: Omit<TaxPolicy, 'lotMethod'> = {
  shortTermRate: 0,
  longTermRate: 0,
  qualifiedDividendRate: 0,
  ordinaryDividendRate: 0,
  longTermYears: 1,
  lossOffsetMaxMicros: 0,
  lossOffsetRate: 0,
  qualifiedShares: { otherwise: 0 },
};

/** An account that pays no tax while money stays in it: lots are kept, nothing is due. */
export const none: TaxPreset<Pick<TaxPolicy, 'lotMethod'>> = {
  id: 'none',
  name: 'No taxes',
  policy: ({ lotMethod }) => ({ ...UNTAXED, lotMethod }),
};
