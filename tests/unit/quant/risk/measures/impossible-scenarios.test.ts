import { expect, test } from 'vitest';
import { optimize } from '@/lib/quant/optimize/optimize';
import type { Scenarios, Solved } from '@/lib/quant/optimize/types';
import { RISK_MEASURES, type RiskMeasureId } from '@/lib/quant/risk/measures';
import { drawnReturns } from '../../../../golden/optimize/measure-oracle';
import { expectClose, TOLERANCE } from '../../../../support/close';

/** Scenarios of probability zero, as views leave behind: a measure either does not see them, or says that it does. */

const [OBSERVATIONS, SIZE] = [60, 4];
const RETURNS = drawnReturns(OBSERVATIONS, SIZE, 71);
const CONFIDENCE = 0.9;
const IMPOSSIBLE = [7, 31, 32];
const PROBABILITIES = Float64Array.from({ length: OBSERVATIONS }, (_, t) =>
  IMPOSSIBLE.includes(t) ? 0 : 1 / (OBSERVATIONS - IMPOSSIBLE.length),
);

/** The impossible ones are far worse than all others. */
const CRASHES: Scenarios = {
  returns: RETURNS.map((entry, at) => (IMPOSSIBLE.includes(Math.floor(at / SIZE)) ? -0.9 - 0.01 * (at % SIZE) : entry)),
  observations: OBSERVATIONS,
  probabilities: PROBABILITIES,
};
const POSSIBLE: Scenarios = {
  returns: RETURNS.filter((_, at) => !IMPOSSIBLE.includes(Math.floor(at / SIZE))),
  observations: OBSERVATIONS - IMPOSSIBLE.length,
};

function least(measure: RiskMeasureId, scenarios: Scenarios): Solved {
  const covariance = new Float64Array(SIZE * SIZE);
  for (let at = 0; at < SIZE; at++) covariance[at * SIZE + at] = 0.04;
  const outcome = optimize({
    symbols: ['A', 'B', 'C', 'D'],
    expectedReturns: new Float64Array(SIZE),
    covariance,
    scenarios,
    objective: { kind: 'min-risk', measure, confidence: CONFIDENCE },
    limits: { budget: 1, weightMin: new Float64Array(SIZE), weightMax: new Float64Array(SIZE).fill(1), rows: [] },
  });
  if (outcome.status !== 'solved') throw new Error(JSON.stringify(outcome));
  return outcome;
}

test.each(['cvar', 'worst-case', 'mad', 'semideviation', 'downside-deviation', 'evar'] as const)(
  '%s does not see what cannot happen',
  (id) => {
    const { weights } = least(id, POSSIBLE);
    const { value } = RISK_MEASURES[id];
    expectClose(value(CRASHES, weights, CONFIDENCE), value(POSSIBLE, weights, CONFIDENCE), TOLERANCE.closedForm);
    expectClose(least(id, CRASHES).risks![0]!.value, least(id, POSSIBLE).risks![0]!.value, TOLERANCE.independentSolver);
  },
);

// Beside returns of a basis point, e to the power of the crash is more than a double holds.
test('evar of calm returns does not see a crash that cannot happen', () => {
  const calm = POSSIBLE.returns.map((entry) => entry / 100);
  const returns = Float64Array.of(...calm, -0.9, -0.9, -0.9, -0.9);
  const observations = POSSIBLE.observations + 1;
  const probabilities = Float64Array.from({ length: observations }, (_, t) =>
    t < POSSIBLE.observations ? 1 / POSSIBLE.observations : 0,
  );
  const weights = new Float64Array(SIZE).fill(1 / SIZE);
  const { value } = RISK_MEASURES.evar;
  const seen = value({ returns, observations, probabilities }, weights, CONFIDENCE);
  expectClose(seen, value({ ...POSSIBLE, returns: calm }, weights, CONFIDENCE), TOLERANCE.closedForm);
});

// By definition the deepest of all periods: an impossible one still was a fall.
test('the maximum drawdown counts every period, whatever its probability', () => {
  const even = { returns: CRASHES.returns, observations: OBSERVATIONS };
  const [seen, all] = [least('max-drawdown', CRASHES), least('max-drawdown', even)];
  expect(seen.risks![0]!.value).toBeGreaterThan(0.5);
  expectClose(seen.risks![0]!.value, all.risks![0]!.value, TOLERANCE.independentSolver);
});
