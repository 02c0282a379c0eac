import { done, type Outcome } from '@/lib/base/outcome';
import { type ComparisonView, GetComparisonInput } from '@/lib/shared/contracts/comparison';
import { service } from '../service';
import { comparisonView, ownerOfComparison } from './comparison-view';

/** A comparison with its result once it is done, and how far it is until then. */
export const getComparison = service({
  name: 'comparison/get-comparison',
  access: 'owner',
  input: GetComparisonInput,
  ownerOf: (ctx, { comparisonId }) => ownerOfComparison(ctx, comparisonId),
  run: async ({ db }, { comparisonId: id }): Promise<Outcome<ComparisonView>> => {
    const { jobId } = await db.backtest.findUniqueOrThrow({ where: { id }, select: { jobId: true } });
    // The job first: it ends in the transaction that writes the result, so one that is seen done has its result seen too.
    const job = await db.job.findUniqueOrThrow({ where: { id: jobId } });
    const row = await db.backtest.findUniqueOrThrow({ where: { id } });
    return done(comparisonView(row, job));
  },
});
