import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkAccounts } from '@/lib/quant/backtest/check-accounts';
import { runBacktest } from '@/lib/quant/backtest/run-backtest';
import type { BacktestFinished, BacktestRequest } from '@/lib/quant/backtest/types';
import type { PricePanel } from '@/lib/quant/market/panel';
import { splitRatioOf } from '@/lib/quant/trading/corporate-actions';
import type { RebalanceRuleSpec } from '@/lib/quant/trading/rules/types';
import { TAX_PRESETS } from '@/lib/quant/trading/taxes/presets';
import { testInstrument } from '../trading/instruments';
import { eventfulPanel } from './event-panels';
import { weekdaysFrom } from './panels';
import { backtestRequest, finished, fixedWeights } from './requests';

/** `BALLAST_LONG=1` (`npm run test:long`) widens the search to what a release asks for. */
const RUNS = process.env['BALLAST_LONG'] === '1' ? 2_000 : 60;

const INSTRUMENTS = [
  testInstrument('A', { quantityDecimals: 0, halfSpreadBasisPoints: 3 }),
  testInstrument('B', { quantityDecimals: 6 }),
  testInstrument('C', { quantityDecimals: 2, halfSpreadBasisPoints: 10 }),
  testInstrument('BIL', { quantityDecimals: 6, assetClass: 'cash' }),
];
const DAYS = weekdaysFrom(2020, 11, 2, 130);

const anyRule: fc.Arbitrary<RebalanceRuleSpec> = fc.oneof(
  fc.record({
    kind: fc.constant('calendar' as const),
    every: fc.constantFrom('daily' as const, 'weekly' as const, 'monthly' as const, 'never' as const),
  }),
  fc.record({
    kind: fc.constantFrom('bands' as const),
    bands: fc.oneof(
      fc.record({ kind: fc.constant('absolute' as const), points: fc.constantFrom(0.01, 0.05) }),
      fc.constant({ kind: 'five-twenty-five' } as const),
    ),
    check: fc.constantFrom('daily' as const, 'weekly' as const),
    tolerance: fc.constantFrom('target' as const, 'edge' as const),
    coolDownDays: fc.constantFrom(0, 10),
  }),
  fc.constant({
    kind: 'cash-flow-first',
    bands: { kind: 'relative', share: 0.2 },
    check: 'weekly',
    tolerance: 'target',
    cashWeightMin: 0.01,
  } as const),
);

const anyRequest = fc.record({
  seed: fc.integer({ min: 1, max: 1_000 }),
  rule: anyRule,
  weights: fc.constantFrom([0.3, 0.3, 0.3, 0.1], [0.5, 0, 0.2, 0.1], [0, 0.9, 0.1, 0]),
  income: fc.constantFrom('paid' as const, 'reinvested' as const),
  at: fc.constantFrom('close' as const, 'open' as const),
  volumeShareMax: fc.constantFrom(undefined, 0.01, 0.1, 1),
  commissionPerOrder: fc.constantFrom(0, 1),
  coefficient: fc.constantFrom(0, 1),
  flows: fc.array(
    fc.record({ row: fc.integer({ min: 1, max: 125 }), amount: fc.integer({ min: -9_000, max: 9_000 }) }),
    {
      maxLength: 4,
    },
  ),
  advisoryAnnual: fc.constantFrom(0, 0.01),
  lotMethod: fc.constantFrom('fifo' as const, 'least-tax' as const),
});

type Parts = typeof anyRequest extends fc.Arbitrary<infer Value> ? Value : never;

const requestOf = (parts: Parts): BacktestRequest => {
  const panel = eventfulPanel(INSTRUMENTS, DAYS, parts.seed);
  const policy = backtestRequest(panel).policy;
  return backtestRequest(panel, {
    strategy: fixedWeights(...parts.weights),
    policy: { ...policy, rebalance: { ...policy.rebalance, orderValueMin: 20 } },
    rebalance: parts.rule,
    prices: 'traded',
    income: parts.income,
    execution: {
      at: parts.at,
      ...(parts.volumeShareMax === undefined ? {} : { volumeShareMax: parts.volumeShareMax }),
    },
    costs: {
      commissionBasisPoints: 2,
      commissionPerOrder: parts.commissionPerOrder,
      impact: { model: 'three-halves', coefficient: parts.coefficient },
    },
    flows: parts.flows
      .toSorted((left, right) => left.row - right.row)
      .map(({ row, amount }) => ({ day: DAYS[row]!, amount })),
    fees: { advisoryAnnual: parts.advisoryAnnual },
    taxes: TAX_PRESETS['us-federal-2024'].policy({
      lotMethod: parts.lotMethod,
      filing: 'single',
      taxableIncome: 100_000,
    }),
  });
};

/** Shares by row from trades, splits and reinvested dividends alone: a second set of books. */
function sharesByRow(panel: PricePanel, { income, execution }: BacktestRequest, run: BacktestFinished): number[][] {
  const n = panel.instruments.length;
  const prices = execution?.at === 'open' ? panel.layers.open! : panel.layers.close;
  const steps = new Array<number>(n).fill(0);
  return Array.from(run.days, (day, t) => {
    panel.instruments.forEach(({ quantityDecimals }, i) => {
      const at = t * n + i;
      if (t === 0 || steps[i] === 0) return;
      const { numerator, denominator } = splitRatioOf(panel.layers.splitFactor![at]!);
      steps[i] = Math.floor((steps[i]! * numerator) / denominator);
      const dividend = (steps[i] / 10 ** quantityDecimals) * panel.layers.dividend![at]!;
      if (income !== 'reinvested' || dividend === 0) return;
      const paid = Math.round(dividend * 1e6) / 1e6;
      steps[i] = steps[i] + Math.floor((paid / prices[at]!) * 10 ** quantityDecimals);
    });
    for (const trade of run.trades) {
      if (trade.day !== day) continue;
      const i = run.symbols.indexOf(trade.symbol);
      steps[i] = steps[i]! + (trade.side === 'buy' ? 1 : -1) * trade.quantitySteps;
    }
    return [...steps];
  });
}

describe(`the books of ${RUNS} random replays`, () => {
  test('add up to the cent at every close, and hold the shares that trades, splits and dividends make', () => {
    const seen = { partial: 0, split: 0, washed: 0, flows: 0 };
    fc.assert(
      fc.property(anyRequest, (parts) => {
        const request = requestOf(parts);
        const run = finished(runBacktest(request));
        expect(checkAccounts(run)).toEqual([]);
        const n = run.symbols.length;
        const shares = sharesByRow(request.panel, request, run);
        shares.forEach((steps, t) => {
          for (let i = 0; i < n; i++) {
            const value = (steps[i]! / 10 ** INSTRUMENTS[i]!.quantityDecimals) * request.panel.layers.close[t * n + i]!;
            expect(Math.abs(value - run.positionValues[t * n + i]!)).toBeLessThan(0.005);
          }
        });
        seen.partial += run.orders.filter(({ status }) => status === 'partially-filled').length;
        seen.split += run.eventCash.filter((cash) => cash > 0).length;
        seen.washed += run.taxed!.realisedGains.filter(({ disallowedMicros }) => disallowedMicros > 0).length;
        seen.flows += run.flows.filter((flow) => flow !== 0).length;
      }),
      { seed: 20_240_630, numRuns: RUNS, endOnFailure: true },
    );
    // The search is worth nothing where nothing happens.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(RUNS / 10);
  });
});
