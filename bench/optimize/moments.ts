import { centredReturns, checkReturnsSample, crossProducts } from '@/lib/quant/risk/returns-sample';
import type { ReturnsInput } from '../shared/task';

/** Moments a year, as ours are asked for them. */

const TRADING_DAYS = 252;

export interface Moments {
  readonly size: number;
  readonly covariance: Float64Array;
  readonly expectedReturns: Float64Array;
}

/** The sample covariance alone: the condition number that our estimators answer beside it is none of the peers' work. */
export function covarianceOf(input: ReturnsInput): Float64Array {
  checkReturnsSample(input);
  return crossProducts(centredReturns(input), input.instruments, input.observations - 1);
}

export function momentsOf(input: ReturnsInput): Moments {
  const { observations, instruments: size, returns } = input;
  const expectedReturns = new Float64Array(size);
  for (let row = 0; row < observations; row++) {
    for (let at = 0; at < size; at++) expectedReturns[at]! += returns[row * size + at]!;
  }
  for (let at = 0; at < size; at++) expectedReturns[at]! *= TRADING_DAYS / observations;
  return { size, covariance: covarianceOf(input), expectedReturns };
}

/** Long only, fully invested. */
export const problemOf = ({ size, covariance, expectedReturns }: Moments) => ({
  symbols: Array.from({ length: size }, (_, at) => `A${at}`),
  expectedReturns,
  covariance,
  limits: {
    budget: 1,
    weightMin: new Float64Array(size),
    weightMax: new Float64Array(size).fill(1),
    rows: [],
  },
});
