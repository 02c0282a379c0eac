import type { WithdrawalRule } from '../types';

/** The same share of what is there: it never runs out, and the income swings with the wealth. */
export const fixedPercent: WithdrawalRule = {
  id: 'fixed-percent',
  name: 'The same share of the money each year',
  nextYear: ({ wealth }, firstRate) => wealth * firstRate,
};
