import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '../../../../../lib/base/iso-day';
import { LotBook } from '../../../../../lib/quant/trading/lots/lot-book';
import { TAX_PRESETS } from '../../../../../lib/quant/trading/taxes/presets';

/**
 * Oracles: worked examples of the Internal Revenue Service and of the Treasury regulations, with their own numbers.
 * Shares are steps, dollars are micro-units times a million.
 */
const US = TAX_PRESETS['us-federal-2024'].policy({ lotMethod: 'fifo', filing: 'single', taxableIncome: 80_000 });
const usd = (dollars: number): number => dollars * 1_000_000;
const on = (day: string): number => dayNumber(isoDay(day));

describe('wash sales', () => {
  // IRS Publication 550, "Wash Sales", Example 1 (also in the VITA course, "Case Study 1: Wash Sales").
  test('100 shares for 1,000, sold for 750, bought again for 800: loss 250 disallowed, new basis 1,050', () => {
    const book = new LotBook(1, US);
    book.buy(0, { day: on('2024-02-01'), steps: 100, costMicros: usd(1_000) });
    const [gain] = book.sell(0, { day: on('2024-06-03'), steps: 100, proceedsMicros: usd(750) });
    book.buy(0, { day: on('2024-06-20'), steps: 100, costMicros: usd(800) });
    expect(gain).toMatchObject({ disallowedMicros: usd(250), isLong: false });
    expect(book.lots()).toMatchObject([{ steps: 100, basisMicros: usd(1_050), isReplacement: true }]);
    expect(book.closeYear(2024)).toMatchObject({ shortMicros: 0, longMicros: 0, taxMicros: 0 });
  });

  // 26 CFR 1.1091-2(a), Examples 1 and 2: one share for 100 in 1935, sold on 15 January 1955 for 80, bought on 1 February.
  test.each([
    [90, 110],
    [70, 90],
  ])('a share sold for 80 and bought again for %d has a basis of %d', (price, basis) => {
    const book = new LotBook(1, US);
    book.buy(0, { day: on('1935-06-03'), steps: 1, costMicros: usd(100) });
    book.sell(0, { day: on('1955-01-15'), steps: 1, proceedsMicros: usd(80) });
    book.buy(0, { day: on('1955-02-01'), steps: 1, costMicros: usd(price) });
    const [lot] = book.lots();
    expect(lot).toMatchObject({ basisMicros: usd(basis) });
    // The holding period of the old share is part of the new one's: it is long-term at once.
    expect(lot!.longTermFromDay).toBeLessThan(on('1955-02-01'));
  });

  // 26 CFR 1.1091-1(h), Example 1.
  test('shares bought two weeks after those sold replace them all, though bought before the sale', () => {
    const book = new LotBook(1, US);
    book.buy(0, { day: on('1954-12-01'), steps: 100, costMicros: usd(10_000) });
    book.buy(0, { day: on('1954-12-15'), steps: 100, costMicros: usd(9_000) });
    const [gain] = book.sell(0, { day: on('1955-01-03'), steps: 100, proceedsMicros: usd(9_000) });
    expect(gain!.disallowedMicros).toBe(usd(1_000));
    expect(book.lots()).toMatchObject([{ steps: 100, basisMicros: usd(10_000) }]);
  });

  // 26 CFR 1.1091-1(h), Example 2.
  test('100 shares sold at a loss of 1,000 with 75 replaced: 750 disallowed, 250 claimed', () => {
    const book = new LotBook(1, US);
    book.buy(0, { day: on('1954-09-21'), steps: 100, costMicros: usd(5_000) });
    book.buy(0, { day: on('1954-12-21'), steps: 50, costMicros: usd(2_750) });
    book.buy(0, { day: on('1954-12-27'), steps: 25, costMicros: usd(1_125) });
    const [gain] = book.sell(0, { day: on('1955-01-03'), steps: 100, proceedsMicros: usd(4_000) });
    expect(gain!.disallowedMicros).toBe(usd(750));
    expect(book.lots()).toMatchObject([
      { steps: 50, basisMicros: usd(2_750 + 500) },
      { steps: 25, basisMicros: usd(1_125 + 250) },
    ]);
    expect(book.closeYear(1955).shortMicros).toBe(-usd(250));
  });
});

describe('qualified dividends', () => {
  const exDay = on('2024-07-12');
  const FUND = Float64Array.of(1);

  // IRS Publication 550 (2024), "Qualified Dividends", Examples 1 and 2; ex-dividend date 12 July 2024.
  test.each([
    ['2024-07-05', '2024-08-08', 'ordinary: held for 34 days of the 121'],
    ['2024-07-11', '2024-09-13', 'qualified: held for more than 60 days'],
  ])('5,000 shares bought on %s and sold on %s: %s', (bought, sold, verdict) => {
    const book = new LotBook(1, US, FUND);
    book.buy(0, { day: on(bought), steps: 5_000, costMicros: usd(100_000) });
    book.dividend(0, { day: exDay, amountMicros: usd(500) });
    book.sell(0, { day: on(sold), steps: 5_000, proceedsMicros: usd(100_000) });
    const { qualifiedMicros, ordinaryMicros } = book.closeYear(2024);
    const isQualified = verdict.startsWith('qualified');
    expect({ qualifiedMicros, ordinaryMicros }).toEqual({
      qualifiedMicros: isQualified ? usd(500) : 0,
      ordinaryMicros: isQualified ? 0 : usd(500),
    });
  });

  test('sold too early in three uneven parts, all of it is ordinary, to the micro-unit', () => {
    const book = new LotBook(1, US, FUND);
    for (const steps of [3, 7, 11]) book.buy(0, { day: exDay - 2, steps, costMicros: usd(steps) });
    book.dividend(0, { day: exDay, amountMicros: 100 });
    for (const steps of [5, 1, 15]) book.sell(0, { day: exDay + 9, steps, proceedsMicros: usd(steps) });
    expect(book.closeYear(2024)).toMatchObject({ qualifiedMicros: 0, ordinaryMicros: 100 });
  });

  test('the 61st day is the first that makes the dividend qualified', () => {
    for (const [daysHeld, qualified] of [
      [60, 0],
      [61, usd(500)],
    ] as const) {
      const book = new LotBook(1, US, FUND);
      book.buy(0, { day: exDay - 1, steps: 10, costMicros: usd(100) });
      book.dividend(0, { day: exDay, amountMicros: usd(500) });
      book.sell(0, { day: exDay - 1 + daysHeld, steps: 10, proceedsMicros: usd(100) });
      expect(book.closeYear(2024).qualifiedMicros).toBe(qualified);
    }
  });
});

// Rev. Rul. 66-7 and Publication 550, "Holding Period": the day after the purchase counts as the first.
test.each([
  ['2023-01-03', '2024-01-03', false],
  ['2023-01-03', '2024-01-04', true],
  ['2023-02-28', '2024-02-29', false],
  ['2023-02-28', '2024-03-01', true],
  ['2024-02-29', '2025-02-28', false],
  ['2024-02-29', '2025-03-01', true],
  ['2003-09-01', '2004-09-01', false],
  ['2003-09-01', '2004-09-02', true],
])('bought on %s and sold on %s is long-term: %s', (bought, sold, isLong) => {
  const book = new LotBook(1, US);
  book.buy(0, { day: on(bought), steps: 1, costMicros: usd(10) });
  expect(book.sell(0, { day: on(sold), steps: 1, proceedsMicros: usd(12) })).toMatchObject([{ isLong }]);
});
