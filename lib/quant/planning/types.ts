import type { IsoDay } from '../../base/iso-day';
import type { PricePanel } from '../market/panel';
import type { Fact } from '../policy/types';

/** What a stress test looks at; vectors are in the panel's universe order. */
export interface StressInput {
  readonly panel: PricePanel;
  /** Length n, fractions of the money; what they leave out is uninvested cash and earns nothing. */
  readonly weights: Float64Array;
  /** Row-major n x n, per year; zero rows for cash and for instruments without an estimate. */
  readonly covariance: Float64Array;
  /** Value of the portfolio before the stress, account currency. */
  readonly money: number;
  /** The last row that may be looked at. */
  readonly asOfIndex: number;
  /**
   * How an instrument without prices in a window is estimated: by regression on the asset classes that had prices then,
   * where it can be fitted (the default), or by one beta to its own class, from the covariance.
   */
  readonly proxyBy?: 'factors' | 'class';
}

/** What a scenario is given: the panel ends on the decision day. */
export type ScenarioInput = Omit<StressInput, 'asOfIndex'>;

/** Two rows of a panel, the closes between which a window lies. */
export interface Rows {
  readonly fromRow: number;
  readonly toRow: number;
}

/** A stretch of the price record, a shock to a market, or a change of risk. */
export type ScenarioKind = 'history' | 'shock' | 'risk';

export type ScenarioOutcome =
  | {
      readonly status: 'computed';
      /** Length n: what each holding adds to the portfolio's return, decimal. */
      readonly contributions: Float64Array;
      /** How far the portfolio's return may lie from the sum: one standard deviation, decimal; absent = not known. */
      readonly deviation?: number;
      readonly from?: IsoDay;
      readonly to?: IsoDay;
      /** Held symbols whose own return was not at hand. */
      readonly proxied: readonly string[];
      readonly facts: readonly Fact[];
    }
  | { readonly status: 'unavailable'; readonly reason: Fact; readonly from?: IsoDay; readonly to?: IsoDay };

export interface Scenario {
  readonly id: string;
  readonly name: string;
  readonly kind: ScenarioKind;
  /** Of a stretch of the price record: the closes between which it lies. */
  readonly window?: { readonly from: IsoDay; readonly to: IsoDay };
  readonly run: (input: ScenarioInput) => ScenarioOutcome;
}

interface ScenarioHeading {
  readonly id: string;
  readonly name: string;
  readonly kind: ScenarioKind;
}

export type StressResult = ScenarioHeading &
  (
    | Extract<ScenarioOutcome, { status: 'unavailable' }>
    | (Extract<ScenarioOutcome, { status: 'computed' }> & {
        /** Sum of the contributions. */
        readonly portfolioReturn: number;
        /** Return times money, account currency: negative is a loss. */
        readonly moneyChange: number;
      })
  );
