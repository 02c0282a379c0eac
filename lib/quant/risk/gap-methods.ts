import { completeRows } from './gaps/complete-rows';
import type { GapMethod } from './gaps/gap-method';
import { pairwise } from './gaps/pairwise';
import { sinceListing } from './gaps/since-listing';

/** Every way to a covariance from returns with gaps. A new one is a file and a line here; contract tests follow. */
export const GAP_METHODS = {
  'complete-rows': completeRows,
  pairwise,
  'since-listing': sinceListing,
} as const satisfies Record<string, GapMethod>;
