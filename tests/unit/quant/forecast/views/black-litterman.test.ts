import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blackLitterman, impliedReturns, type ReturnsPrior } from '@/lib/quant/forecast/views/black-litterman';
import { checkViews, type ReturnView } from '@/lib/quant/forecast/views/view';
import { expectClose, TOLERANCE } from '../../../../support/close';

const SYMBOLS = ['SPY', 'TLT', 'GLD'];
const PRIOR: ReturnsPrior = {
  expectedReturns: Float64Array.of(0.06, 0.02, 0.03),
  covariance: Float64Array.of(0.04, -0.004, 0.002, -0.004, 0.01, 0.001, 0.002, 0.001, 0.0225),
  tau: 0.05,
};

function outcomeOf(views: readonly ReturnView[], prior = PRIOR) {
  const checked = checkViews(views, SYMBOLS);
  if (checked.status === 'refused') throw new Error(checked.message);
  return blackLitterman(prior, checked.value);
}
function posteriorOf(views: readonly ReturnView[], prior = PRIOR) {
  const outcome = outcomeOf(views, prior);
  if (outcome.status === 'refused') throw new Error(outcome.message);
  return outcome.value;
}

describe('Black-Litterman', () => {
  // Oracle: by hand. At one half the answer lies midway; the others move by their covariance over the variance.
  test('one absolute view of half confidence, by hand', () => {
    const posterior = posteriorOf([{ kind: 'absolute', asset: 'SPY', value: 0.1, confidence: 0.5 }]);
    expectClose(posterior.expectedReturns[0]!, 0.08, TOLERANCE.closedForm);
    expectClose(posterior.expectedReturns[1]!, 0.02 + (-0.004 / 0.04) * 0.02, TOLERANCE.closedForm);
    expectClose(posterior.standardErrors[0]!, Math.sqrt((0.05 * 0.04) / 2), TOLERANCE.closedForm);
    expectClose(posterior.covariance[0]!, 0.04 + (0.05 * 0.04) / 2, TOLERANCE.closedForm);
  });

  test('no view, and a view of no confidence, leave the prior as it is', () => {
    for (const views of [[], [{ kind: 'absolute', asset: 'SPY', value: 9, confidence: 0 } as const]]) {
      const posterior = posteriorOf(views);
      expect(posterior.expectedReturns).toEqual(PRIOR.expectedReturns);
      expectClose(posterior.covariance[0]!, 1.05 * 0.04, TOLERANCE.closedForm);
    }
  });

  test('a certain view is met, and what is known of it has no error left', () => {
    const posterior = posteriorOf([{ kind: 'absolute', asset: 'TLT', value: 0.05, confidence: 1 }]);
    expectClose(posterior.expectedReturns[1]!, 0.05, TOLERANCE.closedForm);
    expectClose(posterior.standardErrors[1]!, 0, 1e-9);
  });

  test('certain views that depend on each other are refused by name', () => {
    const sure = { confidence: 1 };
    const outcome = outcomeOf([
      { kind: 'absolute', asset: 'SPY', value: 0.05, ...sure },
      { kind: 'absolute', asset: 'TLT', value: 0.03, ...sure },
      { kind: 'relative', asset: 'SPY', versus: 'TLT', value: 0.01, ...sure },
    ]);
    expect(outcome).toMatchObject({ status: 'refused', field: 'views' });
    expect(outcome.status === 'refused' && outcome.message).toContain('SPY, TLT, SPY over TLT follow from each other');
  });

  test('a view about a mix without risk is refused', () => {
    const twins = { ...PRIOR, covariance: Float64Array.of(0.04, 0.04, 0, 0.04, 0.04, 0, 0, 0, 0.01) };
    const outcome = outcomeOf([{ kind: 'relative', asset: 'SPY', versus: 'TLT', value: 0.01 }], twins);
    expect(outcome).toMatchObject({ status: 'refused', field: 'views.0' });
  });

  test('the prior is the one that makes the market the best mix', () => {
    const market = Float64Array.of(0.6, 0.3, 0.1);
    const implied = impliedReturns(PRIOR.covariance, market, 3);
    expectClose(implied[0]!, 3 * (0.04 * 0.6 - 0.004 * 0.3 + 0.002 * 0.1), TOLERANCE.closedForm);
  });

  test('for any views: tilts add up, doubt shrinks, and each mix ends between prior and view when it is alone', () => {
    const unit = fc.double({ min: -1, max: 1, noNaN: true });
    const view = fc.record({
      a: unit,
      b: unit,
      c: unit,
      value: unit,
      confidence: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(view, { minLength: 1, maxLength: 4 }), (drawn) => {
        const views = drawn.map(({ a, b, c, value, confidence }, at): ReturnView => ({
          kind: 'combination',
          name: `view ${at}`,
          coefficients: new Map([
            ['SPY', a + 2],
            ['TLT', b],
            ['GLD', c + 3 * at],
          ]),
          value,
          confidence,
        }));
        const checked = checkViews(views, SYMBOLS);
        fc.pre(checked.status === 'done');
        const posterior = posteriorOf(views);
        for (let asset = 0; asset < 3; asset++) {
          const moved = posterior.views.reduce((sum, { tilts }) => sum + tilts[asset]!, 0);
          expectClose(PRIOR.expectedReturns[asset]! + moved, posterior.expectedReturns[asset]!, TOLERANCE.longSum);
          const before = Math.sqrt(PRIOR.tau * PRIOR.covariance[asset * 4]!);
          expect(posterior.standardErrors[asset]!).toBeLessThanOrEqual(before * (1 + 1e-12));
        }
        const alone = posteriorOf(views.slice(0, 1));
        const way = drawn[0]!.confidence;
        const between = (1 - way) * alone.views[0]!.prior + way * drawn[0]!.value;
        expectClose(alone.views[0]!.posterior, between, TOLERANCE.longSum);
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});
