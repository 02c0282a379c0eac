import type { WeightMap } from '@/lib/shared/contracts/common';
import { RiskLevelName } from '@/lib/shared/contracts/common';
import { RECOMMEND_ASSETS_MAX, RecommendAnswer, RecommendRequest } from '@/lib/shared/contracts/recommend';
import type { Db } from '../../db/client';
import type { PriceSet } from '../../db/generated/client';
import { newestSimulatedSet } from '../../prices/price-set-rows';
import { instrumentsOf } from './universe';

/** What a study is of: a plan's own question, or the simulated market's core universe at the middle level. */
export interface StudySubject {
  readonly planId: string | null;
  readonly level: RiskLevelName;
  readonly request: RecommendRequest;
  readonly priceSet: PriceSet;
  readonly plan: WeightMap | null;
}

type RiskLevelName = ReturnType<typeof RiskLevelName.parse>;

async function planSubject(db: Db, userId: string): Promise<StudySubject | undefined> {
  const row = await db.recommendation.findFirst({
    where: { userId, profileVersionId: { not: null } },
    orderBy: { createdAt: 'desc' },
  });
  if (row === null) return undefined;
  const level = RiskLevelName.parse(row.level);
  const own = RecommendAnswer.parse(row.answer).profiles.find(({ profile }) => profile === level);
  return {
    planId: row.id,
    level,
    request: RecommendRequest.parse(row.request),
    priceSet: await db.priceSet.findUniqueOrThrow({ where: { id: row.priceSetId } }),
    plan: own?.status === 'solved' ? own.weights : null,
  };
}

async function simulatedSubject(db: Db): Promise<StudySubject | undefined> {
  const priceSet = await newestSimulatedSet(db);
  if (priceSet === null) return undefined;
  const investable = instrumentsOf(priceSet).filter(({ isInvestable }) => isInvestable);
  const assets = investable.map(({ symbol }) => symbol).slice(0, RECOMMEND_ASSETS_MAX);
  return { planId: null, level: 'balanced', request: { prices: { set: priceSet.id }, assets }, priceSet, plan: null };
}

/** The newest plan of the investor; before there is one, the simulated market. */
export const studySubject = async (db: Db, userId: string): Promise<StudySubject | undefined> =>
  (await planSubject(db, userId)) ?? (await simulatedSubject(db));
