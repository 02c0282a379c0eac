import { spaceOf } from '@/lib/quant/backtest/search/search-parameters';
import { combinationCount, type SearchSpace } from '@/lib/quant/backtest/search/search-space';
import { mergeTrials, type SearchMarket, splitTrials, type TrialPart } from '@/lib/quant/backtest/search/trial-run';
import { policyFor } from '@/lib/quant/policy/policy';
import type { BenchTask, Work } from '../../shared/task';
import { LOOKBACK_ROWS, MARKET_ROWS, pricesInput, START_MONEY, tenInstruments } from '../market';
import { runTrials, THREADS } from '../threads';

/** The page's own five models, look-backs up to the one of the monthly task, and what is traded of it: 5 x 5 x 5 x 8. */
const SPACE: SearchSpace = spaceOf({
  lookbackDays: [252, 378, 504, 630, 756],
  riskModel: ['sample', 'ledoit-wolf', 'ledoit-wolf-constant-correlation', 'oas', 'ewma'],
  riskShare: [0.6, 0.7, 0.8, 0.9, 1],
  driftBand: [0, 0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05],
});

/** Every combination over the whole window, shared out as the product shares it. */
function trialParts(batch: readonly number[]): TrialPart[] {
  const panel = tenInstruments(MARKET_ROWS);
  const market: SearchMarket = {
    panel,
    plan: { strategyId: 'mean-variance', policy: policyFor('balanced'), every: 'monthly', driftBand: 0 },
    aim: { kind: 'most-return' },
    costs: { commissionBasisPoints: 5 },
    startMoney: START_MONEY,
  };
  const window = { fromDay: panel.days[LOOKBACK_ROWS] ?? 0, toDay: panel.days.at(-1) ?? 0 };
  const rows = MARKET_ROWS - LOOKBACK_ROWS;
  return splitTrials(SPACE, batch, THREADS).map((indices) => ({ market, space: SPACE, window, rows, indices }));
}

/** The Sharpe ratio of each combination. */
function sharpeRatios(): Work {
  const batch = Array.from({ length: combinationCount(SPACE) }, (_, index) => index);
  const parts = trialParts(batch);
  return async () => {
    const { figures } = mergeTrials(undefined, batch, await runTrials(parts));
    return Float64Array.from(figures, (of) => of?.sharpe ?? Number.NaN);
  };
}

export const searchTasks: readonly BenchTask[] = [
  {
    id: 'search-1000',
    title: '1,000 combinations of the monthly task, two threads',
    reach: 'under 20 s on two cores',
    note: 'Five look-backs, five risk models, five shares of the risk limit and eight drift bands, each combination replayed over all 4,284 days with costs. Combinations that differ only in what is traded share their decisions, so 125 of the 1,000 decide each month anew. Judging the winner is not in it.',
    makeInput: () => pricesInput(MARKET_ROWS),
    ours: [{ name: 'Ballast, two threads', prepare: sharpeRatios }],
    npmPeers: [],
    pythonPeers: [],
    answer: { heading: 'best Sharpe', of: (_, values) => Math.max(...values) },
  },
];
