import { describe, expect, test } from 'vitest';
import { runBacktest } from '@/lib/quant/backtest/run-backtest';
import { judgeSearch } from '@/lib/quant/backtest/search/judge-search';
import { settingOf, spaceOf } from '@/lib/quant/backtest/search/search-parameters';
import { choiceAt, combinationCount } from '@/lib/quant/backtest/search/search-space';
import { EMBARGO_ROWS, type SearchWindows, searchWindows } from '@/lib/quant/backtest/search/search-windows';
import {
  mergeTrials,
  periodsOf,
  ROWS_PER_PERIOD,
  runTrialPart,
  type SearchMarket,
  splitTrials,
  type TriedTrials,
} from '@/lib/quant/backtest/search/trial-run';
import { trialRow } from '@/lib/quant/backtest/search/trial-returns';
import { indexOfDay } from '@/lib/quant/market/panel';
import { policyFor } from '@/lib/quant/policy/policy';
import { STRATEGIES } from '@/lib/quant/strategy/strategies';
import { expectClose, TOLERANCE } from '../../../../support/close';
import { testInstrument } from '../../trading/instruments';
import { randomPanel, weekdaysFrom } from '../panels';

const instruments = [
  testInstrument('S', { assetClass: 'equity', halfSpreadBasisPoints: 5 }),
  testInstrument('B', { assetClass: 'bond' }),
  testInstrument('G', { assetClass: 'commodity' }),
  testInstrument('C', { assetClass: 'cash' }),
];
const panel = randomPanel(instruments, weekdaysFrom(2018, 1, 1, 1_000), 5);
const control = { report: () => undefined, shouldStop: () => false };
const market: SearchMarket = {
  panel,
  plan: {
    strategyId: 'mean-variance',
    policy: { ...policyFor('balanced'), annualVolatilityMax: 0.2, lookbackDays: 100, weightMax: 1, classLimits: [] },
    every: 'quarterly',
    driftBand: 0,
  },
  aim: { kind: 'most-return' },
  costs: { commissionBasisPoints: 5 },
  startMoney: 10_000,
};
const space = spaceOf({
  lookbackDays: [70, 140],
  riskModel: ['sample', 'ledoit-wolf'],
  strategy: ['min-variance', 'inverse-volatility'],
  rebalance: ['quarterly', 'annual'],
});
const all = Array.from({ length: combinationCount(space) }, (_, i) => i);

function split(): SearchWindows {
  const request = { fromDay: panel.days[0]!, toDay: panel.days.at(-1)!, lookbackDays: 140, trainShare: 0.7 };
  const windows = searchWindows(panel, request);
  if (windows.status !== 'split') throw new Error('the panel is long enough');
  return windows;
}
const windows = split();

function tried(parts: number, batch: readonly number[], before?: TriedTrials): TriedTrials {
  const results = splitTrials(space, batch, parts).map((indices) =>
    runTrialPart({ market, space, window: windows.train, rows: windows.trainRows, indices }, control),
  );
  return mergeTrials(
    before,
    batch,
    results.flatMap((result) => result ?? []),
  );
}

describe('trials of a search', () => {
  const whole = tried(1, all);

  test('the windows do not touch, and the longest look-back lies before the first day', () => {
    const first = indexOfDay(panel, windows.train.fromDay)!;
    expect(first).toBe(140);
    const lastTrain = indexOfDay(panel, windows.train.toDay)!;
    expect(lastTrain - first + 1).toBe(windows.trainRows);
    expect(indexOfDay(panel, windows.holdout.fromDay)! - lastTrain - 1).toBe(EMBARGO_ROWS);
    expect(windows.trainRows + EMBARGO_ROWS + windows.holdoutRows).toBe(1_000 - 140);
    const short = { fromDay: panel.days[500]!, toDay: panel.days.at(-1)!, lookbackDays: 140, trainShare: 0.7 };
    expect(searchWindows(panel, short)).toMatchObject({ status: 'too-short', rows: 500 });
  });

  // Oracle: the engine itself, asked for each setting with nothing shared.
  test('what is shared between trials changes no return', () => {
    for (const index of [0, 5, 10, 15]) {
      const setting = settingOf(market.plan, space, choiceAt(space, index));
      const run = runBacktest({
        panel,
        strategy: STRATEGIES[setting.strategyId],
        policy: setting.policy,
        aim: market.aim,
        ...windows.train,
        rebalance: setting.every,
        startMoney: market.startMoney,
        costs: market.costs,
        control,
      });
      if (run.status !== 'finished') throw new Error(run.status);
      const row = trialRow(whole.returns, index);
      expect(row).toHaveLength(periodsOf(windows.trainRows));
      row.forEach((excess, p) => {
        const [from, end] = [p * ROWS_PER_PERIOD, (p + 1) * ROWS_PER_PERIOD];
        const cash = run.cashReturns.subarray(from + 1, end + 1).reduce((growth, value) => growth * (1 + value), 1);
        expectClose(excess, run.value[end]! / run.value[from]! - cash, TOLERANCE.closedForm);
      });
      expect(whole.figures[index]!.turnoverAnnual).toBe(run.totals.turnoverAnnual);
    }
  });

  test.each([2, 3, 5])('%i parts at once and batches one after the other give the same to the bit', (parts) => {
    expect(tried(parts, all)).toEqual(whole);
    const first = tried(parts, all.slice(0, 7));
    expect(tried(1, all.slice(7), first)).toEqual(whole);
  });

  test('parts share every trial out once', () => {
    for (const parts of [1, 2, 3, 40]) {
      expect(
        splitTrials(space, all, parts)
          .flat()
          .sort((a, b) => a - b),
      ).toEqual(all);
    }
  });

  test('trials differ where their settings do', () => {
    const totals = all.map((index) => trialRow(whole.returns, index).reduce((sum, value) => sum + value, 0));
    expect(new Set(totals.map((total) => total.toFixed(12))).size).toBe(all.length);
  });

  test('a search that is told to stop keeps nothing', () => {
    const part = { market, space, window: windows.train, rows: windows.trainRows, indices: all };
    expect(runTrialPart(part, { report: () => undefined, shouldStop: () => true })).toBeUndefined();
  });

  test('the verdict names the best, judges it in the untouched window and is the same again', () => {
    const request = { market, space, windows, tried: whole, seed: 'verdict' };
    const verdict = judgeSearch(request, control);
    if (verdict.status !== 'judged') throw new Error(verdict.status);
    const sharpes = whole.figures.map((figures) => figures?.sharpe ?? 0);
    expect(sharpes[verdict.best]).toBe(Math.max(...sharpes));
    expect(verdict.holdout.map(({ id }) => id)).toEqual(['chosen', 'plan', 'equal-weight']);
    expect(verdict.holdout.map(({ run }) => run.days[0])).toEqual(Array(3).fill(windows.holdout.fromDay));
    expect(verdict.pathSharpes).toHaveLength(5);
    expect(verdict.overfitting.inSample).toHaveLength(252);
    for (const chance of [verdict.overfitting.probability, verdict.deflated.probability, verdict.superior.consistent]) {
      expect(chance).toBeGreaterThanOrEqual(0);
      expect(chance).toBeLessThanOrEqual(1);
    }
    expect(verdict.deflated.effectiveTrials).toBeLessThan(all.length);
    expect(judgeSearch(request, control)).toEqual(verdict);
  });

  test('where every trial loses, one that came to nothing is not the winner', () => {
    const losing = whole.returns.returns.map((excess, at) => (at < whole.returns.periods ? 0 : -Math.abs(excess)));
    const tried = { ...whole, returns: { ...whole.returns, returns: losing } };
    const verdict = judgeSearch({ market, space, windows, tried, seed: 'losing' }, control);
    if (verdict.status !== 'judged') throw new Error(verdict.status);
    expect(verdict.best).not.toBe(0);
    expect(verdict.trackRecordYears).toBeNull();
    const still = { ...whole, returns: { ...whole.returns, returns: losing.map(() => 0) } };
    expect(judgeSearch({ market, space, windows, tried: still, seed: 'still' }, control).status).toBe(
      'nothing-to-judge',
    );
  });

  // Interest is booked in micro-units: without a trade its rounding is all that differs from cash.
  test('money too small to buy anything has no ratio, and a search over it nothing to judge', () => {
    const poor = { ...market, startMoney: 15 };
    const part = { market: poor, space, window: windows.train, rows: windows.trainRows, indices: all };
    const still = mergeTrials(undefined, all, [runTrialPart(part, control)!]);
    expect(still.returns.returns.every((excess) => excess === 0)).toBe(true);
    expect(new Set(still.figures.map((figures) => figures?.sharpe))).toEqual(new Set([0]));
    const verdict = judgeSearch({ market: poor, space, windows, tried: still, seed: 'poor' }, control);
    expect(verdict.status).toBe('nothing-to-judge');
  });
});
