import { SANDBOX_IDLE_DAYS } from '@/lib/shared/contracts/settings';
import { appendAudit } from '../audit/append';
import type { ServiceContext } from '../context';
import { LONG_TRANSACTION } from './run-job';

/** A batch holds its locks for well under a second; the next look, an hour later, takes up what was left. */
const BATCH = 20;
const BATCHES_MAX = 50;

/**
 * Removes demos that nobody has come back to, with all that their users owned; answers how many. Their record stays and
 * says so: chains are never cut.
 */
export async function removeIdleSandboxes({
  db,
  clock,
  log,
}: Pick<ServiceContext, 'db' | 'clock' | 'log'>): Promise<number> {
  let total = 0;
  for (let batch = 0; batch < BATCHES_MAX; batch++) {
    const removed = await db.$transaction(async (tx) => {
      const rows = await tx.$queryRaw<{ userId: string }[]>`
        SELECT id::text AS "userId" FROM remove_idle_sandboxes(${SANDBOX_IDLE_DAYS}::int, ${BATCH}::int) AS id`;
      for (const { userId } of rows) {
        const body = { idleDays: SANDBOX_IDLE_DAYS };
        await appendAudit(tx, clock, { kind: 'sandbox-removed', userId, actor: 'worker', body });
      }
      return rows.length;
    }, LONG_TRANSACTION);
    total += removed;
    if (removed < BATCH) break;
  }
  if (total > 0) log.info({ sandboxes: total }, 'idle demos removed');
  return total;
}
