import type { z } from 'zod';
import { AimInput } from '@/lib/shared/contracts/recommend';
import { AnswerMap, UniverseChoice } from '@/lib/shared/contracts/profile';
import type { Db } from '../../db/client';

/** What was saved before the questionnaire was finished. Parts that an older version wrote and this one cannot read are asked again. */
export interface Draft {
  readonly answers: AnswerMap;
  readonly aim: AimInput | null;
  readonly universe: UniverseChoice | null;
  readonly updatedAt: Date | null;
}

const readOr = <T>(schema: z.ZodType<T>, value: unknown, otherwise: T): T => {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : otherwise;
};

export async function loadDraft(db: Db, userId: string): Promise<Draft> {
  const row = await db.profileDraft.findUnique({ where: { userId } });
  return {
    answers: readOr(AnswerMap, row?.answers, {}),
    aim: readOr(AimInput.nullable(), row?.aim, null),
    universe: readOr(UniverseChoice.nullable(), row?.universe, null),
    updatedAt: row?.updatedAt ?? null,
  };
}
