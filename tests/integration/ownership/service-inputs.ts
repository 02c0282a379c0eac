import type { ErrorCode } from '@/lib/base/outcome';
import type { ServiceName } from '@/lib/server/services/registry';
import { GOAL, OWNER_PASSWORD, priceFile, type Things } from './things';

/** What to ask a service about an owner's things, and how that ends for the owner. */
export interface Question {
  readonly input: (things: Things) => unknown;
  /** done unless said otherwise: a refusal that has nothing to do with who asks. */
  readonly ownerSees?: 'done' | ErrorCode;
}

const nothing: Question = { input: () => ({}) };
const about = (input: Question['input'], ownerSees: 'done' | ErrorCode = 'done'): Question => ({ input, ownerSees });

/** One line a service: the compiler asks for the line of a new one. */
export const QUESTIONS: Readonly<Record<ServiceName, Question>> = {
  'account/fund-account': about(({ accountId }) => ({ accountId, amount: '5', key: 'second-deposit' })),
  'account/get-portfolio': about(({ accountId }) => ({ accountId })),
  'account/list-accounts': nothing,
  'account/open-account': about(({ priceSetId }) => ({ priceSetId })),
  'audit/export-activity': nothing,
  'audit/list-activity': nothing,
  'audit/verify-activity': nothing,
  'auth/sign-up': about(({ email }) => ({
    email,
    password: 'another quiet river at dusk',
    displayName: 'Again',
    hasReadDisclosures: true,
  })),
  'backtest/get-backtest': about(({ backtestId }) => ({ backtestId })),
  'backtest/list-backtests': about(({ recommendationId }) => ({ recommendationId })),
  'backtest/start-backtest': about(({ recommendationId }) => ({ recommendationId, key: 'backtest-second' })),
  'comparison/get-comparison': about(({ comparisonId }) => ({ comparisonId })),
  'comparison/list-comparisons': nothing,
  'comparison/start-comparison': about(({ recommendationId }) => ({
    recommendationId,
    strategies: ['risk-parity'],
    key: 'comparison-second',
  })),
  // No worker runs here, so nothing that is worked out has a result.
  'export/export-backtest': about(({ backtestId }) => ({ backtestId }), 'conflict'),
  'export/export-comparison': about(({ comparisonId }) => ({ comparisonId }), 'conflict'),
  'export/export-holdings': about(({ accountId }) => ({ accountId })),
  'export/export-recommendation': about(({ recommendationId }) => ({ recommendationId })),
  'goal/create-goal': about(() => ({ name: 'A boat', goal: GOAL })),
  'goal/delete-goal': about(({ goalId }) => ({ goalId })),
  'goal/get-goal': about(({ goalId }) => ({ goalId })),
  'goal/list-goals': nothing,
  'goal/update-goal': about(({ goalId }) => ({ goalId, name: 'A smaller boat', goal: GOAL })),
  'export/export-search': about(({ searchId }) => ({ searchId }), 'conflict'),
  'health/check-health': nothing,
  'job/cancel-job': about(({ jobId }) => ({ jobId })),
  'job/get-job': about(({ jobId }) => ({ jobId })),
  'job/list-jobs': nothing,
  'job/watch-job': about(({ jobId }) => ({ jobId })),
  'lab/get-frontier-inputs': nothing,
  'lab/get-stress-inputs': nothing,
  'market/search-instruments': about(({ priceSetId }) => ({ priceSetId })),
  'plan/accept-recommendation': about(({ recommendationId }) => ({ recommendationId })),
  // An asset the set does not hold: the owner gets past the question of whose prices they are, and no worker is needed.
  'plan/create-recommendation': about(
    ({ priceSetId }) => ({ prices: { set: priceSetId }, assets: ['AAA', 'CCC'] }),
    'bad-input',
  ),
  'plan/get-answer': about(({ recommendationId }) => ({ recommendationId })),
  'plan/get-plan': nothing,
  'plan/get-recommendation': about(({ recommendationId }) => ({ recommendationId })),
  'plan/price-exclusions': about(({ priceSetId }) => ({ priceSetId, symbols: ['AAA', 'BBB'], level: 'balanced' })),
  // Nobody here has finished a questionnaire.
  'plan/request-recommendation': about(() => ({}), 'conflict'),
  'plan/verify-recommendation': about(({ recommendationId }) => ({ recommendationId })),
  'portfolio/compute-metrics': about(() => ({ returns: [0.01, -0.01, 0.02] })),
  'portfolio/find-weights': about(({ priceSetId }) => ({
    assets: ['AAA', 'BBB'],
    prices: { set: priceSetId },
    objective: { kind: 'min-risk', measure: 'variance' },
  })),
  'portfolio/stress-mix': about(({ priceSetId }) => ({
    assets: ['AAA', 'BBB'],
    prices: { set: priceSetId },
    weights: { AAA: 0.5, BBB: 0.5 },
    own: [{ name: 'A falls', moves: [{ instrument: 'AAA', move: -0.2 }] }],
  })),
  'portfolio/measure-risk': about(({ priceSetId }) => ({
    assets: ['AAA', 'BBB'],
    prices: { set: priceSetId },
    weights: { AAA: 0.5, BBB: 0.5 },
  })),
  'portfolio/simulate-wealth': about(({ priceSetId }) => ({
    assets: ['AAA', 'BBB'],
    prices: { set: priceSetId },
    weights: { AAA: 0.5, BBB: 0.5 },
    months: 12,
    startAmount: 1_000,
    engine: { kind: 'student-t' },
    paths: 100,
  })),
  'portfolio/replay-strategies': about(({ priceSetId }) => ({
    assets: ['AAA', 'BBB'],
    prices: { set: priceSetId },
    strategies: ['equal-weight'],
    intervals: { samples: 100 },
  })),
  'portfolio/trace-frontier': about(({ priceSetId }) => ({ assets: ['AAA', 'BBB'], prices: { set: priceSetId } })),
  'prices/decide-import': about(({ importId }) => ({ importId, decision: 'keep' })),
  'prices/get-import': about(({ importId }) => ({ importId })),
  'prices/get-price-set': about(({ priceSetId }) => ({ priceSetId })),
  'prices/list-price-sets': nothing,
  'prices/pull-yahoo': about(() => ({ symbols: ['SPY'], from: '2024-01-02', to: '2024-03-01', key: 'pull-first' })),
  'prices/upload-prices': about(() => ({ fileName: 'more.csv', bytes: priceFile(0.5) })),
  'profile/complete-profile': about(() => ({ acknowledged: [] }), 'bad-input'),
  'profile/get-onboarding': about(({ priceSetId }) => ({ priceSetId })),
  'profile/save-draft': about(({ priceSetId }) => ({
    answers: { purpose: 'wealth' },
    universe: { priceSetId, symbols: ['AAA', 'BBB'], excluded: [] },
  })),
  'rebalance/cancel-rebalance': about(({ rebalanceId }) => ({ rebalanceId })),
  // The rebalance of the things is still under way.
  'rebalance/confirm-rebalance': about(
    ({ accountId, planHash }) => ({ accountId, planHash, key: 'confirm-second' }),
    'conflict',
  ),
  'rebalance/get-rebalance': about(({ rebalanceId }) => ({ rebalanceId })),
  'rebalance/list-rebalances': about(({ accountId }) => ({ accountId })),
  'rebalance/preview-rebalance': about(({ accountId }) => ({ accountId })),
  'report/get-backtest-report': about(({ backtestId }) => ({ backtestId }), 'conflict'),
  'report/get-month-report': about(({ accountId }) => ({ accountId, month: '2026-01' })),
  'report/get-recommendation-report': about(({ recommendationId }) => ({ recommendationId })),
  'sandbox/enter-sandbox': about(() => ({ agent: 'a test browser' })),
  // Only a demo is thrown away like that.
  'sandbox/reset-sandbox': about(() => ({}), 'not-allowed'),
  'scenario/change-scenario': about(({ scenarioId }) => ({
    scenarioId,
    name: 'Renamed',
    moves: [{ factor: 'oil', move: 0.3 }],
  })),
  'scenario/delete-scenario': about(({ scenarioId }) => ({ scenarioId })),
  'scenario/save-scenario': about(() => ({ name: 'Another', moves: [{ instrument: 'SIM-USEQ', move: -0.3 }] })),
  'search/get-search': about(({ searchId }) => ({ searchId })),
  'search/list-searches': nothing,
  'search/start-search': about(({ recommendationId }) => ({
    recommendationId,
    varied: { lookbackDays: [252, 504] },
    key: 'search-second',
  })),
  'settings/change-password': about(() => ({
    currentPassword: OWNER_PASSWORD,
    newPassword: 'nine copper bells in the fog',
  })),
  'settings/delete-account': about(() => ({ currentPassword: OWNER_PASSWORD, isSure: true })),
  'settings/end-session': about(({ token }) => ({ sessionId: token.sessionId })),
  'settings/export-my-data': nothing,
  'settings/get-settings': nothing,
  'settings/list-sessions': nothing,
};
