import { describe, expect, test } from 'vitest';
import { expectClose, TOLERANCE } from '@/tests/support/close';
import { answerTo, finishedRow, inlinePrices } from './prices';

const prices = inlinePrices(300);

// The bill fund SHV earns a basis point a day; SPY is there twice, as weights and as the benchmark.
describe('one risk-free rate in one table', () => {
  const ask = (assets: readonly string[]) => {
    const strategies = [{ weights: { SPY: 1 }, name: 'all in SPY' }, { hold: 'SHV' }];
    const request = { prices, assets, strategies, benchmark: 'SPY', rebalance: 'never', series: 'none' };
    const { runs, benchmarks } = answerTo(request);
    const [own, bills] = runs.map(finishedRow);
    return { own: own!, bills: bills!, market: finishedRow(benchmarks.find(({ id }) => id === 'hold:SPY')) };
  };

  test('a bill fund that one row holds changes no other row: cash is what the assets say', () => {
    const { own, market, bills } = ask(['SPY', 'IEF']);
    expect(market.metrics).toEqual(own.metrics);
    expect(market.intervals).toEqual(own.intervals);
    expect([own.interest, market.interest, bills.interest]).toEqual([0, 0, 0]);
    expectClose(own.metrics['alpha']!, 0, TOLERANCE.longSum);
  });

  test('a bill fund among the assets is cash to every row', () => {
    const { own, market } = ask(['SPY', 'SHV']);
    expect(market.metrics).toEqual(own.metrics);
    expect(own.interest).toBeGreaterThan(0);
    expect(market.interest).toBe(own.interest);
  });
});
