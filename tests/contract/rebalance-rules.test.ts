import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay, isoDayFromNumber } from '@/lib/base/iso-day';
import { askRule, REBALANCE_RULES } from '@/lib/quant/trading/rules/rules';
import type { RebalanceRuleKind, RebalanceRuleSpec, RuleState } from '@/lib/quant/trading/rules/types';
import { narratedKeys } from '@/lib/shared/narrate/narrate';
import { RebalanceRuleInput } from '@/lib/shared/contracts/trading-rules';
import { weekdaysFrom } from '../unit/quant/backtest/panels';

const bands = { kind: 'absolute', points: 0.05 } as const;

/** One of each kind; a new rule brings a line here and gets the promises below. */
const SPECS: Readonly<Record<RebalanceRuleKind, RebalanceRuleSpec>> = {
  calendar: { kind: 'calendar', every: 'monthly' },
  bands: { kind: 'bands', bands, check: 'daily', tolerance: 'target' },
  'calendar-bands': { kind: 'calendar-bands', every: 'annual', bands, tolerance: 'edge' },
  'volatility-target': {
    kind: 'volatility-target',
    annualVolatility: 0.1,
    band: 0.02,
    lookbackDays: 20,
    check: 'daily',
  },
  'signal-change': { kind: 'signal-change', weightsMoved: 0.1, check: 'daily' },
  'cash-flow-first': { kind: 'cash-flow-first', bands, check: 'daily', tolerance: 'target', cashWeightMin: 0.02 },
};

const day = (text: string): number => dayNumber(isoDay(text));

/** A quiet day on target: nobody has a reason to trade. */
const quiet = (parts: Partial<RuleState> = {}): RuleState => ({
  symbols: ['A', 'B'],
  day: day('2024-05-15'),
  previousDay: day('2024-05-14'),
  lastTradeDay: day('2024-05-02'),
  weights: Float64Array.of(0.6, 0.4),
  targetWeights: Float64Array.of(0.6, 0.4),
  cashWeight: 0,
  orderWeightMin: 0.001,
  annualVolatility: () => 0.1,
  wantedNow: () => Float64Array.of(0.6, 0.4),
  ...parts,
});

/** For each kind a day on which it must speak. */
const LOUD: Readonly<Record<RebalanceRuleKind, RuleState>> = {
  calendar: quiet({ day: day('2024-06-03'), previousDay: day('2024-05-31') }),
  bands: quiet({ weights: Float64Array.of(0.66, 0.34) }),
  'calendar-bands': quiet({ weights: Float64Array.of(0.66, 0.34) }),
  'volatility-target': quiet({ annualVolatility: () => 0.13 }),
  'signal-change': quiet({ wantedNow: () => Float64Array.of(0.4, 0.6) }),
  'cash-flow-first': quiet({ weights: Float64Array.of(0.58, 0.38), cashWeight: 0.04 }),
};

const KINDS = Object.keys(REBALANCE_RULES) as RebalanceRuleKind[];

describe.each(KINDS)('the rule %s', (kind) => {
  const spec = SPECS[kind];

  test('is registered under its own kind, and the doors take it', () => {
    expect(REBALANCE_RULES[kind].kind).toBe(kind);
    expect(RebalanceRuleInput.parse(spec)).toEqual(spec);
  });

  test('waits on a quiet day on target', () => {
    expect(askRule(spec, quiet())).toEqual({ action: 'wait' });
  });

  test('speaks when it must, with a reason that has a sentence', () => {
    const verdict = askRule(spec, LOUD[kind]);
    expect(verdict.action).not.toBe('wait');
    if (verdict.action !== 'wait') expect(narratedKeys()).toContain(verdict.reason.key);
  });

  test('rests while it cools down after a trade, and no longer', () => {
    const { day: today } = LOUD[kind];
    const asked = (coolDownDays: number): string =>
      askRule({ ...spec, coolDownDays }, { ...LOUD[kind], lastTradeDay: today - 10 }).action;
    expect(asked(11)).toBe('wait');
    expect(asked(10)).not.toBe('wait');
  });

  test('says the same twice', () => {
    expect(askRule(spec, LOUD[kind])).toEqual(askRule(spec, LOUD[kind]));
  });
});

describe('calendars', () => {
  const days = weekdaysFrom(2023, 12, 25, 360);
  const spoken = (every: 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'semi-annual' | 'annual' | 'never'): string[] =>
    days.flatMap((today, t) => {
      const state = quiet({ day: today, previousDay: days[t - 1] ?? today });
      return askRule({ kind: 'calendar', every }, state).action === 'wait' ? [] : [isoDayFromNumber(today)];
    });

  test('each speaks on the first close of its period', () => {
    expect(spoken('daily').length).toBe(359);
    expect(spoken('weekly').slice(0, 3)).toEqual(['2024-01-01', '2024-01-08', '2024-01-15']);
    expect(spoken('monthly').slice(4, 7)).toEqual(['2024-05-01', '2024-06-03', '2024-07-01']);
    expect(spoken('quarterly')).toEqual([
      '2024-01-01',
      '2024-04-01',
      '2024-07-01',
      '2024-10-01',
      '2025-01-01',
      '2025-04-01',
    ]);
    expect(spoken('semi-annual')).toEqual(['2024-01-01', '2024-07-01', '2025-01-01']);
    expect(spoken('annual')).toEqual(['2024-01-01', '2025-01-01']);
    expect(spoken('never')).toEqual([]);
  });

  // A month without rows, and rows that leap over whole years: still once a period.
  test('gaps in the rows count once', () => {
    const asked = (from: string, to: string): string =>
      askRule({ kind: 'calendar', every: 'quarterly' }, quiet({ previousDay: day(from), day: day(to) })).action;
    expect(asked('2024-01-30', '2024-03-15')).toBe('wait');
    expect(asked('2024-01-30', '2025-02-20')).toBe('rebalance');
    expect(asked('2024-03-31', '2024-04-01')).toBe('rebalance');
  });
});

describe('bands', () => {
  const outside = (spec: RebalanceRuleSpec, weight: number, target: number, orderWeightMin = 0): boolean =>
    askRule(
      spec,
      quiet({ weights: Float64Array.of(weight, 0), targetWeights: Float64Array.of(target, 0), orderWeightMin }),
    ).action === 'rebalance';
  const rule = (of: Extract<RebalanceRuleSpec, { kind: 'bands' }>['bands'], tolerance: 'target' | 'edge' = 'target') =>
    ({ kind: 'bands', bands: of, check: 'daily', tolerance }) as const;

  // Oracle: the rule's own table (Swedroe): 25 % of targets up to 20 %, five points above.
  test.each([
    [0.04, 0.0099, 0.0101],
    [0.1, 0.0249, 0.0251],
    [0.2, 0.0499, 0.0501],
    [0.6, 0.0499, 0.0501],
  ])('5/25 around a target of %d', (target, inside, beyond) => {
    const fiveTwentyFive = rule({ kind: 'five-twenty-five' });
    for (const side of [-1, 1]) {
      expect(outside(fiveTwentyFive, target + side * inside, target)).toBe(false);
      expect(outside(fiveTwentyFive, target + side * beyond, target)).toBe(true);
    }
  });

  test('relative and absolute bands', () => {
    expect(outside(rule({ kind: 'relative', share: 0.1 }), 0.549, 0.5)).toBe(false);
    expect(outside(rule({ kind: 'relative', share: 0.1 }), 0.551, 0.5)).toBe(true);
    expect(outside(rule({ kind: 'absolute', points: 0.1 }), 0.399, 0.5)).toBe(true);
  });

  test('what is too small to trade is not outside: dust of an instrument that was sold', () => {
    expect(outside(rule({ kind: 'relative', share: 0.1 }), 0.002, 0, 0.0025)).toBe(false);
    expect(outside(rule({ kind: 'relative', share: 0.1 }), 0.003, 0, 0.0025)).toBe(true);
    // To the edge only the part beyond it is traded.
    expect(outside(rule({ kind: 'absolute', points: 0.1 }, 'edge'), 0.602, 0.5, 0.0025)).toBe(false);
  });

  test('random weights: the rule speaks if and only if somebody is outside', () => {
    const share = fc.integer({ min: 0, max: 1_000 }).map((k) => k / 1_000);
    fc.assert(
      fc.property(fc.array(fc.tuple(share, share), { minLength: 2, maxLength: 2 }), share, (pairs, points) => {
        const weights = Float64Array.from(pairs, ([weight]) => weight);
        const targetWeights = Float64Array.from(pairs, ([, target]) => target);
        const verdict = askRule(
          rule({ kind: 'absolute', points }),
          quiet({ weights, targetWeights, orderWeightMin: 0 }),
        );
        const isOutside = pairs.some(([weight, target]) => Math.abs(weight - target) > points);
        expect(verdict.action === 'rebalance').toBe(isOutside);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
});

describe('other rules', () => {
  test('volatility inside the band, outside on either side, and not known yet', () => {
    const asked = (volatility: number | undefined): string =>
      askRule(SPECS['volatility-target'], quiet({ annualVolatility: () => volatility })).action;
    expect([0.119, 0.081, undefined].map(asked)).toEqual(['wait', 'wait', 'wait']);
    expect([0.121, 0.079].map(asked)).toEqual(['rebalance', 'rebalance']);
  });

  test('new money is placed without a sale; a band that is left sells too; too little waits', () => {
    const asked = (weights: Float64Array, cashWeight: number): string =>
      askRule(SPECS['cash-flow-first'], quiet({ weights, cashWeight })).action;
    expect(asked(Float64Array.of(0.58, 0.38), 0.04)).toBe('place-cash');
    expect(asked(Float64Array.of(0.66, 0.3), 0.04)).toBe('rebalance');
    expect(asked(Float64Array.of(0.59, 0.4), 0.01)).toBe('wait');
  });

  test('cash that the targets leave uninvested is not free', () => {
    const targetWeights = Float64Array.of(0.5, 0.4);
    const state = quiet({ weights: targetWeights, targetWeights, cashWeight: 0.1 });
    expect(askRule(SPECS['cash-flow-first'], state)).toEqual({ action: 'wait' });
  });

  test('a strategy that cannot say keeps the holdings', () => {
    expect(askRule(SPECS['signal-change'], quiet({ wantedNow: () => undefined }))).toEqual({ action: 'wait' });
  });
});
