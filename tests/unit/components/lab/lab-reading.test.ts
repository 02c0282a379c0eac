import { describe, expect, test } from 'vitest';
import { backtestAnswer, yearReturns, yearsTakeaway } from '@/components/lab/backtest-reading';
import {
  computedStress,
  nextAnswer,
  oddsRange,
  oddsText,
  proxyNote,
  rangeNote,
  stressAnswer,
  stressParts,
  unavailableStress,
} from '@/components/lab/stress-reading';
import type { BacktestRunView } from '@/lib/shared/contracts/backtest';
import type { StressStudyOutcome } from '@/lib/shared/contracts/stress-lab';

const usd = (amount: string) => ({ amount, currency: 'USD' }) as const;

const run = (id: BacktestRunView['id'], values: number[]): BacktestRunView => ({
  id,
  name: id === 'recommendation' ? 'Your plan' : 'Equal weight',
  endValue: usd((values.at(-1) ?? 0).toFixed(2)),
  costs: usd('1.00'),
  rebalanceCount: 1,
  tradeCount: 1,
  turnoverAnnual: 0,
  metrics: {
    totalReturn: null,
    annualReturn: null,
    annualVolatility: null,
    sharpe: null,
    sortino: null,
    calmar: null,
    maxDrawdown: null,
    valueAtRisk: null,
    conditionalValueAtRisk: null,
    worstYear: null,
  },
  values,
  drawdowns: values.map(() => 0),
  monthReturns: [],
});

const DATES = ['2019-06-03', '2019-12-31', '2020-06-01', '2020-12-31', '2021-12-30', '2022-03-01'];

describe('year by year', () => {
  // Oracle: by hand. 2020: 132/110 - 1 = 20 %; 2021: 99/132 - 1 = -25 %.
  test('years run from the last value of one to the last value of the next; cut years are marked', () => {
    const years = yearReturns({ dates: DATES, runs: [run('recommendation', [100, 110, 90, 132, 99, 108.9])] });
    expect(years.map(({ year, isPartial }) => [year, isPartial])).toEqual([
      [2019, true],
      [2020, false],
      [2021, false],
      [2022, true],
    ]);
    const own = years.map(({ returns }) => returns.get('recommendation'));
    [0.1, 0.2, -0.25, 0.1].forEach((expected, index) => expect(own[index]).toBeCloseTo(expected, 12));
  });

  test('the sentence counts full years only', () => {
    const years = yearReturns({
      dates: DATES,
      runs: [
        run('recommendation', [100, 110, 90, 132, 99, 108.9]),
        run('equal-weight', [100, 100, 100, 110, 110, 110]),
      ],
    });
    expect(yearsTakeaway(years, 'Equal weight')).toBe(
      '1 of 2 full years would have ended with a gain; 1 would have beaten equal weight.',
    );
    expect(yearsTakeaway(years.slice(0, 1), 'Equal weight')).toBe('No full calendar year lies inside this window.');
  });

  test('a window inside one year has one cut year', () => {
    const years = yearReturns({ dates: ['2026-03-02', '2026-11-20'], runs: [run('recommendation', [100, 101])] });
    expect(years).toHaveLength(1);
    expect(years[0]?.isPartial).toBe(true);
  });
});

test('the answer is in the conditional, after costs and beside the plain rule', () => {
  const result = {
    startAmount: usd('10000.00'),
    runs: [run('recommendation', [1, 16_300.4]), run('equal-weight', [1, 17_900])],
  };
  expect(backtestAnswer(result)).toBe(
    'On these past prices your plan would have turned $10,000 into $16,300 after costs; the same amount in every holding, $17,900.',
  );
});

describe('bad times', () => {
  const study = (id: string, change: number): StressStudyOutcome => ({
    status: 'computed',
    study: {
      id,
      name: id,
      kind: 'history',
      from: null,
      to: null,
      change,
      range: null,
      byInstrument: {},
      proxied: [],
      notes: [],
      mixes: [{ id: 'plan', change }],
      next: null,
    },
  });

  test('worst first; what could not be computed stands apart with its reason', () => {
    const gone = { status: 'unavailable', id: 'gone', name: 'gone', reason: 'No prices then.' } as const;
    const studies = [study('mild', -0.05), gone, study('bad', -0.4)];
    const computed = computedStress(studies);
    expect(computed.map(({ id }) => id)).toEqual(['bad', 'mild']);
    expect(unavailableStress(studies)).toEqual([{ id: 'gone', name: 'gone', reason: 'No prices then.' }]);
    expect(stressAnswer(computed)).toBe(
      'In the worst of 2 bad times tested, your plan would have lost 40.0% of its money.',
    );
    expect(stressAnswer([])).toMatch(/None/);
  });

  test('what the plan does next depends on how far it was moved', () => {
    const order = { symbol: 'A', side: 'buy', value: 100, cost: 0.1 } as const;
    const next = { drift: 0.08, driftMax: 0.05, orders: [order], cost: 0.1 };
    expect(nextAnswer(next)).toMatch(/8\.0%.*more than the 5% it tolerates: it would trade at once/);
    expect(nextAnswer({ ...next, drift: 0.02 })).toMatch(/less than the 5% it tolerates: it would wait/);
    expect(nextAnswer({ ...next, drift: 0, orders: [] })).toMatch(/too little for any order/);
  });

  test('odds are said as people say them', () => {
    expect(oddsText(0.0154)).toBe('about 1 in 65');
    expect(oddsText(1e-9)).toBe('less than 1 in a million');
  });

  test('odds of a year are a range between normal tails and those of days', () => {
    expect(oddsRange(0.001, null)).toBe('about 1 in 1,000 if yearly returns follow a bell curve');
    expect(oddsRange(0.001, 0.01)).toBe(
      'about 1 in 1,000 if yearly returns follow a bell curve, and about 1 in 100 if extreme years were as frequent as extreme days, which they seldom are',
    );
  });

  test('ranges are said in words', () => {
    expect(rangeNote(null)).toBeUndefined();
    expect(rangeNote({ low: -0.1241, high: -0.1239 })).toBeUndefined();
    expect(rangeNote({ low: -0.12, high: 0.01 })).toBe('Nine times in ten between −12.0% and +1.0%.');
  });

  test('the bars of a waterfall lead from zero to the whole', () => {
    const byInstrument = { A: -0.1, B: 0.03, C: -0.05, D: 0 };
    const parts = stressParts(byInstrument);
    expect(parts.map(({ symbol }) => symbol)).toEqual(['A', 'C', 'B']);
    expect(parts[0]?.begin).toBe(0);
    const last = parts.at(-1);
    expect((last?.begin ?? 0) + (last?.change ?? 0)).toBeCloseTo(-0.12, 12);
  });

  test('stand-ins are named', () => {
    expect(proxyNote([])).toBeUndefined();
    expect(proxyNote(['BTC', 'UUP'])).toContain('BTC, UUP');
  });
});
