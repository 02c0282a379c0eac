import { invariant } from '../../base/invariant';
import type { Instrument } from '../market/instrument';
import { stepsToQuantity } from './steps';
import type { Holdings } from './types';

export interface Valuation {
  /** Cash and positions together, account currency. */
  readonly value: number;
  /** Length n, account currency. */
  readonly positionValues: Float64Array;
  /** Length n, fractions of value; with `cashWeight` they sum to one. All zero when the value is zero. */
  readonly weights: Float64Array;
  readonly cashWeight: number;
}

export interface Drift {
  /** Half the sum of absolute gaps between held and target weights, cash included: the share of the money in the wrong place. */
  readonly total: number;
  /** Length n, held minus target weight: positive is overweight. */
  readonly perInstrument: Float64Array;
  readonly cash: number;
}

/**
 * What holdings are worth at the given prices.
 *
 * @param prices length n; may be NaN only where nothing is held
 * @throws InvariantError on a shape mismatch or a held instrument without a price
 */
export function valueHoldings(
  holdings: Holdings,
  instruments: readonly Pick<Instrument, 'symbol' | 'quantityDecimals'>[],
  prices: Float64Array,
): Valuation {
  const n = instruments.length;
  const { cash, quantitySteps } = holdings;
  invariant(quantitySteps.length === n && prices.length === n, `${n} instruments need ${n} quantities and prices`);
  const positionValues = new Float64Array(n);
  let value = cash;
  for (let i = 0; i < n; i++) {
    if (quantitySteps[i] === 0) continue;
    const { symbol, quantityDecimals } = instruments[i]!;
    invariant(prices[i]! > 0, `${symbol} is held but its price is ${prices[i]!}`);
    positionValues[i] = stepsToQuantity(quantitySteps[i]!, quantityDecimals) * prices[i]!;
    value += positionValues[i]!;
  }
  const weights = value > 0 ? positionValues.map((positionValue) => positionValue / value) : new Float64Array(n);
  return { value, positionValues, weights, cashWeight: value > 0 ? cash / value : 1 };
}

/**
 * @param weights       length n, held fractions of portfolio value
 * @param targetWeights length n, summing to at most one; the rest is target cash
 */
export function driftOf(weights: Float64Array, targetWeights: Float64Array): Drift {
  invariant(weights.length === targetWeights.length, `${weights.length} weights, ${targetWeights.length} targets`);
  const perInstrument = weights.map((weight, i) => weight - targetWeights[i]!);
  const cash = -perInstrument.reduce((sum, gap) => sum + gap, 0);
  const total = perInstrument.reduce((sum, gap) => sum + Math.abs(gap), Math.abs(cash)) / 2;
  return { total, perInstrument, cash };
}
