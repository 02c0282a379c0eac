import type { WithdrawalRule } from '../types';

/**
 * The same buying power each year, whatever happens.
 * @see Bengen (1994), "Determining Withdrawal Rates Using Historical Data", Journal of Financial Planning 7(4)
 */
export const fixedReal: WithdrawalRule = {
  id: 'fixed-real',
  name: 'The same buying power each year',
  nextYear: ({ previous, inflation }) => previous * (1 + inflation),
};
