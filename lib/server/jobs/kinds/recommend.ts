import { z } from 'zod';
import { invariant } from '@/lib/base/invariant';
import { ENGINE_VERSION } from '@/lib/quant/advice/engine-version';
import type { PricePanel } from '@/lib/quant/market/panel';
import { RiskLevelName } from '@/lib/shared/contracts/common';
import { RecommendRequest } from '@/lib/shared/contracts/recommend';
import { appendAudit } from '../../audit/append';
import { recommendationAnswerHash, recommendationInputHash } from '../../audit/recommendation-hashes';
import type { PriceSet } from '../../db/generated/client';
import { insertPriceSet, storePriceSet } from '../../prices/price-set-rows';
import { loadPanel } from '../../store/panel-store';
import type { JobKind, JobOutcome, JobRun } from '../job-kind';

const RecommendJobInput = z.object({
  recommendationId: z.uuid(),
  request: RecommendRequest,
  level: RiskLevelName,
  profileVersionId: z.exactOptional(z.uuid()),
  policyId: z.exactOptional(z.uuid()),
  previousId: z.exactOptional(z.uuid()),
});

const SCHEMA_VERSION = 1;

async function storedPriceSet({ ctx, job }: JobRun, request: RecommendRequest): Promise<PriceSet | null | undefined> {
  if (!('set' in request.prices)) return undefined;
  return ctx.db.priceSet.findFirst({
    where: { id: request.prices.set, OR: [{ userId: job.userId }, { userId: null }] },
  });
}

async function run(jobRun: JobRun): Promise<JobOutcome> {
  const { ctx, job, control, runTask } = jobRun;
  const input = RecommendJobInput.parse(job.input);
  const { request, recommendationId, level } = input;
  const { userId } = job;
  if (userId === null) return { status: 'failed', failure: 'A recommendation belongs to an investor.' };
  const stored = await storedPriceSet(jobRun, request);
  if (stored === null) return { status: 'failed', failure: 'The prices behind this plan are no longer there.' };
  const panel = stored === undefined ? undefined : await loadPanel(stored.contentHash);
  const task = await runTask('recommend', { request, panel }, control);
  if (task.status === 'stopped') return { status: 'stopped' };
  const { outcome, ownPanel } = task.value;
  if (outcome.status === 'refused') return { status: 'failed', failure: outcome.message };
  const answer = outcome.value;
  const priceSet = stored ?? (ownPanel === undefined ? undefined : await ownPriceSet(jobRun, ownPanel));
  invariant(priceSet !== undefined, 'prices that came with a request come back with its answer');
  const prices = priceSet.contentHash;
  const inputHash = recommendationInputHash({ request, prices, level, engineVersion: ENGINE_VERSION });
  const answerHash = recommendationAnswerHash(answer);
  return {
    status: 'done',
    commit: async (tx) => {
      if (stored === undefined) await insertPriceSet(tx, priceSet);
      await tx.recommendation.create({
        data: {
          id: recommendationId,
          userId,
          profileVersionId: input.profileVersionId ?? null,
          policyId: input.policyId ?? null,
          previousId: input.previousId ?? null,
          priceSetId: priceSet.id,
          level,
          inputHash,
          answerHash,
          engineVersion: ENGINE_VERSION,
          schemaVersion: SCHEMA_VERSION,
          request,
          answer,
          createdAt: new Date(ctx.clock.now()),
        },
      });
      const body = {
        recommendationId,
        level,
        inputHash,
        answerHash,
        prices,
        engineVersion: ENGINE_VERSION,
      };
      await appendAudit(tx, ctx.clock, { kind: 'recommendation-made', userId, actor: 'worker', body });
      return { subject: { kind: 'recommendation', id: recommendationId } };
    },
  };
}

/** Prices that came with the request are kept, so that the answer can be made again. */
function ownPriceSet({ ctx, job }: JobRun, panel: PricePanel): Promise<PriceSet> {
  const report = {
    schemaVersion: 1,
    layout: 'provider',
    rowCount: panel.dayCount,
    problems: [],
    problemCount: 0,
  } as const;
  return storePriceSet(ctx, {
    userId: job.userId,
    label: panel.source.label,
    panel,
    report: { ...report, problems: [] },
  });
}

/** Makes a plan in a thread and keeps it with its hashes and its audit event, all or nothing. */
export const recommendJob: JobKind = { id: 'recommend', attemptsMax: 3, run };
