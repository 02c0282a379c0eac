import type { PricePanel } from '../market/panel';
import type { ParameterDefinition, ParameterValues } from './parameters';

/** A named number per (instrument, date), computed only from what was known on that date. */
export interface Feature {
  readonly id: string;
  readonly name: string;
  /** What one unit of the number means, for axis and API text. */
  readonly unit: string;
  readonly parameters: readonly ParameterDefinition[];
  /** Rows needed, the last one included. Earlier rows never matter. */
  readonly lookbackDays: (values: ParameterValues) => number;
  /**
   * The feature on the last row of the view.
   *
   * @param view at least one row; ends on the day the number is for
   * @returns length n in universe order; NaN where the known history is too short or has a hole
   */
  readonly compute: (view: PricePanel, values: ParameterValues) => Float64Array;
}
