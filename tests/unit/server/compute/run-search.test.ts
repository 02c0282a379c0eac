import { describe, expect, test } from 'vitest';
import { policyFor } from '@/lib/quant/policy/policy';
import type { ReplaySetting } from '@/lib/server/compute/backtest/replay';
import type { RunTask, TaskControl } from '@/lib/server/compute/run-task';
import { runSearch } from '@/lib/server/compute/search/run-search';
import { runTaskByName } from '@/lib/server/compute/tasks';
import {
  type SearchResult,
  SearchResult as Contract,
  SearchSettings,
  StartSearchInput,
} from '@/lib/shared/contracts/search';
import { replaySetting } from '../../../support/replays';
import { randomPanel, weekdaysFrom } from '../../quant/backtest/panels';
import { testInstrument } from '../../quant/trading/instruments';

const DAYS = weekdaysFrom(2016, 1, 1, 1_000);
const INSTRUMENTS = [
  testInstrument('S'),
  testInstrument('B', { assetClass: 'bond' }),
  testInstrument('G', { assetClass: 'commodity' }),
  testInstrument('C', { assetClass: 'cash' }),
];
const SETTING: ReplaySetting = {
  ...replaySetting(randomPanel(INSTRUMENTS, DAYS, 3)),
  policy: { ...policyFor('balanced'), annualVolatilityMax: 0.2, lookbackDays: 126, weightMax: 1, classLimits: [] },
};

const settings = (parts: Partial<SearchSettings> = {}): SearchSettings =>
  SearchSettings.parse({
    recommendationId: '01890000-0000-7000-8000-000000000001',
    startAmount: '10000.00',
    calendar: 'quarterly',
    commissionBasisPoints: 5,
    varied: { lookbackDays: [63, 126], strategy: ['min-variance', 'inverse-volatility'], driftBand: [0, 0.05] },
    method: 'grid',
    trialsMax: 100,
    trainShare: 0.7,
    ...parts,
  });

/** Where the task runs does not matter: here it runs at once. */
const runHere: RunTask = (name, input, control) => Promise.resolve(runTaskByName(name, input, control) as never);

const control = (shouldStop = (): boolean => false): TaskControl & { readonly seen: number[] } => {
  const seen: number[] = [];
  return { seen, shouldStop, report: (fraction) => void seen.push(fraction) };
};

async function searched(parts: Partial<SearchSettings> = {}): Promise<Omit<SearchResult, 'source'>> {
  const ended = await runSearch(SETTING, settings(parts), 'seed', { control: control(), runTask: runHere });
  if (ended.status !== 'finished' || ended.value.status !== 'judged') throw new Error(JSON.stringify(ended));
  return ended.value.result;
}

test('rules of trading that no trial follows are refused, not left out', () => {
  const { recommendationId, varied } = settings();
  const asked = { recommendationId, varied, key: 'an-intent-key' };
  expect(StartSearchInput.safeParse(asked).success).toBe(true);
  const rules = {
    rebalance: 'monthly',
    costs: { preset: 'retail' },
    execution: { at: 'open' },
    taxes: { preset: 'none' },
  };
  for (const [field, rule] of Object.entries(rules)) {
    const read = StartSearchInput.safeParse({ ...asked, [field]: rule });
    expect(read.error?.issues[0], field).toMatchObject({ code: 'unrecognized_keys', keys: [field] });
  }
});

describe('a search as a job runs it', () => {
  test('every combination is tried once, and the stored result keeps to its contract', async () => {
    const result = await searched();
    expect(result.combinationCount).toBe(8);
    expect(new Set(result.trials.map(({ choice }) => choice.join())).size).toBe(8);
    expect(result.dimensions.map(({ id }) => id)).toEqual(['lookbackDays', 'strategy', 'driftBand']);
    const source = {
      basis: 'total-return',
      kind: 'simulated',
      label: 'test',
      firstDay: '2016-01-01',
      lastDay: '2019-10-31',
      isSimulated: true,
    };
    expect(Contract.parse({ ...result, source }).best).toBe(result.best);
    expect(result.train.lastDay < result.holdout.firstDay).toBe(true);
  });

  test('progress rises to the end', async () => {
    const watched = control();
    await runSearch(SETTING, settings(), 'seed', { control: watched, runTask: runHere });
    expect(watched.seen.length).toBeGreaterThan(8);
    watched.seen.forEach((fraction, i) => expect(fraction).toBeGreaterThanOrEqual(watched.seen[i - 1] ?? 0));
    expect(watched.seen.at(-1)).toBeLessThanOrEqual(1);
  });

  test('told to stop it stops between two trials and keeps nothing', async () => {
    let asked = 0;
    const stopping = control(() => ++asked > 40);
    const ended = await runSearch(SETTING, settings(), 'seed', { control: stopping, runTask: runHere });
    expect(ended.status).toBe('stopped');
    expect(asked).toBeLessThan(60);
  });

  test.each(['random', 'bayesian'] as const)('%s: as many as asked for, the same again', async (method) => {
    const varied = { lookbackDays: [63, 100, 126], strategy: ['min-variance' as const, 'inverse-volatility' as const] };
    const parts = { method, trialsMax: 5, varied: { ...varied, riskShare: [0.5, 0.75, 1] } };
    const first = await searched(parts);
    expect(first.trials).toHaveLength(5);
    expect(await searched(parts)).toEqual(first);
  });

  test('a window that is too short says how much is needed', async () => {
    const late = { ...SETTING, fromDay: DAYS[600]! };
    const ended = await runSearch(late, settings(), 'seed', { control: control(), runTask: runHere });
    if (ended.status !== 'finished' || ended.value.status !== 'not-possible') throw new Error('it was possible');
    expect(ended.value.message).toMatch(/^This window leaves 400 trading days .* needs about 857/);
  });

  test('the plan of a search is refused where it varies nothing or too much', () => {
    expect(() => settings({ varied: { lookbackDays: [126] } })).toThrow('at least two');
    expect(() => settings({ varied: { lookbackDays: [126, 126] } })).toThrow('twice');
  });
});
