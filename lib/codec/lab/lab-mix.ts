import { expectedReturnRange } from '@/lib/quant/advice/ranges';
import { dot } from '@/lib/quant/math/matrix';
import { riskContributions } from '@/lib/quant/risk/risk-contributions';
import type { LabInputs, LabMix } from '@/lib/shared/contracts/frontier-lab';

/** @param weights length n, fractions of the whole portfolio; what is missing to one earns nothing */
export function labMix({ moments }: Pick<LabInputs, 'moments'>, weights: Float64Array): LabMix {
  const covariance = Float64Array.from(moments.covariance);
  const mean = dot(weights, Float64Array.from(moments.expectedReturns));
  const { low, high } = expectedReturnRange(mean, weights, covariance, moments.years);
  const { volatility, fractions } = riskContributions(weights, covariance);
  return {
    weights: Array.from(weights),
    expectedReturn: mean,
    low,
    high,
    volatility,
    riskShares: fractions === null ? null : Array.from(fractions),
  };
}
