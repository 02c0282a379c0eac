import { newId } from '@/lib/base/ids';
import { type Outcome, done, refused } from '@/lib/base/outcome';
import type { AimInput, RecommendRequest } from '@/lib/shared/contracts/recommend';
import { RecommendAnswer } from '@/lib/shared/contracts/recommend';
import type { StartedRecommendation, UniverseChoice } from '@/lib/shared/contracts/profile';
import { LIMITS, takeTurn } from '../../auth/rate-limit';
import type { DbTransaction } from '../../db/client';
import type { ProfileVersion } from '../../db/generated/client';
import { enqueueJob } from '../../jobs/job-rows';
import type { UserContext } from '../service';

/** What the plan of a finished profile asks of the `recommend` door: all three levels, so that the others stand beside. */
export function requestOfProfile(
  aim: AimInput,
  universe: UniverseChoice,
  money: number,
  previous: RecommendAnswer | undefined,
): RecommendRequest {
  const previousWeights = Object.fromEntries(
    (previous?.profiles ?? []).flatMap((plan) => (plan.status === 'solved' ? [[plan.profile, plan.weights]] : [])),
  );
  return {
    prices: { set: universe.priceSetId },
    assets: [...universe.symbols, ...universe.excluded],
    ...(universe.excluded.length === 0 ? {} : { exclude: universe.excluded }),
    aim,
    money,
    ...(previous === undefined ? {} : { previous: previousWeights }),
  };
}

/** Begins the key of a job that was asked for by a program and makes no plan of the investor's profile. */
export const API_KEY_PREFIX = 'api-';

export interface PlanRequest {
  readonly request: RecommendRequest;
  readonly level: string;
  readonly profileVersionId?: string;
  readonly policyId?: string;
  readonly previousId?: string;
  /** Names the intent; the same key twice is one job. */
  readonly key: string;
}

/** Counts the use against the user's limit, before the transaction that enqueues. */
export async function jobTurn(ctx: UserContext): Promise<Outcome<null>> {
  const turn = await takeTurn(ctx.db, ctx.clock, LIMITS.jobsUser, ctx.actor.userId);
  if (turn.isAllowed) return done(null);
  const minutes = Math.ceil(turn.retryAfterSeconds / 60);
  return refused(
    'too-many-requests',
    `You have started many computations; the next one can start in ${minutes} minutes.`,
  );
}

export async function enqueuePlan(
  ctx: UserContext,
  tx: DbTransaction,
  plan: PlanRequest,
): Promise<StartedRecommendation> {
  const recommendationId = newId(ctx.clock, ctx.randomBytes);
  const { request, level, profileVersionId, policyId, previousId } = plan;
  const input = JSON.parse(
    JSON.stringify({ recommendationId, request, level, profileVersionId, policyId, previousId }),
  ) as Record<string, never>;
  return enqueueJob(ctx, tx, { kind: 'recommend', key: plan.key, userId: ctx.actor.userId, input });
}

/** The newest recommendation of a user with its answer, for "what moved". */
export async function latestRecommendation(tx: DbTransaction, userId: string) {
  const row = await tx.recommendation.findFirst({
    where: { userId, profileVersionId: { not: null } },
    orderBy: { createdAt: 'desc' },
  });
  const answer = row === null ? undefined : RecommendAnswer.safeParse(row.answer);
  return { row, answer: answer?.success === true ? answer.data : undefined };
}

export const latestProfile = (tx: DbTransaction, userId: string): Promise<ProfileVersion | null> =>
  tx.profileVersion.findFirst({ where: { userId }, orderBy: { version: 'desc' } });
