import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { checkAccounts } from '@/lib/quant/backtest/check-accounts';
import { runBacktest } from '@/lib/quant/backtest/run-backtest';
import type { BacktestFinished, BacktestRequest } from '@/lib/quant/backtest/types';
import type { PricePanel } from '@/lib/quant/market/panel';
import { TAX_PRESETS } from '@/lib/quant/trading/taxes/presets';
import { expectClose } from '../../../support/close';
import { testInstrument } from '../trading/instruments';
import { rawPanel } from './event-panels';
import { weekdaysFrom } from './panels';
import { ALL_IN, flat, held, SHARES } from './one-share';
import { backtestRequest, finished, fixedWeights } from './requests';

const day = (text: string): number => dayNumber(isoDay(text));

/** Money is whole micro-units. */
const MICRO = 1e-6;

describe('dividends and splits of traded prices, by hand', () => {
  // 10,000 buy 100 shares at 100 on row 1. On row 3 each pays 2 and the price falls to 98.
  const close = [[100], [100], [100], [98], [98]];
  const dividend = [[0], [0], [0], [2], [0]];

  test('a dividend goes to who held the share the evening before, and stays in cash', () => {
    const run = held({ close, dividend });
    expect([...run.value]).toEqual([10_000, 10_000, 10_000, 10_000, 10_000]);
    expect(run.income[3]).toBe(200);
    expect(run.cash[4]).toBe(200);
  });

  test('shares bought on the ex-day are not paid', () => {
    const run = held({ close: close.slice(2), dividend: dividend.slice(2) });
    expect([...run.income]).toEqual([0, 0, 0]);
    expect(run.trades[0]?.price).toBe(98);
  });

  test('reinvested, it buys the payer at the close: two shares at 98, four left over', () => {
    const run = held({ close, dividend }, { income: 'reinvested' });
    expect([...run.holdings.quantitySteps]).toEqual([102]);
    expect(run.cash[4]).toBe(4);
    expect(run.trades.length).toBe(1);
    expect(run.eventCash[3]).toBe(-196);
  });

  // 100 shares 3 for 2 are 150, and 3 for 7 are 42.857: 42 shares and six sevenths of a share at 233 1/3.
  test.each([
    [1.5, 100 / 1.5, 150, 0],
    [3 / 7, 700 / 3, 42, 200],
  ])('a split by %d keeps the value, the fraction paid in cash', (factor, price, shares, cash) => {
    const run = held({
      close: [[100], [100], [100], [price], [price]],
      splitFactor: [[1], [1], [1], [factor], [1]],
    });
    expect([...run.holdings.quantitySteps]).toEqual([shares]);
    expect(Math.abs(run.cash[4]! - cash)).toBeLessThanOrEqual(MICRO);
    expectClose(run.value[4]!, 10_000, 1e-9);
  });

  test('split-adjusted closes are not split again, and a total-return file says what it is', () => {
    const panel = rawPanel([SHARES], weekdaysFrom(2024, 1, 1, 4), {
      close: flat(4),
      splitFactor: [[1], [1], [2], [1]],
    });
    const adjusted = backtestRequest({ ...panel, basis: 'split-adjusted' }, { prices: 'traded', strategy: ALL_IN });
    expect(finished(runBacktest(adjusted)).holdings.quantitySteps[0]).toBe(100);
    const total = finished(runBacktest({ ...adjusted, panel: { ...panel, basis: 'total-return' } }));
    expect(total.facts).toContainEqual({ key: 'backtest.prices-are-total-return', values: {} });
  });
});

describe('execution, by hand', () => {
  test('at the open of the next day: the shares gain what the day brings', () => {
    const run = held({ close: [[100], [120], [120]], open: [[100], [80], [120]] }, { execution: { at: 'open' } });
    expect(run.trades[0]).toMatchObject({ price: 80, quantitySteps: 125 });
    expect(run.value[1]).toBe(125 * 120);
  });

  // 100 shares at 100; on row 3 they are 150 of a 3-for-2 split, or paid 2 each, and 5,000 are to be paid out.
  test.each([
    ['a reinvested dividend', { dividend: [[0], [0], [0], [2], [0]] }],
    ['the cash for a fraction', { splitFactor: [[1], [1], [1], [1.505], [1]] }],
  ])('what trades at an open does not depend on the close of its day: %s', (_, events) => {
    const tradesWith = (lastClose: number): unknown[] => {
      const close = [[100], [100], [100], [lastClose], [lastClose]];
      const open = [[100], [100], [100], [70], [70]];
      const flows = [{ day: weekdaysFrom(2024, 1, 1, 3)[2]!, amount: 3_000 }];
      const rebalance = { kind: 'calendar', every: 'daily' } as const;
      const run = held(
        { close, open, ...events },
        { execution: { at: 'open' }, income: 'reinvested', flows, rebalance },
      );
      const until = run.days[3]!;
      return run.trades.filter((trade) => trade.day <= until).map(({ side, quantitySteps }) => [side, quantitySteps]);
    };
    const trades = tradesWith(68);
    expect(trades.length).toBe(2);
    expect(tradesWith(30)).toEqual(trades);
    expect(tradesWith(140)).toEqual(trades);
  });

  test('without opening prices the close stands in, and the run says so', () => {
    const run = held({ close: flat(3) }, { execution: { at: 'open' } });
    expect(run.facts).toContainEqual({ key: 'backtest.no-opening-prices', values: {} });
  });

  // A tenth of 300 shares is 30 a day: 30, 30, 30 and the last 10.
  const volume = (count: number, shares: number): number[][] => flat(count, shares);

  test('an order takes its share of the volume and stays open for the rest', () => {
    const run = held({ close: flat(7), volume: volume(7, 300) }, { execution: { at: 'close', volumeShareMax: 0.1 } });
    expect(run.trades.map(({ quantitySteps }) => quantitySteps)).toEqual([30, 30, 30, 10]);
    expect(run.orders).toMatchObject([{ status: 'filled', quantitySteps: 100, filledSteps: 100 }]);
  });

  test('the first investment is no turnover, over however many days it fills', () => {
    const execution = { at: 'close', volumeShareMax: 0.1 } as const;
    const whole = held({ close: flat(7), volume: volume(7, 300) }, { execution });
    expect(whole.trades.length).toBe(4);
    expect(whole.totals.turnoverAnnual).toBe(0);
    const flows = [{ day: whole.days[5]!, amount: -1_000 }];
    const later = held({ close: flat(8), volume: volume(8, 300) }, { execution, flows });
    const years = (later.days.at(-1)! - later.days[0]!) / 365.25;
    // Eleven shares: a thousand and one per cent, in whole shares.
    const meanValue = later.value.reduce((sum, value) => sum + value, 0) / 8;
    expectClose(later.totals.turnoverAnnual, 1_100 / 2 / meanValue / years, 1e-9);
  });

  // 9,000 are wanted of 10,000: 30, 30 and 30 shares, or what is left of them after costs, in as many parts.
  test.each([
    ['a ticket is paid once', { commissionPerOrder: 10 }, [10, 0, 0]],
    ['a minimum counts for the order', { commissionPerShare: 0.5, commissionMin: 20 }, [20, 10, 15]],
    ['a maximum counts for the order', { commissionPerShare: 1, commissionMax: 40 }, [30, 10, 0]],
    ['a rate is paid by each part', { commissionPerShare: 0.5 }, [15, 15, 15]],
  ])('an order that fills over three days: %s', (_, parts, paid) => {
    const costs = { commissionBasisPoints: 0, ...parts };
    const execution = { at: 'close', volumeShareMax: 0.1 } as const;
    const run = held({ close: flat(7), volume: volume(7, 300) }, { costs, execution, strategy: fixedWeights(0.907) });
    expect(run.trades.map(({ quantitySteps }) => quantitySteps)).toEqual([30, 30, 30]);
    expect(run.trades.map(({ cost }) => cost)).toEqual(paid);
  });

  test('what is not filled in time expires', () => {
    const execution = { at: 'close', volumeShareMax: 0.1, orderDaysMax: 2 } as const;
    const run = held({ close: flat(7), volume: volume(7, 300) }, { execution });
    expect(run.orders).toMatchObject([
      { status: 'partially-filled', filledSteps: 60, reason: { key: 'order.expired' } },
    ]);
    const none = held({ close: flat(7), volume: volume(7, 0) }, { execution });
    expect(none.orders).toMatchObject([{ status: 'expired', filledSteps: 0 }]);
    expect(none.trades).toEqual([]);
  });

  test('a price that rises between the days leaves the unaffordable part open', () => {
    const close = [[100], [100], [150], [150]];
    const run = held({ close, volume: volume(4, 500) }, { execution: { at: 'close', volumeShareMax: 0.1 } });
    // 50 at 100 leave 5,000, which buys 33 at 150.
    expect(run.trades.map(({ quantitySteps }) => quantitySteps)).toEqual([50, 33]);
    expect(run.cash[3]).toBe(50);
  });

  // Half of 10,000 is wanted first; 10 shares a day are bought until, in February, nothing more is wanted.
  test('a new decision ends what is open, also when it asks for nothing', () => {
    const days = weekdaysFrom(2024, 1, 30, 8);
    const panel = rawPanel([SHARES], days, { close: flat(8), volume: volume(8, 100) });
    let decisions = 0;
    const strategy = {
      ...ALL_IN,
      decide: (input: Parameters<typeof ALL_IN.decide>[0]) => {
        decisions += 1;
        return fixedWeights(decisions === 1 ? 0.5 : input.currentWeights[0]!).decide(input);
      },
    };
    const execution = { at: 'close', volumeShareMax: 0.1, orderDaysMax: 20 } as const;
    const rebalance = { kind: 'calendar', every: 'monthly' } as const;
    const run = finished(runBacktest(backtestRequest(panel, { prices: 'traded', strategy, execution, rebalance })));
    // Bought on the 31st, on the 1st and, decided that evening, no more from the 2nd on.
    expect(run.holdings.quantitySteps[0]).toBe(20);
    expect(run.orders[0]).toMatchObject({ status: 'partially-filled', reason: { key: 'order.replaced' } });
  });

  test('a date of the calendar trades to the target where a band would stop at its edge', () => {
    const days = weekdaysFrom(2024, 1, 25, 12);
    const close = days.map((_, t) => [t < 2 ? 100 : 130, 100]);
    const two = [SHARES, testInstrument('B', { quantityDecimals: 0 })];
    const bands = { kind: 'absolute', points: 0.05 } as const;
    const heldWith = (rebalance: BacktestRequest['rebalance']): number[] => {
      const strategy = fixedWeights(0.5, 0.5);
      const panel = rawPanel(two, days, { close });
      return [
        ...finished(runBacktest(backtestRequest(panel, { prices: 'traded', strategy, rebalance }))).holdings
          .quantitySteps,
      ];
    };
    // 6,500 and 5,000 are 56.5 %: the edge is 55 % of 11,500, the target half of it.
    expect(heldWith({ kind: 'bands', bands, check: 'daily', tolerance: 'edge' })).toEqual([49, 51]);
    expect(heldWith({ kind: 'calendar-bands', every: 'monthly', bands, tolerance: 'edge' })).toEqual([45, 56]);
  });

  test('a split ends what is open', () => {
    const layers = { close: [[100], [100], [50], [50]], splitFactor: [[1], [1], [2], [1]], volume: volume(4, 300) };
    const run = held(layers, { execution: { at: 'close', volumeShareMax: 0.1 } });
    expect(run.orders).toMatchObject([{ status: 'partially-filled', filledSteps: 30 }]);
    expect([...run.holdings.quantitySteps]).toEqual([60]);
  });

  // 100 shares bought at 100 lie at 0.4 when a withdrawal asks for them: a sale would cost 50 and bring 40.
  test('nobody pays for a sale, neither when it is planned nor when what is left would be sold', () => {
    const days = weekdaysFrom(2024, 1, 1, 8);
    const close = days.map((_, t) => [t < 3 ? 100 : 0.4]);
    const run = held(
      { close },
      {
        costs: { commissionBasisPoints: 0, commissionPerShare: 0.5 },
        flows: [{ day: days[5]!, amount: -200 }],
        taxes: TAX_PRESETS.flat.policy({ lotMethod: 'fifo', rate: 0 }),
      },
    );
    expect(run.trades.map(({ side }) => side)).toEqual(['buy']);
    expect(run.orders.at(-1)).toMatchObject({ status: 'rejected', reason: { key: 'too-costly' } });
    expectClose(run.taxed!.liquidationValue, run.cash.at(-1)! - (200 + run.flows.reduce((a, b) => a + b, 0)), 1e-9);
  });

  test('an order that is open when its price falls below the commission waits instead of paying', () => {
    const days = weekdaysFrom(2024, 1, 1, 9);
    const close = days.map((_, t) => [t < 6 ? 100 : 0.4]);
    const volume = days.map((_, t) => [t < 4 ? 10_000 : 300]);
    const flows = [{ day: days[4]!, amount: -9_000 }];
    const costs = { commissionBasisPoints: 0, commissionPerShare: 0.5 };
    const run = held({ close, volume }, { costs, flows, execution: { at: 'close', volumeShareMax: 0.1 } });
    expect(run.trades.map(({ side, price }) => `${side} ${price}`)).toEqual(['buy 100', 'sell 100']);
  });

  test('an order below the minimum is rejected with its reason', () => {
    const policy = backtestRequest(rawPanel([SHARES], [1, 2], { close: flat(2) })).policy;
    const rebalance = { ...policy.rebalance, orderValueMin: 20_000 };
    const run = held({ close: flat(3) }, { policy: { ...policy, rebalance } });
    expect(run.orders).toMatchObject([{ status: 'rejected', symbol: 'A', reason: { key: 'below-minimum' } }]);
  });
});

describe('money from outside, fees and taxes, by hand', () => {
  test('a deposit is there on the first row on or after its day and waits for the next decision', () => {
    const days = weekdaysFrom(2024, 1, 1, 45);
    const flows = [{ day: days[10]! - 1, amount: 1_000 }];
    const run = held({ close: flat(45) }, { rebalance: 'monthly', flows });
    expect(run.flows.findIndex((flow) => flow !== 0)).toBe(10);
    expect(run.cash[10]).toBe(1_000);
    expect(run.holdings.quantitySteps[0]).toBe(110);
  });

  // Nothing is in cash; one per cent more than the 950 is raised, and in whole shares.
  test('a withdrawal that cash cannot pay is raised by sales on the next row and paid then', () => {
    const days = weekdaysFrom(2024, 1, 1, 8);
    const run = held({ close: flat(8) }, { flows: [{ day: days[4]!, amount: -950 }] });
    expect([...run.flows]).toEqual([0, 0, 0, 0, 0, -950, 0, 0]);
    expect(run.trades.map(({ side, quantitySteps }) => `${side} ${quantitySteps}`)).toEqual(['buy 100', 'sell 10']);
  });

  test('more than there is pays out everything and says what is owed', () => {
    const days = weekdaysFrom(2024, 1, 1, 8);
    const run = held({ close: flat(8) }, { flows: [{ day: days[4]!, amount: -15_000 }] });
    expect(run.value.at(-1)).toBe(0);
    expect(run.facts).toContainEqual({ key: 'backtest.money-owed', values: { amount: 5_000 } });
  });

  // 9,900 and 40 are held; a ticket of 5 makes an order of 40 too small, unless all of it is owed.
  test('a debt beyond what is held is paid down to the last position, and each close says what is owed', () => {
    const days = weekdaysFrom(2024, 1, 1, 8);
    const two = [SHARES, testInstrument('B')];
    const rows = days.map((_, t) => [100, t < 3 ? 200 : 40]);
    const run = finished(
      runBacktest(
        backtestRequest(rawPanel(two, days, { close: rows }), {
          strategy: fixedWeights(0.9, 0.02),
          rebalance: 'never',
          costs: { commissionBasisPoints: 0, commissionPerOrder: 5 },
          flows: [{ day: days[4]!, amount: -50_000 }],
        }),
      ),
    );
    expect(checkAccounts(run)).toEqual([]);
    expect([...run.holdings.quantitySteps]).toEqual([0, 0]);
    const paid = run.flows.reduce((sum, flow) => sum - flow, 0);
    expect(run.value.at(-1)).toBe(0);
    expectClose(run.owed.at(-1)!, 50_000 - paid, 1e-9);
    expect([...run.owed.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
  });

  test('a later deposit pays what is owed before anything else', () => {
    const days = weekdaysFrom(2024, 1, 1, 8);
    const flows = [
      { day: days[4]!, amount: -15_000 },
      { day: days[6]!, amount: 6_000 },
    ];
    const run = held({ close: flat(8) }, { flows });
    expect([...run.flows.subarray(5)]).toEqual([-10_000, 6_000 - 5_000, 0]);
    expect(run.value.at(-1)).toBe(1_000);
  });

  // A ticket of 5 is a tenth of 50: less is not worth an order, so 50 and one per cent more are sold for the 3 that are owed.
  test('a small debt is paid by one order that is worth its cost', () => {
    const days = weekdaysFrom(2024, 1, 1, 12);
    const costs = { commissionBasisPoints: 0, commissionPerOrder: 5 };
    const run = held({ close: flat(12, 10) }, { costs, flows: [{ day: days[4]!, amount: -103 }] });
    expect(run.flows.reduce((sum, flow) => sum + flow, 0)).toBe(-103);
    expect(run.trades.filter(({ side }) => side === 'sell').length).toBe(1);
  });

  test('cash that buys no whole share makes no line, however often it is looked at', () => {
    const rule = { kind: 'cash-flow-first', bands: { kind: 'five-twenty-five' }, check: 'daily' } as const;
    const rebalance = { ...rule, tolerance: 'target', cashWeightMin: 0 } as const;
    const run = held({ close: flat(40, 3_000) }, { rebalance });
    expect(run.cash[39]).toBe(1_000);
    expect(run.rebalances.length).toBe(1);
    expect(run.orders.length).toBeLessThan(3);
  });

  // 1 % a year on a value of 10,000: January has 31 days from the 1st to the 1st of February.
  test('the advisory fee of a month is due on the first row of the next one', () => {
    const run = held({ close: flat(30) }, { strategy: fixedWeights(0.5), fees: { advisoryAnnual: 0.01 } });
    const row = run.days.indexOf(day('2024-02-01'));
    expect(run.fees[row]).toBe(Math.round(1e6 * 0.01 * (31 / 365.25) * 10_000) / 1e6);
    expect(run.fees.filter((fee) => fee > 0).length).toBe(1);
  });

  test('a fund fee on an index wears the price away day by day', () => {
    const run = held({ close: flat(3) }, { fees: { fundAnnual: [0.1] } });
    expectClose(run.value[2]!, 10_000 * (1 - 0.1 / 365.25), 1e-2 / 10_000);
    expect(run.fees[2]).toBe(0);
  });

  // Bought at 100, half sold at 200 in the first year by the rule; a fifth of the gain is due on the first row of 2025.
  test('the tax of a year is paid on the first row of the next', () => {
    const days = [...weekdaysFrom(2024, 12, 2, 22), ...weekdaysFrom(2025, 1, 1, 3)];
    const close = days.map((_, t) => [t < 10 ? 100 : 200, 100]);
    const cash = testInstrument('B', { quantityDecimals: 0 });
    const panel = rawPanel([SHARES, cash], days, { close });
    const run = finished(
      runBacktest(
        backtestRequest(panel, {
          prices: 'traded',
          strategy: fixedWeights(0.5, 0.25),
          rebalance: { kind: 'calendar', every: 'weekly' },
          taxes: TAX_PRESETS.flat.policy({ lotMethod: 'fifo', rate: 0.2 }),
        }),
      ),
    );
    expect(checkAccounts(run)).toEqual([]);
    const gain = run
      .taxed!.realisedGains.filter((sale) => sale.day < day('2025-01-01'))
      .reduce((sum, { proceedsMicros, basisMicros }) => sum + proceedsMicros - basisMicros, 0);
    expect(gain).toBeGreaterThan(0);
    const row = run.days.indexOf(day('2025-01-01'));
    expectClose(run.taxes[row]!, (0.2 * gain) / 1e6, 1e-9);
    expect(run.taxes.filter((tax) => tax !== 0).length).toBe(1);
    const unrealised = run.taxed!.lots.reduce(
      (sum, { column, steps, basisMicros }) => sum + steps * close.at(-1)![column]! - basisMicros / 1e6,
      0,
    );
    const after2024 = run
      .taxed!.realisedGains.filter((sale) => sale.day >= day('2025-01-01'))
      .reduce((sum, { proceedsMicros, basisMicros }) => sum + (proceedsMicros - basisMicros) / 1e6, 0);
    expectClose(run.taxed!.liquidationValue, run.value.at(-1)! - 0.2 * (unrealised + after2024), 1e-9);
  });
});

describe('prices that end', () => {
  const days = weekdaysFrom(2024, 1, 1, 60);
  const panel = (): PricePanel =>
    rawPanel([SHARES, testInstrument('B')], days, {
      close: days.map((_, t) => [t < 20 ? 100 : Number.NaN, 50]),
    });
  const runWith = (delisting?: 'carry' | 'cash'): BacktestFinished => {
    const parts = delisting === undefined ? {} : { delisting };
    const run = finished(
      runBacktest(
        backtestRequest(panel(), { prices: 'traded', strategy: fixedWeights(0.5, 0.5), rebalance: 'never', ...parts }),
      ),
    );
    expect(checkAccounts(run)).toEqual([]);
    return run;
  };

  test('after a month of silence the last price is paid in cash, when that is asked for', () => {
    const run = runWith('cash');
    expect(run.cash.findIndex((cash, t) => t > 1 && cash > 4_000)).toBe(40);
    expect(run.facts).toContainEqual({ key: 'backtest.delisted-to-cash', values: { symbol: 'A', day: days[40] } });
    expect(runWith().holdings.quantitySteps[0]).toBe(50);
  });
});
