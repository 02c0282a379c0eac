import { describe, expect, test } from 'vitest';
import { conflictSentence, relaxText, shadowPriceSentence } from '@/components/lab/frontier/frontier-words';
import { cornerEvents } from '@/components/lab/frontier/corner-events';
import { mixesOf } from '@/components/lab/frontier/frontier-reading';
import {
  changeLimits,
  classField,
  limitsFromQuery,
  limitsQuery,
  ownField,
  placeFromQuery,
  sameLimits,
  startHistory,
  TURNOVER_FIELD,
  WEIGHT_FIELD,
  withField,
  withoutOwn,
} from '@/components/lab/frontier/limit-state';
import type { LabInputs, LabLimits, LabMix, LabPoint } from '@/lib/shared/contracts/frontier-lab';

const LIMITS: LabLimits = {
  weightMax: 0.35,
  instrumentLimits: [],
  classLimits: [
    { assetClass: 'equity', min: 0.2, max: 0.65 },
    { assetClass: 'bond', min: 0, max: 0.65 },
  ],
  turnoverMax: null,
};
const SYMBOLS = ['SPY', 'BRK.B'];

describe('what is typed', () => {
  test('changes the one limit it is about', () => {
    expect(withField(LIMITS, classField('equity', 'max'), 0.5).classLimits).toEqual([
      { assetClass: 'equity', min: 0.2, max: 0.5 },
      { assetClass: 'bond', min: 0, max: 0.65 },
    ]);
    expect(withField(LIMITS, WEIGHT_FIELD, 0.1).weightMax).toBe(0.1);
    expect(withField(LIMITS, ownField('BRK.B', 'max'), 0.1).instrumentLimits).toEqual([
      { symbol: 'BRK.B', min: 0, max: 0.1 },
    ]);
  });

  test('an empty field lifts a limit that can be lifted, and leaves the others as they were', () => {
    const limited = withField(withField(LIMITS, TURNOVER_FIELD, 0.2), ownField('SPY', 'max'), 0.3);
    expect(withField(limited, TURNOVER_FIELD, undefined).turnoverMax).toBeNull();
    expect(withField(limited, ownField('SPY', 'max'), undefined).instrumentLimits[0]?.max).toBeNull();
    expect(sameLimits(withField(limited, WEIGHT_FIELD, undefined), limited)).toBe(true);
    expect(withoutOwn(limited, 'SPY').instrumentLimits).toEqual([]);
  });

  test('goes back change by change: typing on in one field is one change', () => {
    const type = (field: string, value: number) => ({ kind: 'type', field, value }) as const;
    const typed = [type(WEIGHT_FIELD, 0.03), type(WEIGHT_FIELD, 0.3), type(classField('bond', 'max'), 0.4)].reduce(
      changeLimits,
      startHistory(LIMITS),
    );
    const once = changeLimits(typed, { kind: 'undo' });
    expect([once.limits.weightMax, once.limits.classLimits[1]?.max]).toEqual([0.3, 0.65]);
    const twice = changeLimits(once, { kind: 'undo' });
    expect(sameLimits(twice.limits, LIMITS)).toBe(true);
    expect(changeLimits(twice, { kind: 'undo' })).toBe(twice);
  });
});

describe('the address', () => {
  test('holds what differs from the plan, and gives it back', () => {
    const edited = [
      [classField('equity', 'min'), 0.255],
      [TURNOVER_FIELD, 0.2],
      [ownField('BRK.B', 'min'), 0.05],
    ].reduce<LabLimits>((limits, [field, value]) => withField(limits, String(field), Number(value)), LIMITS);
    const query = limitsQuery(edited, LIMITS);
    expect(query.toString()).toBe('turnover=20&equity.min=25.5&own.BRK.B.min=5');
    expect(sameLimits(limitsFromQuery(LIMITS, SYMBOLS, Object.fromEntries(query)), edited)).toBe(true);
  });

  test('says nothing it cannot mean', () => {
    const query = {
      max: '101',
      turnover: 'x',
      'equity.min': ['1', '2'],
      'own.NONE.max': '5',
      'bond.max': '-5',
      at: '101',
    };
    expect(sameLimits(limitsFromQuery(LIMITS, SYMBOLS, query), LIMITS)).toBe(true);
    expect(placeFromQuery(query)).toBeUndefined();
    expect(placeFromQuery({ at: '40' })).toBe(0.4);
  });
});

describe('in words', () => {
  const atLeast = { kind: 'class', assetClass: 'equity', side: 'min', value: 0.7 } as const;
  const own = { kind: 'instrument', symbol: 'SPY', side: 'max', value: 0.125 } as const;

  test('which limits clash and what helps', () => {
    expect(conflictSentence([atLeast, own])).toBe(
      'No mix keeps all of these at once: stocks at least 70% and SPY at most 12.5%.',
    );
    expect(relaxText({ limits: LIMITS, changes: [{ limit: own, to: 0.2 }] })).toBe('Relax to SPY at most 20%');
  });

  test('what a limit costs', () => {
    expect(shadowPriceSentence({ limit: atLeast, gain: 0.0005, unit: 'volatility' })).toBe(
      'One point less of “stocks at least 70%” would take 0.050 points off the volatility, for the same expected return.',
    );
  });
});

test('corners say who joins, who leaves and which limits start or cease to hold on the way up', () => {
  const corner = (...weights: number[]): LabMix => ({
    weights,
    expectedReturn: 0,
    low: 0,
    high: 0,
    volatility: 0,
    riskShares: null,
  });
  const instruments = [
    { symbol: 'BND', name: 'BND', assetClass: 'bond' as const },
    { symbol: 'GLD', name: 'GLD', assetClass: 'commodity' as const },
    { symbol: 'SPY', name: 'SPY', assetClass: 'equity' as const },
  ];
  const limits: LabLimits = {
    weightMax: 0.9,
    instrumentLimits: [{ symbol: 'GLD', min: 0, max: 0.2 }],
    classLimits: [{ assetClass: 'bond', min: 0, max: 0.7 }],
    turnoverMax: null,
  };
  const corners = [
    corner(0.7, 0.1, 0.2),
    corner(0.7, 0.2, 0.1),
    corner(0.6, 0.2, 0.2),
    corner(0.5, 0, 0.5),
    corner(0.1, 0, 0.9),
    corner(0, 0.1, 0.9),
    corner(0, 0, 1),
  ];
  // By hand, from the lines before and after: bonds stand at 70% on the first alone, gold at 20% on the second alone.
  expect(cornerEvents({ instruments }, limits, corners)).toEqual([
    'The calmest mix.',
    'Meets “GLD at most 20%”; lets go of “bonds at most 70%”.',
    'Lets go of “GLD at most 20%”.',
    'GLD leaves.',
    'GLD joins; meets “SPY at most 90%”.',
    'BND leaves; lets go of “SPY at most 90%”.',
    'The most expected return.',
  ]);
});

test('a yardstick that keeps the limits and holds too little cash says so', () => {
  const mix = (...weights: number[]): LabMix => ({
    weights,
    expectedReturn: 0.05,
    low: 0,
    high: 0.1,
    volatility: 0.1,
    riskShares: null,
  });
  const inputs: LabInputs = {
    asOf: '2026-11-20',
    level: 'balanced',
    instruments: [
      { symbol: 'SPY', name: 'Stocks', assetClass: 'equity' },
      { symbol: 'BIL', name: 'Bills', assetClass: 'cash' },
    ],
    leftOut: [],
    moments: {
      expectedReturns: [0.05, 0.02],
      standardErrors: [0.01, 0],
      covariance: [0.01, 0, 0, 0],
      cashReturn: 0.02,
      observations: 756,
      years: 3,
    },
    cashWeight: 0.05,
    volatilityMax: 0.2,
    limits: LIMITS,
    sharpeAssumed: 0.3,
    source: {
      kind: 'simulated',
      label: 'Simulated market',
      isSimulated: true,
      basis: 'total-return',
      firstDay: '2000-01-03',
      lastDay: '2026-11-20',
    },
    planId: null,
    plan: null,
    holdings: null,
  };
  const chosen: LabPoint = { ...mix(0.95, 0.05), shadowPrices: [], dualityGap: 0 };
  const mixes = mixesOf(
    inputs,
    chosen,
    [],
    [
      { id: 'sixty-forty', keepsLimits: true, ...mix(1, 0) },
      // Uninvested money is cash too: 4.8% is 5% but for whole shares.
      { id: 'holdings', keepsLimits: true, ...mix(0.952, 0.03) },
      { id: 'equal-weight', keepsLimits: false, ...mix(1, 0) },
    ],
  );
  expect(mixes.map(({ id, note }) => [id, note])).toEqual([
    ['chosen', ''],
    ['sixty-forty', 'Holds less cash than your policy sets.'],
    ['holdings', ''],
    ['equal-weight', 'Does not keep the limits as they are set here.'],
  ]);
});
