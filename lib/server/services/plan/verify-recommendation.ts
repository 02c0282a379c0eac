import { z } from 'zod';
import { done, type Outcome } from '@/lib/base/outcome';
import { ENGINE_VERSION } from '@/lib/quant/advice/engine-version';
import type { PricePanel } from '@/lib/quant/market/panel';
import { type RecommendationCheck, VerifyRecommendationInput } from '@/lib/shared/contracts/plan';
import { RecommendRequest } from '@/lib/shared/contracts/recommend';
import { recommendationAnswerHash, recommendationInputHash } from '../../audit/recommendation-hashes';
import { compute } from '../../compute/compute';
import type { Recommendation } from '../../db/generated/client';
import { DamagedPanelError, loadPanel } from '../../store/panel-store';
import { service, type UserContext } from '../service';
import { ownerOfRecommendation } from './owner';
import { jobTurn } from './request-plan';

/**
 * Whether a recommendation is still what was given, and whether it comes out the same when it is made again. Two
 * questions: a changed answer that was changed with its hash would repeat as badly as an engine that has moved on.
 */
export const verifyRecommendation = service({
  name: 'plan/verify-recommendation',
  access: 'owner',
  input: VerifyRecommendationInput,
  ownerOf: (ctx, { recommendationId }) => ownerOfRecommendation(ctx.db, recommendationId),
  run: async (ctx, { recommendationId }): Promise<Outcome<RecommendationCheck>> => {
    const turn = await jobTurn(ctx);
    if (turn.status === 'refused') return turn;
    const row = await ctx.db.recommendation.findUniqueOrThrow({ where: { id: recommendationId } });
    const { contentHash } = await ctx.db.priceSet.findUniqueOrThrow({ where: { id: row.priceSetId } });
    const panel = await undamaged(contentHash);
    const changed = await changedParts(ctx, row, contentHash, panel);
    const repeats = await repeated(row, panel);
    if (repeats.status === 'refused') return repeats;
    if (changed.length > 0) ctx.log.error({ recommendationId, changed }, 'a recommendation is not what was recorded');
    return done({ isIntact: changed.length === 0, changed, repeats: repeats.value });
  },
});

/** The stored prices; undefined when they are gone or not what their name says. */
async function undamaged(contentHash: string): Promise<PricePanel | undefined> {
  try {
    return await loadPanel(contentHash);
  } catch (error) {
    if (error instanceof DamagedPanelError) return undefined;
    throw error;
  }
}

const Recorded = z.object({ inputHash: z.string(), answerHash: z.string() });

/** Each part against the hash beside it, and the hashes against the sealed record. */
async function changedParts(
  { db, actor }: UserContext,
  row: Recommendation,
  prices: string,
  panel: PricePanel | undefined,
): Promise<RecommendationCheck['changed']> {
  const event = await db.auditEvent.findFirst({
    where: {
      userId: actor.userId,
      kind: 'recommendation-made',
      body: { path: ['recommendationId'], equals: row.id },
    },
    orderBy: { id: 'asc' },
  });
  const recorded = Recorded.safeParse(event?.body).data;
  const { request, level, engineVersion } = row;
  const isSound = {
    prices: panel !== undefined,
    request: recommendationInputHash({ request, prices, level, engineVersion }) === row.inputHash,
    answer: recommendationAnswerHash(row.answer) === row.answerHash,
    record: recorded?.inputHash === row.inputHash && recorded.answerHash === row.answerHash,
  };
  return (['prices', 'request', 'answer', 'record'] as const).filter((part) => !isSound[part]);
}

/** Made again from what is stored, in a thread. */
async function repeated(
  { request, engineVersion, answerHash }: Recommendation,
  panel: PricePanel | undefined,
): Promise<Outcome<RecommendationCheck['repeats']>> {
  if (engineVersion !== ENGINE_VERSION) return done('other-engine');
  const asked = RecommendRequest.safeParse(request);
  if (panel === undefined || !asked.success) return done('no');
  const again = await compute('recommend', { request: asked.data, panel });
  if (again.status === 'refused') return again;
  const { outcome } = again.value;
  const isSame = outcome.status === 'done' && recommendationAnswerHash(outcome.value) === answerHash;
  return done(isSame ? 'yes' : 'no');
}
