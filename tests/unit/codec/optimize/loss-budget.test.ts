import { describe, expect, test } from 'vitest';
import { randomStream } from '@/lib/quant/math/rng';
import { expectClose, TOLERANCE } from '@/tests/support/close';
import { outcomeFor, type SolvedAnswer, solvedFor } from '@/tests/support/optimize-door';

/** B is twice A's returns and C four times, so that every measure of loss is A + 2 B + 4 C times that of A. */
const ASSETS = ['A', 'B', 'C'] as const;
const SIZES = { A: 1, B: 2, C: 4 };
const draw = randomStream('risk budgets of the optimize door');
const A = Array.from({ length: 50 }, () => 0.001 + 0.02 * draw.nextNormal());
const series = Object.fromEntries(ASSETS.map((symbol) => [symbol, A.map((entry) => SIZES[symbol] * entry)]));
const RETURNS = { returns: { series }, periodsPerYear: 12 };

type Parts = Readonly<Record<string, unknown>>;

const outcomeOf = (parts: Parts, source: Parts = RETURNS) => outcomeFor({ assets: ASSETS, ...source, ...parts });

const solved = (parts: Parts): SolvedAnswer => solvedFor({ assets: ASSETS, ...RETURNS, ...parts });

describe('risk budgets of measures of loss', () => {
  // Shares 1 : 1 : 2 of rho(A) * (a + 2 b + 4 c) are weights 1 : 1/2 : 1/2.
  test('weights, the measure in its period, shares and certificate', () => {
    const objective = { kind: 'risk-budget', measure: 'mad', budgets: { C: 2, A: 1, B: 1 } };
    const { weights, risk, risks, findings, certificate, basis, volatility } = solved({ objective });
    for (const [symbol, weight] of Object.entries({ A: 1 / 2, B: 1 / 4, C: 1 / 4 })) {
      expectClose(weights[symbol] ?? Number.NaN, weight, TOLERANCE.independentSolver);
    }
    const mean = A.reduce((sum, entry) => sum + entry, 0) / A.length;
    const deviation = A.reduce((sum, entry) => sum + Math.abs(entry - mean), 0) / A.length;
    expectClose(risk, 2 * deviation, TOLERANCE.independentSolver);
    expect(risks).toEqual([{ measure: 'mad', value: risk }]);
    expect(risk).not.toBe(volatility);
    expect(findings.map(({ name, of }) => `${name} ${String(of)}`)).toEqual([
      'risk-share A',
      'risk-share B',
      'risk-share C',
    ]);
    [1 / 4, 1 / 4, 1 / 2].forEach((share, at) => {
      expectClose(findings[at]?.value ?? Number.NaN, share, TOLERANCE.independentSolver);
    });
    expect(basis).toBe('optimum');
    expect(certificate?.dualityGap).toBeLessThanOrEqual(1e-8);
  });

  test('tail measures look at the confidence of the request', () => {
    const { risk, risks } = solved({ objective: { kind: 'risk-budget', measure: 'cvar' }, confidence: 0.9 });
    const worst = A.toSorted((left, right) => left - right).slice(0, 5);
    // Equal shares: weights 4 : 2 : 1, each of four in A's units.
    expectClose(risk, (-12 / 7) * (worst.reduce((sum, entry) => sum + entry, 0) / 5), TOLERANCE.independentSolver);
    expect(risks).toEqual([{ measure: 'cvar', confidence: 0.9, value: risk }]);
  });

  test('without a measure it is the volatility, as ever', () => {
    const plain = solved({ objective: { kind: 'risk-budget' } });
    expect(plain).toEqual(solved({ objective: { kind: 'risk-budget', measure: 'volatility' } }));
    expect([plain.risk, plain.findings]).toEqual([plain.volatility, []]);
  });

  test('a maximum of zero leaves an asset out, and says so', () => {
    const { weights, warnings } = solved({
      objective: { kind: 'risk-budget', measure: 'ulcer' },
      constraints: { weightMax: [null, 0, null] },
    });
    expect(weights['B']).toBe(0);
    expect(warnings).toContain('Their maximum is zero, so these take no part in the risk budget: B.');
  });

  const moments = {
    expectedReturns: [0.02, 0.03, 0.04],
    covariance: [
      [0.04, 0, 0],
      [0, 0.04, 0],
      [0, 0, 0.04],
    ],
  };
  test.each([
    ['a limit that binds', { measure: 'cvar' }, { constraints: { weightMax: 0.4 } }, 'constraints'],
    ['a measure that is a square', { measure: 'semivariance' }, {}, 'objective.measure'],
    ['budgets for some', { measure: 'cvar', budgets: { A: 1 } }, {}, 'objective.budgets'],
    ['moments alone', { measure: 'cvar' }, { moments }, 'returns'],
  ])('%s is refused by name', (_, objective, parts, field) => {
    const outcome = outcomeOf(
      { objective: { kind: 'risk-budget', ...objective }, ...parts },
      'moments' in parts ? {} : RETURNS,
    );
    expect(outcome).toMatchObject({ status: 'refused', field });
  });

  test('the sentence names the limit', () => {
    expect(
      outcomeOf({ objective: { kind: 'risk-budget', measure: 'cvar' }, constraints: { weightMax: 0.4 } }),
    ).toMatchObject({
      message: 'Shares of cvar cannot be held together with A max; loosen it or leave it out.',
    });
  });
});
