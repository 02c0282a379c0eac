import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { metricsAnswer } from '@/lib/codec/metrics';
import { moneyWeightedReturn, timeWeightedReturns } from '@/lib/quant/risk/money-weighted';
import { expectClose, TOLERANCE } from '../../support/close';

type Dated = readonly [string, number];

const rate = (...flows: Dated[]) =>
  moneyWeightedReturn(flows.map(([day, amount]) => ({ day: dayNumber(isoDay(day)), amount })));

describe('money-weighted return', () => {
  // Oracle: Microsoft's documentation of XIRR prints 0.373362535, stopped at 1e-8 of its search.
  test('the example of XIRR', () => {
    const outcome = rate(
      ['2008-01-01', -10_000],
      ['2008-03-01', 2_750],
      ['2008-10-30', 4_250],
      ['2009-02-15', 3_250],
      ['2009-04-01', 2_750],
    );
    expect(outcome.status).toBe('solved');
    if (outcome.status === 'solved') expect(Math.abs(outcome.annualRate - 0.373362535)).toBeLessThan(2e-9);
  });

  // Oracle: CFA Program curriculum, Level I, "Rates and Returns": a share at 200, another at 225 a year later, both
  // sold at 235 after two, 5 of dividend a share each year: 9.39 % money-weighted, 10.76 % time-weighted.
  test('the two shares of the CFA curriculum', () => {
    const outcome = rate(['2021-01-01', -200], ['2022-01-01', 5 - 225], ['2023-01-01', 2 * 235 + 2 * 5]);
    if (outcome.status !== 'solved') throw new Error(outcome.status);
    expect(Math.abs(outcome.annualRate - 0.0939)).toBeLessThan(5e-5);
    const linked = timeWeightedReturns(Float64Array.of(200, 450, 480), Float64Array.of(200, 225 - 5, 0));
    // The first year's dividend left the account: 225 + 5 over 200, then (470 + 10) over 450.
    expectClose(linked![0]!, 0.15, TOLERANCE.closedForm);
    expect(Math.abs(linked![1]! - 0.0667)).toBeLessThan(5e-5);
    // Printed from the rounded 6.67 %, which moves the fourth digit.
    expect(Math.abs(Math.sqrt(1.15 * (1 + linked![1]!)) - 1 - 0.1076)).toBeLessThan(1e-4);
  });

  // Oracle: (1 + r)^-t of -100, 230, -132 is nought at 10 % and at 20 %.
  test('flows that turn twice have two rates, and neither is chosen', () => {
    const outcome = rate(['2021-01-01', -100], ['2022-01-01', 230], ['2023-01-01', -132]);
    if (outcome.status !== 'several-rates') throw new Error(outcome.status);
    expect(outcome.annualRates).toHaveLength(2);
    expectClose(outcome.annualRates[0]!, 0.1, TOLERANCE.longSum);
    expectClose(outcome.annualRates[1]!, 0.2, TOLERANCE.longSum);
  });

  test.each<[string, number, number]>([
    ['half lost in half a year', -100, 50],
    ['doubled in a month', -100, 200],
    ['nearly everything lost', -100, 0.01],
  ])('%s, by hand', (_, paid, received) => {
    for (const [day, years] of [
      ['2021-02-01', 31 / 365],
      ['2021-07-02', 182 / 365],
      ['2031-01-01', 3_652 / 365],
    ] as const) {
      const outcome = rate(['2021-01-01', paid], [day, received]);
      const expected = (received / -paid) ** (1 / years) - 1;
      if (Math.abs(Math.log1p(expected)) > Math.log(1e6)) expect(outcome.status).toBe('no-rate');
      else if (outcome.status === 'solved') expectClose(outcome.annualRate, expected, TOLERANCE.longSum);
      else throw new Error(outcome.status);
    }
  });

  test.each<[string, Dated[]]>([
    [
      'only payments',
      [
        ['2021-01-01', -1],
        ['2022-01-01', -1],
      ],
    ],
    [
      'one day',
      [
        ['2021-01-01', -1],
        ['2021-01-01', 2],
      ],
    ],
    ['nothing', []],
  ])('%s: no rate', (_, flows) => expect(rate(...flows)).toEqual({ status: 'no-rate' }));
});

describe('an account at the metrics door', () => {
  /** Ten days in December, 1,000 at the start; 500 come in on the fifth. */
  const dates = ['2023-12-11', '2023-12-12', '2023-12-13', '2023-12-14', '2023-12-15'];
  const values = [1_000, 1_010, 1_515, 1_499.85, 1_544.8455];
  const flows = [0, 0, 500, 0, 0];

  // Oracle: by hand: +1 %, (1515 - 500) / 1010 - 1, -1 %, +3 %.
  test('returns are those of the money that was there', () => {
    const outcome = metricsAnswer({ values, dates, flows });
    if (outcome.status !== 'done') throw new Error(outcome.message);
    const linked = 1.01 * (1_015 / 1_010) * 0.99 * 1.03 - 1;
    expectClose(outcome.value.totalReturn!, linked, TOLERANCE.closedForm);
    expectClose(outcome.value.account!.timeWeightedReturn!, linked, TOLERANCE.closedForm);
    const money = rate(['2023-12-11', -1_000], ['2023-12-13', -500], ['2023-12-15', 1_544.8455]);
    expect(money).toEqual({ status: 'solved', annualRate: outcome.value.account!.moneyWeightedReturn });
  });

  test('without dates there is no money-weighted return; returns have no account', () => {
    const outcome = metricsAnswer({ values, flows });
    expect(outcome).toMatchObject({ status: 'done', value: { account: { moneyWeightedReturn: null } } });
    expect(metricsAnswer({ returns: [0.1] })).not.toHaveProperty('value.account');
  });

  test.each<[string, Parameters<typeof metricsAnswer>[0], string]>([
    ['nothing to measure', {}, 'returns'],
    ['both', { returns: [0.1], values }, 'values'],
    ['dates of returns', { returns: [0.1], dates }, 'dates'],
    ['flows of returns', { returns: [0.1], flows }, 'flows'],
    ['a date too few', { values, dates: dates.slice(1) }, 'dates'],
    ['a flow too few', { values, flows: [0] }, 'flows'],
    ['a day twice', { values: [1, 2], dates: ['2023-12-11', '2023-12-11'] }, 'dates'],
    ['an empty account', { values: [1, 0, 1] }, 'values'],
    ['months without a word', { values: [1, 2], dates: ['2023-11-30', '2023-12-31'] }, 'periodsPerYear'],
  ])('refused by field: %s', (_, request, field) => {
    expect(metricsAnswer(request)).toMatchObject({ status: 'refused', code: 'bad-input', field });
  });
});
