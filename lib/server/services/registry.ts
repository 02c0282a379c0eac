import { fundAccount } from './account/fund-account';
import { getPortfolio } from './account/get-portfolio';
import { listAccounts } from './account/list-accounts';
import { openAccount } from './account/open-account';
import { exportActivity } from './audit/export-activity';
import { listActivity } from './audit/list-activity';
import { verifyActivity } from './audit/verify-activity';
import { signUp } from './auth/sign-up';
import { getBacktest } from './backtest/get-backtest';
import { listBacktests } from './backtest/list-backtests';
import { startBacktest } from './backtest/start-backtest';
import { getComparison } from './comparison/get-comparison';
import { listComparisons } from './comparison/list-comparisons';
import { startComparison } from './comparison/start-comparison';
import { exportBacktest } from './export/export-backtest';
import { exportComparison } from './export/export-comparison';
import { exportHoldings } from './export/export-holdings';
import { exportRecommendation } from './export/export-recommendation';
import { createGoal } from './goal/create-goal';
import { deleteGoal } from './goal/delete-goal';
import { getGoal } from './goal/get-goal';
import { listGoals } from './goal/list-goals';
import { updateGoal } from './goal/update-goal';
import { exportSearch } from './export/export-search';
import { checkHealth } from './health/check-health';
import { cancelJob } from './job/cancel-job';
import { getJob } from './job/get-job';
import { listJobs } from './job/list-jobs';
import { watchJob } from './job/watch-job';
import { getFrontierInputs } from './lab/get-frontier-inputs';
import { getStressInputs } from './lab/get-stress-inputs';
import { searchInstruments } from './market/search-instruments';
import { acceptRecommendation } from './plan/accept-recommendation';
import { createRecommendation } from './plan/create-recommendation';
import { getAnswer } from './plan/get-answer';
import { getPlan } from './plan/get-plan';
import { getRecommendation } from './plan/get-recommendation';
import { priceExclusions } from './plan/price-exclusions';
import { requestRecommendation } from './plan/request-recommendation';
import { verifyRecommendation } from './plan/verify-recommendation';
import { computeMetrics } from './portfolio/compute-metrics';
import { findWeights } from './portfolio/find-weights';
import { measureRisk } from './portfolio/measure-risk';
import { simulateWealth } from './portfolio/simulate-wealth';
import { stressMix } from './portfolio/stress-mix';
import { replayStrategies } from './portfolio/replay-strategies';
import { traceFrontier } from './portfolio/trace-frontier';
import { decideImport } from './prices/decide-import';
import { getImport } from './prices/get-import';
import { getPriceSet } from './prices/get-price-set';
import { listPriceSets } from './prices/list-price-sets';
import { pullYahoo } from './prices/pull-yahoo';
import { uploadPrices } from './prices/upload-prices';
import { completeProfile } from './profile/complete-profile';
import { getOnboarding } from './profile/get-onboarding';
import { saveDraft } from './profile/save-draft';
import { cancelRebalance } from './rebalance/cancel-rebalance';
import { confirmRebalance } from './rebalance/confirm-rebalance';
import { getRebalance } from './rebalance/get-rebalance';
import { listRebalances } from './rebalance/list-rebalances';
import { previewRebalance } from './rebalance/preview-rebalance';
import { getBacktestReport } from './report/get-backtest-report';
import { getMonthReport } from './report/get-month-report';
import { getRecommendationReport } from './report/get-recommendation-report';
import { enterSandbox } from './sandbox/enter-sandbox';
import { changeScenario } from './scenario/change-scenario';
import { deleteScenario } from './scenario/delete-scenario';
import { saveScenario } from './scenario/save-scenario';
import { resetSandbox } from './sandbox/reset-sandbox';
import { changePassword } from './settings/change-password';
import { deleteAccount } from './settings/delete-account';
import { endSession } from './settings/end-session';
import { exportMyData } from './settings/export-my-data';
import { getSettings } from './settings/get-settings';
import { listSessions } from './settings/list-sessions';
import { getSearch } from './search/get-search';
import { listSearches } from './search/list-searches';
import { startSearch } from './search/start-search';
import type { Service } from './service';

/** Every use case of the product by name: one line each. Tests walk this list, so a line brings its tests. */
export const SERVICES = {
  'account/fund-account': fundAccount,
  'account/get-portfolio': getPortfolio,
  'account/list-accounts': listAccounts,
  'account/open-account': openAccount,
  'audit/export-activity': exportActivity,
  'audit/list-activity': listActivity,
  'audit/verify-activity': verifyActivity,
  'auth/sign-up': signUp,
  'backtest/get-backtest': getBacktest,
  'backtest/list-backtests': listBacktests,
  'backtest/start-backtest': startBacktest,
  'comparison/get-comparison': getComparison,
  'comparison/list-comparisons': listComparisons,
  'comparison/start-comparison': startComparison,
  'export/export-backtest': exportBacktest,
  'export/export-comparison': exportComparison,
  'export/export-holdings': exportHoldings,
  'export/export-recommendation': exportRecommendation,
  'goal/create-goal': createGoal,
  'goal/delete-goal': deleteGoal,
  'goal/get-goal': getGoal,
  'goal/list-goals': listGoals,
  'goal/update-goal': updateGoal,
  'export/export-search': exportSearch,
  'health/check-health': checkHealth,
  'job/cancel-job': cancelJob,
  'job/get-job': getJob,
  'job/list-jobs': listJobs,
  'job/watch-job': watchJob,
  'lab/get-frontier-inputs': getFrontierInputs,
  'lab/get-stress-inputs': getStressInputs,
  'market/search-instruments': searchInstruments,
  'plan/accept-recommendation': acceptRecommendation,
  'plan/create-recommendation': createRecommendation,
  'plan/get-answer': getAnswer,
  'plan/get-plan': getPlan,
  'plan/get-recommendation': getRecommendation,
  'plan/price-exclusions': priceExclusions,
  'plan/request-recommendation': requestRecommendation,
  'plan/verify-recommendation': verifyRecommendation,
  'portfolio/compute-metrics': computeMetrics,
  'portfolio/find-weights': findWeights,
  'portfolio/measure-risk': measureRisk,
  'portfolio/simulate-wealth': simulateWealth,
  'portfolio/stress-mix': stressMix,
  'portfolio/replay-strategies': replayStrategies,
  'portfolio/trace-frontier': traceFrontier,
  'prices/decide-import': decideImport,
  'prices/get-import': getImport,
  'prices/get-price-set': getPriceSet,
  'prices/list-price-sets': listPriceSets,
  'prices/pull-yahoo': pullYahoo,
  'prices/upload-prices': uploadPrices,
  'profile/complete-profile': completeProfile,
  'profile/get-onboarding': getOnboarding,
  'profile/save-draft': saveDraft,
  'rebalance/cancel-rebalance': cancelRebalance,
  'rebalance/confirm-rebalance': confirmRebalance,
  'rebalance/get-rebalance': getRebalance,
  'rebalance/list-rebalances': listRebalances,
  'rebalance/preview-rebalance': previewRebalance,
  'report/get-backtest-report': getBacktestReport,
  'report/get-month-report': getMonthReport,
  'report/get-recommendation-report': getRecommendationReport,
  'sandbox/enter-sandbox': enterSandbox,
  'sandbox/reset-sandbox': resetSandbox,
  'scenario/change-scenario': changeScenario,
  'scenario/delete-scenario': deleteScenario,
  'scenario/save-scenario': saveScenario,
  'search/get-search': getSearch,
  'search/list-searches': listSearches,
  'search/start-search': startSearch,
  'settings/change-password': changePassword,
  'settings/delete-account': deleteAccount,
  'settings/end-session': endSession,
  'settings/export-my-data': exportMyData,
  'settings/get-settings': getSettings,
  'settings/list-sessions': listSessions,
} as const satisfies Record<string, Service<unknown, unknown>>;

export type ServiceName = keyof typeof SERVICES;
