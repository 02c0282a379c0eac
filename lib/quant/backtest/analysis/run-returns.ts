import { invariant } from '../../../base/invariant';
import { timeWeightedReturns } from '../../risk/money-weighted';
import type { BacktestFinished } from '../types';

/**
 * Returns from each row to the next, time-weighted: money from outside counts when it is there, not as gain.
 *
 * @returns length rows - 1
 * @throws InvariantError where an account was empty on the way
 */
export function runReturns({ value, flows }: Pick<BacktestFinished, 'value' | 'flows'>): Float64Array {
  const returns = timeWeightedReturns(value, flows);
  invariant(returns !== undefined, 'an account was empty on the way');
  return returns;
}
