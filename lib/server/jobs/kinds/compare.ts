import { z } from 'zod';
import { ComparisonResult, ComparisonSettings } from '@/lib/shared/contracts/comparison';
import { appendAudit } from '../../audit/append';
import { sourceInfo } from '../../prices/price-set-rows';
import type { JobKind, JobOutcome, JobRun } from '../job-kind';
import { replaySetting } from './replay-setting';

const Input = z.object({ backtestId: z.uuid() });

async function run({ ctx, job, control, runTask }: JobRun): Promise<JobOutcome> {
  const { backtestId: id } = Input.parse(job.input);
  const row = await ctx.db.backtest.findUniqueOrThrow({ where: { id } });
  const request = ComparisonSettings.parse(row.request);
  const { setting, priceSet } = await replaySetting(ctx.db, row.priceSetId, request);
  const { strategies, holdSymbols } = request;
  const task = await runTask('compare', { ...setting, strategies, holdSymbols }, control);
  if (task.status === 'stopped') return { status: 'stopped' };
  const output = task.value;
  if (output.status === 'not-possible') return { status: 'failed', failure: output.message };
  const result = ComparisonResult.parse({ ...output.result, source: sourceInfo(priceSet) });
  const { userId, inputHash } = row;
  return {
    status: 'done',
    commit: async (tx) => {
      await tx.backtest.update({ where: { id }, data: { result, finishedAt: new Date(ctx.clock.now()) } });
      const body = { comparisonId: id, inputHash };
      await appendAudit(tx, ctx.clock, { kind: 'comparison-finished', userId, actor: 'worker', body });
      return { subject: { kind: 'comparison', id } };
    },
  };
}

export const compareJob: JobKind = { id: 'compare', attemptsMax: 5, run };
