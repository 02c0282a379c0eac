import type { SavedScenario } from '@/lib/shared/contracts/stress-lab';
import { OwnScenario } from '@/lib/shared/contracts/stress-scenario';
import type { Db } from '../../db/client';

/** Rises when the document's shape changes; older ones are then upgraded on reading. */
export const SCENARIO_SCHEMA_VERSION = 1;

/** The user's own bad times, oldest first. */
export async function savedScenarios(db: Db, userId: string): Promise<readonly SavedScenario[]> {
  const rows = await db.stressScenario.findMany({ where: { userId }, orderBy: { createdAt: 'asc' } });
  return rows.map(({ id, document }) => ({ id, ...OwnScenario.parse(document) }));
}

export const ownerOfScenario = async (db: Db, id: string): Promise<string | undefined> =>
  (await db.stressScenario.findUnique({ where: { id }, select: { userId: true } }))?.userId;
