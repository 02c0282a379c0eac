import type { Access } from '@/lib/server/services/service';
import type { ServiceName } from '@/lib/server/services/registry';

/**
 * Who may use each way in. `token`: whoever has the operator's token. `next-auth`: the framework that signs people in,
 * behind our own checks of origin and size. Everything else is decided by the services behind it, and a way in is as
 * strict as the strictest of them.
 */
export interface RoutePolicy {
  readonly access: Exclude<Access, 'worker'> | 'token' | 'next-auth';
  /** Every service the way in calls; what it shows comes from nowhere else. */
  readonly services: readonly ServiceName[];
}

const open: RoutePolicy = { access: 'public', services: [] };
const signedIn = (...services: ServiceName[]): RoutePolicy => ({ access: 'signed-in', services });
const owner = (...services: ServiceName[]): RoutePolicy => ({ access: 'owner', services });
const anyone = (...services: ServiceName[]): RoutePolicy => ({ access: 'public', services });

/**
 * Every page, route handler and server action by its file; actions by file and name. A test compares this table with
 * the tree in both directions: a way in without a line here fails the check, and so does a line without a way in.
 */
export const ROUTE_POLICIES: Readonly<Record<string, RoutePolicy>> = {
  'app/(public)/page.tsx': open,
  'app/(public)/demo/page.tsx': open,
  'app/(public)/disclosures/page.tsx': open,
  'app/(public)/method/page.tsx': open,

  'app/(auth)/actions.ts#resetSandboxAction': signedIn('sandbox/reset-sandbox'),
  'app/(auth)/actions.ts#signUpAction': anyone('auth/sign-up'),
  'app/(auth)/sign-in/page.tsx': open,
  'app/(auth)/sign-up/page.tsx': open,

  'app/(investor)/activity/actions.ts#verifyActivityAction': signedIn('audit/verify-activity'),
  'app/(investor)/activity/page.tsx': signedIn('audit/list-activity'),
  'app/(investor)/data/(index)/page.tsx': signedIn('prices/list-price-sets'),
  'app/(investor)/data/[id]/page.tsx': owner('prices/get-price-set'),
  'app/(investor)/data/import/[id]/page.tsx': owner('prices/get-import'),
  'app/(investor)/data/import/actions.ts#decideImportAction': owner('prices/decide-import'),
  'app/(investor)/data/import/actions.ts#pullYahooAction': signedIn('prices/pull-yahoo'),
  'app/(investor)/data/import/page.tsx': signedIn('job/list-jobs'),
  'app/(investor)/goals/(index)/page.tsx': signedIn('goal/list-goals'),
  'app/(investor)/goals/[id]/page.tsx': owner('goal/get-goal'),
  'app/(investor)/goals/actions.ts#createGoalAction': signedIn('goal/create-goal'),
  'app/(investor)/goals/actions.ts#deleteGoalAction': owner('goal/delete-goal'),
  'app/(investor)/goals/actions.ts#updateGoalAction': owner('goal/update-goal'),
  'app/(investor)/goals/new/page.tsx': signedIn('goal/list-goals'),
  'app/(investor)/lab/backtest/(index)/page.tsx': signedIn('backtest/list-backtests', 'plan/get-plan'),
  'app/(investor)/lab/backtest/[id]/page.tsx': owner('backtest/get-backtest', 'plan/get-recommendation'),
  'app/(investor)/lab/backtest/actions.ts#startBacktestAction': owner('backtest/start-backtest'),
  'app/(investor)/lab/compare/(index)/page.tsx': signedIn('comparison/list-comparisons', 'plan/get-plan'),
  'app/(investor)/lab/compare/[id]/page.tsx': owner('comparison/get-comparison', 'plan/get-recommendation'),
  'app/(investor)/lab/compare/actions.ts#startComparisonAction': owner('comparison/start-comparison'),
  'app/(investor)/lab/frontier/page.tsx': signedIn('lab/get-frontier-inputs'),
  'app/(investor)/lab/search/(index)/page.tsx': signedIn('search/list-searches', 'plan/get-plan'),
  'app/(investor)/lab/search/[id]/page.tsx': owner('search/get-search', 'plan/get-recommendation'),
  'app/(investor)/lab/search/actions.ts#startSearchAction': owner('search/start-search'),
  'app/(investor)/lab/stress/actions.ts#changeScenarioAction': owner('scenario/change-scenario'),
  'app/(investor)/lab/stress/actions.ts#deleteScenarioAction': owner('scenario/delete-scenario'),
  'app/(investor)/lab/stress/actions.ts#saveScenarioAction': signedIn('scenario/save-scenario'),
  'app/(investor)/lab/stress/page.tsx': signedIn('lab/get-stress-inputs'),
  'app/(investor)/plan/(index)/page.tsx': signedIn('plan/get-plan'),
  'app/(investor)/plan/[id]/page.tsx': owner('plan/get-plan', 'plan/get-recommendation'),
  'app/(investor)/plan/actions.ts#acceptRecommendationAction': owner('plan/accept-recommendation'),
  'app/(investor)/plan/actions.ts#requestRecommendationAction': signedIn('plan/request-recommendation'),
  'app/(investor)/portfolio/actions.ts#fundAccountAction': owner('account/fund-account'),
  'app/(investor)/portfolio/actions.ts#openAccountAction': signedIn('account/open-account'),
  'app/(investor)/portfolio/page.tsx': owner('account/get-portfolio', 'account/list-accounts'),
  'app/(investor)/rebalance/(index)/page.tsx': owner(
    'account/get-portfolio',
    'account/list-accounts',
    'rebalance/list-rebalances',
    'rebalance/preview-rebalance',
  ),
  'app/(investor)/rebalance/[id]/page.tsx': owner('rebalance/get-rebalance'),
  'app/(investor)/rebalance/actions.ts#cancelRebalanceAction': owner('rebalance/cancel-rebalance'),
  'app/(investor)/rebalance/actions.ts#confirmRebalanceAction': owner('rebalance/confirm-rebalance'),
  'app/(investor)/settings/actions.ts#changePasswordAction': signedIn('settings/change-password'),
  'app/(investor)/settings/actions.ts#deleteAccountAction': signedIn('settings/delete-account'),
  'app/(investor)/settings/actions.ts#endSessionAction': owner('settings/end-session'),
  'app/(investor)/settings/page.tsx': signedIn('settings/get-settings', 'settings/list-sessions'),
  'app/(investor)/start/actions.ts#completeProfileAction': signedIn('profile/complete-profile'),
  'app/(investor)/start/actions.ts#priceExclusionsAction': signedIn('plan/price-exclusions'),
  'app/(investor)/start/actions.ts#saveDraftAction': signedIn('profile/save-draft'),
  'app/(investor)/start/aim/page.tsx': signedIn('profile/get-onboarding'),
  'app/(investor)/start/page.tsx': signedIn('profile/get-onboarding'),
  'app/(investor)/start/questions/page.tsx': signedIn('profile/get-onboarding'),
  'app/(investor)/start/review/page.tsx': signedIn('profile/get-onboarding'),
  'app/(investor)/start/universe/page.tsx': signedIn('prices/list-price-sets', 'profile/get-onboarding'),

  'app/api/auth/[...nextauth]/route.ts': { access: 'next-auth', services: ['sandbox/enter-sandbox'] },
  'app/api/v1/accounts/[id]/export/route.ts': owner('export/export-holdings'),
  'app/api/v1/accounts/[id]/report/route.ts': owner('report/get-month-report'),
  'app/api/v1/activity/export/route.ts': signedIn('audit/export-activity'),
  'app/api/v1/backtest/route.ts': signedIn('portfolio/replay-strategies'),
  'app/api/v1/backtests/[id]/export/route.ts': owner('export/export-backtest'),
  'app/api/v1/backtests/[id]/report/route.ts': owner('report/get-backtest-report'),
  'app/api/v1/comparisons/[id]/export/route.ts': owner('export/export-comparison'),
  'app/api/v1/frontier/route.ts': signedIn('portfolio/trace-frontier'),
  'app/api/v1/health/dependencies/route.ts': anyone('health/check-health'),
  'app/api/v1/health/live/route.ts': open,
  'app/api/v1/health/ready/route.ts': anyone('health/check-health'),
  'app/api/v1/jobs/[id]/events/route.ts': owner('job/watch-job'),
  'app/api/v1/jobs/[id]/route.ts': owner('job/get-job', 'job/cancel-job'),
  'app/api/v1/me/export/route.ts': signedIn('settings/export-my-data'),
  // GET is for the operator's monitoring; POST is the door of the same name, and its service wants a session.
  'app/api/v1/metrics/route.ts': { access: 'token', services: ['portfolio/compute-metrics'] },
  'app/api/v1/openapi.json/route.ts': open,
  'app/api/v1/optimize/route.ts': signedIn('portfolio/find-weights'),
  'app/api/v1/prices/[id]/route.ts': owner('prices/get-price-set'),
  'app/api/v1/prices/imports/[id]/route.ts': owner('prices/get-import', 'prices/decide-import'),
  'app/api/v1/prices/route.ts': signedIn('prices/list-price-sets', 'prices/upload-prices'),
  'app/api/v1/recommendations/[id]/export/route.ts': owner('export/export-recommendation'),
  'app/api/v1/recommendations/[id]/report/route.ts': owner('report/get-recommendation-report'),
  'app/api/v1/recommendations/[id]/route.ts': owner('plan/get-answer'),
  'app/api/v1/recommendations/[id]/verification/route.ts': owner('plan/verify-recommendation'),
  'app/api/v1/recommendations/route.ts': signedIn('plan/create-recommendation'),
  'app/api/v1/risk/route.ts': signedIn('portfolio/measure-risk'),
  'app/api/v1/simulate/route.ts': signedIn('portfolio/simulate-wealth'),
  'app/api/v1/searches/[id]/export/route.ts': owner('export/export-search'),
  'app/api/v1/stress/route.ts': signedIn('portfolio/stress-mix'),
};
