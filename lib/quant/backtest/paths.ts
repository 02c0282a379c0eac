import type { Instrument } from '../market/instrument';
import { stepsToQuantity } from '../trading/steps';
import { invariant } from '../../base/invariant';
import type { Holdings } from '../trading/types';
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
  | 'flows'
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
    flows: path(),
    contributions: new Float64Array(rowCount * n),
    positionValues: new Float64Array(rowCount * n),
  };
}

/** What a row leaves behind. */
interface RowState {
  readonly holdings: Holdings;
  readonly lastPrices: Float64Array;
  /** Length n, money that the row's trades moved out of each instrument; cleared here. */
  readonly tradeCash: Float64Array;
}

/** Values the holdings at the close of a row. */
export function recordRow(
  instruments: readonly Pick<Instrument, 'symbol' | 'quantityDecimals'>[],
  { holdings, lastPrices, tradeCash }: RowState,
  paths: Paths,
  index: number,
): void {
  const n = instruments.length;
  const { cash, quantitySteps } = holdings;
  let value = cash;
  for (let i = 0; i < n; i++) {
    let positionValue = 0;
    if (quantitySteps[i] !== 0) {
      const { symbol, quantityDecimals } = instruments[i]!;
      if (!(lastPrices[i]! > 0)) invariant(false, `${symbol} is held but its price is ${lastPrices[i]!}`);
      positionValue = stepsToQuantity(quantitySteps[i]!, quantityDecimals) * lastPrices[i]!;
      value += positionValue;
    }
    const here = index * n + i;
    const before = index === 0 ? 0 : paths.positionValues[here - n]!;
    paths.positionValues[here] = positionValue;
    paths.contributions[here] = positionValue - before + tradeCash[i]!;
    tradeCash[i] = 0;
  }
  paths.value[index] = value;
  paths.cash[index] = cash;
}
