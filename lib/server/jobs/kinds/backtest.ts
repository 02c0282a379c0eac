import { z } from 'zod';
import { dayNumber, isoDay } from '@/lib/base/iso-day';
import { parseMicros, microsToNumber } from '@/lib/base/money';
import { invariant } from '@/lib/base/invariant';
import { selectUniverse } from '@/lib/quant/market/universe';
import { policyFor } from '@/lib/quant/policy/policy';
import { BacktestResult, BacktestSettings } from '@/lib/shared/contracts/backtest';
import { RiskLevelName } from '@/lib/shared/contracts/common';
import { RecommendRequest } from '@/lib/shared/contracts/recommend';
import { appendAudit } from '../../audit/append';
import { sourceInfo } from '../../prices/price-set-rows';
import { loadPanel } from '../../store/panel-store';
import type { JobKind, JobOutcome, JobRun } from '../job-kind';

const Input = z.object({ backtestId: z.uuid() });

async function run({ ctx, job, control, runTask }: JobRun): Promise<JobOutcome> {
  const { backtestId } = Input.parse(job.input);
  const backtest = await ctx.db.backtest.findUniqueOrThrow({ where: { id: backtestId } });
  const request = BacktestSettings.parse(backtest.request);
  const plan = await ctx.db.recommendation.findUniqueOrThrow({ where: { id: request.recommendationId } });
  const asked = RecommendRequest.parse(plan.request);
  const priceSet = await ctx.db.priceSet.findUniqueOrThrow({ where: { id: backtest.priceSetId } });
  const all = await loadPanel(priceSet.contentHash);
  const held = asked.assets.filter((symbol) => !(asked.exclude ?? []).includes(symbol));
  const startMicros = parseMicros(request.startAmount);
  invariant(startMicros !== undefined, 'the contract checked the amount');
  const task = await runTask(
    'backtest',
    {
      panel: selectUniverse(all, held).panel,
      policy: policyFor(RiskLevelName.parse(plan.level)),
      aim: asked.aim ?? { kind: 'most-return' },
      fromDay: request.from === undefined ? (all.days[0] ?? 0) : dayNumber(isoDay(request.from)),
      toDay: dayNumber(isoDay(request.to ?? priceSet.lastDay)),
      calendar: request.calendar,
      startMoney: microsToNumber(startMicros),
      commissionBasisPoints: request.commissionBasisPoints,
      held: request.held,
    },
    control,
  );
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
