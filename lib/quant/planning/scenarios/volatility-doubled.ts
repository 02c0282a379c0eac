import { matVec, quadraticForm } from '../../math/matrix';
import { normalQuantile } from '../../math/normal-quantile';
import type { Scenario } from '../types';

/** One year in twenty is worse, were returns normal. */
const CONFIDENCE = 0.95;

const VOLATILITY_MULTIPLE = 2;

/**
 * The loss that one year in twenty exceeds, with all volatilities doubled and correlations as they are:
 * z * 2 * sqrt(w' S w). No expected return is credited. Contributions are Euler's: w_i (S w)_i / sqrt(w' S w), scaled.
 * The fact holds the same loss at today's volatility.
 */
export const volatilityDoubled: Scenario = {
  id: 'volatility-doubled',
  name: 'Volatility doubled, a bad year',
  kind: 'risk',
  run: ({ weights, covariance }) => {
    const volatility = Math.sqrt(Math.max(0, quadraticForm(covariance, weights)));
    const normalReturn = -normalQuantile(CONFIDENCE) * volatility;
    const marginal = matVec(covariance, weights);
    const contributions = weights.map((weight, i) =>
      volatility === 0 ? 0 : (VOLATILITY_MULTIPLE * normalReturn * weight * marginal[i]!) / volatility ** 2,
    );
    const values = { confidence: CONFIDENCE, volatility, normalReturn, multiple: VOLATILITY_MULTIPLE };
    return { status: 'computed', contributions, proxied: [], facts: [{ key: 'stress.normal-year', values }] };
  },
};
