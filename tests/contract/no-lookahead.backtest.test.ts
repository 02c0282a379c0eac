import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { runBacktest } from '@/lib/quant/backtest/run-backtest';
import type { BacktestFinished, BacktestRequest } from '@/lib/quant/backtest/types';
import { KNOWN, makePanel, mapLayers, type PricePanel, sliceDays } from '@/lib/quant/market/panel';
import { policyFor } from '@/lib/quant/policy/policy';
import type { CostPolicy } from '@/lib/quant/policy/types';
import { decided } from '@/lib/quant/strategy/shared';
import { STRATEGIES } from '@/lib/quant/strategy/strategies';
import type { Strategy } from '@/lib/quant/strategy/types';
import { IMPACT_MODELS } from '@/lib/quant/trading/costs/impact/impact-models';
import { COST_PRESETS } from '@/lib/quant/trading/costs/presets';
import { REBALANCE_RULES } from '@/lib/quant/trading/rules/rules';
import type { RebalanceRuleKind, RebalanceRuleSpec } from '@/lib/quant/trading/rules/types';
import { TAX_PRESETS } from '@/lib/quant/trading/taxes/presets';
import { checkNoLookahead, type DayOutput } from '../support/no-lookahead';
import { eventfulPanel } from '../unit/quant/backtest/event-panels';
import { weekdaysFrom } from '../unit/quant/backtest/panels';
import { testInstrument } from '../unit/quant/trading/instruments';

/** The least that estimates are made from. */
const LOOKBACK = 63;
const DAYS = weekdaysFrom(2021, 8, 2, 190);
const INSTRUMENTS = [
  testInstrument('STOCKS', { quantityDecimals: 0, halfSpreadBasisPoints: 3 }),
  testInstrument('ABROAD', { quantityDecimals: 2, halfSpreadBasisPoints: 5 }),
  testInstrument('BONDS', { assetClass: 'bond', halfSpreadBasisPoints: 2 }),
  testInstrument('GOLD', { assetClass: 'commodity', quantityDecimals: 0 }),
  testInstrument('BILLS', { assetClass: 'cash' }),
];
const PANEL = eventfulPanel(INSTRUMENTS, DAYS, 5);
const CUTS = [70, 96, 131, 175];

/** The first row of a month: what is decided on it may know no later row, nor may its trades on the next. */
const MONTH_ROW = DAYS.findIndex((day) => day >= dayNumber(isoDay('2021-12-01')));

const house = policyFor('balanced');
const POLICY = { ...house, lookbackDays: LOOKBACK, rebalance: { ...house.rebalance, orderValueMin: 20 } };

/** Half in what rose most over a month, the rest in equal parts: it wants something else every few days. */
const trend: Strategy = {
  id: 'trend',
  keepsPolicyLimits: false,
  lookbackDaysMin: 21,
  decide: ({ view }) => {
    const n = view.instruments.length;
    const index = view.layers.totalReturnIndex;
    const last = (view.dayCount - 1) * n;
    const rises = Array.from({ length: n }, (_, i) => index[last + i]! / index[last - 20 * n + i]!);
    const known = rises.map((rise) => (Number.isFinite(rise) ? rise : 0));
    const best = known.indexOf(Math.max(...known));
    const isHeld = (i: number): boolean => view.known[last + i] !== 0;
    const weights = Float64Array.from(rises, (_, i) => (isHeld(i) ? 0.4 / n + (i === best ? 0.5 : 0) : 0));
    return decided({ weights });
  },
};

/** Everything a replay can be asked at once: traded prices at the open, volume limits, flows, fees and taxes. */
const requestOn = (panel: PricePanel, parts: Partial<BacktestRequest>): BacktestRequest => ({
  panel,
  strategy: trend,
  policy: POLICY,
  aim: { kind: 'most-return' },
  fromDay: DAYS[LOOKBACK + 2]!,
  toDay: panel.days.at(-1)!,
  rebalance: { kind: 'calendar', every: 'weekly' },
  startMoney: 10_000,
  costs: POLICY.costs,
  control: { report: () => undefined, shouldStop: () => false },
  prices: 'traded',
  income: 'reinvested',
  execution: { at: 'open', volumeShareMax: 0.05, orderDaysMax: 3 },
  flows: [
    { day: DAYS[90]!, amount: 2_000 },
    { day: DAYS[125]!, amount: -3_000 },
  ],
  fees: { advisoryAnnual: 0.01, fundAnnual: [0, 0, 0.01, 0, 0] },
  taxes: TAX_PRESETS.flat.policy({ lotMethod: 'least-tax', rate: 0.25 }),
  delisting: 'cash',
  ...parts,
});

/** Scrambled prices jump by thousands of times from day to day, which no money can follow: their roots jump as wildly. */
const tamed = (price: number): number => 100 * (price / 100) ** 0.1;

/** Scrambled split factors are numbers no company announces, on every day; a reader of files would refuse them. */
function announced(factor: number): number {
  if (Number.isNaN(factor) || [1, 0.1, 1.5, 2, 3].includes(factor)) return factor;
  return Math.round(factor * 1_000) % 20 === 0 ? 2 : 1;
}

/** Rows a decision of the last day needs to be traded at all. */
const ROWS_AFTER = 6;

/** Where the future was cut off, days follow on which nothing moves, so that what was decided last is seen too. */
function continued(panel: PricePanel): PricePanel {
  if (panel.dayCount === DAYS.length) return panel;
  const n = panel.instruments.length;
  const lastRow = (panel.dayCount - 1) * n;
  const after = ROWS_AFTER * n;
  const last = panel.days.at(-1)!;
  const quiet = { dividend: 0, splitFactor: 1, volume: 1_000 };
  return makePanel({
    ...panel,
    days: Int32Array.of(...panel.days, ...Array.from({ length: ROWS_AFTER }, (_, k) => last + 1 + k)),
    known: Uint8Array.of(...panel.known, ...new Uint8Array(after).fill(KNOWN.observed)),
    layers: mapLayers(panel.layers, (values, id) => {
      const next = Array.from({ length: after }, (_, at) => (id in quiet ? 0 : values[lastRow + (at % n)]!));
      const filled = id === 'dividend' || id === 'splitFactor' || id === 'volume' ? next.map(() => quiet[id]) : next;
      return Float64Array.of(...values, ...filled);
    }),
  });
}

/** What is replayed of a panel, honest or not. */
const replayable = ({ layers, ...panel }: PricePanel): PricePanel => ({
  ...panel,
  layers: {
    ...layers,
    close: layers.close.map(tamed),
    open: layers.open!.map(tamed),
    totalReturnIndex: layers.totalReturnIndex.map(tamed),
    splitFactor: layers.splitFactor!.map(announced),
  },
});

const PATHS = [
  ...(['value', 'cash', 'cashReturns', 'income', 'interest', 'costs'] as const),
  ...(['fees', 'taxes', 'flows', 'eventCash'] as const),
];

/** All that a run says about one row: paths, positions, trades, and the orders and rebalances placed on it. */
function saidOn(run: BacktestFinished, day: number): string {
  const t = run.days.indexOf(day);
  if (t === -1) return '';
  const n = run.symbols.length;
  const row = (matrix: Float64Array): number[] => [...matrix.subarray(t * n, (t + 1) * n)];
  return JSON.stringify([
    ...PATHS.map((path) => run[path][t]),
    row(run.positionValues),
    row(run.contributions),
    run.trades.filter((trade) => trade.day === day),
    run.orders
      .filter((order) => order.day === day)
      .map(({ symbol, side, quantitySteps }) => [symbol, side, quantitySteps])
      .sort(),
    run.rebalances
      .filter(({ tradeDay }) => tradeDay === day)
      .map(({ decisionDay, weightsTarget, reason }) => [decisionDay, [...weightsTarget], reason]),
  ]);
}

const replay = (panel: PricePanel, parts: Partial<BacktestRequest>): BacktestFinished => {
  const run = runBacktest(requestOn(replayable(panel), parts));
  if (run.status !== 'finished') throw new Error(JSON.stringify(run));
  return run;
};

const said =
  (parts: Partial<BacktestRequest>) =>
  (panel: PricePanel): readonly DayOutput[] => {
    // What a strategy decides is said of the day it decides on, not of the day its orders trade.
    const decisions = new Map<number, string>();
    const { strategy = trend } = parts;
    const noted: Strategy = {
      ...strategy,
      decide: (input) => {
        const outcome = strategy.decide(input);
        const held = [...input.currentWeights];
        const wanted = outcome.status === 'decided' ? [...outcome.weights] : outcome.status;
        decisions.set(input.view.days.at(-1)!, JSON.stringify([held, wanted]));
        return outcome;
      },
    };
    const run = replay(continued(panel), { ...parts, strategy: noted });
    return Array.from(panel.days, (day) => `${decisions.get(day) ?? ''} ${saidOn(run, day)}`);
  };

const findings = (parts: Partial<BacktestRequest>, cutIndices: readonly number[] = CUTS) =>
  checkNoLookahead({ compute: said(parts), panel: PANEL, cutIndices, seed: 16 });

const bands = { kind: 'five-twenty-five' } as const;

const RULES: Readonly<Record<RebalanceRuleKind, RebalanceRuleSpec>> = {
  calendar: { kind: 'calendar', every: 'daily' },
  bands: { kind: 'bands', bands, check: 'daily', tolerance: 'edge', coolDownDays: 4 },
  'calendar-bands': { kind: 'calendar-bands', every: 'monthly', bands, tolerance: 'target' },
  'volatility-target': {
    kind: 'volatility-target',
    annualVolatility: 0.05,
    band: 0.02,
    lookbackDays: 10,
    check: 'weekly',
  },
  'signal-change': { kind: 'signal-change', weightsMoved: 0.1, check: 'daily' },
  'cash-flow-first': { kind: 'cash-flow-first', bands, check: 'weekly', tolerance: 'target', cashWeightMin: 0.01 },
};

const COSTS: readonly (readonly [string, CostPolicy])[] = [
  ...Object.entries(COST_PRESETS).map(([id, { costs }]) => [id, costs] as const),
  ...Object.values(IMPACT_MODELS).map(
    ({ id }) => [id, { commissionBasisPoints: 1, impact: { model: id, coefficient: 1 } }] as const,
  ),
];

describe('a replay says the same of a row, byte for byte, whatever comes after it', () => {
  test.each(Object.keys(REBALANCE_RULES) as RebalanceRuleKind[])('rule %s', (kind) => {
    expect(replay(PANEL, { rebalance: RULES[kind] }).rebalances.length).toBeGreaterThan(1);
    expect(findings({ rebalance: RULES[kind] })).toEqual([]);
  });

  test.each(COSTS)('costs %s', (_, costs) => {
    // Traded every day, so that whatever the cut, orders fill on the row before it.
    expect(findings({ costs, rebalance: RULES.calendar }, [96])).toEqual([]);
  });

  test.each([
    ['at the close, dividends paid', { execution: { at: 'close', volumeShareMax: 0.01 }, income: 'paid' }],
    ['total-return prices at the open', { prices: 'total-return', execution: { at: 'open', volumeShareMax: 0.02 } }],
  ] as const)('%s', (_, parts) => {
    expect(findings(parts)).toEqual([]);
  });

  test.each(Object.entries(STRATEGIES))('strategy %s', (_, strategy) => {
    const rebalance = { kind: 'calendar', every: 'monthly' } as const;
    expect(findings({ strategy, rebalance }, [MONTH_ROW + 1, MONTH_ROW + 2])).toEqual([]);
  });

  // Byte by byte, a decision that saw the close it trades at would pass: its row holds that close.
  test.each(['close', 'open'] as const)(
    'the view of a decision ends on its own day, and trades at the next %s',
    (at) => {
      const seen: number[] = [];
      const strategy: Strategy = {
        ...trend,
        decide: (input) => {
          seen.push(input.view.days.at(-1)!);
          return trend.decide(input);
        },
      };
      const run = replay(PANEL, { strategy, execution: { at } });
      expect(run.rebalances.map(({ decisionDay }) => decisionDay)).toEqual(seen);
      for (const { decisionDay, tradeDay } of run.rebalances) {
        expect(DAYS.indexOf(tradeDay)).toBe(DAYS.indexOf(decisionDay) + 1);
      }
    },
  );

  test('events happen where the cuts are: splits, dividends, partial fills and taxes', () => {
    const run = replay(PANEL, {});
    expect(run.income.filter((paid) => paid > 0).length).toBeGreaterThan(3);
    expect(run.orders.filter(({ status }) => status === 'partially-filled').length).toBeGreaterThan(1);
    expect(run.taxes.some((tax) => tax !== 0)).toBe(true);
    expect(run.fees.some((fee) => fee > 0)).toBe(true);
    expect(run.eventCash.some((cash) => cash !== 0)).toBe(true);
  });

  // The panel's memory holds the future behind every view: this strategy reaches for the next row.
  test('a planted look at the next row is caught', () => {
    const peeking: Strategy = {
      ...trend,
      decide: (input) => {
        const { view } = input;
        const { buffer, byteOffset, length } = view.layers.totalReturnIndex;
        const n = view.instruments.length;
        const isLast = byteOffset + 8 * (length + n) > buffer.byteLength;
        const [next] = isLast ? [0] : new Float64Array(buffer, byteOffset + 8 * length, n);
        const now = view.layers.totalReturnIndex[length - n]!;
        return decided({ weights: new Float64Array(n).fill(next! > now ? 0.2 : 0.1) });
      },
    };
    const cuts = [100, 101, 102, 103, 104, 105];
    const found = findings({ strategy: peeking, rebalance: { kind: 'calendar', every: 'daily' } }, cuts);
    expect(found.length).toBeGreaterThan(cuts.length / 2);
    for (const { cutIndex, row } of found) expect(row).toBe(cutIndex - 1);
  });
});

describe('a replay knows days and prices, not the numbers of rows', () => {
  test.each(Object.keys(REBALANCE_RULES) as RebalanceRuleKind[])('rule %s', (kind) => {
    const parts = { rebalance: RULES[kind] };
    const whole = replay(PANEL, parts);
    // The look-back of the trend is 20 rows; impact and volatility are not asked for here.
    const shifted = replay(sliceDays(PANEL, 17, PANEL.dayCount), parts);
    expect(Array.from(whole.days, (day) => saidOn(shifted, day))).toEqual(
      Array.from(whole.days, (day) => saidOn(whole, day)),
    );
  });
});
