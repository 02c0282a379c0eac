import { isoDayOfInstant } from '@/lib/base/iso-day';
import { type Refusal, refused } from '@/lib/base/outcome';
import { monthsBetween } from '@/lib/codec/goals/goal-problem';
import { GoalDocument, type GoalMarketInfo, type GoalRow } from '@/lib/shared/contracts/goal';
import { symbolsToHold } from '@/lib/shared/contracts/recommend';
import type { ServiceContext } from '../../context';
import type { Goal } from '../../db/generated/client';
import { sourceInfo } from '../../prices/price-set-rows';
import type { StudySubject } from '../plan/study-subject';

/** Raised with a change of `GoalDocument` that older rows must be brought up to. */
export const GOAL_SCHEMA_VERSION = 1;

/** Fifty years, and fifty of income after them. */
const MONTHS_MAX = 600;

export const goalRow = ({ id, name, document, createdAt }: Goal): GoalRow => ({
  id,
  name,
  goal: GoalDocument.parse(document),
  createdAt: createdAt.toISOString(),
});

export async function ownerOfGoal({ db }: ServiceContext, goalId: string): Promise<string | undefined> {
  const row = await db.goal.findUnique({ where: { id: goalId }, select: { userId: true } });
  return row?.userId;
}

export const todayOf = ({ clock }: Pick<ServiceContext, 'clock'>): string => isoDayOfInstant(clock.now());

/** Whether the day of a goal can be planned for. */
export function dateProblem({ date }: Pick<GoalDocument, 'date'>, today: string): Refusal | undefined {
  const months = monthsBetween(today, date);
  if (months < 1) return refused('bad-input', 'The day must be at least a month away.', 'goal.date');
  if (months > MONTHS_MAX) return refused('bad-input', 'The day must be at most fifty years away.', 'goal.date');
  return undefined;
}

export const marketInfo = ({ level, priceSet, request, planId }: StudySubject, asOf: string): GoalMarketInfo => ({
  asOf,
  level,
  source: sourceInfo(priceSet),
  symbols: symbolsToHold(request),
  hasPlan: planId !== null,
});
