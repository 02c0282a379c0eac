import { expect } from 'vitest';
import { RISK_MODELS } from '../../lib/quant/risk/risk-models';
import type { RiskModelRelation } from '../../lib/quant/risk/risk-model';
import { expectClose, TOLERANCE } from '../support/close';
import { estimateOf, fatTailedSample, picked, reversed, type RiskModelId } from './risk-model-worlds';

function expectMatrix(actual: Float64Array, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((entry, at) => expectClose(actual[at]!, entry, TOLERANCE.closedForm));
}

/** The variance of the first instrument, alone with another and with a third that is the second again. */
function expectTwinMatters(id: RiskModelId): void {
  const sample = fatTailedSample(60, 4);
  const plain = RISK_MODELS[id].estimate(sample).covariance[1]!;
  const twins = RISK_MODELS[id].estimate(picked(sample, [0, 1, 2, 3, 3])).covariance[1]!;
  expect(Math.abs(twins / plain - 1), `${plain} against ${twins}`).toBeGreaterThan(1e-4);
}

/** The last dates say what comes next: read backwards, the first ones do. */
function expectDatesMatter(id: RiskModelId): void {
  const sample = fatTailedSample(80, 6);
  const plain = RISK_MODELS[id].estimate(sample).covariance[0]!;
  const backwards = RISK_MODELS[id].estimate(reversed(sample)).covariance[0]!;
  expect(Math.abs(backwards / plain - 1), `${plain} against ${backwards}`).toBeGreaterThan(1e-2);
}

/** Every relation that an entry does not declare, shown not to hold by numbers. */
export const COUNTER_EXAMPLES: {
  readonly [Id in RiskModelId]?: { readonly [R in RiskModelRelation]?: () => void };
} = {
  'ledoit-wolf': { duplicate: () => expectTwinMatters('ledoit-wolf') },
  'ledoit-wolf-constant-correlation': { duplicate: () => expectTwinMatters('ledoit-wolf-constant-correlation') },
  'ledoit-wolf-single-factor': { duplicate: () => expectTwinMatters('ledoit-wolf-single-factor') },
  // With a twin the sample has no full rank, and the linear shrinkage answers.
  'ledoit-wolf-nonlinear': { duplicate: () => expectTwinMatters('ledoit-wolf-nonlinear') },
  oas: { duplicate: () => expectTwinMatters('oas') },
  denoised: { duplicate: () => expectTwinMatters('denoised') },
  detoned: { duplicate: () => expectTwinMatters('detoned') },
  'statistical-factors': { duplicate: () => expectTwinMatters('statistical-factors') },
  // The twin counts twice in the index.
  'factor-regression': { duplicate: () => expectTwinMatters('factor-regression') },
  garch: { 'date-order': () => expectDatesMatter('garch') },
  // The twin's pairs count twice in the sum that the weights maximise.
  dcc: { 'date-order': () => expectDatesMatter('dcc'), duplicate: () => expectTwinMatters('dcc') },
  ewma: {
    // About the mean 0 the squares are 1, 1, 4: the last counts most. Weights 1 : d : d^2 with d = 2^(-1/63).
    'date-order': () => {
      const decay = Math.pow(2, -1 / 63);
      const total = 1 + decay + decay ** 2;
      expectMatrix(estimateOf('ewma', [[-1], [-1], [2]]).covariance, [(4 + decay + decay ** 2) / total]);
      expectMatrix(estimateOf('ewma', [[2], [-1], [-1]]).covariance, [(1 + decay + 4 * decay ** 2) / total]);
    },
  },
  gerber: {
    // The second column moves beyond half its deviation (0.87) but once before it is moved up, and always after.
    shift: () => {
      const rows = [
        [1, 3],
        [1, 0],
        [-1, 0],
        [-1, 0],
      ];
      const deviation = Math.sqrt(27 / 16);
      const lifted = rows.map((row) => row.map((value) => value + 2));
      expectMatrix(estimateOf('gerber', rows).covariance, [1, deviation / 4, deviation / 4, 27 / 16]);
      expectMatrix(estimateOf('gerber', lifted).covariance, [1, deviation, deviation, 27 / 16]);
    },
  },
  semicovariance: {
    shift: () => {
      expectMatrix(estimateOf('semicovariance', [[-2], [2]]).covariance, [2]);
      expectMatrix(estimateOf('semicovariance', [[-1], [3]]).covariance, [0.5]);
    },
  },
};
