import type { StressMarket } from '@/lib/shared/contracts/stress-lab';

/** Mixes that plans stand beside, as fractions in the order of the instruments. */

type Instruments = StressMarket['instruments'];

const EQUITY_SHARE = 0.6;

export const equalWeights = (instruments: Instruments): number[] => instruments.map(() => 1 / instruments.length);

/** 60 % in the stocks there are and 40 % in the bonds, in equal parts; null without one of them. */
export function sixtyFortyWeights(instruments: Instruments): number[] | null {
  const count = (wanted: string): number => instruments.filter(({ assetClass }) => assetClass === wanted).length;
  const [stocks, bonds] = [count('equity'), count('bond')];
  if (stocks === 0 || bonds === 0) return null;
  return instruments.map(({ assetClass }) =>
    assetClass === 'equity' ? EQUITY_SHARE / stocks : assetClass === 'bond' ? (1 - EQUITY_SHARE) / bonds : 0,
  );
}

/** Holdings of which more is in other instruments than those at hand cannot be compared. */
export const ELSEWHERE_MAX = 0.02;
