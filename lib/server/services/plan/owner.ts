import type { Db } from '../../db/client';

export const ownerOfRecommendation = async (db: Db, id: string): Promise<string | undefined> =>
  (await db.recommendation.findUnique({ where: { id }, select: { userId: true } }))?.userId;
