import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type CanonicalValue, canonicalJson } from '@/lib/base/canonical-json';
import { newId } from '@/lib/base/ids';
import { done, type Outcome, type Refusal, refused } from '@/lib/base/outcome';
import { panelFromInline, windowOf } from '@/lib/codec/prices-input';
import { recommendInputOf } from '@/lib/codec/recommend/read-request';
import type { PricePanel } from '@/lib/quant/market/panel';
import { type CreatedRecommendation, CreateRecommendationInput } from '@/lib/shared/contracts/plan';
import type { RecommendRequest } from '@/lib/shared/contracts/recommend';
import { prepareToEnqueue } from '../../jobs/job-rows';
import { outOfAttempts } from '../../jobs/run-job';
import { usablePriceSet } from '../../prices/price-set-rows';
import { loadPanel } from '../../store/panel-store';
import { service, type UserContext } from '../service';
import { API_KEY_PREFIX, enqueuePlan, jobTurn } from './request-plan';
import { keptAnswer } from './views';

/** Most answers take a few seconds; after this the caller is told where to ask. */
const WAIT_MILLISECONDS_MAX = 60_000;
/** Looks grow further apart, so that many who wait cost little. */
const LOOK_AGAIN_MILLISECONDS = 150;
const LOOK_AGAIN_MILLISECONDS_MAX = 1_000;
const LOOK_AGAIN_GROWTH = 1.2;

/** The prices as far as they can be looked at in passing; the simulated market is made by the job itself. */
async function panelAtHand(ctx: UserContext, { prices }: RecommendRequest): Promise<Outcome<PricePanel | undefined>> {
  if ('file' in prices) {
    const sentence = 'A file is read by the command line only: upload it under /api/v1/prices and name its set.';
    return refused('bad-input', sentence, 'prices.file');
  }
  if ('series' in prices) return panelFromInline(prices);
  if ('simulated' in prices) return done(undefined);
  const priceSet = await usablePriceSet(ctx.db, ctx.actor.userId, prices.set);
  if (priceSet === null) return refused('not-found', 'There is no such price set, or it is not yours.', 'prices.set');
  return windowOf(await loadPanel(priceSet.contentHash), prices);
}

async function requestProblem(ctx: UserContext, request: RecommendRequest): Promise<Refusal | undefined> {
  const panel = await panelAtHand(ctx, request);
  if (panel.status === 'refused') return panel;
  if (panel.value === undefined) return undefined;
  const input = recommendInputOf(request, panel.value);
  return input.status === 'refused' ? input : undefined;
}

const JobInput = z.looseObject({ recommendationId: z.uuid(), request: z.unknown() });

const isSame = (left: unknown, right: unknown): boolean => {
  const canonical = (value: unknown): string => canonicalJson(JSON.parse(JSON.stringify(value)) as CanonicalValue);
  return canonical(left) === canonical(right);
};

async function waitForAnswer(ctx: UserContext, jobId: string): Promise<Outcome<CreatedRecommendation>> {
  const endsAt = performance.now() + WAIT_MILLISECONDS_MAX;
  let pause = LOOK_AGAIN_MILLISECONDS;
  while (performance.now() < endsAt) {
    // Without its input: asked again and again, and that may be prices of many megabytes.
    const job = await ctx.db.job.findUniqueOrThrow({ where: { id: jobId }, omit: { input: true } });
    switch (job.status) {
      case 'done': {
        const { input } = await ctx.db.job.findUniqueOrThrow({ where: { id: jobId }, select: { input: true } });
        const { recommendationId } = JobInput.parse(input);
        const row = await ctx.db.recommendation.findUniqueOrThrow({ where: { id: recommendationId } });
        return done({ status: 'ready', recommendation: keptAnswer(row) });
      }
      case 'cancelled':
        return refused('conflict', 'The computation was stopped before it had an answer.');
      case 'failed': {
        const failure = job.failure ?? outOfAttempts(job.attempt);
        return refused(failure === outOfAttempts(job.attempt) ? 'unavailable' : 'bad-input', failure);
      }
      default:
        await sleep(pause);
        pause = Math.min(pause * LOOK_AGAIN_GROWTH, LOOK_AGAIN_MILLISECONDS_MAX);
    }
  }
  return done({ status: 'working', jobId });
}

/** The level the recommendation is kept under; the answer holds all that were asked for. */
const levelOf = ({ profiles }: RecommendRequest): string =>
  profiles === undefined || profiles.includes('balanced') ? 'balanced' : (profiles[0] ?? 'balanced');

/** The `recommend` door for programs: the same request as on the command line, the same answer, kept with its hashes. */
export const createRecommendation = service({
  name: 'plan/create-recommendation',
  access: 'signed-in',
  input: CreateRecommendationInput,
  run: async (ctx, { key, ...request }): Promise<Outcome<CreatedRecommendation>> => {
    const { db, actor } = ctx;
    const problem = await requestProblem(ctx, request);
    if (problem !== undefined) return problem;
    const turn = await jobTurn(ctx);
    if (turn.status === 'refused') return turn;
    await prepareToEnqueue(db);
    const intent = `${API_KEY_PREFIX}${actor.userId}:${key ?? newId(ctx.clock, ctx.randomBytes)}`;
    const { jobId, isNew } = await db.$transaction((tx) =>
      enqueuePlan(ctx, tx, { request, level: levelOf(request), key: intent }),
    );
    if (!isNew) {
      const { input } = await db.job.findUniqueOrThrow({ where: { id: jobId } });
      if (!isSame(JobInput.parse(input).request, request)) {
        return refused('conflict', 'This key was used for another request; nothing was computed now.', 'key');
      }
    }
    return waitForAnswer(ctx, jobId);
  },
});
