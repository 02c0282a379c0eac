import type { ParameterDefinition, ParameterValues } from '../features/parameters';
import type { ReturnsSample } from '../risk/risk-model';

/** What an expected return may be made from; each model uses what it needs. Vectors are in universe order. */
export interface ReturnModelInput {
  /** Returns in excess of cash; plain returns go with a `cashReturn` of 0. */
  readonly sample: ReturnsSample;
  readonly periodsPerYear: number;
  /** Row-major n x n, per year, of the same returns: the risk model's word. */
  readonly annualCovariance: Float64Array;
  /** Annual decimal, added to every expected excess return. */
  readonly cashReturn: number;
  /** The mix that is taken to be a good one, summing to one; its scale would not change the premia. */
  readonly policyWeights: Float64Array;
  /** Annual Sharpe ratio that the policy mix is assumed to earn. */
  readonly policySharpe: number;
}

/** A fact about how the estimate came about; its sentence is made elsewhere. */
export interface ForecastNote {
  readonly key: string;
  readonly values: Readonly<Record<string, number>>;
}

export interface ReturnEstimate {
  /** Length n, annual decimals, cash included. */
  readonly expectedReturns: Float64Array;
  /** Length n, annual decimals: how far the estimate itself may be off, not how far a year may be. */
  readonly standardErrors: Float64Array;
  readonly notes: readonly ForecastNote[];
}

/**
 * What must not change an estimate, or must change it in a known way:
 * - scaling: returns times c give premia and standard errors times c
 * - permutation: the instruments listed in another order
 * - longer: the same returns four times over give the same premia and half the standard errors
 */
export const RETURN_MODEL_RELATIONS = ['scaling', 'permutation', 'longer'] as const;
export type ReturnModelRelation = (typeof RETURN_MODEL_RELATIONS)[number];

/** Maps history and policy to expected returns. One file each, one line in `return-models.ts`. */
export interface ReturnModel {
  readonly id: string;
  readonly parameters: readonly ParameterDefinition[];
  readonly relations: readonly ReturnModelRelation[];
  /**
   * @param parameters what is not given takes its default
   * @throws InvariantError on a wrong shape, a value that is not finite or a parameter out of its range
   */
  readonly estimate: (input: ReturnModelInput, parameters?: ParameterValues) => ReturnEstimate;
}
