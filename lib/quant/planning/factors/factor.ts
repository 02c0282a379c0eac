import type { Instrument } from '../../market/instrument';
import type { Fact } from '../../policy/types';

/** The instruments a factor is read from. */
export interface FactorMarket {
  readonly instruments: readonly Instrument[];
  /** Row-major n x n, per year; zero rows for what has no estimate. */
  readonly covariance: Float64Array;
}

export type FactorReading =
  | {
      readonly status: 'read';
      /** Length n: the factor is this combination of the instruments' returns. */
      readonly direction: Float64Array;
      readonly facts: readonly Fact[];
    }
  | { readonly status: 'unavailable'; readonly reason: Fact };

/** Something of the world that is not held itself, and shows in the returns of what is. */
export interface Factor {
  readonly id: string;
  /** As in a sentence: "the price of oil". */
  readonly name: string;
  /** `return`: a change of 0.1 is 10 % of the price. `yield`: a change of 0.01 is one percentage point. */
  readonly unit: 'return' | 'yield';
  readonly read: (market: FactorMarket) => FactorReading;
}
