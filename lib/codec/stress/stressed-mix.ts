import type { Instrument } from '@/lib/quant/market/instrument';
import type { ReturnsSample } from '@/lib/quant/risk/risk-model';

/** What every part of the answer looks at; vectors in the order of the instruments. */
export interface StressedMix {
  readonly instruments: readonly Instrument[];
  readonly weights: Float64Array;
  /** Row-major n x n, per year. */
  readonly covariance: Float64Array;
  readonly money: number;
  /** Absent with moments. */
  readonly sample?: ReturnsSample;
}
