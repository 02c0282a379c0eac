import { z } from 'zod';
import { SearchResult, SearchSettings } from '@/lib/shared/contracts/search';
import { appendAudit } from '../../audit/append';
import { runSearch } from '../../compute/search/run-search';
import { sourceInfo } from '../../prices/price-set-rows';
import type { JobKind, JobOutcome, JobRun } from '../job-kind';
import { replaySetting } from './replay-setting';

const Input = z.object({ backtestId: z.uuid() });

async function run({ ctx, job, control, runTask }: JobRun): Promise<JobOutcome> {
  const { backtestId: id } = Input.parse(job.input);
  const row = await ctx.db.backtest.findUniqueOrThrow({ where: { id } });
  const request = SearchSettings.parse(row.request);
  const { setting, priceSet } = await replaySetting(ctx.db, row.priceSetId, request);
  const { userId, inputHash } = row;
  // The input hash as seed: a search that is taken up again after a crash comes to the same result.
  const search = await runSearch(setting, request, inputHash, { control, runTask });
  if (search.status === 'stopped') return { status: 'stopped' };
  const output = search.value;
  if (output.status === 'not-possible') return { status: 'failed', failure: output.message };
  const result = SearchResult.parse({ ...output.result, source: sourceInfo(priceSet) });
  return {
    status: 'done',
    commit: async (tx) => {
      await tx.backtest.update({ where: { id }, data: { result, finishedAt: new Date(ctx.clock.now()) } });
      const body = { searchId: id, inputHash, trials: result.trials.length };
      await appendAudit(tx, ctx.clock, { kind: 'search-finished', userId, actor: 'worker', body });
      return { subject: { kind: 'search', id } };
    },
  };
}

export const searchJob: JobKind = { id: 'search', attemptsMax: 5, run };
