import { z } from 'zod';
import { BacktestResult, BacktestSettings } from '@/lib/shared/contracts/backtest';
import { appendAudit } from '../../audit/append';
import { sourceInfo } from '../../prices/price-set-rows';
import type { JobKind, JobOutcome, JobRun } from '../job-kind';
import { replaySetting } from './replay-setting';

const Input = z.object({ backtestId: z.uuid() });

async function run({ ctx, job, control, runTask }: JobRun): Promise<JobOutcome> {
  const { backtestId } = Input.parse(job.input);
  const backtest = await ctx.db.backtest.findUniqueOrThrow({ where: { id: backtestId } });
  const request = BacktestSettings.parse(backtest.request);
  const { setting, priceSet } = await replaySetting(ctx.db, backtest.priceSetId, request);
  const task = await runTask('backtest', { ...setting, held: request.held }, control);
  if (task.status === 'stopped') return { status: 'stopped' };
  const output = task.value;
  if (output.status === 'not-possible') return { status: 'failed', failure: output.message };
  const result = BacktestResult.parse({ ...output.result, source: sourceInfo(priceSet) });
  const { userId, inputHash } = backtest;
  return {
    status: 'done',
    commit: async (tx) => {
      await tx.backtest.update({
        where: { id: backtestId },
        data: { result, finishedAt: new Date(ctx.clock.now()) },
      });
      const body = { backtestId, inputHash };
      await appendAudit(tx, ctx.clock, { kind: 'backtest-finished', userId, actor: 'worker', body });
      return { subject: { kind: 'backtest', id: backtestId } };
    },
  };
}

export const backtestJob: JobKind = { id: 'backtest', attemptsMax: 5, run };
