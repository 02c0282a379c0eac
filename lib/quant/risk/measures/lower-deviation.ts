import { dot, matVec } from '../../math/matrix';
import { OF_ANY_MEASURE, type RiskMeasure, type RiskModel } from './measure';
import { probabilitiesOf, type Scenarios } from './scenarios';
import { addRows, addSpread, addSquare, lossesBelowMean, lossesOf, meanReturns, rowsOf } from './shared';

/**
 * Root of the mean square of what falls short, of the mean or of zero; returns above count as zero in the mean. Divided by
 * the number of scenarios (their probabilities), where some libraries divide by one less: the same weights are best.
 *
 * @see Markowitz (1959), "Portfolio Selection", chapter 9; Estrada (2008), "Mean-semivariance optimization: a heuristic
 *      approach", Journal of Applied Finance 18(1), 57-72
 */
function lowerDeviationModel(losses: Float64Array, probabilities: Float64Array): RiskModel {
  const count = probabilities.length;
  const size = losses.length / count;
  const shares = new Float64Array(count);
  const slope = new Float64Array(size);
  let value = 0;
  const read = rowsOf(losses, size);
  const rootOf = (image: Float64Array): number => {
    let square = 0;
    for (let s = 0; s < count; s++) if (image[s]! > 0) square += probabilities[s]! * image[s]! * image[s]!;
    return Math.sqrt(square);
  };
  return {
    imageOf: (weights) => matVec(losses, weights),
    evaluate: (image) => {
      value = rootOf(image);
      for (let s = 0; s < count; s++) {
        shares[s] = value > 0 && image[s]! > 0 ? (probabilities[s]! * image[s]!) / value : 0;
      }
      slope.fill(0);
      addRows(losses, shares, 1, slope);
      return value;
    },
    addSlope: (factor, target) => {
      for (let at = 0; at < size; at++) target[at]! += factor * slope[at]!;
    },
    addCurvature: (factor, target) => {
      if (value === 0) return;
      const short: number[] = [];
      for (let s = 0; s < count; s++) if (shares[s]! > 0) short.push(s);
      addSpread(short, read, (row) => probabilities[row]!, { factor: factor / value, hasMean: false }, target);
      addSquare(-factor / value, slope, target);
    },
    minorant: () => ({ slope: slope.slice(), intercept: 0 }),
    exact: rootOf,
    settle: () => undefined,
  };
}

/** The square of the same; its slope needs no root, so nothing is lost where there is no risk at all. */
function lowerVarianceModel(losses: Float64Array, probabilities: Float64Array): RiskModel {
  const count = probabilities.length;
  const size = losses.length / count;
  const shares = new Float64Array(count);
  let value = 0;
  const squareOf = (image: Float64Array): number => {
    let square = 0;
    for (let s = 0; s < count; s++) if (image[s]! > 0) square += probabilities[s]! * image[s]! * image[s]!;
    return square;
  };
  return {
    imageOf: (weights) => matVec(losses, weights),
    evaluate: (image) => {
      for (let s = 0; s < count; s++) shares[s] = 2 * probabilities[s]! * Math.max(image[s]!, 0);
      value = squareOf(image);
      return value;
    },
    addSlope: (factor, target) => addRows(losses, shares, factor, target),
    addCurvature: (factor, target) => {
      const short: number[] = [];
      for (let s = 0; s < count; s++) if (shares[s]! > 0) short.push(s);
      const read = rowsOf(losses, size);
      addSpread(short, read, (row) => probabilities[row]!, { factor: 2 * factor, hasMean: false }, target);
    },
    minorant: () => {
      const slope = new Float64Array(size);
      addRows(losses, shares, 1, slope);
      return { slope, intercept: -value };
    },
    exact: squareOf,
    settle: () => undefined,
  };
}

const rootMeanSquareShortfall = (scenarios: Scenarios, weights: Float64Array, level: number): number => {
  const probabilities = probabilitiesOf(scenarios);
  const square = lossesOf(scenarios, weights, level).reduce(
    (sum, loss, s) => sum + probabilities[s]! * Math.max(loss, 0) ** 2,
    0,
  );
  return Math.sqrt(square);
};

export const semideviation: RiskMeasure = {
  id: 'semideviation',
  name: 'semideviation below the mean',
  needs: 'scenarios',
  kind: 'smooth',
  hasConfidence: false,
  relations: [...OF_ANY_MEASURE, 'scaling', 'scenario-order'],
  value: (scenarios, weights) =>
    rootMeanSquareShortfall(scenarios, weights, dot(meanReturns(scenarios, probabilitiesOf(scenarios)), weights)),
  model: (scenarios) => {
    const probabilities = probabilitiesOf(scenarios);
    return lowerDeviationModel(lossesBelowMean(scenarios, probabilities), probabilities);
  },
};

/** The square of the semideviation. */
export const semivariance: RiskMeasure = {
  id: 'semivariance',
  name: 'semivariance below the mean',
  needs: 'scenarios',
  kind: 'smooth',
  hasConfidence: false,
  relations: [...OF_ANY_MEASURE, 'scenario-order'],
  value: (scenarios, weights) => semideviation.value(scenarios, weights, 0) ** 2,
  model: (scenarios) => {
    const probabilities = probabilitiesOf(scenarios);
    return lowerVarianceModel(lossesBelowMean(scenarios, probabilities), probabilities);
  },
};

export const downsideDeviation: RiskMeasure = {
  id: 'downside-deviation',
  name: 'deviation below zero',
  needs: 'scenarios',
  kind: 'smooth',
  hasConfidence: false,
  relations: [...OF_ANY_MEASURE, 'scaling', 'scenario-order'],
  value: (scenarios, weights) => rootMeanSquareShortfall(scenarios, weights, 0),
  model: (scenarios) =>
    lowerDeviationModel(
      scenarios.returns.map((entry) => -entry),
      probabilitiesOf(scenarios),
    ),
};
