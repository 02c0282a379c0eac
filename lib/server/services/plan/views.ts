import { isoDayOfInstant } from '@/lib/base/iso-day';
import { suitabilityEndsOn } from '@/lib/quant/policy/suitability';
import { RiskLevelName } from '@/lib/shared/contracts/common';
import type { KeptAnswer, PlanView, RecommendationView } from '@/lib/shared/contracts/plan';
import { ScoreView } from '@/lib/shared/contracts/profile';
import { AimInput, RecommendAnswer } from '@/lib/shared/contracts/recommend';
import type { ProfileVersion, Recommendation } from '../../db/generated/client';

/** Stored rows are read through their contract: what does not fit is a bug to be seen, not to be shown half. */
export const recommendationView = (row: Recommendation): RecommendationView => ({
  id: row.id,
  level: RiskLevelName.parse(row.level),
  createdAt: row.createdAt.toISOString(),
  acceptedAt: row.acceptedAt?.toISOString() ?? null,
  inputHash: row.inputHash,
  engineVersion: row.engineVersion,
  priceSetId: row.priceSetId,
  answer: RecommendAnswer.parse(row.answer),
});

/** For the API: the stored answer as it is, keys in the order the engine wrote them. */
export const keptAnswer = (row: Recommendation): KeptAnswer => ({
  id: row.id,
  createdAt: row.createdAt.toISOString(),
  ...RecommendAnswer.parse(row.answer),
});

export const profileView = (row: ProfileVersion, amount: number): NonNullable<PlanView['profile']> => ({
  version: row.version,
  createdAt: row.createdAt.toISOString(),
  validUntil: suitabilityEndsOn(isoDayOfInstant(row.createdAt.getTime())),
  aim: AimInput.parse(row.aim),
  score: ScoreView.parse(row.score),
  amount,
});
