import { invariant } from '../../../base/invariant';
import { growthOf } from '../../risk/metric-parts';
import type { BacktestFinished } from '../types';
import { carinoFactor } from './linking';
import { runReturns } from './run-returns';

export interface Contributions {
  /** Decimal, over the whole run, not a year; what follows sums to it. */
  readonly totalReturn: number;
  /** Length n, in the order of the run's symbols: price and income of what was held, less the cost of trading it. */
  readonly instruments: Float64Array;
  /** What cash outside instruments earned. */
  readonly interest: number;
  /** At most 0. */
  readonly fees: number;
  readonly taxes: number;
}

/**
 * What each instrument added to the total return: each row's gains over the value before, linked by Carino's factors, so
 * that they sum to the compounded return. Money from outside adds to no one's part.
 *
 * @throws InvariantError when the account lost everything: no linking is defined then
 */
export function contributionsOf(run: BacktestFinished): Contributions {
  const { value, contributions, interest, fees, taxes } = run;
  const n = run.symbols.length;
  const returns = runReturns(run);
  const totalReturn = growthOf(returns) - 1;
  invariant(totalReturn > -1, 'an account that lost everything has no contributions');
  const scale = carinoFactor(totalReturn);
  const instruments = new Float64Array(n);
  const rest = { interest: 0, fees: 0, taxes: 0 };
  for (let t = 1; t < value.length; t++) {
    const weight = carinoFactor(returns[t - 1]!) / (scale * value[t - 1]!);
    for (let i = 0; i < n; i++) instruments[i]! += weight * contributions[t * n + i]!;
    rest.interest += weight * interest[t]!;
    rest.fees -= weight * fees[t]!;
    rest.taxes -= weight * taxes[t]!;
  }
  return { totalReturn, instruments, ...rest };
}
