import { expect, test } from 'vitest';
import { frontierCorners } from '@/lib/quant/optimize/critical-line/frontier-corners';
import { namedLimits } from '@/lib/quant/optimize/limits';
import { dot, quadraticForm } from '@/lib/quant/math/matrix';
import type { OptimizeProblem } from '@/lib/quant/optimize/types';
import { expectClose } from '../../support/close';

/**
 * Oracle: Bailey & Lopez de Prado (2013), "An Open-Source Implementation of the Critical-Line Algorithm for Portfolio
 * Optimization", Algorithms 6(1), 169-196, section 5: ten assets, long only, and the ten turning points of table 2 with
 * return, risk, lambda and the weights.
 */
const RETURNS = [1.175, 1.19, 0.396, 1.12, 0.346, 0.679, 0.089, 0.73, 0.481, 1.08];
/** Lower triangle, by rows. */
const COVARIANCE = [
  [0.40755159],
  [0.03175842, 0.9063047],
  [0.05183923, 0.03136385, 0.19490901],
  [0.05663904, 0.02687256, 0.04408485, 0.19528471],
  [0.0330226, 0.01917172, 0.03006772, 0.02777345, 0.34059105],
  [0.00827775, 0.00934384, 0.01322738, 0.00526665, 0.00777055, 0.15983874],
  [0.02165938, 0.02495043, 0.03525971, 0.01375808, 0.02067844, 0.02105575, 0.68056711],
  [0.01332419, 0.00761036, 0.0115493, 0.00780878, 0.00736409, 0.00518686, 0.01377882, 0.95526918],
  [0.0343476, 0.02874874, 0.0427563, 0.02914176, 0.02542657, 0.01723737, 0.04627027, 0.0106553, 0.31681584],
  [
    0.02249903, 0.01336866, 0.02057303, 0.01640377, 0.01284075, 0.00723779, 0.01926088, 0.00760955, 0.01854318,
    0.11079287,
  ],
];

/** Return, risk, lambda, weights. */
const TURNING_POINTS = [
  [1.19, 0.952, 58.303, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0],
  [1.18, 0.546, 4.174, 0.649, 0.351, 0, 0, 0, 0, 0, 0, 0, 0],
  [1.16, 0.417, 1.946, 0.434, 0.231, 0, 0.335, 0, 0, 0, 0, 0, 0],
  [1.111, 0.267, 0.165, 0.127, 0.072, 0, 0.281, 0, 0, 0, 0, 0, 0.52],
  [1.108, 0.265, 0.147, 0.123, 0.07, 0, 0.279, 0, 0, 0, 0.006, 0, 0.521],
  [1.022, 0.23, 0.056, 0.087, 0.05, 0, 0.224, 0, 0.174, 0, 0.03, 0, 0.435],
  [1.015, 0.228, 0.052, 0.085, 0.049, 0, 0.22, 0, 0.18, 0, 0.031, 0.006, 0.429],
  [0.973, 0.22, 0.037, 0.074, 0.044, 0, 0.199, 0.026, 0.198, 0, 0.033, 0.028, 0.398],
  [0.95, 0.216, 0.031, 0.068, 0.041, 0.015, 0.188, 0.034, 0.202, 0, 0.034, 0.034, 0.383],
  [0.803, 0.205, 0, 0.037, 0.027, 0.095, 0.126, 0.077, 0.219, 0.03, 0.036, 0.061, 0.292],
];

/** Three decimals are printed; `expectClose` scales by what is expected where that is above one. */
const PRINTED = 0.0005001;

test('frontier corners x Bailey & Lopez de Prado (2013), table 2', () => {
  const size = RETURNS.length;
  const problem: OptimizeProblem = {
    symbols: RETURNS.map((_, at) => `X${at + 1}`),
    expectedReturns: Float64Array.from(RETURNS),
    covariance: Float64Array.from({ length: size * size }, (_, cell) => {
      const [a, b] = [Math.floor(cell / size), cell % size];
      return COVARIANCE[Math.max(a, b)]![Math.min(a, b)]!;
    }),
    objective: { kind: 'max-return' },
    limits: { budget: 1, weightMin: new Float64Array(size), weightMax: new Float64Array(size).fill(1), rows: [] },
  };
  const corners = frontierCorners(problem, namedLimits(problem, false));
  expect(corners).toHaveLength(TURNING_POINTS.length);
  corners?.toReversed().forEach(({ weights, tradeoff }, at) => {
    const [earned, risk, lambda, ...expected] = TURNING_POINTS[at]!;
    expectClose(dot(problem.expectedReturns, weights), earned!, PRINTED);
    expectClose(Math.sqrt(quadraticForm(problem.covariance, weights)), risk!, PRINTED);
    expectClose(tradeoff, lambda!, PRINTED);
    weights.forEach((weight, asset) => {
      expectClose(weight, expected[asset]!, PRINTED);
    });
  });
});
