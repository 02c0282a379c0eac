import { describe, expect, test } from 'vitest';
import { TAX_PRESETS } from '../../../../../lib/quant/trading/taxes/presets';
import { qualifiedSharesOf } from '../../../../../lib/quant/trading/taxes/qualified-shares';
import type { FilingStatus } from '../../../../../lib/quant/trading/taxes/us-federal-2024';
import { expectClose, TOLERANCE } from '../../../../support/close';

const usRates = (filing: FilingStatus, taxableIncome: number) =>
  TAX_PRESETS['us-federal-2024'].policy({ lotMethod: 'fifo', filing, taxableIncome });

// Oracle: Rev. Proc. 2023-34, tables 3.01 and 3.03, and the 3.8 % of IRC 1411 above 200,000 or 250,000.
describe('United States, federal, 2024', () => {
  test.each([
    ['single', 11_599, 0.1, 0],
    ['single', 11_600, 0.12, 0],
    ['single', 47_024, 0.12, 0],
    ['single', 47_025, 0.12, 0.15],
    ['single', 80_000, 0.22, 0.15],
    ['single', 150_000, 0.24, 0.15],
    ['single', 200_000, 0.32 + 0.038, 0.15 + 0.038],
    ['single', 520_000, 0.35 + 0.038, 0.2 + 0.038],
    ['single', 1_000_000, 0.37 + 0.038, 0.2 + 0.038],
    ['married', 94_049, 0.12, 0],
    ['married', 94_300, 0.22, 0.15],
    ['married', 249_999, 0.24, 0.15],
    ['married', 250_000, 0.24 + 0.038, 0.15 + 0.038],
    ['married', 731_200, 0.37 + 0.038, 0.2 + 0.038],
  ] as const)('%s with a taxable income of %d', (filing, income, short, long) => {
    const policy = usRates(filing, income);
    expectClose(policy.shortTermRate, short, TOLERANCE.closedForm);
    expectClose(policy.ordinaryDividendRate, short, TOLERANCE.closedForm);
    expectClose(policy.longTermRate, long, TOLERANCE.closedForm);
    expectClose(policy.qualifiedDividendRate, long, TOLERANCE.closedForm);
    expect(policy.lossOffsetMaxMicros).toBe(3_000_000_000);
  });

  test('the offset saves the ordinary rate without the investment tax', () => {
    expectClose(usRates('single', 300_000).lossOffsetRate, 0.35, TOLERANCE.closedForm);
  });

  test('an income below zero is refused', () => {
    expect(() => usRates('single', -1)).toThrow('-1 is not an income');
  });
});

test('dividends of stock funds are qualified, those of bond funds are not, and a symbol may say otherwise', () => {
  const policy = usRates('single', 80_000);
  const instruments = [
    { symbol: 'STK', assetClass: 'equity' },
    { symbol: 'BND', assetClass: 'bond' },
    { symbol: 'REIT', assetClass: 'equity' },
  ] as const;
  const shares = { ...policy.qualifiedShares, bySymbol: { REIT: 0.25 } };
  expect([...qualifiedSharesOf({ ...policy, qualifiedShares: shares }, instruments)]).toEqual([1, 0, 0.25]);
});

test('a flat rate above one is refused', () => {
  expect(() => TAX_PRESETS.flat.policy({ lotMethod: 'fifo', rate: 1.2 })).toThrow('a tax rate cannot be 1.2');
});
