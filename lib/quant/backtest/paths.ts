import { invariant } from '../../base/invariant';
import type { Instrument } from '../market/instrument';
import { stepsToQuantity } from '../trading/steps';
import type { Account } from './account';
import type { BacktestFinished } from './types';

/** One entry a row, or one a row and instrument; `BacktestFinished` says what each holds. */
export type Paths = Pick<
  BacktestFinished,
  | 'value'
  | 'cash'
  | 'cashReturns'
  | 'income'
  | 'interest'
  | 'costs'
  | 'fees'
  | 'taxes'
  | 'owed'
  | 'flows'
  | 'eventCash'
  | 'contributions'
  | 'positionValues'
>;

export function emptyPaths(rowCount: number, n: number): Paths {
  const path = (): Float64Array => new Float64Array(rowCount);
  return {
    value: path(),
    cash: path(),
    cashReturns: path(),
    income: path(),
    interest: path(),
    costs: path(),
    fees: path(),
    taxes: path(),
    owed: path(),
    flows: path(),
    eventCash: path(),
    contributions: new Float64Array(rowCount * n),
    positionValues: new Float64Array(rowCount * n),
  };
}

/**
 * Values the account at the close of a row and writes what the row has moved.
 *
 * @param prices length n; may be NaN only where nothing is held
 * @throws InvariantError on a held instrument without a price
 */
export function recordRow(
  paths: Paths,
  index: number,
  account: Pick<Account, 'cash' | 'owed' | 'quantitySteps' | 'tradeCash' | 'row'>,
  instruments: readonly Pick<Instrument, 'symbol' | 'quantityDecimals'>[],
  prices: Float64Array,
): void {
  const n = instruments.length;
  const { cash, quantitySteps, tradeCash, row } = account;
  let value = cash;
  for (let i = 0, here = index * n; i < n; i++, here++) {
    let positionValue = 0;
    if (quantitySteps[i] !== 0) {
      const { symbol, quantityDecimals } = instruments[i]!;
      if (!(prices[i]! > 0)) invariant(false, `${symbol} is held but its price is ${prices[i]!}`);
      positionValue = stepsToQuantity(quantitySteps[i]!, quantityDecimals) * prices[i]!;
      value += positionValue;
    }
    const before = index === 0 ? 0 : paths.positionValues[here - n]!;
    paths.positionValues[here] = positionValue;
    paths.contributions[here] = positionValue - before + tradeCash[i]!;
  }
  paths.value[index] = value;
  paths.cash[index] = cash;
  paths.income[index] = row.income;
  paths.interest[index] = row.interest;
  paths.costs[index] = row.costs;
  paths.fees[index] = row.fees;
  paths.taxes[index] = row.taxes;
  paths.owed[index] = account.owed;
  paths.flows[index] = row.flows;
  paths.eventCash[index] = row.eventCash;
}
