import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { LotBook } from '@/lib/quant/trading/lots/lot-book';
import { taxOfYear } from '@/lib/quant/trading/lots/year-tax';
import { TAX_PRESETS } from '@/lib/quant/trading/taxes/presets';

const US = TAX_PRESETS['us-federal-2024'].policy({ lotMethod: 'fifo', filing: 'single', taxableIncome: 80_000 });
const usd = (dollars: number): number => dollars * 1_000_000;
const on = (day: string): number => dayNumber(isoDay(day));

// Oracle: Schedule D and its carryover worksheet, filled in by hand at 22 % short, 15 % long, 3,000 a year.
describe('netting', () => {
  test.each([
    // short, long, carried in short, carried in long -> tax, offset, carried on short, carried on long
    [10_000, 5_000, 0, 0, 2_950, 0, 0, 0],
    [-4_000, 10_000, 0, 0, 900, 0, 0, 0],
    [10_000, -4_000, 0, 0, 1_320, 0, 0, 0],
    [2_000, -9_000, 0, 0, -660, 3_000, 0, 4_000],
    [-9_000, 2_000, 0, 0, -660, 3_000, 4_000, 0],
    [-1_000, -5_000, 0, 0, -660, 3_000, 0, 3_000],
    [-5_000, -1_000, 0, 0, -660, 3_000, 2_000, 1_000],
    [-500, -700, 0, 0, -264, 1_200, 0, 0],
    [6_000, 6_000, 4_000, 1_000, 1_190, 0, 0, 0],
    [1_000, 0, 0, 8_000, -660, 3_000, 0, 4_000],
    [5_000, -5_000, 0, 0, 0, 0, 0, 0],
  ])('short %d, long %d, carried in %d and %d', (...amounts) => {
    const [short, long, shortIn, longIn, tax, offset, shortOn, longOn] = amounts;
    const tally = { shortMicros: usd(short), longMicros: usd(long), qualifiedMicros: 0, ordinaryMicros: 0 };
    const result = taxOfYear(US, 2024, tally, { shortMicros: usd(shortIn), longMicros: usd(longIn) });
    expect(result).toMatchObject({
      taxMicros: usd(tax),
      offsetMicros: usd(offset),
      carryForward: { shortMicros: usd(shortOn), longMicros: usd(longOn) },
    });
  });

  test('dividends are taxed beside, qualified ones at the long-term rate', () => {
    const tally = { shortMicros: 0, longMicros: 0, qualifiedMicros: usd(400), ordinaryMicros: usd(100) };
    const { taxMicros, dividendTaxMicros } = taxOfYear(US, 2024, tally, { shortMicros: 0, longMicros: 0 });
    expect([taxMicros, dividendTaxMicros]).toEqual([usd(82), usd(82)]);
  });
});

test('a loss of 10,000 is used up by 3,000 a year', () => {
  const book = new LotBook(1, US);
  book.buy(0, { day: on('2020-01-02'), steps: 1, costMicros: usd(12_000) });
  book.sell(0, { day: on('2021-06-01'), steps: 1, proceedsMicros: usd(2_000) });
  const carried = [2021, 2022, 2023, 2024, 2025].map((year) => book.closeYear(year).carryForwardMicros);
  expect(carried).toEqual([7_000, 4_000, 1_000, 0, 0].map(usd));
});

test('a loss of December that a purchase in January washes away counts against the year that is open', () => {
  const book = new LotBook(1, US);
  book.buy(0, { day: on('2023-10-02'), steps: 10, costMicros: usd(1_000) });
  book.sell(0, { day: on('2023-12-28'), steps: 10, proceedsMicros: usd(900) });
  expect(book.closeYear(2023).shortMicros).toBe(-usd(100));
  book.buy(0, { day: on('2024-01-10'), steps: 10, costMicros: usd(950) });
  expect(book.lots()[0]!.basisMicros).toBe(usd(1_050));
  expect(book.closeYear(2024).shortMicros).toBe(usd(100));
});

test('years close in order, each once', () => {
  const book = new LotBook(1, US);
  book.buy(0, { day: on('2023-01-02'), steps: 2, costMicros: usd(10) });
  book.sell(0, { day: on('2023-06-01'), steps: 1, proceedsMicros: usd(9) });
  expect(() => book.closeYear(2024)).toThrow('2023 must be closed before 2024');
  book.closeYear(2023);
  expect(() => book.closeYear(2023)).toThrow('2023 is closed already');
});

// Rev. Rul. 2008-5: bought again in a retirement account, the loss is disallowed and no basis grows.
test('a replacement in an outside account loses the loss here, before and after the sale', () => {
  for (const outsideDay of ['2024-05-20', '2024-06-20']) {
    const book = new LotBook(1, US);
    const tellOutside = (): number => book.outsidePurchase(0, on(outsideDay), 60);
    book.buy(0, { day: on('2024-01-10'), steps: 100, costMicros: usd(1_000) });
    if (outsideDay < '2024-06-03') expect(tellOutside()).toBe(0);
    const [gain] = book.sell(0, { day: on('2024-06-03'), steps: 100, proceedsMicros: usd(750) });
    if (outsideDay > '2024-06-03') expect(tellOutside()).toBe(usd(150));
    expect(gain).toMatchObject({ disallowedMicros: usd(150), disallowedOutsideMicros: usd(150) });
    expect(book.closeYear(2024).shortMicros).toBe(-usd(100));
  }
});

test('31 days after the sale is too late to wash it', () => {
  const book = new LotBook(1, US);
  book.buy(0, { day: on('2024-01-10'), steps: 1, costMicros: usd(100) });
  const [gain] = book.sell(0, { day: on('2024-06-03'), steps: 1, proceedsMicros: usd(90) });
  book.buy(0, { day: on('2024-07-04'), steps: 1, costMicros: usd(100) });
  expect(gain!.disallowedMicros).toBe(0);
});

// Rev. Rul. 56-602.
test('selling a part of one purchase at a loss is no wash sale with the rest of it', () => {
  const book = new LotBook(1, US);
  book.buy(0, { day: on('2024-06-03'), steps: 100, costMicros: usd(1_000) });
  const [gain] = book.sell(0, { day: on('2024-06-10'), steps: 50, proceedsMicros: usd(400) });
  expect(gain!.disallowedMicros).toBe(0);
});

// Oracle: by hand. Lots: A 10 at 100 (long), B 10 at 160 (long), C 10 at 90, D 10 at 130; sold at 120.
describe('which lots are sold', () => {
  const costs = [100, 160, 90, 130];
  const days = ['2023-01-10', '2023-02-10', '2024-03-11', '2024-04-10'];
  const sellTwenty = (lotMethod: 'fifo' | 'lifo' | 'highest-cost' | 'least-tax', lotIds?: readonly number[]) => {
    const book = new LotBook(1, { ...US, lotMethod });
    days.forEach((day, i) => book.buy(0, { day: on(day), steps: 10, costMicros: usd(10 * costs[i]!) }));
    const sale = { day: on('2024-06-03'), steps: 20, proceedsMicros: usd(2_400) };
    return book.sell(0, lotIds === undefined ? sale : { ...sale, lotIds }).map(({ lotId }) => 'ABCD'[lotId - 1]);
  };

  test.each([
    ['fifo', 'AB'],
    ['lifo', 'DC'],
    ['highest-cost', 'BD'],
    // The short-term loss of D before the larger long-term one of B.
    ['least-tax', 'DB'],
  ] as const)('%s takes %s', (lotMethod, taken) => {
    expect(sellTwenty(lotMethod).join('')).toBe(taken);
  });

  test('least tax takes a long-term gain of 20 before a short-term one of 30: 3.00 against 6.60', () => {
    const book = new LotBook(1, { ...US, lotMethod: 'least-tax' });
    days.forEach((day, i) => book.buy(0, { day: on(day), steps: 10, costMicros: usd(10 * costs[i]!) }));
    const sold = book.sell(0, { day: on('2024-06-03'), steps: 40, proceedsMicros: usd(4_800) });
    expect(sold.map(({ lotId }) => 'ABCD'[lotId - 1]).join('')).toBe('DBAC');
  });

  test('named lots are taken in the order they are named, whatever the method', () => {
    expect(sellTwenty('fifo', [3, 2]).join('')).toBe('CB');
    expect(() => sellTwenty('fifo', [3])).toThrow('10 steps too few');
    expect(() => sellTwenty('fifo', [9])).toThrow('there is no lot 9');
  });
});

test('liquidation: everything sold at once is taxed with the year so far', () => {
  const book = new LotBook(2, US);
  book.buy(0, { day: on('2022-01-10'), steps: 10, costMicros: usd(1_000) });
  book.buy(1, { day: on('2024-01-10'), steps: 10, costMicros: usd(1_000) });
  book.sell(1, { day: on('2024-03-11'), steps: 5, proceedsMicros: usd(400) });
  const liquidation = book.liquidate(on('2024-06-03'), Float64Array.of(usd(1_600), usd(700)));
  // Long 600; short 200 less the loss of 100: 600 x 15 % + 100 x 22 % = 112.
  expect(liquidation).toEqual({ shortMicros: usd(200), longMicros: usd(600), taxMicros: usd(112) });
});

test('a split leaves every lot its basis, and the half share paid in cash takes its part of the oldest', () => {
  const book = new LotBook(1, US);
  book.buy(0, { day: on('2023-01-10'), steps: 5, costMicros: usd(300) });
  book.buy(0, { day: on('2024-01-10'), steps: 2, costMicros: usd(200) });
  const gains = book.split(0, 3, 2, { day: on('2024-06-03'), amountMicros: usd(25) });
  // 7.5 and 3 shares; the half share comes off the older lot: 300 / 15 = 20 of basis.
  expect(gains).toMatchObject([{ proceedsMicros: usd(25), basisMicros: usd(20), isLong: true }]);
  expect(book.lots()).toMatchObject([
    { steps: 7, basisMicros: usd(280) },
    { steps: 3, basisMicros: usd(200) },
  ]);
});

test('a fraction that a split leaves needs the cash for it', () => {
  const book = new LotBook(1, US);
  book.buy(0, { day: on('2024-01-10'), steps: 3, costMicros: usd(30) });
  expect(() => book.split(0, 1, 2)).toThrow('needs the cash for it');
  expect(book.split(0, 2, 1)).toEqual([]);
});
