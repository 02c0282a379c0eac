import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { costPolicyOf, rebalanceOf, tradingRulesOf, untradedSymbol, withHalfSpreads } from '@/lib/codec/trading-rules';
import {
  CostsInput,
  ExecutionInput,
  FlowsInput,
  RebalanceRuleInput,
  TaxesInput,
} from '@/lib/shared/contracts/trading-rules';
import { randomPanel, weekdaysFrom } from '../quant/backtest/panels';
import { testInstrument } from '../quant/trading/instruments';

const panel = randomPanel([testInstrument('A'), testInstrument('B')], weekdaysFrom(2024, 1, 2, 60), 1);
const day = (text: string): number => dayNumber(isoDay(text));

describe('trading rules on the wire', () => {
  test('a preset is the start, and what is named stands above it', () => {
    const input = CostsInput.parse({ preset: 'per-share-fixed', commissionMin: 2 });
    expect(costPolicyOf(input, { commissionBasisPoints: 7 })).toEqual({
      commissionBasisPoints: 0,
      commissionPerShare: 0.005,
      commissionMin: 2,
      commissionBasisPointsMax: 100,
    });
    expect(costPolicyOf(CostsInput.parse({ slippageBasisPoints: 3 }), { commissionBasisPoints: 7 })).toEqual({
      commissionBasisPoints: 7,
      slippageBasisPoints: 3,
    });
  });

  test.each([
    [{ commissionMin: 5, commissionMax: 2 }, 'commissionMax'],
    [{ commissionBasisPoints: 501 }, 'commissionBasisPoints'],
    [{ impact: { model: 'linear', coefficient: 1 } }, 'impact.model'],
    [{ comission: 1 }, ''],
  ])('costs such as %j are refused', (input, path) => {
    const read = CostsInput.safeParse(input);
    expect(read.error?.issues[0]?.path.join('.')).toBe(path);
  });

  test('half-spreads of all, or of those named', () => {
    const spreads = (halfSpreadBasisPoints: number | Record<string, number>): number[] =>
      withHalfSpreads(panel, CostsInput.parse({ halfSpreadBasisPoints })).instruments.map(
        (instrument) => instrument.halfSpreadBasisPoints,
      );
    expect(spreads(4)).toEqual([4, 4]);
    expect(spreads({ B: 9 })).toEqual([0, 9]);
    const costs = CostsInput.parse({ halfSpreadBasisPoints: { C: 1 } });
    expect(untradedSymbol({ costs }, ['A', 'B'])).toEqual({ symbol: 'C', field: 'costs.halfSpreadBasisPoints.C' });
  });

  test('a frequency is the calendar; a rule gets its defaults', () => {
    expect(rebalanceOf(undefined)).toBe('monthly');
    expect(rebalanceOf(RebalanceRuleInput.parse('weekly'))).toEqual({ kind: 'calendar', every: 'weekly' });
    expect(rebalanceOf(RebalanceRuleInput.parse({ kind: 'bands', bands: { kind: 'five-twenty-five' } }))).toEqual({
      kind: 'bands',
      bands: { kind: 'five-twenty-five' },
      check: 'daily',
      tolerance: 'target',
    });
    expect(RebalanceRuleInput.safeParse({ kind: 'bands', bands: { kind: 'absolute' } }).success).toBe(false);
    expect(RebalanceRuleInput.safeParse('hourly').success).toBe(false);
  });

  test('dated and repeated flows come in order of day', () => {
    const flows = FlowsInput.parse([
      { every: 'monthly', amount: 100, from: '2024-02-15' },
      { date: '2024-02-10', amount: -50 },
    ]);
    expect(tradingRulesOf({ flows }, panel).flows).toEqual([
      { day: day('2024-02-10'), amount: -50 },
      { day: day('2024-03-01'), amount: 100 },
    ]);
  });

  test('income says which prices are held, and nothing said stays nothing', () => {
    expect(tradingRulesOf({}, panel)).toEqual({});
    expect(tradingRulesOf({ income: 'in-prices' }, panel)).toEqual({});
    expect(tradingRulesOf({ income: 'reinvested' }, panel)).toEqual({ prices: 'traded', income: 'reinvested' });
    expect(tradingRulesOf({ execution: ExecutionInput.parse({}) }, panel)).toEqual({ execution: { at: 'close' } });
    expect(tradingRulesOf({ fees: { fundAnnual: { B: 0.01 } } }, panel).fees).toEqual({ fundAnnual: [0, 0.01] });
  });

  test('a tax preset takes what it needs, and single rates stand above it', () => {
    const taxes = TaxesInput.parse({ preset: 'flat', rate: 0.25, longTermRate: 0.1, qualifiedShare: 1 });
    expect(tradingRulesOf({ taxes }, panel).taxes).toMatchObject({
      lotMethod: 'fifo',
      shortTermRate: 0.25,
      longTermRate: 0.1,
      qualifiedShares: { otherwise: 1 },
    });
    expect(TaxesInput.safeParse({ preset: 'us-federal-2024' }).success).toBe(false);
    const federal = TaxesInput.parse({ preset: 'us-federal-2024', taxableIncome: 60_000 });
    expect(tradingRulesOf({ taxes: federal }, panel).taxes).toMatchObject({ shortTermRate: 0.22, longTermRate: 0.15 });
  });
});
