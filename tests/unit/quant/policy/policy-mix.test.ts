import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeInstrument, KNOWN_INSTRUMENTS } from '../../../../lib/quant/market/known-instruments';
import { mixCovers, policyMixWeights, WORLD_MARKET_MIX } from '../../../../lib/quant/policy/policy-mix';
import { expectClose, TOLERANCE } from '../../../support/close';

const instruments = (symbols: readonly string[]) => symbols.map(describeInstrument);

describe('the policy mix', () => {
  // Oracle: by hand. 54 / 44 / 2 over three stocks, two bonds, two commodities; cash and currency have no share.
  test('splits each class equally on the core universe', () => {
    const symbols = ['SPY', 'QQQ', 'IWM', 'TLT', 'IEF', 'SHV', 'GLD', 'DBC', 'FXY', 'UUP'];
    const weights = policyMixWeights(instruments(symbols), WORLD_MARKET_MIX);
    const expected = [0.18, 0.18, 0.18, 0.22, 0.22, 0, 0.01, 0.01, 0, 0];
    weights.forEach((weight, i) => expectClose(weight, expected[i]!, TOLERANCE.closedForm));
  });

  // Oracle: by hand. Without commodities the shares 54 and 44 are scaled to sum to one.
  test('renormalises over the classes present', () => {
    const weights = policyMixWeights(instruments(['AGG', 'SPY']), WORLD_MARKET_MIX);
    expectClose(weights[0]!, 0.44 / 0.98, TOLERANCE.closedForm);
    expectClose(weights[1]!, 0.54 / 0.98, TOLERANCE.closedForm);
  });

  test('an index has no share, even of a class in the mix', () => {
    expect([...policyMixWeights(instruments(['^GSPC', 'SPY']), WORLD_MARKET_MIX)]).toEqual([0, 1]);
  });

  test('class shares and the assumed Sharpe ratio are what the sources say', () => {
    const shares = Object.values(WORLD_MARKET_MIX.classShares);
    expectClose(
      shares.reduce((sum, share) => sum + share, 0),
      1,
      TOLERANCE.closedForm,
    );
    expectClose(WORLD_MARKET_MIX.sharpeAssumed, 3.39 / 11.2, 0.01);
  });

  test('is refused where no class of the mix is present', () => {
    const currencies = instruments(['UUP', 'SHV', '^GSPC']);
    expect(mixCovers(currencies, WORLD_MARKET_MIX)).toBe(false);
    expect(() => policyMixWeights(currencies, WORLD_MARKET_MIX)).toThrow('no instrument belongs to a class');
  });

  test('over any universe it covers, weights are not negative and sum to one', () => {
    fc.assert(
      fc.property(fc.subarray([...KNOWN_INSTRUMENTS], { minLength: 1 }), (universe) => {
        if (!mixCovers(universe, WORLD_MARKET_MIX)) return;
        const weights = policyMixWeights(universe, WORLD_MARKET_MIX);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
        expectClose(
          weights.reduce((sum, weight) => sum + weight, 0),
          1,
          TOLERANCE.closedForm,
        );
      }),
      { seed: 2 },
    );
  });
});
