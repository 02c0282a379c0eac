import { dot, matVec, maxAbs, sumOf } from '../../math/matrix';
import type { RiskModel } from '../../risk/measures/measure';
import { probabilitiesOf, type Scenarios } from '../../risk/measures/scenarios';
import { addRows, addSpread, rowsOf } from '../../risk/measures/shared';

/**
 * Minus the expected logarithmic growth: -sum of p_s ln(1 + r_s'w), smooth and convex; infinite where a scenario takes all.
 *
 * @see Kelly (1956), "A New Interpretation of Information Rate", Bell System Technical Journal 35(4), 917-926
 */
export function growthModel(scenarios: Scenarios): RiskModel {
  const { returns, observations } = scenarios;
  const probabilities = probabilitiesOf(scenarios);
  const every = Array.from({ length: observations }, (_, s) => s);
  const size = returns.length / observations;
  let gross: Float64Array = new Float64Array(observations);
  let value = 0;
  const valueOf = (image: Float64Array): number => {
    let sum = 0;
    for (let s = 0; s < observations; s++) {
      if (probabilities[s] === 0) continue;
      if (!(image[s]! > -1)) return Infinity;
      sum -= probabilities[s]! * Math.log1p(image[s]!);
    }
    return sum;
  };
  const returnSizes = returns.map(Math.abs);
  const sharesAt = (): Float64Array =>
    probabilities.map((probability, s) => (probability === 0 ? 0 : probability / gross[s]!));
  return {
    imageOf: (weights) => matVec(returns, weights),
    evaluate: (image) => {
      gross = image.map((entry) => 1 + entry);
      value = valueOf(image);
      return value;
    },
    addSlope: (factor, target) => addRows(returns, sharesAt(), -factor, target),
    addCurvature: (factor, target) => {
      const shareOf = (s: number): number => (probabilities[s] === 0 ? 0 : probabilities[s]! / gross[s]! ** 2);
      addSpread(every, rowsOf(returns, size), shareOf, { factor, hasMean: false }, target);
    },
    minorant: () => {
      const shares = sharesAt();
      const slope = new Float64Array(size);
      const terms = new Float64Array(size);
      addRows(returns, shares, -1, slope);
      addRows(returnSizes, shares, 1, terms);
      return { slope, slopeSize: maxAbs(terms), intercept: value + dot(shares, gross) - sumOf(shares) };
    },
    exact: valueOf,
    settle: () => undefined,
  };
}
