import type { WithdrawalRule } from '../types';

/** Buying power rises by at most a twentieth and falls by at most a fortieth from one year to the next. */
const RISE_MAX = 0.05;
const FALL_MAX = 0.025;

/**
 * A share of what is there, held between a ceiling and a floor around last year's buying power.
 *
 * @see Jaconetti, Kinniry & DiJoseph (2013), "A More Dynamic Approach to Spending for Investors in Retirement", Vanguard
 */
export const floorCeiling: WithdrawalRule = {
  id: 'floor-ceiling',
  name: 'A share with floor and ceiling (Vanguard)',
  nextYear: ({ previous, wealth, inflation }, firstRate) => {
    const same = previous * (1 + inflation);
    return Math.min(same * (1 + RISE_MAX), Math.max(same * (1 - FALL_MAX), wealth * firstRate));
  },
};
