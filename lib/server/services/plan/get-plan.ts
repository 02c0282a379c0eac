import { done } from '@/lib/base/outcome';
import { AnswerMap } from '@/lib/shared/contracts/profile';
import { GetPlanInput, type PlanView } from '@/lib/shared/contracts/plan';
import { RiskLevelName } from '@/lib/shared/contracts/common';
import { service } from '../service';
import { API_KEY_PREFIX, latestProfile } from './request-plan';
import { profileView, recommendationView } from './views';

const HISTORY_LENGTH_MAX = 20;

/** The investor's newest plan, and whether a newer one is on its way. */
export const getPlan = service({
  name: 'plan/get-plan',
  access: 'signed-in',
  input: GetPlanInput,
  run: async ({ db, actor }) => {
    const { userId } = actor;
    // The job first: it ends in the transaction that writes its plan, so one that is seen ended has its plan seen too.
    const job = await db.job.findFirst({
      where: { userId, kind: 'recommend', NOT: { key: { startsWith: API_KEY_PREFIX } } },
      orderBy: { createdAt: 'desc' },
    });
    const [profile, rows] = await Promise.all([
      latestProfile(db, userId),
      db.recommendation.findMany({
        where: { userId, profileVersionId: { not: null } },
        orderBy: { createdAt: 'desc' },
        take: HISTORY_LENGTH_MAX,
        select: { id: true, createdAt: true, acceptedAt: true, level: true },
      }),
    ]);
    const newest = rows[0];
    const isWorking = job !== null && (job.status === 'queued' || job.status === 'running');
    const hasFailed = job?.status === 'failed' && (newest === undefined || job.createdAt > newest.createdAt);
    const row = newest === undefined ? null : await db.recommendation.findUniqueOrThrow({ where: { id: newest.id } });
    const amount = profile === null ? undefined : AnswerMap.parse(profile.answers)['amount'];
    const status = row !== null ? 'ready' : isWorking ? 'working' : hasFailed ? 'failed' : 'none';
    const view: PlanView = {
      status,
      recommendation: row === null ? null : recommendationView(row),
      jobId: isWorking ? job.id : null,
      failure: hasFailed ? job.failure : null,
      profile: profile === null || typeof amount !== 'number' ? null : profileView(profile, amount),
      history: rows.map(({ id, createdAt, acceptedAt, level }) => ({
        id,
        createdAt: createdAt.toISOString(),
        acceptedAt: acceptedAt?.toISOString() ?? null,
        level: RiskLevelName.parse(level),
      })),
    };
    return done(view);
  },
});
