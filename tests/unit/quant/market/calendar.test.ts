import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay, isoDayFromNumber } from '../../../../lib/base/iso-day';
import {
  CALENDARS,
  easterSunday,
  nextTradingDay,
  nyseClosures,
  tradingDays,
} from '../../../../lib/quant/market/calendar';
import { CORE_FILE, hasSharedData, readSharedGzip } from '../../../support/shared-data';

const day = (text: string): number => dayNumber(isoDay(text));

// Oracle: the exchange's published closures (NYSE "Holidays and Trading Hours" press releases of each year).
const PUBLISHED: Readonly<Record<number, readonly string[]>> = {
  1997: ['01-01', '02-17', '03-28', '05-26', '07-04', '09-01', '11-27', '12-25'],
  2001: [
    ...['01-01', '01-15', '02-19', '04-13', '05-28', '07-04', '09-03'],
    ...['09-11', '09-12', '09-13', '09-14', '11-22', '12-25'],
  ],
  2012: ['01-02', '01-16', '02-20', '04-06', '05-28', '07-04', '09-03', '10-29', '10-30', '11-22', '12-25'],
  2021: ['01-01', '01-18', '02-15', '04-02', '05-31', '07-05', '09-06', '11-25', '12-24'],
  2022: ['01-17', '02-21', '04-15', '05-30', '06-20', '07-04', '09-05', '11-24', '12-26'],
  2024: ['01-01', '01-15', '02-19', '03-29', '05-27', '06-19', '07-04', '09-02', '11-28', '12-25'],
  2025: ['01-01', '01-09', '01-20', '02-17', '04-18', '05-26', '06-19', '07-04', '09-01', '11-27', '12-25'],
};

describe.each(Object.entries(PUBLISHED))('NYSE in %s', (year, closures) => {
  test('is closed on the published days and no others', () => {
    const computed = nyseClosures(Number(year)).map((closed) => isoDayFromNumber(closed).slice(5));
    expect(computed).toEqual(closures);
  });
});

// Oracle: US Naval Observatory, dates of Easter Sunday.
test.each(['1991-03-31', '2000-04-23', '2008-03-23', '2011-04-24', '2019-04-21', '2024-03-31', '2038-04-25'])(
  'Easter Sunday %s',
  (text) => {
    expect(isoDayFromNumber(easterSunday(Number(text.slice(0, 4))))).toBe(text);
  },
);

test('the Friday before a New Year’s Day on Saturday is open, before a Christmas on Saturday closed', () => {
  expect(CALENDARS.nyse.isTradingDay(day('2021-12-31'))).toBe(true);
  expect(CALENDARS.nyse.isTradingDay(day('2021-12-24'))).toBe(false);
});

test('a year has about 252 trading days', () => {
  for (let year = 1990; year <= 2040; year++) {
    const count = tradingDays('nyse', day(`${year}-01-01`), day(`${year}-12-31`)).length;
    expect(count, `${year}`).toBeGreaterThanOrEqual(248);
    expect(count, `${year}`).toBeLessThanOrEqual(254);
  }
});

test('the always calendar has every day, and the next trading day skips a long weekend', () => {
  expect(tradingDays('always', day('2024-02-28'), day('2024-03-01')).length).toBe(3);
  expect(nextTradingDay('nyse', day('2024-03-28'))).toBe(day('2024-04-01'));
  expect(nextTradingDay('always', day('2024-03-28'))).toBe(day('2024-03-29'));
  expect(nextTradingDay('nyse', day('2040-12-31'))).toBeUndefined();
});

describe.skipIf(!hasSharedData(CORE_FILE))('real dates of the core file (skipped where shared data are absent)', () => {
  test('are exactly the trading days of the rules', () => {
    const dates = readSharedGzip(CORE_FILE)
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.slice(0, 10));
    const computed = Array.from(tradingDays('nyse', day('2007-03-01'), day('2024-06-28')), isoDayFromNumber);
    expect(computed).toEqual(dates);
  });
});

describe.skipIf(!hasSharedData('prices/etf_adjclose_wide.csv.gz'))(
  'real dates of the ETF file since 1993 (skipped where shared data are absent)',
  () => {
    test('are exactly the trading days of the rules', () => {
      const lines = readSharedGzip('prices/etf_adjclose_wide.csv.gz').trim().split('\n').slice(1);
      const dates = lines.map((line) => line.slice(0, 10));
      expect(Array.from(tradingDays('nyse', day('1993-01-29'), day('2024-06-28')), isoDayFromNumber)).toEqual(dates);
    });
  },
);
