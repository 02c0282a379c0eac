import type { SavedScenario } from '@/lib/shared/contracts/stress-lab';
import { OwnScenario } from '@/lib/shared/contracts/stress-scenario';
import type { Db } from '../../db/client';

/** The user's own bad times, oldest first. */
export async function savedScenarios(db: Db, userId: string): Promise<readonly SavedScenario[]> {
  const rows = await db.stressScenario.findMany({ where: { userId }, orderBy: { createdAt: 'asc' } });
  return rows.map(({ id, document }) => ({ id, ...OwnScenario.parse(document) }));
}
