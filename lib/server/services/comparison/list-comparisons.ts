import { done, type Outcome } from '@/lib/base/outcome';
import { type ComparisonListItem, ListComparisonsInput } from '@/lib/shared/contracts/comparison';
import { listRuns } from '../backtest/run-rows';
import { service } from '../service';
import { comparisonListItem } from './comparison-view';

/** The user's comparisons, newest first. */
export const listComparisons = service({
  name: 'comparison/list-comparisons',
  access: 'signed-in',
  input: ListComparisonsInput,
  run: async (ctx): Promise<Outcome<ComparisonListItem[]>> =>
    done(await listRuns(ctx, { kind: 'compare' }, comparisonListItem)),
});
