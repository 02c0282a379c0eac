import { describe, expect, test } from 'vitest';
import { civilFromDayNumber, dayNumber, isoDay } from '@/lib/base/iso-day';
import { runBacktest } from '@/lib/quant/backtest/run-backtest';
import { expectClose, TOLERANCE } from '../../../support/close';
import { testInstrument } from '../trading/instruments';
import { panelOf, randomPanel, weekdaysFrom } from './panels';
import { backtestRequest, finished, fixedWeights } from './requests';

const day = (text: string): number => dayNumber(isoDay(text));
const COIN = { quantityDecimals: 8 };
const PAIR = [testInstrument('A', COIN), testInstrument('B', COIN)];

/** Gaps below a tenth of a cent are not traded: 1e-7 of 10,000. What stays in cash moves the value by less. */
const STEP_ROUNDING = 1e-7;

describe('backtest, by hand', () => {
  const rows = [
    [100, 50],
    [110, 40],
    [121, 60],
    [100, 80],
  ];
  const panel = panelOf(PAIR, [day('2024-01-02'), day('2024-01-03'), day('2024-01-04'), day('2024-01-05')], rows);

  // Decided on the 2nd, bought on the 3rd at 110 and 40: 5000/110 of A and 5000/40 of B from then on.
  test('buy and hold trades at the close after the decision, then drifts', () => {
    const run = finished(runBacktest(backtestRequest(panel, { rebalance: 'never', strategy: fixedWeights(0.5, 0.5) })));
    const held = (a: number, b: number): number => (5000 / 110) * a + (5000 / 40) * b;
    const expected = [10_000, 10_000, held(121, 60), held(100, 80)];
    expected.forEach((value, t) => expectClose(run.value[t]!, value, STEP_ROUNDING));
    expect(run.trades.map(({ day: traded, symbol }) => [traded, symbol])).toEqual([
      [day('2024-01-03'), 'A'],
      [day('2024-01-03'), 'B'],
    ]);
    expect(run.totals).toMatchObject({ cost: 0, tradesCount: 2, turnoverAnnual: 0 });
  });

  // The first row of February is the 1st; its decision trades on the 2nd at the weights' own prices.
  test('a monthly rebalance decides on the first row of the month and trades on the next', () => {
    const days = ['2024-01-30', '2024-01-31', '2024-02-01', '2024-02-02', '2024-02-05'].map(day);
    const monthly = panelOf(PAIR, days, [
      [100, 100],
      [100, 100],
      [150, 100],
      [200, 100],
      [200, 150],
    ]);
    const run = finished(runBacktest(backtestRequest(monthly)));
    // 50 A and 50 B are worth 15,000 on 2 February; 7,500 each makes 37.5 A and 75 B.
    [10_000, 10_000, 12_500, 15_000, 37.5 * 200 + 75 * 150].forEach((value, t) =>
      expectClose(run.value[t]!, value, STEP_ROUNDING),
    );
    expect(run.rebalances.map(({ decisionDay, tradeDay }) => [decisionDay, tradeDay])).toEqual([
      [days[0], days[1]],
      [days[2], days[3]],
    ]);
    // 2,500 sold and 2,500 bought, halved, over the mean value and the 6 days in years.
    const meanValue = run.value.reduce((sum, value) => sum + value, 0) / 5;
    expectClose(run.totals.turnoverAnnual, 2_500 / meanValue / (6 / 365.25), 1e-8);
  });

  // Half-spread 10 bp and commission 20 bp on 10,000: value after = 10,000 - cost, cost = rate x invested.
  test('costs are paid from the money at the weights that are held', () => {
    const instruments = [testInstrument('A', { ...COIN, halfSpreadBasisPoints: 10 })];
    const one = panelOf(instruments, [1, 2, 3], [[100], [100], [200]]);
    const run = finished(
      runBacktest(backtestRequest(one, { costs: { commissionBasisPoints: 20 }, strategy: fixedWeights(1) })),
    );
    const rate = 0.001 + 0.002 * 1.001;
    const invested = 10_000 / (1 + rate);
    expectClose(run.value[1]!, invested, STEP_ROUNDING);
    expectClose(run.value[2]!, 2 * invested, STEP_ROUNDING);
    expectClose(run.totals.cost, invested * rate, STEP_ROUNDING);
  });

  test('cash outside instruments earns what the cash instrument earns', () => {
    const instruments = [testInstrument('A', COIN), testInstrument('BIL', { ...COIN, assetClass: 'cash' })];
    const withCash = panelOf(
      instruments,
      [1, 2, 3],
      [
        [10, 100],
        [10, 101],
        [10, 102.01],
      ],
    );
    const run = finished(runBacktest(backtestRequest(withCash, { strategy: fixedWeights(0.5, 0) })));
    expectClose(run.cash[1]!, 5_050, STEP_ROUNDING);
    expectClose(run.cash[2]!, 5_050 * 1.01, STEP_ROUNDING);
    expect(run.facts).toEqual([]);
  });

  test('without a cash instrument cash earns nothing and the run says so', () => {
    const run = finished(runBacktest(backtestRequest(panel, { strategy: fixedWeights(0.25, 0.25) })));
    expect(run.cash[3]).toBe(run.cash[1]);
    expect(run.facts).toContainEqual({ key: 'backtest.cash-earns-nothing', values: {} });
  });
});

describe('backtest when prices are missing', () => {
  const NONE = Number.NaN;

  test('a day without a price keeps the last one', () => {
    const gap = panelOf(
      PAIR,
      [1, 2, 3, 4],
      [
        [100, 100],
        [100, 100],
        [120, NONE],
        [120, 110],
      ],
    );
    const run = finished(runBacktest(backtestRequest(gap)));
    [10_000, 10_000, 11_000, 11_500].forEach((value, t) => expectClose(run.value[t]!, value, STEP_ROUNDING));
  });

  test('a decision waits for a day on which everything alive has a price', () => {
    const gap = panelOf(
      PAIR,
      [1, 2, 3, 4],
      [
        [100, 100],
        [100, NONE],
        [120, NONE],
        [120, 110],
      ],
    );
    const run = finished(runBacktest(backtestRequest(gap)));
    expect(run.trades.map((trade) => [trade.day, trade.symbol, trade.price])).toEqual([
      [4, 'A', 120],
      [4, 'B', 110],
    ]);
  });

  test('after a week of waiting the rest trades, and the untraded instrument is named', () => {
    const rows = [[100, 100], ...Array.from({ length: 7 }, () => [100, NONE])];
    const run = finished(
      runBacktest(
        backtestRequest(
          panelOf(
            PAIR,
            rows.map((_, t) => t + 1),
            rows,
          ),
        ),
      ),
    );
    expect(run.trades.map((trade) => [trade.day, trade.symbol])).toEqual([[6, 'A']]);
    expect(run.facts).toContainEqual({ key: 'backtest.not-traded-without-price', values: { symbol: 'B', count: 1 } });
    expectClose(run.cash.at(-1)!, 5_000, STEP_ROUNDING);
  });

  test('a delisted holding is carried at its last price, never sold, and named', () => {
    const days = weekdaysFrom(2024, 1, 2, 60);
    const rows = days.map((_, t) => [100 + t, t < 20 ? 50 : NONE]);
    const run = finished(runBacktest(backtestRequest(panelOf(PAIR, days, rows))));
    expect(run.trades.filter(({ symbol, day: traded }) => symbol === 'B' && traded > days[19]!)).toEqual([]);
    expect(run.rebalances.at(-1)?.holdingsAfter.quantitySteps[1]).toBeGreaterThan(0);
    expect(run.facts).toContainEqual({
      key: 'backtest.carried-at-last-price',
      values: { symbol: 'B', lastDay: days[19]! },
    });
    expect(run.facts.map(({ key }) => key)).toContain('backtest.left-out');
  });

  test('an instrument that starts later joins when it has a price', () => {
    const days = weekdaysFrom(2024, 1, 2, 40);
    const rows = days.map((_, t) => [100, t < 10 ? NONE : 50]);
    const run = finished(runBacktest(backtestRequest(panelOf(PAIR, days, rows))));
    expect([...run.rebalances[0]!.weightsTarget]).toEqual([1, 0]);
    expect([...run.rebalances[1]!.weightsTarget]).toEqual([0.5, 0.5]);
    expect(run.facts).toContainEqual({ key: 'backtest.left-out', values: { symbol: 'B', count: 1 } });
  });
});

describe('backtest, in general', () => {
  const instruments = Array.from({ length: 5 }, (_, i) =>
    testInstrument(`S${i}`, { ...COIN, assetClass: i === 4 ? 'cash' : 'equity', halfSpreadBasisPoints: 2 + i }),
  );
  const panel = randomPanel(instruments, weekdaysFrom(2015, 1, 1, 1500), 3);
  const n = instruments.length;

  /** Columns and rows of the panel, total-return prices. */
  const price = (t: number, i: number): number => panel.layers.totalReturnIndex[t * n + i]!;

  test('cash and positions make the value on every day', () => {
    const run = finished(runBacktest(backtestRequest(panel, { costs: { commissionBasisPoints: 5 } })));
    let rebalance = -1;
    run.days.forEach((today, t) => {
      while (run.rebalances[rebalance + 1] !== undefined && run.rebalances[rebalance + 1]!.tradeDay <= today)
        rebalance++;
      const steps = run.rebalances[rebalance]?.holdingsAfter.quantitySteps ?? new Float64Array(n);
      const positions = steps.reduce((sum, count, i) => sum + (count / 1e8) * price(t, i), 0);
      expectClose(run.cash[t]! + positions, run.value[t]!, 1e-9);
      expect(run.cash[t]!).toBeGreaterThanOrEqual(0);
    });
    expect(rebalance).toBe(run.rebalances.length - 1);
  });

  // Oracle: an independent replay in fractions of units, without plans, steps or minimum orders.
  test.each(['monthly', 'quarterly', 'annual', 'never'] as const)(
    '%s equal weight agrees with a plain replay',
    (rule) => {
      const length = { monthly: 7, quarterly: 7, annual: 4, never: 0 }[rule];
      const period = (t: number): string => {
        const { year, month } = civilFromDayNumber(panel.days[t]!);
        const shown = rule === 'quarterly' ? Math.ceil(month / 3) : month;
        return `${year}-${String(shown).padStart(2, '0')}`.slice(0, length);
      };
      let units = new Array<number>(n).fill(0);
      let value = 10_000;
      const values = [value];
      for (let t = 1; t < panel.dayCount; t++) {
        value = t === 1 ? value * (price(1, 4) / price(0, 4)) : units.reduce((sum, u, i) => sum + u * price(t, i), 0);
        const decidesYesterday = t === 1 || period(t - 1) !== period(t - 2);
        if (decidesYesterday) units = units.map((_, i) => value / n / price(t, i));
        values.push(value);
      }
      const free = instruments.map((instrument) => ({ ...instrument, halfSpreadBasisPoints: 0 }));
      const run = finished(runBacktest(backtestRequest({ ...panel, instruments: free }, { rebalance: rule })));
      expect(run.value.length).toBe(values.length);
      // Up to five steps of 1e-8 units stay in cash at each of 70 rebalances.
      values.forEach((expected, t) => expectClose(run.value[t]!, expected, 1e-8));
    },
  );

  // For a fixed schedule the traded value hardly moves, so the cost follows its rate; the start is exact but for 1/(1 + rate).
  test('doubling costs doubles the cost paid and lowers the end value', () => {
    const at = (factor: number): ReturnType<typeof finished> => {
      const priced = instruments.map((instrument) => ({ ...instrument, halfSpreadBasisPoints: 2 * factor }));
      const costs = { commissionBasisPoints: factor };
      return finished(runBacktest(backtestRequest({ ...panel, instruments: priced }, { costs })));
    };
    const [none, one, two] = [at(0), at(1), at(2)];
    expect(none.totals.cost).toBe(0);
    expect(Math.abs(two.totals.cost / one.totals.cost - 2)).toBeLessThan(2e-3);
    expect(two.value.at(-1)!).toBeLessThan(one.value.at(-1)!);
    expect(one.value.at(-1)!).toBeLessThan(none.value.at(-1)!);
  });

  test('prices that move together cause no trade after the first', () => {
    const days = weekdaysFrom(2020, 1, 1, 300);
    const rows = days.map((_, t) => [100 * 1.001 ** t, 40 * 1.001 ** t]);
    const policy = backtestRequest(panel).policy;
    const run = finished(
      runBacktest(
        backtestRequest(panelOf(PAIR, days, rows), {
          policy: { ...policy, rebalance: { ...policy.rebalance, orderValueMin: 0.01 } },
        }),
      ),
    );
    expect(run.trades.length).toBe(2);
    expect(run.rebalances.length).toBeGreaterThan(10);
  });

  test('the same request gives the same bytes', () => {
    const [first, second] = [runBacktest(backtestRequest(panel)), runBacktest(backtestRequest(panel))].map(finished);
    expect(first).toEqual(second);
  });

  test('progress rises to one', () => {
    const seen: number[] = [];
    const control = { report: (fraction: number) => void seen.push(fraction), shouldStop: () => false };
    runBacktest(backtestRequest(panel, { control }));
    expect(seen.length).toBeGreaterThan(70);
    expect(seen).toEqual(seen.toSorted((left, right) => left - right));
    expect(seen.at(-1)).toBe(1);
  });

  test('a run that is told to stop stops', () => {
    let looks = 0;
    const control = { report: () => undefined, shouldStop: () => ++looks > 10 };
    expect(runBacktest(backtestRequest(panel, { control }))).toEqual({ status: 'cancelled' });
    expect(looks).toBe(11);
  });

  test('days outside the panel leave nothing to trade', () => {
    const late = panel.days.at(-1)!;
    expect(runBacktest(backtestRequest(panel, { fromDay: late }))).toEqual({ status: 'no-trading-days' });
    expect(runBacktest(backtestRequest(panel, { toDay: panel.days[0]! - 1 }))).toEqual({ status: 'no-trading-days' });
    expect(() => runBacktest(backtestRequest(panel, { startMoney: 0 }))).toThrow(/start with 0/);
  });

  test('a first decision that needs more history says which and from when it would do', () => {
    const strategy = {
      ...fixedWeights(),
      decide: () => ({ status: 'insufficient-history', symbols: ['S0'], daysNeeded: 100 }) as const,
    };
    expect(runBacktest(backtestRequest(panel, { strategy }))).toEqual({
      status: 'insufficient-history',
      symbols: ['S0'],
      daysNeeded: 100,
      firstPossibleDay: panel.days[99],
    });
  });

  test('the first possible day counts from where the named symbol starts, if it ever has so much', () => {
    const days = weekdaysFrom(2024, 1, 2, 40);
    const late = panelOf(
      PAIR,
      days,
      days.map((_, t) => [100, t < 10 ? Number.NaN : 50]),
    );
    const needing = (daysNeeded: number): unknown =>
      runBacktest(
        backtestRequest(late, {
          strategy: {
            ...fixedWeights(),
            decide: () => ({ status: 'insufficient-history', symbols: ['B'], daysNeeded }) as const,
          },
        }),
      );
    expect(needing(5)).toMatchObject({ firstPossibleDay: days[14] });
    expect(needing(31)).not.toHaveProperty('firstPossibleDay');
  });

  test('another first decision without weights is passed on; a later one keeps the holdings', () => {
    const missing = { status: 'missing-class', assetClasses: ['bond'] } as const;
    const never = { ...fixedWeights(), decide: () => missing };
    expect(runBacktest(backtestRequest(panel, { strategy: never }))).toEqual({
      status: 'not-decided',
      day: panel.days[0],
      decision: missing,
    });
    const onceOnly = {
      ...fixedWeights(),
      decide: (input: Parameters<ReturnType<typeof fixedWeights>['decide']>[0]) =>
        input.view.dayCount === 1 ? fixedWeights(0.5, 0.5, 0, 0, 0).decide(input) : missing,
    };
    const run = finished(runBacktest(backtestRequest(panel, { strategy: onceOnly })));
    expect(run.trades.length).toBe(2);
    expect(run.facts[0]).toMatchObject({ key: 'backtest.holdings-kept', values: { why: 'missing-class' } });
  });

  test('of each reason to keep the holdings the first day is told, of a decision only what has no figures', () => {
    const days = weekdaysFrom(2024, 1, 1, 90);
    const panel = randomPanel(PAIR, days, 3);
    let decisions = 0;
    const strategy = {
      ...fixedWeights(),
      decide: (input: Parameters<ReturnType<typeof fixedWeights>['decide']>[0]) => {
        decisions += 1;
        if (decisions > 2) return { status: 'missing-class', assetClasses: ['bond'] } as const;
        const facts = [
          { key: 'covariance.singular', values: {} },
          { key: 'aim.loss-limit', values: { lossMax: 0.05 } },
        ];
        return { ...fixedWeights(0.5, 0.5).decide(input), facts };
      },
    };
    const { facts } = finished(runBacktest(backtestRequest(panel, { strategy, rebalance: 'monthly' })));
    expect(decisions).toBeGreaterThan(4);
    expect(facts.filter(({ key }) => key === 'backtest.holdings-kept')).toEqual([
      { key: 'backtest.holdings-kept', values: { why: 'missing-class', day: dayNumber(isoDay('2024-03-01')) } },
    ]);
    expect(facts).toContainEqual({ key: 'covariance.singular', values: { count: 2 } });
    expect(facts.some(({ key }) => key === 'aim.loss-limit')).toBe(false);
  });

  test('the strategy is told what it holds at the prices it may know', () => {
    const told: number[] = [];
    const lastDaysSeen: number[] = [];
    const strategy = {
      ...fixedWeights(),
      decide: (input: Parameters<ReturnType<typeof fixedWeights>['decide']>[0]) => {
        told.push(input.currentWeights[0]!);
        lastDaysSeen.push(input.view.days.at(-1)!);
        return fixedWeights(0.5, 0.5).decide(input);
      },
    };
    const days = ['2024-01-30', '2024-01-31', '2024-02-01', '2024-02-02'].map(day);
    const rows = [
      [100, 100],
      [100, 100],
      [300, 100],
      [900, 100],
    ];
    runBacktest(backtestRequest(panelOf(PAIR, days, rows), { strategy }));
    // It sees its own day, and its orders trade on the next.
    expect(lastDaysSeen).toEqual([days[0], days[2]]);
    // On 1 February A is worth three times B; the 900 of the trading day must not be known yet.
    expect(told[0]).toBe(0);
    expectClose(told[1]!, 0.75, TOLERANCE.independentSolver);
  });
});
