import type { JobKind } from './job-kind';
import { backtestJob } from './kinds/backtest';
import { compareJob } from './kinds/compare';
import { pullYahooJob } from './kinds/pull-yahoo';
import { rebalanceJob } from './kinds/rebalance';
import { recommendJob } from './kinds/recommend';
import { searchJob } from './kinds/search';

/** Every kind of long work: one file and one line each. */
export const JOB_KINDS = {
  recommend: recommendJob,
  backtest: backtestJob,
  compare: compareJob,
  search: searchJob,
  rebalance: rebalanceJob,
  'pull-yahoo': pullYahooJob,
} as const satisfies Record<string, JobKind>;

const BY_ID: ReadonlyMap<string, JobKind> = new Map(Object.entries(JOB_KINDS));

export const jobKindOf = (id: string): JobKind | undefined => BY_ID.get(id);
