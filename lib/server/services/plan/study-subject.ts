import type { RiskLevelId } from '@/lib/quant/policy/types';
import { RiskLevelName, type WeightMap } from '@/lib/shared/contracts/common';
import { RECOMMEND_ASSETS_MAX, RecommendRequest } from '@/lib/shared/contracts/recommend';
import type { Db } from '../../db/client';
import type { PriceSet } from '../../db/generated/client';
import { newestSimulatedSet } from '../../prices/price-set-rows';
import { latestRecommendation } from './request-plan';
import { instrumentsOf } from './universe';

/** What a study is of: a plan's own question, or the simulated market's core universe at the middle level. */
export interface StudySubject {
  readonly planId: string | null;
  readonly level: RiskLevelId;
  readonly request: RecommendRequest;
  readonly priceSet: PriceSet;
  readonly plan: WeightMap | null;
}

async function planSubject(db: Db, userId: string): Promise<StudySubject | undefined> {
  const { row, answer } = await latestRecommendation(db, userId);
  if (row === null) return undefined;
  const level = RiskLevelName.parse(row.level);
  const own = answer?.profiles.find(({ profile }) => profile === level);
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
