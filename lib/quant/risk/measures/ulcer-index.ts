import { cumulatedReturns, depthsOf, drawdownsOf } from './drawdown-path';
import { OF_ANY_MEASURE, type RiskMeasure, type RiskModel } from './measure';
import { roundedDepths } from './rounded-depths';
import { probabilitiesOf } from './scenarios';
import { addSquare } from './shared';

/** Root of the mean square of drawdowns: smooth by itself in each of them. */
function ulcerModel(sums: Float64Array, probabilities: Float64Array): RiskModel {
  const count = probabilities.length;
  const depths = roundedDepths(sums, probabilities);
  /** Length T: what the slope of the root gives each period. */
  const shares = new Float64Array(count);
  let value = 0;
  return {
    imageOf: depths.imageOf,
    refine: depths.refine,
    evaluate: (levels) => {
      const rounded = depths.evaluate(levels);
      let square = 0;
      for (let t = 0; t < count; t++) {
        shares[t] = Math.max(rounded[t]!, 0);
        square += probabilities[t]! * shares[t]! * shares[t]!;
      }
      value = Math.sqrt(square);
      for (let t = 0; t < count; t++) shares[t] = value > 0 ? (probabilities[t]! * shares[t]!) / value : 0;
      return value;
    },
    addSlope: (factor, target) => {
      const slope = depths.slopeOf(shares);
      for (let at = 0; at < slope.length; at++) target[at]! += factor * slope[at]!;
    },
    addCurvature: (factor, target) => {
      if (value === 0) return;
      depths.addCurvature(shares, factor, target);
      const slope = depths.slopeOf(shares);
      const row = new Float64Array(slope.length);
      for (let t = 0; t < count; t++) {
        if (shares[t] === 0) continue;
        depths.readSlope(t, row);
        addSquare((factor * probabilities[t]!) / value, row, target);
      }
      addSquare(-factor / value, slope, target);
    },
    minorant: () => ({ slope: depths.slopeOf(shares), intercept: 0 }),
    exact: (levels) => rootMeanSquare(drawdownsOf(levels).depths, probabilities),
    settle: depths.settle,
  };
}

const rootMeanSquare = (depths: Float64Array, probabilities: Float64Array): number =>
  Math.sqrt(depths.reduce((sum, depth, t) => sum + probabilities[t]! * depth * depth, 0));

/**
 * The ulcer index, on cumulated simple returns.
 *
 * @see Martin & McCann (1989), "The Investor's Guide to Fidelity Funds"
 */
export const ulcerIndex: RiskMeasure = {
  id: 'ulcer',
  name: 'ulcer index',
  needs: 'scenarios',
  kind: 'smooth',
  hasConfidence: false,
  relations: [...OF_ANY_MEASURE, 'scaling'],
  value: (scenarios, weights) => rootMeanSquare(depthsOf(scenarios, weights), probabilitiesOf(scenarios)),
  model: (scenarios) => ulcerModel(cumulatedReturns(scenarios), probabilitiesOf(scenarios)),
};
