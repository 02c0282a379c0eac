/** Every page address in one table, so that a renamed page cannot leave a dead link behind. */
export const ROUTES = {
  home: '/',
  demo: '/demo',
  signIn: '/sign-in',
  signUp: '/sign-up',
  method: '/method',
  disclosures: '/disclosures',
  start: '/start',
  startAim: '/start/aim',
  startUniverse: '/start/universe',
  startQuestions: '/start/questions',
  startReview: '/start/review',
  plan: '/plan',
  goals: '/goals',
  goalNew: '/goals/new',
  portfolio: '/portfolio',
  rebalance: '/rebalance',
  labBacktest: '/lab/backtest',
  labCompare: '/lab/compare',
  labFrontier: '/lab/frontier',
  labSearch: '/lab/search',
  labStress: '/lab/stress',
  data: '/data',
  dataImport: '/data/import',
  activity: '/activity',
  settings: '/settings',
} as const;

export const planPath = (recommendationId: string): string => `${ROUTES.plan}/${encodeURIComponent(recommendationId)}`;
export const goalPath = (goalId: string): string => `${ROUTES.goals}/${encodeURIComponent(goalId)}`;
/** @param from the goal to start from */
export const newGoalPath = (from: string): string => `${ROUTES.goalNew}?from=${encodeURIComponent(from)}`;
export const rebalancePath = (rebalanceId: string): string => `${ROUTES.rebalance}/${encodeURIComponent(rebalanceId)}`;
export const backtestPath = (backtestId: string): string => `${ROUTES.labBacktest}/${encodeURIComponent(backtestId)}`;
export const comparisonPath = (comparisonId: string): string =>
  `${ROUTES.labCompare}/${encodeURIComponent(comparisonId)}`;
export const searchPath = (searchId: string): string => `${ROUTES.labSearch}/${encodeURIComponent(searchId)}`;
export const priceSetPath = (priceSetId: string): string => `${ROUTES.data}/${encodeURIComponent(priceSetId)}`;
export const importPath = (importId: string): string => `${ROUTES.dataImport}/${encodeURIComponent(importId)}`;

/** Asked with `month` and `format`. */
export const monthReportPath = (accountId: string): string =>
  `/api/v1/accounts/${encodeURIComponent(accountId)}/report`;

type DownloadFormat = 'csv' | 'json';
const download = (path: string, format: DownloadFormat): string => `/api/v1/${path}/export?format=${format}`;

type ReportFormat = 'pdf' | 'html';
const report = (path: string, format: ReportFormat): string => `/api/v1/${path}/report?format=${format}`;

/** Files to download; the API serves them. */
export const DOWNLOADS = {
  holdings: (accountId: string, format: DownloadFormat) =>
    download(`accounts/${encodeURIComponent(accountId)}`, format),
  lots: (accountId: string) => `${download(`accounts/${encodeURIComponent(accountId)}`, 'csv')}&of=lots`,
  backtest: (backtestId: string, format: DownloadFormat) =>
    download(`backtests/${encodeURIComponent(backtestId)}`, format),
  backtestTrades: (backtestId: string) => `${download(`backtests/${encodeURIComponent(backtestId)}`, 'csv')}&of=trades`,
  backtestAgainst: (backtestId: string, format: DownloadFormat) =>
    `${download(`backtests/${encodeURIComponent(backtestId)}`, format)}&of=against`,
  backtestReport: (backtestId: string, format: ReportFormat) =>
    report(`backtests/${encodeURIComponent(backtestId)}`, format),
  planReport: (recommendationId: string, format: ReportFormat) =>
    report(`recommendations/${encodeURIComponent(recommendationId)}`, format),
  comparison: (comparisonId: string, format: DownloadFormat) =>
    download(`comparisons/${encodeURIComponent(comparisonId)}`, format),
  search: (searchId: string, format: DownloadFormat) => download(`searches/${encodeURIComponent(searchId)}`, format),
  activity: (format: DownloadFormat) => download('activity', format),
  allMyData: '/api/v1/me/export',
} as const;

/** Pages anyone may open and search engines may list; every other page is private and never cached or indexed. */
export const PUBLIC_PATHS: readonly string[] = [ROUTES.home, ROUTES.method, ROUTES.disclosures];
