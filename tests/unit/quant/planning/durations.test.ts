import { describe, expect, test } from 'vitest';
import { KNOWN_INSTRUMENTS } from '../../../../lib/quant/market/known-instruments';
import { SIMULATED_INSTRUMENTS } from '../../../../lib/quant/market/simulated-instruments';
import { interestSensitivityOf, yieldShockReturn } from '../../../../lib/quant/planning/durations';
import { corePanel, HAS_SHARED_DATA, tenYearYields } from '../policy/core-panel';
import { dayNumber, isoDay } from '../../../../lib/base/iso-day';
import { expectClose } from '../../../support/close';

/** Price of a bond with yearly coupons, by discounting each payment. */
function priceOf(coupon: number, years: number, yieldToMaturity: number): number {
  let price = 0;
  for (let year = 1; year <= years; year++) price += coupon / (1 + yieldToMaturity) ** year;
  return price + 1 / (1 + yieldToMaturity) ** years;
}

// Oracle: a ten-year bond priced payment by payment; derivatives by central differences.
test('duration and convexity foretell a one-point rise to the third order', () => {
  const step = 1e-4;
  const at = (change: number): number => priceOf(0.04, 10, 0.04 + change);
  const durationYears = -(at(step) - at(-step)) / (2 * step) / at(0);
  const convexityYearsSquared = (at(step) + at(-step) - 2 * at(0)) / step ** 2 / at(0);
  const exact = at(0.01) / at(0) - 1;
  // The third-order term of a ten-year bond is about 900 / 6 * 0.01^3 = 0.00015.
  expect(Math.abs(yieldShockReturn({ durationYears, convexityYearsSquared }, 0.01) - exact)).toBeLessThan(0.0002);
  expect(Math.abs(-durationYears * 0.01 - exact)).toBeGreaterThan(0.003);
});

// Oracle: -D dy + C / 2 dy^2 has its minimum -D^2 / (2 C) at dy = D / C; 16.5 / 375 is 4.4 points.
test('no rise of yields makes a bond gain: beyond the deepest fall it stays there', () => {
  for (const symbol of ['TLT', 'IEF', 'SHY', 'BIL', 'LQD', 'NEWB']) {
    const sensitivity = interestSensitivityOf({ symbol, assetClass: 'bond' })!;
    const falls = Array.from({ length: 201 }, (_, i) => yieldShockReturn(sensitivity, i / 1_000));
    falls.slice(1).forEach((value, i) => expect(value, symbol).toBeLessThanOrEqual(falls[i]!));
  }
  const long = interestSensitivityOf({ symbol: 'TLT', assetClass: 'bond' })!;
  for (const rise of [0.044, 0.1, 0.2]) expectClose(yieldShockReturn(long, rise), -(16.5 ** 2) / 750, 1e-12);
  expectClose(yieldShockReturn(long, -0.1), 1.65 + 1.875, 1e-12);
});

test('every bond and cash fund known by name has a published figure; other classes have none', () => {
  for (const instrument of [...KNOWN_INSTRUMENTS, ...SIMULATED_INSTRUMENTS.map((entry) => entry.instrument)]) {
    const sensitivity = interestSensitivityOf(instrument);
    const isRateSensitive = instrument.assetClass === 'bond' || instrument.assetClass === 'cash';
    expect(sensitivity === undefined, instrument.symbol).toBe(!isRateSensitive);
    if (sensitivity !== undefined) expect(sensitivity.isEstimated, instrument.symbol).toBe(false);
  }
});

test('an unknown bond or cash fund gets the figure of its class, marked as assumed', () => {
  expect(interestSensitivityOf({ symbol: 'NEWB', assetClass: 'bond' })).toMatchObject({
    durationYears: 6,
    isEstimated: true,
  });
  expect(interestSensitivityOf({ symbol: 'NEWC', assetClass: 'cash' })).toMatchObject({ isEstimated: true });
});

// Oracle: slope of daily returns on daily changes of the ten-year yield, 2022 to mid-2024.
describe.skipIf(!HAS_SHARED_DATA)('on the core file of the shared data (skipped where it is absent)', () => {
  test('the duration of IEF is what its prices showed', () => {
    const panel = corePanel();
    const yields = tenYearYields();
    const column = panel.instruments.findIndex(({ symbol }) => symbol === 'IEF');
    const price = (row: number): number => panel.layers.totalReturnIndex[row * panel.instruments.length + column]!;
    const pairs: [number, number][] = [];
    for (let row = 1; row < panel.dayCount; row++) {
      const now = yields.get(panel.days[row]!);
      const before = yields.get(panel.days[row - 1]!);
      if (panel.days[row]! < dayNumber(isoDay('2022-01-01')) || now === undefined || before === undefined) continue;
      pairs.push([now - before, price(row) / price(row - 1) - 1]);
    }
    const slope = pairs.reduce((sum, [dy, r]) => sum + dy * r, 0) / pairs.reduce((sum, [dy]) => sum + dy * dy, 0);
    expect(pairs.length).toBeGreaterThan(500);
    expect(Math.abs(-slope - interestSensitivityOf({ symbol: 'IEF', assetClass: 'bond' })!.durationYears)).toBeLessThan(
      0.7,
    );
  });
});
