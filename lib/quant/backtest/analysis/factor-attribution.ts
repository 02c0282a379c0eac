import { leastSquares } from '../../math/least-squares';
import { neweyWestErrors, neweyWestLags } from '../../math/newey-west';
import { mean, variance } from '../../math/statistics';

export interface FactorPart {
  readonly name: string;
  readonly beta: number;
  /** Newey-West. */
  readonly standardError: number;
  /** Beta over its error; null where the fit is perfect. */
  readonly t: number | null;
  /** Beta times the factor's mean return, decimal a year. */
  readonly contribution: number;
}

export type FactorAttribution =
  | {
      readonly status: 'fitted';
      /** Returns used. */
      readonly observations: number;
      readonly lags: number;
      /** Mean excess return, decimal a year; alpha and the contributions sum to it. */
      readonly excessReturn: number;
      /** What the factors do not explain, decimal a year. */
      readonly alpha: { readonly value: number; readonly standardError: number; readonly t: number | null };
      readonly factors: readonly FactorPart[];
      readonly rSquared: number;
    }
  /** Fewer returns than the factors need. */
  | { readonly status: 'too-few'; readonly observations: number }
  /** This factor is a mix of the ones before it, or does not move. */
  | { readonly status: 'collinear'; readonly name: string };

/** Fewer returns for each coefficient than this say little about any. */
const OBSERVATIONS_PER_COEFFICIENT = 10;

/**
 * Returns above cash explained by factors, all simple and on the same days.
 *
 * @param excessReturns length T
 * @param factors       each of length T: returns above cash too, or differences of two returns
 */
export function attributeToFactors(
  excessReturns: Float64Array,
  factors: readonly { readonly name: string; readonly returns: Float64Array }[],
  periodsPerYear: number,
): FactorAttribution {
  const observations = excessReturns.length;
  if (observations < OBSERVATIONS_PER_COEFFICIENT * (factors.length + 1)) return { status: 'too-few', observations };
  const columns = [new Float64Array(observations).fill(1), ...factors.map(({ returns }) => returns)];
  const fit = leastSquares(columns, excessReturns);
  if (fit.status === 'collinear') return { status: 'collinear', name: factors[fit.column - 1]!.name };
  const lags = neweyWestLags(observations);
  const errors = neweyWestErrors(columns, fit.residuals, lags);
  const ratio = (at: number): number | null => (errors[at]! > 0 ? fit.coefficients[at]! / errors[at]! : null);
  const spread = variance(excessReturns) * (observations - 1);
  return {
    status: 'fitted',
    observations,
    lags,
    excessReturn: mean(excessReturns) * periodsPerYear,
    alpha: {
      value: fit.coefficients[0]! * periodsPerYear,
      standardError: errors[0]! * periodsPerYear,
      t: ratio(0),
    },
    factors: factors.map(({ name, returns }, at) => ({
      name,
      beta: fit.coefficients[at + 1]!,
      standardError: errors[at + 1]!,
      t: ratio(at + 1),
      contribution: fit.coefficients[at + 1]! * mean(returns) * periodsPerYear,
    })),
    rSquared: spread > 0 ? 1 - fit.residualSumOfSquares / spread : 0,
  };
}
