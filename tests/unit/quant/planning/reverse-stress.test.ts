import { describe, expect, test } from 'vitest';
import { choleskyFactor, choleskySolve } from '../../../../lib/quant/math/cholesky';
import { dot, matVec } from '../../../../lib/quant/math/matrix';
import { randomStream } from '../../../../lib/quant/math/rng';
import { reverseStress } from '../../../../lib/quant/planning/reverse-stress';
import { correlationStressedRisk, worstWindow } from '../../../../lib/quant/planning/stressed-risk';
import { expectClose, TOLERANCE } from '../../../support/close';
import { covarianceOf } from './panels';

const COVARIANCE = covarianceOf([0.18, 0.12, 0.25], (i, j) => (i + j === 1 ? -0.2 : 0.3));
const WEIGHTS = Float64Array.of(0.5, 0.3, 0.2);
const found = (loss: number, degreesOfFreedom?: number) => {
  const input = { weights: WEIGHTS, covariance: COVARIANCE, loss, years: 1 };
  const outcome = reverseStress(degreesOfFreedom === undefined ? input : { ...input, degreesOfFreedom });
  if (outcome.status !== 'found') throw new Error('riskless');
  return outcome;
};

const factored = () => {
  const factor = choleskyFactor(COVARIANCE, 3);
  if (factor.status !== 'factored') throw new Error('not a covariance');
  return factor.lower;
};
const squaredDistance = (x: Float64Array): number => dot(x, choleskySolve(factored(), x));

describe('the most likely way to lose a given share', () => {
  // Oracle: the conditions of Lagrange. The plane is met, and the gradient S^-1 x is a multiple of the weights.
  test('meets the loss, and its gradient is along the weights', () => {
    const { returns, distance } = found(0.2);
    expectClose(dot(WEIGHTS, returns), -0.2, TOLERANCE.closedForm);
    const gradient = choleskySolve(factored(), returns);
    const multiplier = gradient[0]! / WEIGHTS[0]!;
    gradient.forEach((value, at) => expectClose(value, multiplier * WEIGHTS[at]!, 1e-10));
    expectClose(distance ** 2, squaredDistance(returns), 1e-10);
  });

  test('no other scenario with the same loss is nearer', () => {
    const { returns } = found(0.2);
    const stream = randomStream('others');
    for (let draw = 0; draw < 200; draw++) {
      const step = Float64Array.from({ length: 3 }, () => 0.1 * stream.nextNormal());
      const off = dot(step, WEIGHTS) / dot(WEIGHTS, WEIGHTS);
      const other = returns.map((value, at) => value + step[at]! - off * WEIGHTS[at]!);
      expectClose(dot(WEIGHTS, other), -0.2, TOLERANCE.closedForm);
      expect(squaredDistance(other)).toBeGreaterThanOrEqual(squaredDistance(returns) - 1e-12);
    }
  });

  // Oracle: sampling. The share of draws that lose as much, and the mean of draws near the loss, within four errors.
  test('odds and scenario match draws', () => {
    const loss = 0.15;
    const { returns, probability } = found(loss);
    const lower = factored();
    const stream = randomStream('draws');
    const draws = 60_000;
    let hits = 0;
    const near: Float64Array[] = [];
    for (let draw = 0; draw < draws; draw++) {
      const x = matVec(
        lower,
        Float64Array.from({ length: 3 }, () => stream.nextNormal()),
      );
      const lost = -dot(WEIGHTS, x);
      if (lost >= loss) hits += 1;
      if (Math.abs(lost - loss) < 0.005) near.push(x);
    }
    expect(Math.abs(hits / draws - probability)).toBeLessThan(4 * Math.sqrt((probability * (1 - probability)) / draws));
    expect(near.length).toBeGreaterThan(500);
    returns.forEach((value, at) => {
      const mean = near.reduce((sum, x) => sum + x[at]!, 0) / near.length;
      const spread = Math.sqrt(COVARIANCE[at * 4]!) / Math.sqrt(near.length);
      expect(Math.abs(mean - value)).toBeLessThan(4 * spread + 0.005);
    });
  });

  // Oracle: the t distribution with four degrees in closed form,
  // F(t) = 1/2 + 3/8 * t / sqrt(1 + t^2/4) * (1 - t^2 / (12 (1 + t^2/4))).
  test('fat tails make deep losses likelier, by the t distribution of the same variance', () => {
    const { distance, probability, probabilityFatTails } = found(0.4, 4);
    const t = distance * Math.sqrt(2);
    const expected = 0.5 - ((3 / 8) * t * (1 - t ** 2 / (12 * (1 + t ** 2 / 4)))) / Math.sqrt(1 + t ** 2 / 4);
    expectClose(probabilityFatTails!, expected, 1e-9);
    expect(probabilityFatTails!).toBeGreaterThan(probability);
    expect(found(0.4).probabilityFatTails).toBeNull();
  });

  // Oracle: by hand. Half in what moves must lose 160 % to take 80 % of the whole; at 50 % it loses all.
  test('a loss that takes more than everything from a holding is out of reach, unless something is held short', () => {
    const covariance = Float64Array.of(0.04, 0, 0, 0);
    const asked = (loss: number, cash: number) =>
      reverseStress({ weights: Float64Array.of(0.5, cash), covariance, loss, years: 1 });
    expect(asked(0.8, 0.5)).toEqual({ status: 'out-of-reach', beyond: [0], distance: 8 });
    expect(asked(0.5, 0.5)).toMatchObject({ status: 'found', returns: Float64Array.of(-1, -0) });
    expect(asked(0.8, -0.5).status).toBe('found');
  });

  test('what does not move cannot lose', () => {
    const weights = new Float64Array(3);
    expect(reverseStress({ weights, covariance: COVARIANCE, loss: 0.1, years: 1 })).toEqual({ status: 'riskless' });
  });
});

describe('risk under stress', () => {
  // Oracle: by hand. The worst three of eight rows stand together; the tail of the worst third is the one worst.
  test('the worst window of the record is found', () => {
    const returns = Float64Array.of(0.01, -0.02, 0.01, -0.06, -0.05, 0.02, -0.04, 0.01);
    const worst = worstWindow(returns, 3, 0.5);
    // Half of three rows: -0.06 whole and half of -0.05, over one and a half.
    expect([worst.firstRow, worst.lastRow]).toEqual([2, 4]);
    expectClose(worst.conditionalValueAtRisk, (0.06 + 0.5 * 0.05) / 1.5, TOLERANCE.closedForm);
    expect(worstWindow(returns, 100, 0.5)).toMatchObject({ firstRow: 0, lastRow: 7 });
  });

  // Oracle: w'Sw at one end, (sum of w s)^2 at the other.
  test('correlations go from as they are to one', () => {
    const mix = { weights: WEIGHTS, covariance: COVARIANCE };
    expectClose(
      correlationStressedRisk(mix, 0, 0.95).volatility ** 2,
      dot(WEIGHTS, matVec(COVARIANCE, WEIGHTS)),
      1e-12,
    );
    const one = correlationStressedRisk(mix, 1, 0.95);
    expectClose(one.volatility, 0.5 * 0.18 + 0.3 * 0.12 + 0.2 * 0.25, 1e-12);
    expectClose(one.valueAtRisk, 1.6448536269514722 * one.volatility, TOLERANCE.longSum);
  });
});
