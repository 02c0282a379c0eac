import { done, type Outcome } from '@/lib/base/outcome';
import { type ComparisonView, GetComparisonInput } from '@/lib/shared/contracts/comparison';
import { runAndJob } from '../backtest/run-rows';
import { service } from '../service';
import { comparisonView, ownerOfComparison } from './comparison-view';

/** A comparison with its result once it is done, and how far it is until then. */
export const getComparison = service({
  name: 'comparison/get-comparison',
  access: 'owner',
  input: GetComparisonInput,
  ownerOf: (ctx, { comparisonId }) => ownerOfComparison(ctx, comparisonId),
  run: async ({ db }, { comparisonId }): Promise<Outcome<ComparisonView>> => {
    const { row, job } = await runAndJob(db, comparisonId);
    return done(comparisonView(row, job));
  },
});
